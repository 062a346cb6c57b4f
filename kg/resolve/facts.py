"""Everything joined: one article's mentions made into its facts (`ArticleFacts`)."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.mentions import PersonMention, Title, within
from kg.extract.reading import Reading, Sentence
from kg.lang.kinds import GroupKind, TitleClass
from kg.model import (
    ArticleFacts,
    Dated,
    Encounter,
    Level,
    Office,
    Official,
    Statement,
    StatementKind,
    Tenure,
)
from kg.resolve import (
    attribution,
    clauses,
    delegations,
    encounters,
    figures,
    holders,
    indirect,
    levels,
    people,
    quotes,
    repeats,
    sides,
    statements,
    subjects,
    when,
    where,
)
from kg.resolve.clause_bounds import Clause
from kg.resolve.confidence import of_encounter, of_statement
from kg.resolve.discourse import Discourse
from kg.resolve.draft import Draft
from kg.resolve.people import Cast, Person
from kg.resolve.registry import Registry
from kg.resolve.roles import RoleIndex
from kg.resolve.statements import Said
from kg.resolve.topics import of_statements

_OF_ACTS = (StatementKind.COMMITMENT, StatementKind.REQUEST, StatementKind.AGREEMENT)


def resolve(reading: Reading, registry: Registry, roles: RoleIndex) -> ArticleFacts:
    """The facts of one article; none at all where it reports no relations between polities."""
    cast = people.resolve(reading, registry)
    if _of_one_polity(reading, cast):
        return ArticleFacts(reading.article)
    holders.counterparts(reading, cast)
    holders.resolve_titles(reading, cast)
    items = delegations.folded(reading, subjects.nominals(reading))
    cut = _clauses(reading, items)
    everything = [clause for _, found in cut for clause in found]
    sides.assign(reading, cast, everything, items)
    holders.resolve_titles(reading, cast)  # again: now it is known whose the unmarked officials are
    drafts = encounters.find(reading, cast, items, everything)
    discourse = Discourse(reading, cast, drafts, sides.main_pair(reading))
    found = statements.find(reading, discourse, items, cut)
    said = repeats.of_relations(reading, repeats.joined(reading, found))
    if not said and not any(len(d.parties) > 1 for d in drafts):
        return ArticleFacts(reading.article)
    return _facts(reading, cast, drafts, said, roles)


def _of_one_polity(reading: Reading, cast: Cast) -> bool:
    """Whether no second polity is in sight, nor "hai bên": whoever speaks then speaks to nobody.

    Every polity that a fact can have is one of these; of the articles that name one, a quarter end here.
    """
    named = {mention.code for mention in reading.polities}
    of_titles = {title.polity for mention in reading.persons for title in mention.titles}
    of_persons = {person.polity for person in cast.persons}
    codes = (named | of_titles | of_persons | {cast.home}) - {None}
    return len(codes) < 2 and not any(group.kind is GroupKind.BOTH for group in reading.groups)


def _clauses(reading: Reading, items: Sequence[subjects.Nominal]) -> list[tuple[Sentence, list[Clause]]]:
    spoken, marked = quotes.find(reading, items), quotes.marked(reading.low, 12)
    found: list[tuple[Sentence, list[Clause]]] = []
    for sentence in reading.sentences:
        here = within(items, sentence.span)
        if sentence.span.of(reading.low).rstrip().endswith("?"):  # what a reporter asks
            found.append((sentence, []))
            continue
        cut = clauses.cut(reading, sentence.span, here, spoken, marked)
        if here:
            behind = attribution.cut(reading, sentence, here, cut)
            cut = behind or indirect.cut(reading, sentence, here, cut) or cut
        found.append((sentence, cut))
    return found


def _facts(
    reading: Reading, cast: Cast, drafts: Sequence[Draft], said: Sequence[Said], roles: RoleIndex
) -> ArticleFacts:
    dated = [when.of_encounter(reading, draft, roles) for draft in drafts]
    met = tuple(_encounter(reading, draft, day) for draft, day in zip(drafts, dated, strict=True))
    as_of = when.as_of(reading, met)
    shown = [person for person in cast.persons if _is_shown(person, drafts, said)]
    return ArticleFacts(
        reading.article,
        tuple(_official(person) for person in shown),
        tuple(tenure for person in shown for tenure in _tenures(person, roles)),
        met,
        tuple(
            _statement(reading, one, about, drafts, met, as_of)
            for one, about in zip(said, of_statements(reading, said), strict=True)
        ),
        tuple(
            Level(pair, level, evidence, as_of, "level")
            for pair, level, evidence in levels.find(reading, drafts)
        ),
        as_of,
    )


def _is_shown(person: Person, drafts: Sequence[Draft], said: Sequence[Said]) -> bool:
    """Officials of a polity, and whoever takes part in a fact."""
    takes_part = any(person in d.persons for d in drafts) or any(person in s.speaker.persons for s in said)
    return person.official and (person.polity is not None or takes_part)


def _official(person: Person) -> Official:
    aliases = sorted(person.forms - {person.name})
    return Official(
        person.name, tuple(aliases), person.polity, None, person.registered.iri if person.registered else None
    )


def _tenures(person: Person, roles: RoleIndex) -> list[Tenure]:
    """One tenure for each office: the fullest wording is its label, shorter ones are its evidence too."""
    groups: list[list[tuple[Title, PersonMention]]] = []
    titled = [
        (t, m)
        for m in person.mentions
        for t in m.titles
        if t.cls not in (TitleClass.RANK, *_relative(person))
    ]
    for title, mention in sorted(titled, key=lambda pair: -len(pair[0].label)):
        group = next((g for g in groups if roles.same(g[0][0].label, title.label)), None)
        if group is None:
            groups.append([(title, mention)])
        else:
            group.append((title, mention))
    groups.sort(key=lambda g: min(m.span.start for _, m in g))
    return [_tenure(person, group, roles) for group in groups]


def _relative(person: Person) -> tuple[TitleClass, ...]:
    """ "người đồng cấp" is no office of one who is named with his own."""
    own = any(t.cls not in (TitleClass.RANK, TitleClass.COUNTERPART) for t in person.titles)
    return (TitleClass.COUNTERPART,) if own else ()


def _tenure(person: Person, group: Sequence[tuple[Title, PersonMention]], roles: RoleIndex) -> Tenure:
    labels = tuple(dict.fromkeys(title.label for title, _ in group))
    full = group[0][0]
    office = Office(full.polity or person.polity, roles.role_of(full), (*labels, *roles.short_forms(full)))
    spans = sorted({mention.span for _, mention in group})
    return Tenure(
        person.name, office, tuple(spans[:6]), f"office:{full.cls.value}", 0.95 if full.polity else 0.9
    )


def _encounter(reading: Reading, draft: Draft, day: Dated | None) -> Encounter:
    place = where.place(reading, draft)
    return Encounter(
        kind=draft.kind,
        participants=tuple(person.name for person in draft.persons),
        parties=tuple(sorted(draft.parties)),
        evidence=tuple(dict.fromkeys(draft.evidence)),
        place=place[0] if place else None,
        place_polity=place[1] if place else None,
        requested_by=where.requested_by(reading, draft),
        when=day,
        status=draft.status,
        rule=draft.rule,
        confidence=of_encounter(draft),
    )


def _statement(
    reading: Reading,
    one: Said,
    about: tuple[str, ...],
    drafts: Sequence[Draft],
    met: Sequence[Encounter],
    as_of: Dated | None,
) -> Statement:
    index = drafts.index(one.encounter) if one.encounter is not None else None
    if index is not None and not set(one.speaker.sides) & set(met[index].parties):
        index = None
    evidence = tuple(dict.fromkeys(one.spans))
    said_when = met[index].when if index is not None else as_of
    return Statement(
        kind=one.kind,
        sides=tuple(sorted(one.speaker.sides)),
        evidence=evidence,
        speakers=tuple(person.name for person in one.speaker.persons if person.official),
        addressees=tuple(sorted(one.addressees)),
        topics=about,
        deadline=figures.deadline(reading, evidence[0], said_when) if one.kind in _OF_ACTS else None,
        quantities=figures.quantities_of(reading, evidence[0]),
        encounter=index,
        when=said_when or as_of,
        rule=one.rule,
        confidence=of_statement(reading, one, drafts),
    )
