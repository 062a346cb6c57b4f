"""The order of offices in which officials of one polity are listed: heads of state first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from kg.views.select import fold

_ORDER = (
    ("generalsecretary", "tongbithu"),
    ("headofstate", "king", "emperor", "monarch", "president", "chutichnuoc", "tongthong", "statepresident"),
    ("primeminister", "premier", "chancellor", "thutuong"),
    ("vicepresident", "phochutichnuoc", "photongthong"),
    ("speaker", "chairofparliament", "nationalassemblychair", "chutichquochoi"),
    ("deputyprimeminister", "vicepremier", "phothutuong"),
    ("foreignminister", "secretaryofstate", "botruongngoaigiao", "ngoaitruong"),
    ("defenceminister", "secretaryofdefense", "botruongquocphong"),
)
_MINISTER, _DEPUTY, _OTHER = len(_ORDER), len(_ORDER) + 1, len(_ORDER) + 3
_ENVOY = len(_ORDER) + 2


def rank(offices: Iterable[Mapping[str, Any]]) -> int:
    """The place of the highest office that the articles attest, else of any; low is high."""
    held = list(offices)
    attested = [office for office in held if office["articles"]] or held
    return min((_rank(str(office["office"])) for office in attested), default=_OTHER)


def _rank(office: str) -> int:
    role = re.sub(r"[^a-z]", "", fold(unquote(office.rstrip("/").rsplit("/", 1)[-1])))
    for place, roles in enumerate(_ORDER):
        if role in roles:
            return place
    if role.startswith(("deputy", "vice", "pho", "thutruong", "assistant", "under")):
        return _DEPUTY
    if "minister" in role or "secretary" in role or role.startswith("botruong"):
        return _MINISTER
    return _ENVOY if "ambassador" in role or role.startswith("daisu") else _OTHER
