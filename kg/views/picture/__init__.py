"""`kg view --svg` and `--png`: what the pages show, as pictures for papers."""

from kg.views.picture.write import write

__all__ = ["write"]
