"""Who is meant by a phrase that speaks: a name, a title, a pronoun, a side, both sides, a guest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.mentions import GroupMention, PersonMention
from kg.lang.kinds import GroupKind, TitleClass
from kg.resolve.discourse import PASSAGE, Discourse, Speaker
from kg.resolve.draft import Draft, last_told
from kg.resolve.people import Person
from kg.resolve.roles import holds
from kg.resolve.subjects import Nominal
from kg.text import matching

_ANY = "x"  # the gender of a pronoun that shows none


def speaker(talk: Discourse, subject: Nominal | None, at: int) -> Speaker | None:
    """Whom a subject means; None where nobody is known to speak."""
    if subject is None:
        return None
    if subject.group is not None:
        return _group(talk, subject, at)
    people = []
    for mention in subject.mentions:
        person = talk.cast.of(mention) or (_pronoun(talk, mention) if mention.pronoun else None)
        if person is not None and person not in people:
            people.append(person)
    if people:  # "Tổng thống A và người đồng cấp Nga": Russia speaks too, whoever he is
        unnamed = (m.polity for m in subject.mentions if talk.cast.of(m) is None)
        sides = list(dict.fromkeys(code for code in (*(p.polity for p in people), *unnamed) if code))
        return Speaker(people, sides, joint=len(sides) > 1)
    codes = list(dict.fromkeys(m.polity for m in subject.mentions if m.polity))
    stands_for = _stands_for(talk, subject, codes, at)
    return stands_for or (Speaker([], codes) if codes else None)


def _stands_for(talk: Discourse, subject: Nominal, codes: Sequence[str], at: int) -> Speaker | None:
    """ "Người đồng cấp (Nga)", "nhà lãnh đạo Nga", "nữ Bộ trưởng": one at the encounter."""
    titles = subject.mentions[0].titles
    draft = talk.encounter_at(at, codes[0] if codes else None)
    if draft is None or len(subject.mentions) > 1 or not titles or titles[0].former:
        return None
    title, words = titles[0], talk.reading.pack
    if _led_by(talk, subject.span.start, words.grammar.guest_leads):
        others = [code for code in draft.parties if code != talk.cast.home]
        return _one_of(talk, [p for p in draft.persons if p.polity in others[:1]])
    people = [p for p in draft.persons if p.polity and (not codes or p.polity == codes[0])]
    if title.cls is TitleClass.COUNTERPART:
        own = talk.last.sides if talk.last is not None else [talk.cast.home]
        people = [p for p in people if codes or p.polity not in own]
    elif title.head in words.grammar.leader_words:
        if any(word in subject.span.of(talk.reading.low) for word in words.titles.host_words):
            people = [p for p in people if p.polity != talk.cast.home]
    else:
        people = [p for p in people if holds(p.titles, title.head, words.titles)]
        if title.pointed:  # "Thủ tướng bạn"
            people = [p for p in people if p.polity != talk.cast.home]
        if matching(title.label) != title.head:
            return None  # "Bộ trưởng Tài chính Nga" is another one
    return _one_of(talk, people)


def _led_by(talk: Discourse, at: int, words: Iterable[str]) -> bool:
    return any(talk.reading.low.endswith(f" {word} ", 0, at) for word in words)


def _one_of(talk: Discourse, people: Sequence[Person]) -> Speaker | None:
    """The only one, or the one who spoke last."""
    last = [person for person in people if person is talk.last_person]
    people = last or people
    return Speaker(list(people), [people[0].polity or ""]) if len(people) == 1 else None


def _group(talk: Discourse, subject: Nominal, at: int) -> Speaker | None:
    group = subject.group
    assert group is not None
    if subject.sides:
        met = talk.encounter_at(at)
        people = list(met.persons) if met is not None and set(met.parties) == set(subject.sides) else []
        return Speaker(people, list(subject.sides), joint=True)
    if group.kind is GroupKind.SIDE:
        return _guest(talk, group, group.code, at) or Speaker([], [group.code or ""])
    if group.kind is GroupKind.THEY:
        return talk.last if talk.last is not None and talk.last.joint and talk.just_spoke() else None
    if group.kind is GroupKind.SAME:
        return talk.same_side()
    draft = talk.encounter_at(at)
    if group.kind is GroupKind.BOTH:
        return _holders(talk, group.office, at) or _both(talk, draft, at)
    parties = list(draft.parties) if draft is not None else list(talk.pair)
    home = talk.cast.home
    if home is None or home not in parties:
        return None
    if group.kind is GroupKind.OWN:
        return Speaker([], [home])
    others = [code for code in parties if code != home]
    if not others:
        return None
    return _guest(talk, group, others[0], at) or Speaker([], others[:1])


def _guest(talk: Discourse, group: GroupMention, code: str | None, at: int) -> Speaker | None:
    """ "Vị khách Chile": the one person of that side at the encounter."""
    draft = talk.encounter_at(at, code)
    if draft is None or not group.head.startswith(tuple(talk.reading.pack.grammar.guests)):
        return None
    people = [p for p in draft.persons if p.polity == code]
    return Speaker(people, [code or ""]) if len(people) == 1 else None


def _holders(talk: Discourse, office: str, at: int) -> Speaker | None:
    """ "hai Bộ trưởng": the two of different polities who hold such an office, last spoken of."""
    if not office:
        return None
    drafts = [d for d in talk.drafts if d.status is None and _hold(talk, d.persons, office)]
    chosen = last_told(drafts, at, talk.said)
    if chosen is not None:
        return Speaker(list(chosen.persons), list(chosen.parties), joint=True)
    found: dict[str, Person] = {}
    for person in [*reversed(talk.seen), *talk.cast.persons]:
        if person.polity and holds(person.titles, office, talk.reading.pack.titles):
            found.setdefault(person.polity, person)
    if len(found) < 2:
        return _of_one_side(talk, office)
    two = list(found.items())[:2]
    people = sorted((person for _, person in two), key=lambda p: p.mentions[0].span.start)
    return Speaker(people, [p.polity or "" for p in people], joint=True)


def _of_one_side(talk: Discourse, office: str) -> Speaker | None:
    """ "Hai Thống đốc" of one country: the two last spoken of."""
    words = talk.reading.pack.titles
    people = list(dict.fromkeys(p for p in reversed(talk.seen) if holds(p.titles, office, words)))[:2]
    if len(people) < 2 or people[0].polity is None or people[0].polity != people[1].polity:
        return None
    return Speaker(people[::-1], [people[0].polity])


def _hold(talk: Discourse, persons: Sequence[Person], office: str) -> bool:
    return len(persons) == 2 and all(holds(p.titles, office, talk.reading.pack.titles) for p in persons)


def _main_talk(talk: Discourse, draft: Draft) -> Draft:
    """Of several encounters told in one sentence the talks: "hội đàm với …, chào …, gặp …"."""
    main = talk.reading.pack.meetings.main_talk
    beside = [d for d in talk.drafts if d.sentence is draft.sentence and d.status is None]
    return next((d for d in beside if d.cue.form in main and d.parties == draft.parties), draft)


def _both(talk: Discourse, draft: Draft | None, at: int) -> Speaker | None:
    if draft is not None and not talk.moved_on(draft, at):
        told = max((mention for mention in draft.mentions if mention <= at), default=at)
        if told < draft.sentence.span.end:  # not told again by itself
            draft = _main_talk(talk, draft)
        return Speaker(list(draft.persons), list(draft.parties), joint=True)
    near = [person for start, person in talk.officials if at - PASSAGE <= start < at]
    met = next(
        ((p, near[-1]) for p in reversed(near) if (p.polity, near[-1].polity) in talk.in_contact), None
    )
    if met is not None:
        people = sorted(met, key=lambda p: p.mentions[0].span.start)
        return Speaker(people, [p.polity or "" for p in people], joint=True)
    acting = {person.polity for _, person in talk.officials}
    return Speaker([], list(talk.pair), joint=True) if len(talk.pair) == 2 and acting & {*talk.pair} else None


def _pronoun(talk: Discourse, mention: PersonMention) -> Person | None:
    """ "ông", "bà": who spoke last, unless the honorific says otherwise."""
    grammar = talk.reading.pack.grammar
    phrase = mention.span.of(talk.reading.low)
    gender = grammar.pronouns.get(phrase, _ANY)
    fits = [talk.opened, talk.last_person, *reversed(talk.seen)]
    code = next((m.code for m in talk.reading.polities if m.span.start == mention.span.end + 1), None)
    if code is not None:  # "nhà ngoại giao Mỹ"
        fits = [p for p in fits if p is not None and p.polity == code]
    titled = [p for p in fits if p is not None and any(phrase.endswith(t.head) for t in p.titles)]
    for person in [*titled, *fits]:
        if person is not None and (gender == _ANY or person.gender(grammar.genders) in (None, gender)):
            return person
    return None
