"""`kg serve`: the graph as pages for people and a SPARQL endpoint for programs, on this machine.

    serve(Settings(Path("output/store"), port=8750))

A request reads a copy of the store (`copies`), asks it in a child that can be killed (`desk`), and answers
in the form that was asked for (`negotiate`): a page (`pages`, `queries`, `editor`), RDF (`rdf`) or results
(`protocol`). `guard` stands before all of it and says who may ask.
"""

from __future__ import annotations

from kg.serve.settings import Settings

__all__ = ["Settings", "serve"]


def serve(settings: Settings) -> None:
    """Serve until interrupted; raises KGError for a store or an address that cannot be used."""
    from kg.serve.server import run

    run(settings)
