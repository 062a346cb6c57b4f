"""From facts to a graph: names mints IRIs, emit makes quads, store keeps them."""
