"""What several commands take: the store, and how much is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.api import DEFAULT_STORE

StoreOption = Annotated[
    Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="The folder of the store.")
]
IrisOption = Annotated[bool, typer.Option("--iris", help="Show whole IRIs, and columns meant for programs.")]
LangOption = Annotated[str, typer.Option(help="The language of labels: en or vi.")]
STORE = Path(DEFAULT_STORE)
