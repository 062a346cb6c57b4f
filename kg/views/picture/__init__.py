"""`kg view --svg` and `--png`: the graph's first screen as a picture for papers."""

from kg.views.picture.write import write

__all__ = ["write"]
