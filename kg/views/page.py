"""From a laid out graph to one HTML file: pyvis builds the network, the template holds it.

Whatever an article says is untrusted. It enters the page once, as JSON in a block that no browser runs,
escaped so that nothing in it can end the block; the script reads it and writes text, never markup.
A content security policy names the two scripts and the style sheet by their hashes and forbids all else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.views.layout import Layout
from kg.views.model import ENCOUNTER, OFFICIAL, POLITY, STATEMENT, TOPIC, Graph
from kg.views.payload import Payload
from kg.views.style import NODES, STATEMENTS, palette, statement_style

LANGUAGES = ("en", "vi")
SCRIPTS = (
    "core",
    "state",
    "filter",
    "labels",
    "draw",
    "cards",
    "panel",
    "search",
    "controls",
    "keys",
    "main",
)
_VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "dragNodes": False, "hideEdgesOnZoom": True, "tooltipDelay": 100},
    "nodes": {"physics": False, "font": {"size": 0}},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 1},
}
_DASHED = {"office": [4, 5], "party": [2, 4], "spoke": [7, 4]}


def render(payload: Payload, layout: Layout, meta: dict[str, Any]) -> str:
    """The page as text: the same arguments give the same bytes."""
    lang = meta["lang"]
    network = build(payload, layout, lang)
    nodes, edges, *_, options = network.get_network_data()
    data = {
        "meta": meta,
        "palette": palette(),
        "statementKinds": [kind.value for kind in STATEMENTS],
        "strings": {code: strings(code) for code in LANGUAGES},
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options) if isinstance(options, str) else options,
        "things": payload.things,
        "articles": payload.articles,
        "layout": payload.layout(layout),
    }
    css = _asset("page.css")
    scripts = [_VIS.read_text(encoding="utf-8"), "".join(_asset(f"{name}.js") for name in SCRIPTS)]
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        files("kg.views").joinpath("templates", "graph.html.j2").read_text(encoding="utf-8")
    )
    return template.render(
        lang=lang,
        t=strings(lang),
        title=meta["title"][lang],
        empty=not nodes,
        policy=_policy(scripts, css),
        css=_raw(css, "</style"),
        vis=_raw(scripts[0], "</script", "<!--"),
        script=_raw(scripts[1], "</script", "<!--"),
        data=Markup(embed(data)),  # noqa: S704 - embed() escapes all that could end the block
    )


def build(payload: Payload, layout: Layout, lang: str) -> Network:
    """The pyvis network: what is drawn, where it stands and how it looks."""
    network = Network(cdn_resources="in_line")
    network.options = _OPTIONS
    # Straight into pyvis's own lists: add_node and add_edge search them from the start each time.
    for number, iri in enumerate(payload.drawn):
        data = payload.graph.nodes[iri]
        kind, (x, y) = data["kind"], layout.at[iri]
        style = statement_style(data["facts"]["type"]) if kind == STATEMENT else NODES[kind]
        size = style.size + _bonus(kind, int(payload.graph.degree(iri)))
        label = payload.label(iri, lang)
        node = Node(number, style.shape, label, color=style.light, size=size, x=x, y=y, group=kind)
        network.nodes.append(node.options)
        network.node_ids.append(number)
        network.node_map[number] = node.options
    for source, target, role, weight in edges_of(payload.graph):
        ends = payload.number[source], payload.number[target]
        dashes = {"dashes": _DASHED[role]} if role in _DASHED else {}
        network.edges.append(Edge(*ends, role=role, weight=weight, **dashes).options)
    return network


def edges_of(graph: Graph) -> Iterable[tuple[str, str, str, int]]:
    """(from, to, meaning, weight) of what is drawn: the graph's own edges, and what statements sum up to.

    `about` joins an encounter to a topic as often as it came up there, `spoke` an official to where he
    said something without being named as present. A polity is joined to an encounter only where none of
    its officials is.
    """
    kind = {n: data["kind"] for n, data in graph.nodes(data=True)}
    met: set[tuple[str, str]] = set()
    sums: dict[tuple[str, str, str], int] = {}
    plain: list[tuple[str, str, str, int]] = []
    for source, target, role in graph.edges(keys=True):
        if role == "participant":
            met.update((p, target) for p in graph.predecessors(source) if kind[p] == POLITY)
        hub = graph.nodes[target if role == "speaker" else source]["facts"].get("hub")
        if hub in kind and role == "topic":
            sums[hub, target, "about"] = sums.get((hub, target, "about"), 0) + 1
        elif hub in kind and role == "speaker" and not graph.has_edge(source, hub, key="participant"):
            sums[source, hub, "spoke"] = sums.get((source, hub, "spoke"), 0) + 1
        if role not in ("party", "side", "addressee"):
            plain.append((source, target, role, 1))
    for source, target, role in graph.edges(keys=True):
        if role == "party" and (source, target) not in met:
            plain.append((source, target, role, 1))
    return sorted(plain) + [(*ends, weight) for ends, weight in sorted(sums.items())]


def embed(data: object) -> str:
    """`data` as JSON that may stand in a script element: no character in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def strings(lang: str) -> dict[str, str]:
    """The words of the page in a language."""
    text = files("kg.views").joinpath("strings", f"{lang}.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


def _asset(name: str) -> str:
    return files("kg.views").joinpath("assets", name).read_text(encoding="utf-8")


def _raw(text: str, *ends: str) -> Markup:
    """Our own code, to stand in an element as it is."""
    for end in ends:
        if end in text.lower():
            raise ValueError(f"a packaged asset holds {end!r}")
    return Markup(text)  # noqa: S704 - packaged with kg or pyvis, nothing of a user's


def _policy(scripts: Iterable[str], css: str) -> str:
    named = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {named}; style-src {_hash(css)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _bonus(kind: str, degree: int) -> int:
    """A little more size for the more connected."""
    if kind == TOPIC:
        return min(6, degree // 2)
    return min(4, degree // 6) if kind in (OFFICIAL, ENCOUNTER) else 0
