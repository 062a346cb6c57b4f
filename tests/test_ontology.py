"""The ontology's files: every term is explained, every reference is met, and the data holds together."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kg import resources
from kg.graph.names import BG, DCTERMS, DEFAULT_BASE, LEVEL, OWL, RDF, RDFS, ROLE, SKOS, TOPIC, Names
from kg.knowledge import Knowledge, RegisteredOfficial, RegisteredTenure
from kg.text import matching


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DATA = ("levels.ttl", "offices.ttl", "officials.ttl", "polities.ttl", "posts.ttl", "topics.ttl")
ISO_3166 = _words(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """
)
CONTRACT = _words(
    """
    Official Polity Country Office Tenure Encounter PhoneCall Meeting Visit Conference
    Correspondence EncounterRecord Statement Commitment Request Agreement Position Appreciation
    Discussion Concern RelationshipState Article Stated Inferred Planned Denied CalledOff polity
    office attestedIn attestedOn participant party place requestedBy reportedIn date dateBasis
    earliest latest status report speaker side addressee topic madeAt content deadline quantity
    evidence confidence between level sha256 inferredFrom rule
    """
)


@cache
def quads(name: str) -> tuple[Quad, ...]:
    return tuple(parse(resources.read_text("ontology", name), format=RdfFormat.TURTLE))


@cache
def triples(name: str) -> tuple[tuple[str, str, NamedNode | Literal], ...]:
    """Those of IRIs and literals."""
    return tuple(
        (quad.subject.value, quad.predicate.value, quad.object)
        for quad in quads(name)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal))
    )


@cache
def labels(name: str, predicate: str) -> dict[str, Counter[str]]:
    """How many values each subject has per language."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for subject, known, value in triples(name):
        if known == predicate and isinstance(value, Literal):
            found[subject][value.language or ""] += 1
    return found


@cache
def defined(name: str) -> frozenset[str]:
    return frozenset(subject for subject, _, _ in triples(name))


# ---------------------------------------------------------------- terms
def test_the_terms_of_the_contract_are_there() -> None:
    assert {BG + term for term in CONTRACT} <= defined("bangiao.ttl")


def test_every_term_has_a_label_and_a_comment_in_both_languages() -> None:
    for term in sorted(defined("bangiao.ttl")):
        if term.startswith(BG):
            assert labels("bangiao.ttl", RDFS + "label")[term] == {"en": 1, "vi": 1}, term
            assert labels("bangiao.ttl", RDFS + "comment")[term] == {"en": 1, "vi": 1}, term


def test_every_class_is_under_a_class_of_a_well_known_vocabulary() -> None:
    above: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in triples("bangiao.ttl"):
        if predicate == RDFS + "subClassOf":
            above[subject].add(value.value)
    classes = {subject for subject, _, value in triples("bangiao.ttl") if value.value == OWL + "Class"}
    for name in sorted(classes):
        queue, found = [name], set[str]()
        while queue:
            for parent in above[queue.pop()] - found:
                found.add(parent)
                queue.append(parent)
        assert any(not parent.startswith(BG) for parent in found), name


@pytest.mark.parametrize("name", (*DATA, "shapes.ttl"))
def test_terms_that_are_used_are_defined(name: str) -> None:
    used = {
        node.value
        for quad in quads(name)
        for node in (quad.predicate, quad.object)
        if isinstance(node, NamedNode)
    }
    assert {iri for iri in used if iri.startswith(BG)} <= defined("bangiao.ttl")


@pytest.mark.parametrize("name", ("bangiao.ttl", *DATA))
def test_references_within_the_project_are_met(name: str) -> None:
    known = frozenset[str]().union(*(defined(file) for file in ("bangiao.ttl", *DATA)))
    ours = (LEVEL, ROLE, TOPIC, DEFAULT_BASE)
    used = {
        q.object.value
        for q in quads(name)
        if isinstance(q.object, NamedNode) and q.object.value.startswith(ours)
    }
    assert not used - known


@pytest.mark.parametrize("name", ("bangiao.ttl", *DATA))
def test_there_are_no_blank_nodes(name: str) -> None:
    assert not [q for q in quads(name) if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


@pytest.mark.parametrize("name", ("bangiao.ttl", *DATA))
def test_texts_are_composed_and_trimmed(name: str) -> None:
    texts = [quad.object.value for quad in quads(name) if isinstance(quad.object, Literal)]
    assert not [t for t in texts if t != unicodedata.normalize("NFC", t) or t != " ".join(t.split()) or not t]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("polities.ttl", "Country"),
        ("polities.ttl", "Bloc"),
        ("offices.ttl", "OfficeRole"),
        ("posts.ttl", "Office"),
        ("levels.ttl", "RelationshipLevel"),
        ("topics.ttl", SKOS + "Concept"),
        ("bangiao.ttl", "DateBasis"),
        ("bangiao.ttl", "EncounterStatus"),
    ],
)
def test_every_entry_has_one_preferred_label_in_each_language(name: str, kind: str) -> None:
    cls = NamedNode(kind if "/" in kind else BG + kind)
    entries = [
        subject for subject, predicate, value in triples(name) if predicate == RDF + "type" and value == cls
    ]
    assert entries
    assert [e for e in entries if labels(name, SKOS + "prefLabel")[e] != {"en": 1, "vi": 1}] == []


# ---------------------------------------------------------------- polities
def test_every_country_of_iso_3166_and_the_blocs_of_the_contract_are_there() -> None:
    polities = Knowledge.load().polities
    assert sorted(code for code, p in polities.items() if p.kind == "country") == sorted(ISO_3166)
    blocs = {code for code, p in polities.items() if p.kind == "bloc"}
    assert {"ASEAN", "EU", "UN", "NATO", "APEC", "G7", "G20"} <= blocs


def test_identifiers_of_polities_are_unique_and_end_their_iris() -> None:
    identifiers = [
        (subject, value.value)
        for subject, predicate, value in triples("polities.ttl")
        if predicate == DCTERMS + "identifier"
    ]
    assert len({code for _, code in identifiers}) == len(identifiers)
    assert all(iri == Names().polity(code) for iri, code in identifiers)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_polities_share_an_unambiguous_name(language: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for polity in Knowledge.load().polities.values():
        for names in (polity.names, polity.metonyms, polity.places):
            for name in names.get(language, ()):
                owners[matching(name)].add(polity.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_a_name_is_strong_or_weak_and_never_a_decoy() -> None:
    for polity in Knowledge.load().polities.values():
        for language in ("vi", "en"):
            strong = {matching(name) for name in polity.names.get(language, ())}
            weak = {matching(name) for name in polity.weak.get(language, ())}
            decoys = {matching(name) for name in polity.decoys.get(language, ())}
            assert not strong & weak and not (strong | weak) & decoys, polity.code


def test_a_decoy_holds_a_name_of_its_polity() -> None:
    for polity in Knowledge.load().polities.values():
        kinds = (polity.names, polity.weak, polity.pair, polity.metonyms, polity.places, polity.demonyms)
        names = [matching(name) for kind in kinds for found in kind.values() for name in found]
        stray = [
            d for found in polity.decoys.values() for d in found if not any(n in matching(d) for n in names)
        ]
        assert stray == [], polity.code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("US", "Mỹ"),
        ("US", "Hoa Kì"),
        ("SG", "Xinh-ga-po"),
        ("SG", "Singapore"),
        ("PH", "Phi-líp-pin"),
        ("AU", "Ô-xtrây-li-a"),
        ("ID", "Inđônêxia"),
        ("MM", "Mi-an-ma"),
        ("KH", "Cam-pu-chia"),
        ("TL", "Ti-mo Lét-xtê"),
        ("RU", "Liên bang Nga"),
        ("KP", "CHDCND Triều Tiên"),
        ("SA", "Ả-rập Xê-út"),
        ("CI", "Bờ Biển Ngà"),
        ("UN", "Liên hợp quốc"),
        ("EU", "Liên minh châu Âu"),
        ("TW", "Đài Loan (Trung Quốc)"),
    ],
)
def test_the_spellings_of_news_are_names(code: str, name: str) -> None:
    assert name in Knowledge.load().polities[code].names["vi"]


# ---------------------------------------------------------------- roles and levels
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_title_belongs_to_one_role(language: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for role in Knowledge.load().roles.values():
        for name in role.names.get(language, ()):
            owners[matching(name)].add(role.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_the_titles_of_one_minister_are_one_role() -> None:
    titles = Knowledge.load().roles["ForeignMinister"].names["vi"]
    assert {"Ngoại trưởng", "Bộ trưởng Ngoại giao", "Bộ trưởng Bộ Ngoại giao"} <= set(titles)


def test_broader_roles_and_topics_end() -> None:
    known = Knowledge.load()
    for entries in (known.roles, known.topics):
        for start in entries.values():
            seen, at = {start.id}, start.broader
            while at is not None:
                assert at in entries and at not in seen, start.id
                seen.add(at)
                at = entries[at].broader


def test_a_closer_relationship_has_a_higher_rank() -> None:
    ladder = (
        "ComprehensivePartnership",
        "StrategicPartnership",
        "ExtensiveStrategicPartnership",
        "ComprehensiveStrategicPartnership",
        "SpecialRelationship",
    )
    ranks = [Knowledge.load().levels[name].rank for name in ladder]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("nâng quan hệ lên Đối tác toàn diện", "ComprehensivePartnership"),
        ("khuôn khổ đối tác chiến lược", "StrategicPartnership"),
        ("Đối tác chiến lược sâu rộng vì hòa bình", "ExtensiveStrategicPartnership"),
        ("quan hệ Đối tác chiến lược toàn diện", "ComprehensiveStrategicPartnership"),
        ("Đối tác hợp tác chiến lược toàn diện", "ComprehensiveStrategicCooperativePartnership"),
        ("tình hữu nghị vĩ đại, đoàn kết đặc biệt", "SpecialRelationship"),
        ("Đối tác chiến lược về nông nghiệp", "SectoralStrategicPartnership"),
    ],
)
def test_the_longest_wording_tells_the_level(text: str, level: str) -> None:
    found = {
        matching(name): entry.id
        for entry in Knowledge.load().levels.values()
        for name in entry.names["vi"]
        if matching(name) in matching(text)
    }
    assert found[max(found, key=len)] == level


# ---------------------------------------------------------------- officials
def tenures() -> list[tuple[RegisteredOfficial, RegisteredTenure]]:
    return [(official, tenure) for official in Knowledge.load().officials for tenure in official.tenures]


def test_a_tenure_ends_after_its_start_and_an_open_one_says_until_when_it_is_known() -> None:
    for official, tenure in tenures():
        where = f"{official.name}, {tenure.role}"
        assert not tenure.start or not tenure.end or tenure.start < tenure.end, where
        assert (tenure.end is None) == (tenure.known_until is not None), where
        assert not tenure.start or not tenure.known_until or tenure.start <= tenure.known_until, where
        assert tenure.source, where


def test_iris_of_officials_and_tenures_are_those_that_a_build_mints() -> None:
    names = Names()
    assert all(official.iri == names.official(official.name) for official in Knowledge.load().officials)
    known = {names.tenure(o.name, t.polity, t.role) for o, t in tenures()}
    iris = [iri for iri in defined("officials.ttl") if iri.startswith(f"{DEFAULT_BASE}tenure/")]
    assert len(iris) == len(tenures())
    assert all("/".join(iri.split("/")[:9]) in known for iri in iris)


def test_no_two_officials_share_a_name() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for official in Knowledge.load().officials:
        for name in (official.name, *official.aliases):
            owners[matching(name)].add(official.iri)
    assert {name: iris for name, iris in owners.items() if len(iris) > 1} == {}


@pytest.mark.parametrize(
    ("polity", "role"),
    [
        ("VN", "GeneralSecretary"),
        ("VN", "President"),
        ("VN", "PrimeMinister"),
        ("VN", "SpeakerOfParliament"),
        ("VN", "ForeignMinister"),
        ("VN", "DefenceMinister"),
        ("US", "President"),
        ("US", "VicePresident"),
        ("US", "ForeignMinister"),
        ("US", "DefenceMinister"),
        ("US", "FinanceMinister"),
        ("US", "TradeRepresentative"),
        ("US", "NationalSecurityAdviser"),
        ("US", "SpeakerOfParliament"),
    ],
)
def test_an_office_of_one_has_one_holder_at_a_time(polity: str, role: str) -> None:
    held = [t for _, t in tenures() if (t.polity, t.role) == (polity, role) and t.start]
    held.sort(key=lambda t: t.start or date.min)
    assert held[0].start and held[0].start < date(2016, 1, 1)
    for earlier, later in pairwise(held):
        assert earlier.end and later.start, (polity, role)
        assert earlier.end <= later.start + timedelta(days=1), (polity, role, later.start)
    assert held[-1].end is None


@pytest.mark.parametrize(
    ("polity", "role", "day", "name"),
    [
        ("VN", "GeneralSecretary", date(2023, 9, 10), "Nguyễn Phú Trọng"),
        ("VN", "GeneralSecretary", date(2024, 9, 22), "Tô Lâm"),
        ("VN", "President", date(2016, 5, 23), "Trần Đại Quang"),
        ("VN", "President", date(2023, 6, 1), "Võ Văn Thưởng"),
        ("VN", "President", date(2024, 11, 14), "Lương Cường"),
        ("VN", "PrimeMinister", date(2022, 5, 12), "Phạm Minh Chính"),
        ("VN", "ForeignMinister", date(2021, 7, 1), "Bùi Thanh Sơn"),
        ("VN", "SpeakerOfParliament", date(2024, 6, 1), "Trần Thanh Mẫn"),
        ("US", "President", date(2016, 5, 23), "Barack Obama"),
        ("US", "President", date(2025, 2, 1), "Donald Trump"),
        ("US", "VicePresident", date(2021, 8, 25), "Kamala Harris"),
        ("US", "ForeignMinister", date(2023, 4, 15), "Antony Blinken"),
        ("US", "DeputyForeignMinister", date(2024, 6, 1), "Kurt Campbell"),
        ("US", "DefenceMinister", date(2021, 7, 29), "Lloyd Austin"),
        ("US", "NationalSecurityAdviser", date(2021, 6, 1), "Jake Sullivan"),
        ("US", "DeputyNationalSecurityAdviser", date(2024, 9, 1), "Jonathan Finer"),
        ("US", "Ambassador", date(2023, 1, 1), "Marc Knapper"),
        ("US", "SpecialClimateEnvoy", date(2022, 2, 22), "John Kerry"),
        ("US", "AidAgencyAdministrator", date(2023, 3, 9), "Samantha Power"),
        ("US", "SpeakerOfParliament", date(2024, 1, 1), "Mike Johnson"),
    ],
)
def test_the_registry_knows_who_held_an_office(polity: str, role: str, day: date, name: str) -> None:
    holders = {
        official.name
        for official, t in tenures()
        if (t.polity, t.role) == (polity, role) and (t.start or day) <= day <= (t.end or t.known_until or day)
    }
    assert name in holders


@pytest.mark.parametrize(
    "alias", ["Anthony Blinken", "Joseph R. Biden Jr.", "Donald J. Trump", "Nguyen Phu Trong"]
)
def test_other_spellings_of_officials_are_known(alias: str) -> None:
    assert [o.name for o in Knowledge.load().officials if alias in o.aliases]
