"""Makes the quads of one article's facts: one named graph, whose name is the article's IRI."""

from __future__ import annotations

import re
from collections import Counter

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.builder import (
    Graph,
    add_bounds,
    bg,
    decimal,
    level,
    partial,
    prov,
    rdfs,
    schema,
    text,
    topic,
)
from kg.graph.check import check
from kg.graph.emit_agents import Agents
from kg.graph.emit_evidence import Evidence, Run
from kg.graph.names import Names
from kg.graph.packed import Packed
from kg.knowledge import Knowledge
from kg.model import ArticleFacts, Dated, Encounter, Level, Quantity, Statement


def quads(facts: ArticleFacts, names: Names, *, run: Run, knowledge: Knowledge | None = None) -> list[Quad]:
    """The graph of one article, in a fixed order and without blank nodes.

    `knowledge` gives polities, posts and tenures their labels and dates. A fact that contradicts its
    article (a span outside the text, an official nobody introduced, an unknown kind) raises ValueError.
    """
    return _graph(facts, names, run, knowledge).quads()


def packed(facts: ArticleFacts, names: Names, *, run: Run, knowledge: Knowledge | None = None) -> Packed:
    """The same graph as text, ready to be stored."""
    return _graph(facts, names, run, knowledge).packed()


def _graph(facts: ArticleFacts, names: Names, run: Run, knowledge: Knowledge | None) -> Graph:
    check(facts, knowledge)
    return _Emitter(facts, names, run, knowledge).graph()


class _Emitter:
    def __init__(self, facts: ArticleFacts, names: Names, run: Run, knowledge: Knowledge | None) -> None:
        self._facts, self._names, self._id = facts, names, facts.article.id
        self._graph = Graph(names.article(facts.article.id))
        self._evidence = Evidence(self._graph, names, facts.article, run)
        self._agents = Agents(self._graph, names, facts, knowledge)
        self._encounters = self._name_encounters()

    def graph(self) -> Graph:
        for official in self._facts.officials:
            self._agents.describe_official(official)
        self._agents.describe_tenures(self._evidence)
        for node, encounter in zip(self._encounters, self._facts.encounters, strict=True):
            self._describe_encounter(node, encounter)
        self._describe_statements()
        self._describe_levels()
        return self._graph

    # ------------------------------------------------------------ encounters
    def _name_encounters(self) -> list[NamedNode]:
        seen: Counter[tuple[str, int]] = Counter()
        nodes = []
        for encounter in self._facts.encounters:
            key = (encounter.kind.value, encounter.evidence[0].start)
            seen[key] += 1
            nodes.append(NamedNode(self._names.encounter(self._id, *key, seen[key])))
        return nodes

    def _describe_encounter(self, node: NamedNode, encounter: Encounter) -> None:
        graph, agents, when = self._graph, self._agents, encounter.when
        graph.types(node, bg[encounter.kind.value], bg["Encounter"], prov["Activity"], schema["Event"])
        graph.add(node, rdfs["label"], self._encounter_label(encounter))
        graph.add(node, bg["reportedIn"], self._evidence.article)
        graph.add(node, bg["participant"], *(agents.official(name) for name in encounter.participants))
        graph.add(node, bg["party"], *agents.polities(encounter.parties))
        if encounter.place:
            graph.add(node, bg["place"], agents.place(encounter.place, encounter.place_polity))
        if encounter.requested_by:
            graph.add(node, bg["requestedBy"], agents.polity(encounter.requested_by))
        if encounter.status:
            graph.add(node, bg["status"], bg[encounter.status.value])
        add_bounds(graph, node, when)
        if when and when.value:
            graph.add(node, bg["date"], partial(when.value))
            graph.add(node, bg["dateBasis"], bg[when.basis.value])
            if when.end:
                graph.add(node, schema["startDate"], partial(when.value))
                graph.add(node, schema["endDate"], partial(when.end))
        self._evidence.grounds(node, when)
        self._evidence.support(node, encounter.evidence, encounter.rule, encounter.confidence)

    def _encounter_label(self, encounter: Encounter) -> Literal:
        who = encounter.participants or tuple(self._agents.label(code) for code in encounter.parties)
        kind = _words(encounter.kind.value)
        status = f" ({_words(encounter.status.value).lower()})" if encounter.status else ""
        return _label(f"{kind}{status}", ", ".join(who), encounter.when)

    # ------------------------------------------------------------ statements
    def _describe_statements(self) -> None:
        seen: Counter[tuple[int, int, str]] = Counter()
        for statement in self._facts.statements:
            clause = statement.evidence[0]
            key = (clause.start, clause.end, statement.kind.value)
            seen[key] += 1
            node = NamedNode(self._names.statement(self._id, *key, seen[key]))
            self._describe_statement(node, statement)

    def _describe_statement(self, node: NamedNode, statement: Statement) -> None:
        graph, agents, evidence = self._graph, self._agents, self._evidence
        when = self._when(statement)
        graph.types(node, bg[statement.kind.value], bg["Statement"], prov["Entity"])
        graph.add(node, rdfs["label"], self._statement_label(statement, when))
        graph.add(node, bg["speaker"], *(agents.official(name) for name in statement.speakers))
        graph.add(node, bg["side"], *agents.polities(statement.sides))
        graph.add(node, bg["addressee"], *agents.polities(statement.addressees))
        graph.add(node, bg["topic"], *(topic[name] for name in statement.topics))
        if statement.encounter is not None:
            graph.add(node, bg["madeAt"], self._encounters[statement.encounter])
        content = evidence.clause(statement.evidence[0])
        graph.add(node, bg["content"], text(content, self._facts.article.language))
        graph.add(node, bg["deadline"], partial(statement.deadline) if statement.deadline else None)
        for number, quantity in enumerate(statement.quantities, start=1):
            graph.add(node, bg["quantity"], self._quantity(node, number, quantity))
        add_bounds(graph, node, when)
        evidence.support(node, statement.evidence, statement.rule, statement.confidence)
        graph.add(node, prov["wasGeneratedBy"], evidence.run)

    def _when(self, statement: Statement) -> Dated | None:
        """When it was said: as known, or at its encounter, or as of the article."""
        if statement.when is None and statement.encounter is not None:
            return self._facts.encounters[statement.encounter].when or self._facts.as_of
        return statement.when or self._facts.as_of

    def _statement_label(self, statement: Statement, when: Dated | None) -> Literal:
        sides = (self._agents.label(code) for code in statement.sides)
        who = " and ".join(statement.speakers or sides)
        to = " and ".join(self._agents.label(code) for code in statement.addressees)
        return _label(_words(statement.kind.value), f"{who} to {to}" if to else who, when)

    def _quantity(self, statement: NamedNode, number: int, quantity: Quantity) -> NamedNode:
        graph, node = self._graph, NamedNode(self._names.quantity(statement.value, number))
        value = decimal(quantity.value)
        graph.types(node, schema["MonetaryAmount" if quantity.currency else "QuantitativeValue"])
        graph.add(node, schema["value"], value)
        graph.add(node, schema["currency"], text(quantity.currency) if quantity.currency else None)
        graph.add(node, schema["unitText"], text(quantity.unit) if quantity.unit else None)
        unit = quantity.currency or quantity.unit or ""
        graph.add(node, rdfs["label"], text(f"{value.value} {unit}".strip()))
        return node

    # ------------------------------------------------------------ levels
    def _describe_levels(self) -> None:
        seen: Counter[tuple[tuple[str, ...], str]] = Counter()
        for state in self._facts.levels:
            key = (tuple(sorted(state.between)), state.level)
            seen[key] += 1
            node = NamedNode(self._names.state(self._id, state.between, state.level, seen[key]))
            self._describe_level(node, state)

    def _describe_level(self, node: NamedNode, state: Level) -> None:
        graph, when = self._graph, state.when or self._facts.as_of
        graph.types(node, bg["RelationshipState"], prov["Entity"])
        pair = " and ".join(self._agents.label(code) for code in sorted(state.between))
        graph.add(node, rdfs["label"], _label(_words(state.level), pair, when))
        graph.add(node, bg["between"], *self._agents.polities(state.between))
        graph.add(node, bg["level"], level[state.level])
        self._agents.attest(node, self._evidence.article, when)
        self._evidence.grounds(node, when)
        self._evidence.support(node, state.evidence, state.rule, state.confidence)
        graph.add(node, prov["wasGeneratedBy"], self._evidence.run)


def _words(camel: str) -> str:
    """PhoneCall → Phone call."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda match: f" {match[0].lower()}", camel)


def _label(kind: str, who: str, when: Dated | None) -> Literal:
    date = when.value.lexical[0] if when and when.value else ""
    return text(f"{kind}: {', '.join(part for part in (who, date) if part)}".removesuffix(": "))


__all__ = ["Run", "packed", "quads"]
