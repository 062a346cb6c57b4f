"""Facts of articles of our own prose, as reading makes them: for tests of whatever reads the graph.

facts = phone_call()                       # one article's facts
quads(facts, Names(), run=RUN)             # its graph
with build_store(tmp_path / "store", phone_call(), visit()) as store: ...
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import ArticleError
from kg.graph.emit import Run, quads
from kg.graph.names import DEFAULT_BASE, Names
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

RUN = Run("0.0.0")


def span(text: str, quote: str, nth: int = 0) -> Span:
    """Where `quote` stands in `text`; the `nth` time, counted from 0."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


def quotes(text: str, *wanted: str) -> tuple[Span, ...]:
    """Where each quote first stands in `text`."""
    return tuple(span(text, quote) for quote in wanted)


def article(id: str, text: str, *, published: date | None = None, publisher: str | None = None) -> Article:
    """An article whose first line is its title."""
    title, _, _ = text.partition("\n")
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            kind = BlockKind.BODY if at else BlockKind.TITLE
            blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line) + 1
    sha = hashlib.sha256(f"{text}\n{published}\n{publisher}".encode()).hexdigest()
    url = f"https://tin.example/{id}"
    return Article(id, text, tuple(blocks), f"{id}.txt", title, "vi", published, url, publisher, sha)


CALL = """Ngoại trưởng Lê Minh Khuê điện đàm với người đồng cấp Mỹ
Tối 14/3/2023, Bộ trưởng Ngoại giao Lê Minh Khuê điện đàm với Ngoại trưởng Mỹ Daniel Harper \
theo đề nghị của phía Mỹ.
Ngoại trưởng Harper khẳng định Mỹ sẽ cung cấp thêm 20 triệu USD cho dự án xử lý đất nhiễm độc \
trước năm 2025. Ông cảm ơn Việt Nam đã giúp đỡ đoàn chuyên gia.
Bộ trưởng Lê Minh Khuê đề nghị Mỹ mở rộng học bổng cho sinh viên ngành bán dẫn. Hai bên nhất trí đưa quan hệ \
Đối tác toàn diện đi vào chiều sâu."""

VISIT = """Thứ trưởng Phạm Quốc Hưng đón đoàn Nhật Bản
Trong hai ngày 8-9/11/2022, Quốc vụ khanh Nhật Bản Sato Kenji thăm Hà Nội và gặp Thứ trưởng Phạm Quốc Hưng.
Ông Sato Kenji cam kết Nhật Bản hỗ trợ 1,5 triệu liều vắc-xin cho các tỉnh miền núi.
Thứ trưởng Phạm Quốc Hưng bày tỏ quan ngại về việc chậm cấp thị thực cho thực tập sinh.
Dự kiến hai bên họp lại vào tháng 4/2023."""

REMARKS = """Người phát ngôn nói về hợp tác với Australia
Ngày 5/6, Người phát ngôn Đỗ Thu Hà cho biết Việt Nam coi trọng quan hệ Đối tác chiến lược với Australia."""


def phone_call() -> ArticleFacts:
    """US and VN by telephone: a dated call, a commitment with money and a deadline, a level."""
    text = CALL
    vn = Office("VN", "ForeignMinister", ("Bộ trưởng Ngoại giao",))
    us = Office("US", "ForeignMinister", ("Ngoại trưởng",))
    when = Dated(PartialDate(2023, 3, 14))
    return ArticleFacts(
        article("dien-dam-2023", text, published=date(2023, 3, 15), publisher="Báo Mẫu"),
        officials=(
            Official("Lê Minh Khuê", ("Minh Khuê",), "VN"),
            Official("Daniel Harper", ("Harper",), "US"),
        ),
        tenures=(
            Tenure("Lê Minh Khuê", vn, quotes(text, "Bộ trưởng Ngoại giao Lê Minh Khuê"), "title-name", 0.98),
            Tenure("Daniel Harper", us, quotes(text, "Ngoại trưởng Mỹ Daniel Harper"), "title-name", 0.98),
        ),
        encounters=(
            Encounter(
                EncounterKind.PHONE_CALL,
                ("Lê Minh Khuê", "Daniel Harper"),
                ("VN", "US"),
                quotes(text, "điện đàm với Ngoại trưởng Mỹ", "điện đàm với người đồng cấp Mỹ"),
                requested_by="US",
                when=when,
                rule="call",
                confidence=0.95,
            ),
        ),
        statements=(
            Statement(
                StatementKind.COMMITMENT,
                ("US",),
                quotes(
                    text,
                    "khẳng định Mỹ sẽ cung cấp thêm 20 triệu USD cho dự án xử lý đất nhiễm độc "
                    "trước năm 2025",
                ),
                ("Daniel Harper",),
                ("VN",),
                ("warLegacy",),
                PartialDate(2025),
                (Quantity(Decimal("20000000"), currency="USD"),),
                0,
                when,
                "affirm-will",
                0.9,
            ),
            Statement(
                StatementKind.APPRECIATION,
                ("US",),
                quotes(text, "cảm ơn Việt Nam đã giúp đỡ đoàn chuyên gia"),
                ("Daniel Harper",),
                ("VN",),
                encounter=0,
                when=when,
                rule="thank",
            ),
            Statement(
                StatementKind.REQUEST,
                ("VN",),
                quotes(text, "đề nghị Mỹ mở rộng học bổng cho sinh viên ngành bán dẫn"),
                ("Lê Minh Khuê",),
                ("US",),
                ("education", "scienceTechnology"),
                encounter=0,
                when=when,
                rule="ask",
                confidence=0.92,
            ),
            Statement(
                StatementKind.AGREEMENT,
                ("VN", "US"),
                quotes(text, "nhất trí đưa quan hệ Đối tác toàn diện đi vào chiều sâu"),
                ("Lê Minh Khuê", "Daniel Harper"),
                topics=("relations",),
                encounter=0,
                when=when,
                rule="both-agree",
            ),
        ),
        levels=(
            Level(("US", "VN"), "ComprehensivePartnership", quotes(text, "Đối tác toàn diện"), when, "level"),
        ),
        as_of=when,
    )


def visit() -> ArticleFacts:
    """JP in Viet Nam for two days: a visit and a meeting at one place in the text, one meeting planned."""
    text = VISIT
    when = Dated(PartialDate(2022, 11, 8), end=PartialDate(2022, 11, 9))
    people = ("Phạm Quốc Hưng", "Sato Kenji")
    return ArticleFacts(
        article("don-doan-2022", text, published=date(2022, 11, 9)),
        officials=(Official("Phạm Quốc Hưng", (), "VN"), Official("Sato Kenji", ("Sato",), "JP")),
        tenures=(
            Tenure(
                "Phạm Quốc Hưng",
                Office("VN", "thu-truong", ("Thứ trưởng",)),
                (span(text, "Thứ trưởng Phạm Quốc Hưng", 1), span(text, "Thứ trưởng Phạm Quốc Hưng")),
                "title-name",
                0.9,
            ),
            Tenure(
                "Sato Kenji",
                Office("JP", "quoc-vu-khanh", ("Quốc vụ khanh",)),
                quotes(text, "Quốc vụ khanh Nhật Bản Sato Kenji"),
                "title-name",
            ),
        ),
        encounters=(
            Encounter(
                EncounterKind.VISIT,
                ("Sato Kenji",),
                ("JP", "VN"),
                quotes(text, "thăm Hà Nội"),
                place="Hà Nội",
                place_polity="VN",
                when=when,
                rule="visit",
            ),
            Encounter(
                EncounterKind.MEETING,
                people,
                ("VN", "JP"),
                quotes(text, "gặp Thứ trưởng"),
                when=when,
                rule="meet",
            ),
            Encounter(
                EncounterKind.MEETING,
                (),
                ("VN", "JP"),
                quotes(text, "Dự kiến hai bên họp lại"),
                when=Dated(PartialDate(2023, 4)),
                status=EncounterStatus.PLANNED,
                rule="meet-planned",
                confidence=0.7,
            ),
        ),
        statements=(
            Statement(
                StatementKind.COMMITMENT,
                ("JP",),
                quotes(text, "cam kết Nhật Bản hỗ trợ 1,5 triệu liều vắc-xin cho các tỉnh miền núi"),
                ("Sato Kenji",),
                ("VN",),
                ("vaccines", "health"),
                quantities=(Quantity(Decimal("1500000"), unit="dose"),),
                encounter=1,
                rule="commit",
            ),
            Statement(
                StatementKind.CONCERN,
                ("VN",),
                quotes(text, "bày tỏ quan ngại về việc chậm cấp thị thực cho thực tập sinh"),
                ("Phạm Quốc Hưng",),
                ("JP",),
                ("consular", "labour"),
                encounter=1,
                rule="worry",
            ),
        ),
        as_of=when,
    )


def remarks() -> ArticleFacts:
    """VN about Australia, at no encounter; the year is inferred from the published date."""
    text = REMARKS
    published = InferredFrom("published", "phat-ngon-2021")
    when = Dated(PartialDate(2021, 6, 5), DateBasis.INFERRED, inferred_from=(published,))
    return ArticleFacts(
        article("phat-ngon-2021", text, published=date(2021, 6, 6)),
        officials=(Official("Đỗ Thu Hà", (), "VN"),),
        tenures=(
            Tenure(
                "Đỗ Thu Hà",
                Office("VN", "Spokesperson", ("Người phát ngôn",)),
                quotes(text, "Người phát ngôn Đỗ Thu Hà"),
                "title-name",
            ),
        ),
        statements=(
            Statement(
                StatementKind.POSITION,
                ("VN",),
                quotes(text, "cho biết Việt Nam coi trọng quan hệ Đối tác chiến lược với Australia"),
                ("Đỗ Thu Hà",),
                ("AU",),
                ("relations",),
                when=when,
                rule="value",
            ),
        ),
        levels=(
            Level(("AU", "VN"), "StrategicPartnership", quotes(text, "Đối tác chiến lược"), None, "level"),
        ),
        as_of=when,
    )


def all_facts() -> tuple[ArticleFacts, ...]:
    """The three articles."""
    return phone_call(), visit(), remarks()


def many(count: int) -> Iterator[ArticleFacts]:
    """Any number of articles: the three over and over under other identifiers."""
    base = all_facts()
    for number in range(count):
        facts = base[number % 3]
        yield with_id(facts, f"{facts.article.id}-{number:05}")


def with_id(facts: ArticleFacts, id: str) -> ArticleFacts:
    """The same facts in an article of another identity."""
    sha = hashlib.sha256(f"{id} {facts.article.text}".encode()).hexdigest()
    return replace(facts, article=replace(facts.article, id=id, sha256=sha))


def read(article: Article) -> ArticleFacts:
    """Reads the three articles, under any identity, and no other: what builds of the tests read with."""
    facts = _by_text().get(article.text)
    if facts is None:
        raise ArticleError("not an article of the tests", where=article.source)
    return replace(facts, article=article)


@cache
def _by_text() -> dict[str, ArticleFacts]:
    return {facts.article.text: facts for facts in all_facts()}


def graph_of(facts: ArticleFacts, *, base: str | None = None) -> list[Quad]:
    """The quads of an article."""
    return quads(facts, Names(base or DEFAULT_BASE), run=RUN, knowledge=Knowledge.load(registry=False))


@contextmanager
def build_store(path: Path, *facts: ArticleFacts, base: str | None = None) -> Iterator[Store]:
    """A store on disk that holds the reference data and these articles (the three, if none are named)."""
    with Store.open(path, base=base, create=True) as store:
        store.refresh_reference()
        store.put_articles([pack(graph_of(one, base=base)) for one in facts or all_facts()])
        yield store
