"""Writes docs/ontology.md and its diagram from the ontology: terms, shapes, schemes, in both languages.

python tools/ontology_docs.py            rewrites them
python tools/ontology_docs.py --check    fails if they would change
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

from factories import build_store, phone_call, visit  # noqa: E402
from ontology_diagram import NOT_DRAWN, PLACES, Arrow, Box, draw  # noqa: E402

from kg.export.nodes import Nodes  # noqa: E402
from kg.export.turtle import Terms, block  # noqa: E402
from kg.graph.names import BG, PREFIXES  # noqa: E402

OWN = Namespace(BG)
OWL = Namespace(PREFIXES["owl"])
SCHEMA = Namespace(PREFIXES["schema"])
PAGE, PICTURE = ROOT / "docs" / "ontology.md", ROOT / "docs" / "ontology.svg"
_SAME = {  # shapes that stand for a class whether or not the classes above it are stated
    "shape/APolity": "bg:Polity",
    "shape/AnEncounter": "bg:Encounter",
}
_DRAWN_AS = {  # classes of others, and what is drawn for them
    "skos:Concept": ("Topic", "Chủ đề"),
    "oa:SpecificResource": ("Evidence", "Bằng chứng"),
    "schema:QuantitativeValue": ("Quantity", "Số lượng"),
}
_ALSO = (  # what leads to classes of others has no class in its shape
    ("bg:Statement", "skos:Concept", "bg:topic"),
    ("bg:Statement", "schema:QuantitativeValue", "bg:quantity"),
    ("bg:Office", "bg:OfficeRole", "org:role"),
    ("bg:RelationshipState", "bg:RelationshipLevel", "bg:level"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property with its labels, definitions and what stands around it."""

    name: str
    labels: dict[str, str]
    comments: dict[str, str]
    above: list[str]
    domain: list[str]
    range: list[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape says of one property: how often it stands, what its values are, in words."""

    path: str
    count: str
    values: str
    message: str


class Ontology:
    """The ontology's graph as the template asks for it."""

    def __init__(self) -> None:
        self.graph = Graph()
        for prefix, iri in PREFIXES.items():
            self.graph.bind(prefix, iri, replace=True)
        for path in sorted((ROOT / "ontology").glob("*.ttl")):
            if path.name != "officials.ttl":
                self.graph.parse(path)
        self.order = [
            line.split(" ")[0] for line in (ROOT / "ontology" / "bangiao.ttl").read_text().split("\n")
        ]

    # ------------------------------------------------------------ terms
    def name(self, node: Node) -> str:
        """A prefixed name."""
        iri = str(node)
        for prefix, namespace in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])):
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri.removeprefix("https://w3id.org/bangiao/")

    def texts(self, node: Node, *predicates: URIRef) -> dict[str, str]:
        """The first text in each language."""
        found: dict[str, str] = {}
        for predicate in predicates:
            for value in sorted(self.graph.objects(node, predicate), key=str):
                if isinstance(value, Literal) and value.language:
                    found.setdefault(value.language, str(value))
        return found

    def term(self, node: Node) -> Term:
        """A class or property of ours."""

        def around(*predicates: URIRef) -> list[str]:
            return sorted({self.name(o) for p in predicates for o in self.graph.objects(node, p)})

        return Term(
            self.name(node),
            self.texts(node, RDFS.label),
            self.texts(node, RDFS.comment),
            around(RDFS.subClassOf, RDFS.subPropertyOf),
            around(RDFS.domain, SCHEMA.domainIncludes),
            around(RDFS.range, SCHEMA.rangeIncludes),
        )

    def _of(self, kind: URIRef) -> list[Term]:
        terms = [self.term(node) for node in self.graph.subjects(RDF.type, kind)]
        own = [term for term in terms if term.name.startswith("bg:")]
        return sorted(own, key=lambda term: self.order.index(term.name))

    @property
    def classes(self) -> list[Term]:
        """Our classes, in the order of the file."""
        return self._of(OWL.Class)

    @property
    def properties(self) -> list[Term]:
        """Our properties, in the order of the file."""
        return sorted(
            self._of(OWL.ObjectProperty) + self._of(OWL.DatatypeProperty),
            key=lambda term: self.order.index(term.name),
        )

    @property
    def version(self) -> str:
        """The version that the ontology gives itself."""
        return str(self.graph.value(URIRef(BG.rstrip("#")), OWL.versionInfo))

    def individuals(self, name: str) -> list[Term]:
        """The values of an enumeration."""
        kind = OWN[name.removeprefix("bg:")]
        found = [self.term(node) for node in self.graph.subjects(RDF.type, kind)]
        return sorted((t for t in found if t.name.startswith("bg:")), key=lambda t: self.order.index(t.name))

    def below(self, name: str) -> list[str]:
        """The classes directly below one, in the order of the file."""
        found = {
            self.name(node) for node in self.graph.subjects(RDFS.subClassOf, OWN[name.removeprefix("bg:")])
        }
        return sorted(found, key=self.order.index)

    # ------------------------------------------------------------ shapes
    def rules(self, name: str) -> list[Rule]:
        """What the shapes ask of a class, by property."""
        prefix, _, local = name.partition(":")
        target = URIRef(PREFIXES[prefix] + local)
        found = {
            self._rule(constraint)
            for shape in self.graph.subjects(SH.targetClass, target)
            for constraint in self.graph.objects(shape, SH.property)
            if isinstance(self.graph.value(constraint, SH.path), URIRef)
        }
        return sorted(found, key=lambda rule: (rule.path, rule.message))

    def _rule(self, constraint: Node) -> Rule:
        graph = self.graph
        least = graph.value(constraint, SH.minCount) or graph.value(constraint, SH.qualifiedMinCount)
        most = graph.value(constraint, SH.maxCount)
        count = f"{least or 0}..{most if most is not None else 'n'}"
        message = str(graph.value(constraint, SH.message) or "")
        return Rule(self.name(self._path(constraint)), count, ", ".join(self._values(constraint)), message)

    def _path(self, constraint: Node) -> Node:
        path = self.graph.value(constraint, SH.path)
        assert path is not None
        return path

    def _values(self, constraint: Node) -> Iterator[str]:
        """What the values of a property are, of what its shape says outright."""
        graph = self.graph
        for predicate in (SH.datatype, SH["class"], SH.hasValue):
            for value in sorted(graph.objects(constraint, predicate)):
                yield self.name(value)
        for value in sorted(graph.objects(constraint, SH.node)):
            name = self.name(value)
            yield _SAME.get(name) or self.texts(value, RDFS.label).get("en", name).lower()
        for value in graph.objects(constraint, SH["in"]):
            yield " · ".join(self.name(item) for item in Collection(graph, value))

    # ------------------------------------------------------------ schemes
    def concepts(self, scheme: str) -> list[tuple[int, str, dict[str, str], dict[str, str]]]:
        """The concepts of a scheme with how deep each stands below another; narrower ones follow theirs."""
        graph = self.graph
        members = set(graph.subjects(SKOS.inScheme, URIRef(f"https://w3id.org/bangiao/{scheme}/")))

        def key(node: Node) -> tuple[int, str]:
            rank = graph.value(node, OWN.rank)
            return int(str(rank)) if rank is not None else 0, str(node)

        def walk(node: Node, depth: int) -> Iterator[tuple[int, str, dict[str, str], dict[str, str]]]:
            name = str(node).rsplit("/", 1)[-1]
            yield depth, name, self.texts(node, SKOS.prefLabel), self.texts(node, SKOS.definition)
            for narrower in sorted(set(graph.subjects(SKOS.broader, node)) & members, key=key):
                yield from walk(narrower, depth + 1)

        tops = [node for node in members if not set(graph.objects(node, SKOS.broader)) & members]
        return [row for top in sorted(tops, key=key) for row in walk(top, 0)]

    def rank(self, level: str) -> str:
        """The order of a level among others."""
        return str(self.graph.value(URIRef(PREFIXES["level"] + level), OWN.rank))

    def polities(self, kind: str) -> list[tuple[str, dict[str, str]]]:
        """Polities of a class: code and labels."""
        nodes = self.graph.subjects(RDF.type, OWN[kind])
        return sorted((str(n).rsplit("/", 1)[-1], self.texts(n, SKOS.prefLabel)) for n in nodes)

    # ------------------------------------------------------------ the picture
    def boxes(self) -> Iterator[Box]:
        """The classes that are drawn."""
        for name in PLACES:
            if name in _DRAWN_AS:
                yield Box(name, *_DRAWN_AS[name], (name,))
                continue
            term = self.term(OWN[name.removeprefix("bg:")])
            below = [self.term(OWN[other.removeprefix("bg:")]).labels["en"] for other in self.below(name)]
            yield Box(name, term.labels["en"], term.labels["vi"], tuple(below))

    def arrows(self) -> list[Arrow]:
        """What the shapes say leads from one drawn class to another."""
        found: dict[tuple[str, str], set[str]] = {}
        for source in PLACES:
            for rule in self.rules(source):
                for target in rule.values.split(", "):
                    found.setdefault((source, target), set()).add(rule.path)
        for source, target, path in _ALSO:
            found.setdefault((source, target), set()).add(path)
        return [
            Arrow(*ends, tuple(sorted(terms)))
            for ends, terms in sorted(found.items())
            if ends[1] in PLACES and ends not in NOT_DRAWN
        ]


def examples() -> dict[str, str]:
    """A node of each class, as reading two invented articles makes it, in Turtle."""
    wanted = ("bg:Official", "bg:Office", "bg:Tenure", "bg:Encounter", "bg:Statement", "bg:RelationshipState")
    wanted += ("bg:Article", "bg:Country", "bg:Place")
    found: dict[str, str] = {}
    with TemporaryDirectory() as folder, build_store(Path(folder, "store"), phone_call(), visit()) as store:
        terms = Terms(store.names)
        for node in Nodes(store):
            text = block(node, terms)
            for name in wanted:
                if f" {name}" in text.split("\n", 1)[0].replace(",", " "):
                    found.setdefault(name, text)
    return found


def written() -> dict[Path, str]:
    """The page and the picture, by the path they belong to."""
    ontology = Ontology()
    environment = Environment(
        loader=FileSystemLoader(ROOT / "tools" / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Markdown of our own texts
    )
    page = environment.get_template("ontology.md.j2").render(
        o=ontology, examples=examples(), prefixes=PREFIXES
    )
    return {PAGE: page, PICTURE: draw(ontology.boxes(), ontology.arrows())}


def main() -> int:
    """Rewrite the files, or with --check say which are stale."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = [
        (path, text) for path, text in written().items() if not path.exists() or path.read_text() != text
    ]
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8")
        print(f"docs/{path.name}: {'is not as the ontology says; run `make docs`' if check else 'rewritten'}")
    return int(check and stale)


if __name__ == "__main__":
    sys.exit(main())
