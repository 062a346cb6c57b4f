"""`kg dossier`: what the graph knows of someone or of two countries, on a few pages to print."""

from kg.views.dossier.write import Written, write

__all__ = ["Written", "write"]
