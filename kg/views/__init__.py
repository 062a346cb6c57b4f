"""Pages over the graph: each is one self-contained file that needs no network."""
