"""The classes that a language pack sorts its words into."""

from __future__ import annotations

from enum import StrEnum


class TitleClass(StrEnum):
    """The classes of `titles.yaml`."""

    STATE = "state"
    MINISTRY = "ministry"
    BODY = "body"
    ENVOY = "envoy"
    RANK = "rank"
    COUNTERPART = "counterpart"


class GroupKind(StrEnum):
    """Who speaks without being named."""

    BOTH = "both"  # hai bên
    SIDE = "side"  # phía Mỹ
    OTHER = "other"  # phía bạn
    OWN = "own"  # nước ta
    THEY = "they"  # họ
    SAME = "same"  # nước này


class Strength(StrEnum):
    """How much a verb of speech needs around it to begin a statement: see acts.yaml."""

    SPEECH = "speech"
    STANCE = "stance"
    FUTURE = "future"
    TOPIC = "topic"
    DEED = "deed"
    QUOTE = "quote"
