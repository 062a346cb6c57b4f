"""Which side of the page each polity stands on, and beside which of them an official."""

from __future__ import annotations

from itertools import combinations

import networkx as nx

from kg.views.model import ENCOUNTER, OFFICIAL, POLITY, STATEMENT, Facts, Graph, facts_of, kind_of, of_kind

LEFT, RIGHT = -1, 1
_WEIGHT = {ENCOUNTER: 3, STATEMENT: 1}  # of one contact between two polities


def home(graph: Graph, official: str) -> str | None:
    """The polity beside which an official stands: the first of his that the page shows."""
    facts = facts_of(graph, official)
    candidates = (*facts.get("polity", ()), *facts.get("spokenFor", ()))
    return next((p for p in candidates if p in graph), None)


def divide(graph: Graph, focus: str | None = None) -> dict[str, int]:
    """Left or right for each polity, such that as many contacts as possible cross the middle.

    On the left stands the polity of `focus`, else the one with most contacts.
    """
    polities = of_kind(graph, POLITY)
    number = {iri: place for place, iri in enumerate(polities)}
    if len(polities) < 2:
        return dict.fromkeys(polities, LEFT)
    contacts = _contacts(graph, number)
    weights = dict(contacts.degree(weight="weight"))
    first = number.get(_polity_of(graph, focus) or "")
    if first is None:
        first = max(number.values(), key=lambda n: (weights[n], graph.degree(polities[n]), n))
    _, parts = nx.approximation.one_exchange(contacts, initial_cut={first}, seed=0, weight="weight")
    left = next(part for part in parts if first in part)
    return {iri: LEFT if place in left else RIGHT for iri, place in number.items()}


def _contacts(graph: Graph, number: dict[str, int]) -> nx.Graph[int]:
    """Who deals with whom, how much; nodes are numbers, as the order of a set of them is always the same."""
    contacts: nx.Graph[int] = nx.Graph()
    contacts.add_nodes_from(range(len(number)))
    for node in of_kind(graph, ENCOUNTER, STATEMENT):
        involved = sorted({number[p] for p in _involved(graph, facts_of(graph, node)) if p in number})
        for pair in combinations(involved, 2):
            weight = contacts.get_edge_data(*pair, {"weight": 0})["weight"]
            contacts.add_edge(*pair, weight=weight + _WEIGHT[kind_of(graph, node)])
    return contacts


def _involved(graph: Graph, facts: Facts) -> set[str]:
    people = (o for o in facts.get("participants", ()) if o in graph)
    homes = {p for o in people if (p := home(graph, o))}
    return homes.union(facts.get("parties", ()), facts.get("sides", ()), facts.get("addressees", ()))


def _polity_of(graph: Graph, focus: str | None) -> str | None:
    if focus is None or focus not in graph:
        return None
    return home(graph, focus) if kind_of(graph, focus) == OFFICIAL else focus
