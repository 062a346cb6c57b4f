"""The sections that a dossier may have: each lists what is known of one matter, the most important first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.views import dates
from kg.views.dossier.known import Known
from kg.views.dossier.model import Line, Section
from kg.views.dossier.subject import PAIR, Subject
from kg.views.model import OFFICIAL, TOPIC, Facts, of_kind
from kg.views.offices import rank
from kg.views.sides import home

_ROOM = {"given": 6, "received": 6, "open": 6, "planned": 4}
_ROOM |= dict.fromkeys(("requests", "asked", "agreed", "positions", "silent"), 5)
_DUE = ("Commitment", "Agreement", "Request")  # what a deadline makes due
_LISTED = 8  # lines of any other section


class Sections:
    """Makes sections about a subject; `said` and `met` are what concerns it, the newest first."""

    def __init__(self, known: Known, subject: Subject) -> None:
        self.known, self.kind, self.iris = known, subject.kind, subject.iris
        self.graph = known.graph
        self.said = known.those(self._concerns)
        self.met = [iri for iri in known.encounters if self._takes_part(iri)]

    # ------------------------------------------------------------ what concerns it
    def _concerns(self, facts: Facts) -> bool:
        one = self.iris[0]
        if self.kind == OFFICIAL:
            return one in facts["speakers"]
        if self.kind == TOPIC:
            return bool(self._topics.intersection(facts["topics"]))
        involved = {*facts["sides"], *facts["addressees"]}
        hub = facts.get("hub")
        if self.kind == PAIR and not facts["addressees"] and hub in self.graph:
            involved.update(self._polities(str(hub)))
        return involved.issuperset(self.iris) and bool(facts["sides"])

    @property
    def _topics(self) -> set[str]:
        """The topic and those narrower than it."""
        found = set(self.iris)
        for topic in of_kind(self.graph, TOPIC):
            if found.intersection(self.known.facts(topic).get("broader", ())):
                found.add(topic)
        return found

    def _takes_part(self, encounter: str) -> bool:
        facts = self.known.facts(encounter)
        if self.kind == OFFICIAL:
            return self.iris[0] in facts["participants"]
        if self.kind == TOPIC:
            return any(self.known.facts(iri).get("hub") == encounter for iri in self.said)
        return self._polities(encounter).issuperset(self.iris)

    def _polities(self, hub: str) -> set[str]:
        facts = self.known.facts(hub)
        homes = {home(self.graph, one) for one in facts.get("participants", ()) if one in self.graph}
        return {*facts.get("parties", ()), *(polity for polity in homes if polity)}

    def by(self, side: str) -> list[str]:
        """What this side alone said."""
        return [iri for iri in self.said if self.known.facts(iri)["sides"] == [side]]

    # ------------------------------------------------------------ sections
    def section(self, key: str, items: Sequence[str], line: Callable[[str], Line], side: str = "") -> Section:
        """As many of `items` as have room, each made a line."""
        room = _ROOM.get(key, _LISTED)
        word = f"dossier_{key}"
        title = self.known.word(word + ("By" if side else ""), who=self.known.name(side) if side else "")
        return Section(key, title, tuple(line(iri) for iri in items[:room]), max(0, len(items) - room))

    def _line(self, side: str) -> Callable[[str], Line]:
        """Makes lines of what stands under the name of `side`; of a pair the other is known as well."""
        others = [iri for iri in self.iris if iri != side] if self.kind == PAIR and side else []
        return lambda iri: self.known.said(iri, side, *others)

    def statements(self, key: str, among: Iterable[str], *kinds: str, side: str = "") -> Section:
        """Statements of these kinds, in the order of the kinds; what was said again later is left out."""
        of = [iri for kind in kinds for iri in among if self.known.facts(iri)["type"] == kind]
        if kinds == ("Commitment",):
            of.sort(
                key=lambda iri: not (self.known.facts(iri)["deadline"] or self.known.facts(iri)["quantities"])
            )
        shown = [iri for iri in of if not set(self.known.repeats(iri)[1]).intersection(of)]
        return replace(self.section(key, shown, self._line(side), side), again=len(of) - len(shown))

    def open(self, among: Iterable[str]) -> Section:
        """What is due, the latest deadline first, then what was asked for and not answered since."""
        known = self.known
        of = {iri: known.facts(iri) for iri in among}
        due = [iri for iri, facts in of.items() if facts["deadline"] and facts["type"] in _DUE]
        due.sort(key=lambda iri: str(of[iri]["deadline"]), reverse=True)
        asked = [iri for iri, facts in of.items() if facts["type"] == "Request" and not facts["deadline"]]
        waiting = [iri for iri in asked if known.pending(iri)]
        last = [iri for iri in waiting if not set(known.repeats(iri)[1]).intersection(waiting)]
        section = self.section("open", [*due, *last], known.said)
        return replace(section, note=known.word("dossierOpenNote"))

    @property
    def held(self) -> list[str]:
        """The encounters that took place, as far as told."""
        return [iri for iri in self.met if not self.known.facts(iri)["status"]]

    def encounters(self) -> Iterable[Section]:
        """Those that took place; apart from them those that are planned, were called off or are denied."""
        yield self.section("met", self.held, self.known.met)
        yield self.section("planned", [iri for iri in self.met if iri not in self.held], self.known.met)

    def roles(self, official: str) -> Section:
        """Offices, the latest first, with what is known of their time."""
        held = [t for t in self.known.facts(official).get("offices", ()) if t["label"]]
        held.sort(key=lambda t: max([*t["on"], t["to"] or "", t["from"] or ""]), reverse=True)
        lines = []
        for tenure in held[:_LISTED]:
            told = [self.known.word("since", on=self.known.date(tenure["from"]))] if tenure["from"] else []
            told += [self.known.word("until", on=self.known.date(tenure["to"]))] if tenure["to"] else []
            on = [day for day in tenure["on"] if day]
            span = list(dict.fromkeys([on[0], on[-1]])) if on else []
            told += [self.known.word("attested", on=" – ".join(map(self.known.date, span)))] if span else []
            if not tenure["articles"]:
                told.append(self.known.word("fromRegistry"))
            label = tenure["label"].get(self.known.lang) or next(iter(tenure["label"].values()))
            where = self.known.names(tenure["polity"])
            text = label if not where or where in label else f"{label}, {where}"
            lines.append(Line(text, notes=tuple(told), cites=self.known.cites(tenure)))
        return Section("roles", self.known.word("dossier_roles"), tuple(lines), max(0, len(held) - _LISTED))

    def levels(self, polity: str, other: str | None = None) -> Section:
        """Each level once, with how often and when it was told, the latest first."""
        told: dict[str, list[Facts]] = {}
        for state in self.known.facts(polity).get("levels", ()):
            if other is None or other in state["with"]:
                level = state["level"].get(self.known.lang) or next(iter(state["level"].values()))
                who = self.known.names(state["with"])
                text = level if other else self.known.word("levelWith", level=level, who=who)
                told.setdefault(text, []).append(state)
        for states in told.values():
            states.sort(key=lambda s: str(s["latest"] or s["earliest"] or ""), reverse=True)

        def line(text: str) -> Line:
            states = told[text]
            days = [dates.when({**s, "date": s["date"] or s["on"]}, self.known.lang) for s in states]
            span = " – ".join(dict.fromkeys([days[-1], days[0]])) if days[-1] else days[0]
            ends = (states[0], states[-1])
            cites = {cite.number: cite for s in ends for cite in self.known.cites(s, 1)}
            notes = (self.known.word("toldTimes", n=len(states)), span or self.known.word("undated"))
            return Line(text, notes=notes, cites=tuple(cites.values()))

        newest = sorted(told, key=lambda text: str(told[text][0]["latest"] or ""), reverse=True)
        return self.section("levels", newest, line)

    def network(self) -> Section:
        """Whom he met, how often and when last."""
        seen: dict[str, list[str]] = {}
        for encounter in self.met:
            for other in self.known.facts(encounter)["participants"]:
                if other != self.iris[0] and not self.known.facts(encounter)["status"]:
                    seen.setdefault(other, []).append(encounter)
        return self._counted("network", seen)

    def people(self) -> Section:
        """Who spoke or met, those of the highest office first."""
        seen: dict[str, list[str]] = {}
        for iri in self.said:
            for speaker in self.known.facts(iri)["speakers"]:
                seen.setdefault(speaker, []).append(iri)
        for iri in self.met:
            for one in self.known.facts(iri)["participants"]:
                seen.setdefault(one, []).append(iri)
        if self.kind != TOPIC:
            seen = {
                who: all_
                for who, all_ in seen.items()
                if who in self.graph and home(self.graph, who) in self.iris
            }
        return self._counted("people", seen, by_office=True)

    def _counted(self, key: str, seen: dict[str, list[str]], by_office: bool = False) -> Section:
        known = self.known

        def order(who: str) -> tuple[int, int, str]:
            office = rank(known.facts(who).get("offices", ())) if by_office and who in self.graph else 0
            return office, -len(seen[who]), who

        def line(who: str) -> Line:
            facts = known.facts(who) if who in self.graph else {}
            held = [t for t in facts.get("offices", ()) if t["articles"]] or list(facts.get("offices", ()))
            held.sort(key=lambda t: max([*t["on"], ""]), reverse=True)
            office = held[0]["label"].get(known.lang) or next(iter(held[0]["label"].values())) if held else ""
            side = home(self.graph, who) if who in self.graph else None
            last = max(seen[who], key=known.last)
            told = known.word("dossierTimes", n=len(seen[who]))
            notes = (office, known.name(side) if side else "", told, self._last(last))
            return Line(
                known.name(who), notes=tuple(n for n in notes if n), cites=known.cites(known.facts(last), 1)
            )

        return self.section(key, sorted(seen, key=order), line)

    def about(self) -> Section:
        """Topics, with who raised them how often."""
        known = self.known
        found: dict[str, Counter[str]] = {}
        last: dict[str, str] = {}
        for iri in self.said:
            facts = known.facts(iri)
            sides = (
                known.word("joint")
                if len(facts["sides"]) > 1
                else known.names(facts["sides"]) or known.word("other")
            )
            for topic in facts["topics"]:
                found.setdefault(topic, Counter())[sides] += 1
                last.setdefault(topic, iri)

        def line(topic: str) -> Line:
            by = "; ".join(
                f"{side} {n}" for side, n in sorted(found[topic].items(), key=lambda x: (-x[1], x[0]))
            )
            notes = tuple(note for note in (by, self._last(last[topic])) if note)
            return Line(known.name(topic), notes=notes, cites=known.cites(known.facts(last[topic]), 1))

        return self.section("about", sorted(found, key=lambda t: (-found[t].total(), t)), line)

    def _last(self, iri: str) -> str:
        when = self.known.when(iri)
        return self.known.word("lastTime", on=when) if when else ""

    def silent(self) -> Section:
        """What one side raised and the other, as the same report has it, did not speak of at all."""
        heard: dict[str, dict[str, set[str]]] = {}
        for iri in self.said:
            facts = self.known.facts(iri)
            for quote in facts["evidence"]:
                for side in facts["sides"]:
                    heard.setdefault(quote["article"] or "", {}).setdefault(side, set()).update(
                        facts["topics"]
                    )

        def alone(iri: str) -> bool:
            facts = self.known.facts(iri)
            others = [side for side in self.iris if side not in facts["sides"]]
            reports = [heard[q["article"] or ""] for q in facts["evidence"]]
            return bool(facts["topics"] and others and reports) and all(
                other in report and not report[other].intersection(facts["topics"])
                for report in reports
                for other in others
            )

        weight = {"Request": 0, "Concern": 0, "Commitment": 1}
        raised = [iri for iri in self.said if alone(iri) and self.known.facts(iri)["type"] in weight]
        raised.sort(key=lambda iri: weight[self.known.facts(iri)["type"]])
        section = self.section("silent", raised, self.known.said)
        return replace(section, note=self.known.word("dossierSilentNote"))
