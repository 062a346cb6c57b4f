"""Articles written otherwise, whose facts must stay the same: names, countries, forms of writing.

    python -m tests.metamorphic                 the figures of every transformation
    python -m tests.metamorphic NAME            what changes under one of them, fact by fact

A transformation is a list of edits, so that every place of the new text is known in the old one and a fact
of the one is compared with the fact at the same place in the other. The articles are those that stand
beside the checkout; the figure is the share of facts that change: 1 - 2·same / (before + after).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.extract import polities
from kg.extract.mentions import PolityForm
from kg.knowledge import Knowledge
from kg.lang.pack import LanguagePack
from kg.model import ArticleFacts, BlockKind, Span
from kg.reader import Reader
from kg.sources import article_from_text
from kg.text import matching

SHARED = Path(__file__).resolve().parents[2] / "shared"


# ---------------------------------------------------------------- articles
@dataclass(frozen=True)
class Doc:
    """An annotated article."""

    id: str
    text: str
    pair: tuple[str, ...]
    officials: tuple[tuple[str, str | None], ...]  # full name, polity


@cache
def docs() -> tuple[Doc, ...]:
    """The Vietnamese articles beside the checkout; none where they are not there."""
    found = []
    for articles, gold in (("articles", "gold"), ("closed/articles", "closed/gold")):
        for file in sorted((SHARED / articles).glob("*.txt")):
            marked = SHARED / gold / f"{file.stem}.json"
            if not marked.is_file():
                continue
            data: dict[str, Any] = json.loads(marked.read_text(encoding="utf-8"))
            if data["language"] == "vi":
                text = unicodedata.normalize("NFC", file.read_text(encoding="utf-8"))
                people = tuple((o["person"], o["polity"]) for o in data["officials"])
                found.append(Doc(file.stem, text, tuple(data["pair"]), people))
    return tuple(found)


# ---------------------------------------------------------------- edits
class Edit(NamedTuple):
    """`new` in the place of [start, end)."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Changed:
    """A text with edits made, and where its places are in the new one."""

    text: str
    edits: tuple[Edit, ...]
    starts: tuple[int, ...]
    shifts: tuple[int, ...]  # of what stands behind each edit

    def place(self, at: int, *, end: bool = False) -> int:
        """Where `at` of the old text is in the new one; a place inside an edit goes to its nearer border."""
        number = bisect_right(self.starts, at - 1 if end else at) - 1
        if number < 0:
            return at
        edit = self.edits[number]
        if at >= edit.end:
            return at + self.shifts[number]
        begin = edit.start + (self.shifts[number - 1] if number else 0)
        return begin + len(edit.new) if end else begin


def change(text: str, edits: Iterable[Edit]) -> Changed:
    """The text with its edits made; of edits that overlap the first one counts."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    pieces: list[str] = []
    at, shift, shifts = 0, 0, []
    for edit in kept:
        pieces += text[at : edit.start], edit.new
        at = edit.end
        shift += len(edit.new) - (edit.end - edit.start)
        shifts.append(shift)
    return Changed("".join([*pieces, text[at:]]), tuple(kept), tuple(e.start for e in kept), tuple(shifts))


def every(
    pattern: str, new: str | Callable[[re.Match[str]], str], text: str, flags: int = 0
) -> Iterator[Edit]:
    """One edit for each match of a pattern."""
    for found in re.finditer(pattern, text, flags):
        yield Edit(found.start(), found.end(), found.expand(new) if isinstance(new, str) else new(found))


# ---------------------------------------------------------------- strangers' names
class Stranger(NamedTuple):
    """An invented name and the short form that papers use of it."""

    full: str
    short: str


AT_HOME = [
    Stranger(name, name.rsplit(" ", 1)[1])
    for name in ("Trần Khải Ninh", "Lê Thục Uyên", "Phạm Gia Bách", "Đỗ Hạnh Đan", "Vũ Tường Lân",
                 "Nguyễn Hiệp Thạc", "Huỳnh Diễm Tuyền", "Đặng Vĩ Khôi", "Bùi Nhã Khuê", "Phan Tấn Thuật")
]  # fmt: skip
ABROAD = [
    Stranger("Maria Okonkwo-Hale", "Okonkwo-Hale"),
    Stranger("Ri Y-ong Ho", "Ri"),
    Stranger("Abdul Rahman bin Said", "Abdul Rahman"),
    Stranger("Kwabena Osei-Tutu", "Osei-Tutu"),
    Stranger("Joaquim da Costa Belo", "Belo"),
    Stranger("Aino Lehtikangas", "Lehtikangas"),
    Stranger("Jean-Baptiste N'Guessan", "N'Guessan"),
    Stranger("Tô-mát Vi-la-nu-ê-va", "Vi-la-nu-ê-va"),
    Stranger("Siosaia Vainikolo", "Vainikolo"),
    Stranger("Ekaterina Dobrovolskaya", "Dobrovolskaya"),
]
_TITLE_WORDS = "ông|bà|ngài|đồng chí|thống|tướng|trưởng|sứ|tịch|thư|sĩ|viên|cấp|vương|hoàng"


def fold(text: str) -> str:
    """Without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _tokens(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)


def strangers(doc: Doc) -> dict[str, Stranger]:
    """Whom each official becomes."""
    home, abroad = iter(AT_HOME * 3), iter(ABROAD * 3)
    return {name: next(home if polity == "VN" else abroad) for name, polity in doc.officials}


def rename_officials(text: str, cast: Mapping[str, Stranger]) -> Iterator[Edit]:
    """Every form of every official's name: the full one, parts of it, spellings that differ by a letter."""
    family = LanguagePack.load("vi").names.family
    for name, new in cast.items():
        parts = _tokens(name)
        native = any(matching(part) in family for part in parts) and not name.isascii()
        one = (
            "(?:"
            + "|".join(
                _spellings(part if native else fold(part))
                for part in sorted(set(parts), key=len, reverse=True)
            )
            + ")"
        )
        run = re.compile(rf"(?<![\w-]){one}(?:(?:[ -]|\. ?){one})*(?![\w-])", re.IGNORECASE)
        searched = text if native else fold(text)  # "Raúl", "Raul": of one length in composed form
        for found in run.finditer(searched):
            got = _tokens(found[0])
            if not found[0][0].isupper():
                continue
            if len(got) == 1 and native and re.match(r" (?:[uủ][ỷy]|phố|nhân|hội)\b", text[found.end() :]):
                continue  # "Thành ủy"
            led = re.search(
                rf"(?:{_TITLE_WORDS}) \Z", text[max(0, found.start() - 12) : found.start()], re.IGNORECASE
            )
            if (
                len(got) == 1
                and len(parts) > 1
                and (native or matching(got[0]) in family or len(got[0]) < 4)
                and not led
            ):
                continue
            if (
                len(got) == 2
                and len(parts) > 2
                and native
                and not led
                and matching(got[0]) != matching(parts[0])
            ):
                continue
            written = new.full if len(got) > 1 or len(parts) == 1 else new.short
            yield Edit(
                found.start(),
                found.end(),
                written.upper() if found[0].isupper() and len(got) > 1 else written,
            )


def _spellings(part: str) -> str:
    if not (part.isascii() and len(part) > 4):
        return re.escape(part)
    # a letter dropped, changed or doubled, as articles do
    missing = [re.escape(part[:i]) + r"\w?" + re.escape(part[i + 1 :]) for i in range(1, len(part))]
    doubled = [re.escape(part[:i]) + r"\w" + re.escape(part[i:]) for i in range(1, len(part))]
    return "(?:" + "|".join([re.escape(part), *missing, *doubled]) + ")"


# ---------------------------------------------------------------- other countries
OTHERS = (("PE", "CI"), ("CI", "TL"), ("TL", "PE"), ("PE", "EU"))
_FIRST = {"PE": "Pê-ru", "CI": "Bờ Biển Ngà", "TL": "Đông Ti-mo", "EU": "EU"}
_SECOND = {"PE": "Peru", "CI": "Cốt-đi-voa", "TL": "Timor-Leste", "EU": "Liên minh châu Âu"}
_SEAT = {"PE": "Lima", "CI": "Yamoussoukro", "TL": "Dili", "EU": "Brussels"}


def countries(doc: Doc, *, both: bool) -> dict[str, str]:
    """Which polity each of the pair becomes; with `both` off the home country stays."""
    first, second = OTHERS[sum(map(ord, doc.id)) % len(OTHERS)]
    if "VN" in doc.pair:
        partner = next((code for code in doc.pair if code != "VN"), None)
        found = {"VN": first} if both else {}
        return found | ({partner: second} if partner else {})
    return dict(zip(doc.pair, (first, second), strict=False)) if both else {doc.pair[-1]: second}


def rename_countries(text: str, codes: Mapping[str, str]) -> Iterator[Edit]:
    """Every name of the countries, pairs and capitals among them, and offices that only some have."""
    knowledge, pack = Knowledge.load(), LanguagePack.load("vi")
    used: dict[str, list[str]] = {}
    renamed: set[str] = set()
    for mention in polities.find(text, matching(text), knowledge, pack):
        new = codes.get(mention.code)
        if new is None:
            continue
        renamed.add(mention.span.of(text))
        written = matching(mention.span.of(text))
        seen = used.setdefault(mention.code, [])
        if mention.form in (PolityForm.METONYM, PolityForm.PLACE):
            name = _SEAT[new]
        else:
            if written not in seen:
                seen.append(written)
            name = (_FIRST if seen.index(written) % 2 == 0 else _SECOND)[new]
        yield Edit(
            mention.span.start, mention.span.end, name.upper() if _shouted(text, mention.span) else name
        )
    # an office that the new country does not have would say that the official is none of its own
    own = (
        ""
        if "VN" in codes
        else "(?= (?:" + "|".join(sorted(map(re.escape, renamed), key=len, reverse=True)) + r")(?!\w))"
    )
    if codes:
        yield from every(rf"(?<!\w)[Cc]hủ tịch nước{own}(?!\w)", "Tổng thống", text)
        yield from every(rf"(?<!\w)[Tt]ổng Bí thư{own}(?!\w)", "Chủ tịch Đảng", text)


def _shouted(text: str, span: Span) -> bool:
    line = text[text.rfind("\n", 0, span.start) + 1 : span.end]
    return len(line) > 12 and line.isupper()


# ---------------------------------------------------------------- forms of writing
_TONES = [
    (new, old)
    for news, olds in (("òa óa ỏa õa ọa", "oà oá oả oã oạ"), ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
                       ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"))
    for new, old in zip(news.split(), olds.split(), strict=True)
]  # fmt: skip


def _tones(text: str, *, old: bool) -> Iterator[Edit]:
    for new_form, old_form in _TONES:
        source, target = (new_form, old_form) if old else (old_form, new_form)
        for found in re.finditer(rf"(?<![qQ]){source}(?!\w)", text, re.IGNORECASE):
            written = "".join(b.upper() if a.isupper() else b for a, b in zip(found[0], target, strict=True))
            yield Edit(found.start(), found.end(), written)


def _america(text: str, name: str) -> Iterator[Edit]:
    for found in re.finditer(r"(?<!\w)(?:Hoa K[ỳì]|Mỹ|Mĩ)(?!\w)", text):
        inside = re.search(r"(?:Nam|Bắc|Châu|châu|Trung|Thị|Âu) \Z|-\Z|- \Z", text[: found.start()][-8:])
        if not inside and not re.match(
            r" ?[-–] ?[A-ZĐ]| (?:Latinh|La-tinh|Đình|Linh|Lệ)", text[found.end() :]
        ):
            yield Edit(found.start(), found.end(), name)


def _transcribed(text: str) -> Iterator[Edit]:
    """Countries by a transcription with hyphens where there is one, or by the international spelling."""
    knowledge, pack = Knowledge.load(), LanguagePack.load("vi")
    for mention in polities.find(text, matching(text), knowledge, pack):
        if mention.form is not PolityForm.NAME or _shouted(text, mention.span):
            continue
        polity = knowledge.polities[mention.code]
        written = mention.span.of(text)
        hyphened = [n for n in polity.names.get("vi", ()) if "-" in n and " " not in n and n != written]
        if hyphened and "-" not in written:
            yield Edit(mention.span.start, mention.span.end, hyphened[0])
        elif "-" in written and polity.label.get("vi") and " " not in polity.label["vi"]:
            yield Edit(mention.span.start, mention.span.end, polity.label["vi"])


def _curly(text: str) -> Iterator[Edit]:
    opened = False
    for found in re.finditer(r"[\"\n]", text):
        opened = not opened if found[0] == '"' else False
        if found[0] == '"':
            yield Edit(found.start(), found.end(), "“" if opened else "”")


def _one_paragraph(text: str, joint: str) -> Iterator[Edit]:
    """The lines of the body, captions among them, made one; `joint` ends a line that has no full stop."""
    blocks = article_from_text("x", text, language="vi").blocks
    read = [block for block in blocks if block.kind in (BlockKind.BODY, BlockKind.CAPTION)]
    first = next((number for number, block in enumerate(read) if block.kind is BlockKind.BODY), 0)
    for left, right in zip(read[first:], read[first + 1 :], strict=False):
        ended = re.search(r"[.!?…:;][\"”’)]?\s*\Z", left.span.of(text))
        yield Edit(left.span.end, right.span.start, " " if ended else joint)


def _nbsp(text: str) -> Iterator[Edit]:
    for number, found in enumerate(re.finditer(r"(?<=\S) (?=\S)", text)):
        if number % 3 == 0:
            yield Edit(found.start(), found.end(), "\u00a0")


def _headline(text: str) -> Iterator[Edit]:
    for block in article_from_text("x", text, language="vi").blocks:
        if block.kind is BlockKind.TITLE:
            yield Edit(block.span.start, block.span.end, block.span.of(text).upper())


# ---------------------------------------------------------------- transformations
@dataclass(frozen=True)
class Transformation:
    """A way to write an article otherwise."""

    name: str
    edits: Callable[[Doc], Iterable[Edit]]
    codes: Callable[[Doc], Mapping[str, str]] = lambda doc: {}
    cast: Callable[[Doc], Mapping[str, Stranger]] = lambda doc: {}
    raw: Callable[[str], str] = lambda text: text  # what becomes of the text in the file
    limit: float = 0.02
    # With the registry only where it knows nobody, or knows them with the countries that they have.
    registry: tuple[bool, ...] = (True, False)


def _with_both(doc: Doc) -> Iterator[Edit]:
    yield from rename_officials(doc.text, strangers(doc))
    yield from rename_countries(doc.text, countries(doc, both=True))


def _form(name: str, edits: Callable[[str], Iterable[Edit]], limit: float = 0.02) -> Transformation:
    return Transformation(name, lambda doc: edits(doc.text), limit=limit, registry=(True,))


def _file(name: str, raw: Callable[[str], str]) -> Transformation:
    return Transformation(name, lambda doc: (), raw=raw, registry=(True,))


_PAIR_DASH = r"(?<=[\wỳ])-(?=[A-ZĐ])"
TRANSFORMATIONS = (
    Transformation("officials", lambda d: rename_officials(d.text, strangers(d)), cast=strangers),
    Transformation(
        "partner country",
        lambda d: rename_countries(d.text, countries(d, both=False)),
        codes=lambda d: countries(d, both=False),
        registry=(False,),
    ),
    Transformation(
        "both countries",
        lambda d: rename_countries(d.text, countries(d, both=True)),
        codes=lambda d: countries(d, both=True),
        registry=(False,),
    ),
    Transformation(
        "officials and countries", _with_both, codes=lambda d: countries(d, both=True), cast=strangers
    ),
    _file("NFD", lambda text: unicodedata.normalize("NFD", text)),
    _form("old tone marks", lambda text: _tones(text, old=True)),
    _form("new tone marks", lambda text: _tones(text, old=False)),
    _form("Mỹ", lambda text: _america(text, "Mỹ")),
    _form("Hoa Kỳ", lambda text: _america(text, "Hoa Kỳ")),
    _form("Hoa Kì", lambda text: _america(text, "Hoa Kì")),
    _form("transcribed countries", _transcribed),
    _form("curly quotes", _curly),
    _form("straight quotes", lambda text: every("[“”„]", '"', text)),
    _form("spaced hyphens", lambda text: every(" [–—] ", " - ", text)),
    _form("spaced en dashes", lambda text: every(" [-—] ", " – ", text)),
    _form("spaced em dashes", lambda text: every(" [-–] ", " — ", text)),
    _form("tight pairs", lambda text: every(r"(?<=\w) [-–] (?=[A-ZĐ])", "-", text)),
    _form("tight en dashes", lambda text: every(r"(?<=\w) [-–] (?=[A-ZĐ])", "–", text)),
    _form("no final stops", lambda text: every(r"\.(?=\s*(?:\n|\Z))", "", text)),
    _file("CRLF", lambda text: text.replace("\n", "\r\n")),
    _file("BOM", lambda text: "\ufeff" + text),
    _form("NBSP", _nbsp),
    _form("headline in capitals", _headline, limit=0.05),
    _form("one paragraph", lambda text: _one_paragraph(text, ". "), limit=0.05),
    _form("one paragraph, no stops", lambda text: _one_paragraph(text, " "), limit=0.05),
)


# ---------------------------------------------------------------- facts compared
class Fact(NamedTuple):
    """A fact as it is compared: what it is, and where for those that have a place."""

    key: tuple[object, ...]
    span: Span | None = None


@dataclass
class Difference:
    """How the facts of one article, or of all, change."""

    before: int = 0
    after: int = 0
    same: int = 0
    lost: list[str] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of facts that change."""
        total = self.before + self.after
        return 1 - 2 * self.same / total if total else 0.0

    def add(self, other: Difference) -> None:
        """Add another article's."""
        self.before += other.before
        self.after += other.after
        self.same += other.same
        self.lost += other.lost
        self.gained += other.gained


@cache
def reader(registry: bool) -> Reader:
    """A reader with or without the registry of officials."""
    return Reader(Knowledge.load(registry=registry))


@cache
def plain_facts(doc_id: str, registry: bool) -> ArticleFacts:
    """What is read from an article as it stands."""
    doc = next(d for d in docs() if d.id == doc_id)
    return reader(registry).read(article_from_text(doc.id, doc.text, language="vi"))


def _labels(facts: ArticleFacts, rewrite: Callable[[str], str]) -> dict[str, str]:
    """Each official's fullest form in the text: the registry's own spelling does not count."""
    text = " ".join(facts.article.text.split())
    found = {}
    for official in facts.officials:
        written = [form for form in (official.name, *official.aliases) if form in text] or [official.name]
        forms = [rewrite(form) for form in written]
        best = max(forms, key=lambda form: (len(_tokens(form)), len(form), form))
        found[official.name] = matching(best).replace("-", " ")
    return found


def facts_of(
    facts: ArticleFacts,
    *,
    place: Callable[[Span], Span] = lambda span: span,
    codes: Mapping[str, str] | None = None,
    rewrite: Callable[[str], str] = lambda name: name,
) -> list[Fact]:
    """The facts in a form that two writings of one article share."""
    code = codes or {}
    who = _labels(facts, rewrite)

    def polity(one: str | None) -> str:
        return code.get(one or "", one or "")

    def people(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(who.get(name, name) for name in names))

    def several(some: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(map(polity, some)))

    found = [Fact(("official", who[o.name], polity(o.polity))) for o in facts.officials]
    found += [
        Fact(("encounter", str(e.kind), people(e.participants), str(e.status))) for e in facts.encounters
    ]
    found += [Fact(("level", level.level, several(level.between))) for level in facts.levels]
    found += [
        Fact(
            ("statement", str(s.kind), several(s.sides), people(s.speakers), several(s.addressees)),
            place(s.evidence[0]),
        )
        for s in facts.statements
    ]
    return found


def _near(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return one is other
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * max(len(one), len(other))


def compare(before: Sequence[Fact], after: Sequence[Fact], old: str, new: str, where: str = "") -> Difference:
    """Each fact matched with at most one of the other writing."""
    left = list(after)
    result = Difference(len(before), len(after))
    for fact in before:
        twin = next((other for other in left if other.key == fact.key and _near(fact.span, other.span)), None)
        if twin is None:
            result.lost.append(_shown(where, fact, new))
        else:
            left.remove(twin)
            result.same += 1
    result.gained = [_shown(where, fact, new) for fact in left]
    return result


def _shown(where: str, fact: Fact, text: str) -> str:
    said = f" «{fact.span.of(text)}»" if fact.span else ""
    return f"{where}: {' | '.join(map(str, fact.key))}{said}"


def difference(doc: Doc, how: Transformation, registry: bool) -> Difference:
    """How one article's facts change."""
    changed = change(doc.text, how.edits(doc))
    cast = how.cast(doc)
    after = reader(registry).read(article_from_text(doc.id, how.raw(changed.text), language="vi"))
    before = plain_facts(doc.id, registry)
    expected = facts_of(
        before,
        place=lambda span: Span(changed.place(span.start), changed.place(span.end, end=True)),
        codes=how.codes(doc),
        rewrite=lambda name: _rename(name, cast),
    )
    return compare(expected, facts_of(after), doc.text, after.article.text, doc.id)


def _rename(name: str, cast: Mapping[str, Stranger]) -> str:
    lead = "ông "
    return change(lead + name, rename_officials(lead + name, cast)).text.removeprefix(lead) if cast else name


def measure(how: Transformation, registry: bool) -> Difference:
    """How the facts of all articles change."""
    total = Difference()
    for doc in docs():
        total.add(difference(doc, how, registry))
    return total


def table() -> str:
    """The figures of every transformation, with and without the registry."""
    rows = ["| transformation | limit | with registry | without | facts |", "|---|---|---|---|---|"]
    for how in TRANSFORMATIONS:
        got = {registry: measure(how, registry) for registry in how.registry}
        on, off = (f"{got[one].share:.2%}" if one in got else "" for one in (True, False))
        rows.append(f"| {how.name} | {how.limit:.0%} | {on} | {off} | {next(iter(got.values())).before} |")
    return "\n".join(rows)


def main(names: Sequence[str]) -> None:
    """Print the table, or what changes under the transformations named (with "off": without the registry)."""
    if not names:
        print(table())
    for how in TRANSFORMATIONS:
        if how.name in names:
            found = measure(how, "off" not in names)
            print(f"{how.name}: {found.share:.2%} of {found.before}")
            for line in sorted(
                [f"{x[:7]} - {x}" for x in found.lost] + [f"{x[:7]} + {x}" for x in found.gained]
            ):
                print(line[8:])


if __name__ == "__main__":
    main(sys.argv[1:])
