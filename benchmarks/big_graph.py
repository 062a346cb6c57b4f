"""Graphs of any size, of invented articles: what measurements of queries and of pages run over.

python benchmarks/big_graph.py --nodes 20000 --store DIR       a store whose page has some 20,000 nodes
python benchmarks/big_graph.py --triples 10000000 -o FILE.nq   ten million triples as N-Quads
python benchmarks/big_graph.py --articles 500 -o -             the articles' graphs on standard output

The facts go through `kg.graph.emit`, as those of a build do; only the reading is left out. They are drawn by
chance from a fixed seed: the same arguments give the same bytes. Viet Nam deals with some partners often and
with many seldom, more so in later years; offices change hands; each side has topics that it raises again and
again. Nobody and nothing in it is real. Graphs stream, article by article, and take no memory to speak of.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import BinaryIO, TypeVar

from pyoxigraph import Quad, RdfFormat, serialize

from kg.graph.emit import Run, quads
from kg.graph.names import Names
from kg.graph.reference import reference_quads
from kg.graph.store import Store, pack
from kg.knowledge import Knowledge
from kg.model import (
    Article,
    ArticleFacts,
    Block,
    BlockKind,
    DateBasis,
    Dated,
    Encounter,
    EncounterKind,
    EncounterStatus,
    InferredFrom,
    Level,
    Office,
    Official,
    PartialDate,
    Quantity,
    Span,
    Statement,
    StatementKind,
    Tenure,
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


RUN = Run("0.0.0")
Kind = TypeVar("Kind", EncounterKind, StatementKind)
HOME = "VN"
FIRST, LAST = 1995, 2025
TERM = 5  # years in an office
PARTNERS = _words("""
US CN JP KR RU AU IN LA KH TH SG ID MY PH FR DE GB IT CA NZ CU EU ASEAN UA PL CZ ES NL SE NO CH BR MX AR CL ZA
EG AE SA QA IL TR IR KZ MN BD PK LK MM BN
""")
OFFICES = {
    "President": "Tổng thống",
    "PrimeMinister": "Thủ tướng",
    "ForeignMinister": "Bộ trưởng Ngoại giao",
    "DefenceMinister": "Bộ trưởng Quốc phòng",
    "TradeMinister": "Bộ trưởng Thương mại",
    "DeputyForeignMinister": "Thứ trưởng Ngoại giao",
    "Ambassador": "Đại sứ",
    "Spokesperson": "Người phát ngôn",
}
CLAUSES = {
    StatementKind.COMMITMENT: ("cam kết {side} sẽ hỗ trợ {n} triệu USD cho dự án {topic}", 12),
    StatementKind.REQUEST: ("đề nghị phía {other} mở rộng hợp tác về {topic} tại {n} địa phương", 23),
    StatementKind.AGREEMENT: ("nhất trí lập {n} nhóm công tác về {topic}", 9),
    StatementKind.POSITION: ("khẳng định {side} coi trọng vai trò của {other} trong lĩnh vực {topic}", 27),
    StatementKind.APPRECIATION: ("cảm ơn {other} đã tiếp nhận {n} đoàn chuyên gia về {topic}", 22),
    StatementKind.DISCUSSION: ("trao đổi về {n} sáng kiến liên quan đến {topic}", 5),
    StatementKind.CONCERN: ("bày tỏ quan ngại về {n} vướng mắc trong lĩnh vực {topic}", 2),
}
ENCOUNTERS = {
    EncounterKind.MEETING: ("hội đàm với", 60),
    EncounterKind.PHONE_CALL: ("điện đàm với", 20),
    EncounterKind.VISIT: ("thăm chính thức và gặp", 15),
    EncounterKind.CONFERENCE: ("dự hội nghị cùng", 4),
    EncounterKind.CORRESPONDENCE: ("gửi thư cho", 1),
}
LEVELS = (
    "ComprehensivePartnership",
    "StrategicPartnership",
    "ComprehensiveStrategicPartnership",
)
PUBLISHERS = ("Báo Mẫu", "Bản tin Ví dụ", "Cổng tin Bịa")
FAMILIES = _words("Lưu Mạc Tạ Thạch Quách Chử Doãn Giáp Khúc Lục Nghiêm Ông Phùng Tống Viên")
MIDDLES = _words("Bảo Công Duy Gia Hải Khánh Lệ Minh Ngọc Quang Thanh Thu Tuấn Việt Xuân")
GIVEN = _words("An Bách Chi Diệp Giang Hạnh Khôi Lam Mai Nhật Oanh Phong Quyên Sâm Trí Uyên Vân Ý")
STARTS = _words(
    "Al Bren Cor Dav El Fen Gor Hal Ir Jor Kel Lor Mar Nor Or Per Quil Ros Sel Tor Ul Ver Wen Yor"
)
ENDS = _words("an ar el en ic in is ok on or os und und vich wick")


@dataclass(frozen=True, slots=True)
class Holder:
    """An invented official in an office, for a term."""

    name: str
    polity: str
    role: str


def articles(seed: int = 0) -> Iterator[ArticleFacts]:
    """Invented articles without end."""
    number = 0
    while True:
        yield _article(number, seed)
        number += 1


def graphs(
    *,
    nodes: int | None = None,
    triples: int | None = None,
    count: int | None = None,
    seed: int = 0,
    names: Names | None = None,
) -> Iterator[list[Quad]]:
    """The graphs of articles, until they are so many or hold so much; `nodes` are those of their page."""
    names, knowledge = names or Names(), Knowledge.load(registry=False)
    drawn = _Drawn()
    held = made = 0
    for facts in articles(seed):
        if (
            (nodes is not None and drawn.count >= nodes)
            or (triples is not None and held >= triples)
            or (count is not None and made >= count)
        ):
            return
        graph = quads(facts, names, run=RUN, knowledge=knowledge)
        drawn.see(facts)
        held, made = held + len(graph), made + 1
        yield graph


def fill(store: Path, graphs: Iterable[list[Quad]]) -> int:
    """Put graphs into a store on disk, made if need be; return the number of triples."""
    written = 0

    def packed() -> Iterator:
        nonlocal written
        for graph in graphs:
            written += len(graph)
            yield pack(graph)

    with Store.open(store, create=True) as opened:
        opened.refresh_reference()
        opened.put_articles(packed())
    return written


def write(out: BinaryIO, graphs: Iterable[list[Quad]]) -> int:
    """Write reference data and graphs as N-Quads; return the number of the graphs' triples."""
    written = 0
    serialize(reference_quads(Names()), out, format=RdfFormat.N_QUADS)
    for graph in graphs:
        serialize(graph, out, format=RdfFormat.N_QUADS)
        written += len(graph)
    return written


class _Drawn:
    """How many nodes a page of some articles has: people and countries once, whatever they are named in."""

    def __init__(self) -> None:
        self._named: set[str] = set()
        self._own = 0

    @property
    def count(self) -> int:
        return self._own + len(self._named)

    def see(self, facts: ArticleFacts) -> None:
        self._own += len(facts.encounters) + len(facts.statements)
        self._own += any(s.encounter is None for s in facts.statements)
        self._named.update(o.name for o in facts.officials)
        for statement in facts.statements:
            self._named.update((*statement.topics, *statement.sides, *statement.addressees))


# ---------------------------------------------------------------- one article
def _article(number: int, seed: int) -> ArticleFacts:
    """The article of a number: made from that and the seed alone."""
    id = f"tin-{number:07}"
    chance = Random(f"{seed}/{number}")
    partner = chance.choices(PARTNERS, cum_weights=_shares())[0]
    day = _day(chance)
    knowledge = Knowledge.load(registry=False)
    ours, theirs = (_delegation(chance, code, day.year, seed) for code in (HOME, partner))
    people = (*ours, *theirs)
    side = {code: knowledge.polities[code].label["vi"] for code in (HOME, partner)}
    written = _Text(f"{ours[0].name} gặp {theirs[0].name}")
    titles = [
        (h, written.add(f"{OFFICES[h.role]} {side[h.polity]} {h.name}", start=f"Ngày {day:%-d/%-m/%Y}"))
        for h in people
    ]
    kind = _pick(chance, {k: weight for k, (_, weight) in ENCOUNTERS.items()})
    meeting = written.add(
        f"{ENCOUNTERS[kind][0]} {OFFICES[theirs[0].role]} {theirs[0].name}", start=ours[0].name
    )
    when = _when(chance, day, id)
    held = chance.random() >= 0.06  # the others are remarks at no encounter
    said = [_statement(chance, written, people, side, partner, when, held) for _ in range(_spoken(chance))]
    levels = _levels(chance, written, partner, day, when)
    text = written.text
    return ArticleFacts(
        Article(
            id, text, written.blocks(), f"{id}.txt", text.split("\n", 1)[0], "vi",
            day + timedelta(days=chance.randrange(3)), f"https://tin.example/{id}", chance.choice(PUBLISHERS),
            hashlib.sha256(text.encode()).hexdigest(),
        ),
        officials=tuple(Official(h.name, (), h.polity) for h in people),
        tenures=tuple(
            Tenure(h.name, Office(h.polity, h.role, (OFFICES[h.role],)), (span,), "title-name", 0.95)
            for h, span in titles
        ),
        encounters=(
            Encounter(
                kind, tuple(h.name for h in people), (HOME, partner), (meeting,), when=when,
                status=EncounterStatus.PLANNED if chance.random() < 0.03 else None,
                rule="encounter:generated", confidence=round(0.7 + 0.3 * chance.random(), 2),
            ),
        )
        if held
        else (),
        statements=tuple(said),
        levels=levels,
        as_of=when,
    )  # fmt: skip


def _statement(
    chance: Random,
    written: _Text,
    people: tuple[Holder, ...],
    side: dict[str, str],
    partner: str,
    when: Dated,
    held: bool,
) -> Statement:
    speaker = chance.choice(people)
    other = partner if speaker.polity == HOME else HOME
    kind = _pick(chance, {k: weight for k, (_, weight) in CLAUSES.items()})
    joint = kind in (StatementKind.AGREEMENT, StatementKind.DISCUSSION)
    topics = _topics(chance, speaker.polity)
    label = Knowledge.load(registry=False).topics[topics[0]].label["vi"]
    amount = chance.randrange(2, 90)
    words = CLAUSES[kind][0].format(
        side=side[speaker.polity], other=side[other], n=amount, topic=label[:1].lower() + label[1:]
    )
    clause = written.add(words, start="Hai bên" if joint else speaker.name)
    money = kind is StatementKind.COMMITMENT
    return Statement(
        kind,
        (HOME, partner) if joint else (speaker.polity,),
        (clause,),
        () if joint else (speaker.name,),
        () if joint else (other,),
        topics,
        PartialDate(int(when.latest.year if when.latest else LAST) + chance.randrange(1, 6))
        if money and chance.random() < 0.3
        else None,
        (Quantity(Decimal(amount) * 1_000_000, currency="USD"),) if money else (),
        0 if held else None,
        None if held else when,
        "statement:generated",
        round(0.6 + 0.4 * chance.random(), 2),
    )


def _levels(chance: Random, written: _Text, partner: str, day: date, when: Dated) -> tuple[Level, ...]:
    if chance.random() > 0.12:
        return ()
    step = min(len(LEVELS) - 1, (day.year - FIRST) * len(LEVELS) // (LAST - FIRST + 1))
    phrase = written.add("quan hệ đối tác đã được hai nước xác lập", start="Hai bên nhắc lại")
    pair = sorted((HOME, partner))
    return (Level((pair[0], pair[1]), LEVELS[step], (phrase,), when, "level:generated"),)


class _Text:
    """A text in the making, which tells where each clause stands in it."""

    def __init__(self, title: str) -> None:
        self.text = title

    def add(self, words: str, start: str) -> Span:
        self.text += f"\n{start}, " if start.startswith("Ngày") else f"\n{start} "
        at = len(self.text)
        self.text += f"{words}."
        return Span(at, at + len(words))

    def blocks(self) -> tuple[Block, ...]:
        made, at = [], 0
        for line in self.text.split("\n"):
            made.append(Block(Span(at, at + len(line)), BlockKind.BODY if at else BlockKind.TITLE))
            at += len(line) + 1
        return tuple(made)


# ---------------------------------------------------------------- what is likely
def _pick(chance: Random, weights: dict[Kind, int]) -> Kind:
    return chance.choices(list(weights), weights=list(weights.values()))[0]


@cache
def _shares() -> list[float]:
    return list(accumulate(1 / (place + 1) for place in range(len(PARTNERS))))


def _day(chance: Random) -> date:
    years = LAST - FIRST + 1
    year = FIRST + int(years * chance.random() ** 0.6)
    return date(year, 1, 1) + timedelta(days=chance.randrange(365))


def _when(chance: Random, day: date, id: str) -> Dated:
    draw = chance.random()
    if draw < 0.85:
        return Dated(PartialDate(day.year, day.month, day.day))
    if draw < 0.93:
        published = InferredFrom("published", id)
        return Dated(
            PartialDate(day.year, day.month, day.day), DateBasis.INFERRED, inferred_from=(published,)
        )
    return Dated(PartialDate(day.year, day.month) if draw < 0.97 else PartialDate(day.year))


def _spoken(chance: Random) -> int:
    return min(16, 2 + int(chance.expovariate(0.22)))


def _topics(chance: Random, polity: str) -> tuple[str, ...]:
    """One or two; each polity has its own order of what matters to it."""
    order = _interests(polity)
    first = order[min(len(order) - 1, int(chance.expovariate(0.14)))]
    second = order[min(len(order) - 1, int(chance.expovariate(0.14)))]
    return (first,) if first == second or chance.random() < 0.6 else (first, second)


@cache
def _interests(polity: str) -> tuple[str, ...]:
    topics = list(Knowledge.load(registry=False).topics)
    Random(polity).shuffle(topics)
    return tuple(topics)


def _delegation(chance: Random, polity: str, year: int, seed: int) -> tuple[Holder, ...]:
    """One or two officials of a polity in the offices of that year."""
    roles = list(OFFICES)
    chosen = chance.sample(roles, 2 if chance.random() < 0.3 else 1)
    holders = [
        _holder(polity, role, (year - FIRST) // TERM, seed) for role in sorted(chosen, key=roles.index)
    ]
    return tuple({holder.name: holder for holder in holders}.values())


@cache
def _holder(polity: str, role: str, term: int, seed: int) -> Holder:
    """Who holds an office in a term, whoever asks."""
    chance = Random(f"{seed}/{polity}/{role}/{term}")
    if polity == HOME:
        name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
    else:
        name = f"{_word(chance)} {_word(chance)}"
    return Holder(name, polity, role)


def _word(chance: Random) -> str:
    return "".join((chance.choice(STARTS), *(chance.choice(ENDS) for _ in range(chance.randrange(1, 3)))))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--nodes", type=int, help="until the page has so many nodes")
    size.add_argument("--triples", type=int, help="until the articles hold so many triples")
    size.add_argument("--articles", type=int, help="so many articles")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--store", type=Path, help="a store to fill")
    place.add_argument("-o", "--output", help="a file of N-Quads; - for standard output")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    made = graphs(nodes=given.nodes, triples=given.triples, count=given.articles, seed=given.seed)
    if given.store:
        written = fill(given.store, made)
    elif given.output == "-":
        written = write(sys.stdout.buffer, made)
    else:
        with Path(given.output).open("wb") as out:
            written = write(out, made)
    print(f"{written:,} triples", file=sys.stderr)


if __name__ == "__main__":
    main()
