"""Questions to the graph: named queries with parameters, and SPARQL of the user's, within bounds.

result = run("output/store", "commitments", {"side": "US"})
result = run("output/store", "SELECT ?name WHERE { ?official a bg:Official ; foaf:name ?name }")
"""

from __future__ import annotations

from kg.query.named import NamedQuery, Param, everything, load, names
from kg.query.process import Bounds, Dataset
from kg.query.result import Ask, Construct, Result, Row, Select, Term
from kg.query.run import ad_hoc, bind, find, run

__all__ = [
    "Ask",
    "Bounds",
    "Construct",
    "Dataset",
    "NamedQuery",
    "Param",
    "Result",
    "Row",
    "Select",
    "Term",
    "ad_hoc",
    "bind",
    "everything",
    "find",
    "load",
    "names",
    "run",
]
