"""What an article's graph says, in the contract's terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories import RUN, all_facts, graph_of, phone_call, remarks, visit
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from kg.graph.emit import Run, packed, quads
from kg.graph.names import PREFIXES, Names
from kg.graph.packed import pack
from kg.knowledge import Knowledge, RegisteredOfficial, RegisteredTenure
from kg.model import (
    ArticleFacts,
    DateBasis,
    Dated,
    InferredFrom,
    Office,
    PartialDate,
    Quantity,
    Span,
    StatementKind,
)

names = Names()


def ask(facts: ArticleFacts, pattern: str, knowledge: Knowledge | None = None) -> list[dict[str, str]]:
    """Rows of a query over an article's graph, as lexical forms by variable."""
    store = Store()
    store.extend(quads(facts, names, run=RUN, knowledge=knowledge or Knowledge.load(registry=False)))
    query = f"SELECT * WHERE {{ {pattern} }}"
    found = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    variables = [variable.value for variable in found.variables]
    rows = [{name: row[name].value for name in variables if row[name] is not None} for row in found]
    return sorted(rows, key=lambda row: [row.get(name, "") for name in sorted(variables)])


def values(rows: list[dict[str, str]], *variables: str) -> list[tuple[str, ...]]:
    """Some columns of rows, in order."""
    return sorted(tuple(row[name] for name in variables) for row in rows)


def test_the_graph_is_named_by_the_article_and_has_no_blank_nodes() -> None:
    for facts in all_facts():
        graph = graph_of(facts)
        assert {quad.graph_name for quad in graph} == {NamedNode(names.article(facts.article.id))}
        assert not any(isinstance(term, BlankNode) for quad in graph for term in (quad.subject, quad.object))


def test_the_same_facts_make_the_same_quads_in_the_same_order() -> None:
    for facts in all_facts():
        first = graph_of(facts)
        backwards = replace(
            facts,
            officials=facts.officials[::-1],
            tenures=facts.tenures[::-1],
            levels=facts.levels[::-1],
            statements=facts.statements[::-1],
        )
        assert first == graph_of(facts) == graph_of(backwards)
        assert len(first) == len(set(first))


def test_officials_are_persons_with_names_and_a_polity() -> None:
    pattern = """?o a bg:Official, foaf:Person ; foaf:name ?name ; skos:altLabel ?also ;
        bg:polity/dcterms:identifier ?polity"""
    rows = values(ask(phone_call(), pattern), "name", "also", "polity")
    assert rows == [("Daniel Harper", "Harper", "US"), ("Lê Minh Khuê", "Minh Khuê", "VN")]


def test_polities_are_described_in_the_article_s_own_graph() -> None:
    pattern = """?p a bg:Country, bg:Polity, org:Organization ; dcterms:identifier "VN" ;
        skos:prefLabel ?label FILTER(lang(?label) = "vi")"""
    assert values(ask(phone_call(), pattern), "p", "label") == [(names.polity("VN"), "Việt Nam")]


def test_a_bloc_is_no_country() -> None:
    facts = remarks()
    statement = replace(facts.statements[0], addressees=("EU",))
    pattern = "?b a bg:Bloc ; dcterms:identifier ?code FILTER NOT EXISTS { ?b a bg:Country }"
    assert values(ask(replace(facts, statements=(statement,)), pattern), "code") == [("EU",)]


def test_tenures_tie_officials_to_offices_as_attested() -> None:
    pattern = """?t a bg:Tenure, org:Membership ; org:member/foaf:name ?name ; bg:office ?o ;
        bg:attestedIn ?a ; bg:attestedOn ?on ; bg:earliest ?first ; bg:latest ?last ; bg:evidence ?e .
        ?o a bg:Office, org:Post ; bg:polity ?p"""
    day, article = "2023-03-14", names.article("dien-dam-2023")
    rows = values(ask(phone_call(), pattern), "name", "on", "first", "last", "a")
    assert rows == [("Daniel Harper", day, day, day, article), ("Lê Minh Khuê", day, day, day, article)]


def test_the_title_that_the_article_wrote_is_among_the_office_s_labels() -> None:
    rows = ask(phone_call(), "?o a bg:Office ; skos:prefLabel|skos:altLabel ?l FILTER(lang(?l)='vi')")
    assert {("Ngoại trưởng",), ("Bộ trưởng Ngoại giao",)} <= set(values(rows, "l"))


def test_an_office_is_called_as_its_polity_calls_it() -> None:
    facts = phone_call()
    president = replace(facts.tenures[0], office=Office("VN", "President", ("Chủ tịch nước",)))
    pattern = "?o a bg:Office ; org:role role:President ; skos:prefLabel ?l FILTER(lang(?l) = 'vi')"
    assert values(ask(replace(facts, tenures=(president,)), pattern), "l") == [("Chủ tịch nước",)]


def test_an_unknown_office_has_one_preferred_label_however_it_is_capitalised() -> None:
    def labels(title: str) -> list[tuple[str, ...]]:
        facts = visit()
        tenure = replace(facts.tenures[0], office=Office("VN", "thu-truong", (title,)))
        return values(ask(replace(facts, tenures=(tenure,)), "?o a bg:Office ; skos:prefLabel ?l"), "l")

    assert labels("Thứ trưởng") == labels("THỨ TRƯỞNG") == labels("thứ  trưởng") == [("Thứ trưởng",)]


def test_two_mentions_of_one_post_are_one_tenure_with_two_quotes() -> None:
    facts = visit()
    split = tuple(replace(facts.tenures[0], evidence=(span,)) for span in facts.tenures[0].evidence)
    rows = ask(replace(facts, tenures=split), "?t a bg:Tenure ; bg:evidence ?e ; bg:confidence ?c")
    assert values(rows, "t") == [(names.tenure("Phạm Quốc Hưng", "VN", "thu-truong"),)] * 2


def test_the_registry_gives_a_tenure_its_days() -> None:
    known = Knowledge.load(registry=False)
    iri = "https://w3id.org/bangiao/id/official/daniel-harper"
    terms = (
        RegisteredTenure("ForeignMinister", "US", date(2017, 2, 1), date(2018, 3, 31), "a gazette"),
        RegisteredTenure(
            "ForeignMinister", "US", date(2021, 1, 1), None, "a gazette", started=PartialDate(2021, 1)
        ),
    )
    entry = RegisteredOfficial(iri, "Daniel Harper", (), "US", terms)
    knowledge = Knowledge(known.polities, known.roles, (entry,), known.topics, known.levels)
    facts = phone_call()
    khue, harper = facts.officials
    matched = replace(facts, officials=(khue, replace(harper, registry=iri)))
    assert values(ask(matched, "?t a bg:Tenure ; schema:startDate ?s", knowledge), "s") == [("2021-01",)]
    assert not ask(matched, "?t a bg:Tenure ; schema:endDate ?e", knowledge)
    assert not ask(facts, "?t a bg:Tenure ; schema:startDate ?s", knowledge)


def test_an_encounter_says_who_met_how_and_when() -> None:
    pattern = """?e a bg:PhoneCall, bg:Encounter, prov:Activity, schema:Event ; rdfs:label ?l ; bg:date ?d ;
        bg:dateBasis bg:Stated ; bg:earliest ?d ; bg:latest ?d ; bg:requestedBy/dcterms:identifier "US" ;
        bg:reportedIn ?a
        FILTER NOT EXISTS { ?e bg:status ?s }"""
    (row,) = ask(phone_call(), pattern)
    assert row["l"] == "Phone call: Lê Minh Khuê, Daniel Harper, 2023-03-14"
    assert row["d"] == "2023-03-14"
    assert len(ask(phone_call(), "?e bg:participant ?p")) == 2


def test_an_encounter_of_several_days_begins_on_its_date() -> None:
    pattern = """?e a bg:Visit ; bg:date ?d ; schema:startDate ?d ; schema:endDate ?end ; bg:latest ?end ;
        bg:place ?p . ?p skos:prefLabel ?l ; a schema:Place"""
    assert values(ask(visit(), pattern), "d", "end", "l") == [("2022-11-08", "2022-11-09", "Hà Nội")]


def test_a_planned_encounter_carries_a_status() -> None:
    rows = ask(visit(), "?e bg:status bg:Planned ; bg:date ?d ; bg:earliest ?first ; bg:latest ?last")
    assert values(rows, "d", "first", "last") == [("2023-04", "2023-04-01", "2023-04-30")]


def test_encounters_of_one_kind_at_one_place_keep_apart() -> None:
    facts = phone_call()
    again = replace(facts.encounters[0], participants=("Daniel Harper",))
    rows = ask(replace(facts, encounters=(*facts.encounters, again)), "?e a bg:Encounter")
    assert [row["e"].rsplit("/", 1)[1] for row in rows] == ["PhoneCall-00106", "PhoneCall-00106-2"]


@pytest.mark.parametrize(
    ("value", "datatype", "first", "last"),
    [
        (PartialDate(2021, 2, 3), "date", "2021-02-03", "2021-02-03"),
        (PartialDate(2020, 2), "gYearMonth", "2020-02-01", "2020-02-29"),
        (PartialDate(2020), "gYear", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    value: PartialDate, datatype: str, first: str, last: str
) -> None:
    facts = phone_call()
    call = replace(facts.encounters[0], when=Dated(value))
    pattern = "?e a bg:PhoneCall ; bg:date ?d ; bg:earliest ?f ; bg:latest ?l"
    rows = ask(replace(facts, encounters=(call,)), f"{pattern} FILTER(datatype(?d) = xsd:{datatype})")
    assert values(rows, "d", "f", "l") == [(value.lexical[0], first, last)]


def test_a_day_without_a_year_has_only_the_bounds_that_are_known_otherwise() -> None:
    facts = phone_call()
    when = Dated(PartialDate(month=3, day=14), latest=date(2023, 3, 15))
    facts = replace(facts, encounters=(replace(facts.encounters[0], when=when),))
    rows = ask(facts, "?e a bg:PhoneCall ; bg:date ?d ; bg:latest ?l")
    assert values(rows, "d", "l") == [("--03-14", "2023-03-15")]
    assert not ask(facts, "?e a bg:PhoneCall ; bg:earliest ?d")


def test_an_encounter_without_a_date_gets_none() -> None:
    facts = phone_call()
    undated = replace(facts, encounters=(replace(facts.encounters[0], when=None),))
    assert not ask(undated, "?e a bg:Encounter ; bg:date|bg:dateBasis|bg:earliest|bg:latest ?d")


def test_an_inferred_date_names_what_it_stands_on() -> None:
    rows = ask(remarks(), "?t a bg:Tenure ; bg:inferredFrom ?a . ?a schema:datePublished ?d")
    assert values(rows, "a", "d") == [(names.article("phat-ngon-2021"), "2021-06-06")]


def test_a_ground_is_the_node_that_it_names_or_one_of_its_own() -> None:
    facts = phone_call()
    tenure = "https://w3id.org/bangiao/id/tenure/x/US/President"
    grounds = (InferredFrom("tenure", tenure), InferredFrom("event", "12-40"))
    when = Dated(PartialDate(2023, 3, 14), DateBasis.INFERRED, inferred_from=grounds)
    facts = replace(facts, encounters=(replace(facts.encounters[0], when=when),))
    rows = ask(facts, "?e bg:dateBasis bg:Inferred ; bg:inferredFrom ?g OPTIONAL { ?g rdfs:label ?l }")
    assert [(row["g"], row.get("l")) for row in rows] == [
        (names.ground("dien-dam-2023", "event", "12-40"), "event: 12-40"),
        (tenure, None),
    ]


def test_a_statement_says_who_said_what_to_whom() -> None:
    pattern = """?s a bg:Commitment, bg:Statement, prov:Entity ; bg:speaker/foaf:name ?who ;
        bg:side/dcterms:identifier "US" ; bg:addressee/dcterms:identifier "VN" ; bg:topic topic:warLegacy ;
        bg:madeAt ?e ; bg:content ?c ; bg:deadline ?d ; bg:earliest ?day ; bg:latest ?day ;
        bg:rule "affirm-will" ; bg:confidence ?n ; prov:wasGeneratedBy ?run ; rdfs:label ?l
        FILTER(lang(?c) = "vi" && datatype(?d) = xsd:gYear && datatype(?n) = xsd:decimal)"""
    rows = ask(phone_call(), pattern)
    assert values(rows, "who", "d", "day", "n") == [("Daniel Harper", "2025", "2023-03-14", "0.9")]


def test_a_joint_statement_has_both_sides_and_no_addressee() -> None:
    rows = ask(phone_call(), "?s a bg:Agreement ; bg:side ?p FILTER NOT EXISTS { ?s bg:addressee ?a }")
    assert len(rows) == 2


def test_a_statement_at_an_encounter_is_dated_by_it() -> None:
    rows = ask(visit(), "?s a bg:Concern ; bg:earliest ?first ; bg:latest ?last")
    assert values(rows, "first", "last") == [("2022-11-08", "2022-11-09")]


def test_money_and_other_quantities_are_nodes_of_schema_org() -> None:
    money = "?s bg:quantity ?q . ?q a schema:MonetaryAmount ; schema:value ?v ; schema:currency ?unit"
    assert values(ask(phone_call(), money), "v", "unit") == [("20000000", "USD")]
    other = "?s bg:quantity ?q . ?q a schema:QuantitativeValue ; schema:value ?v ; schema:unitText ?unit"
    assert values(ask(visit(), other), "v", "unit") == [("1500000", "dose")]


def test_a_large_or_fractional_figure_is_written_without_an_exponent() -> None:
    facts = phone_call()
    figures = (Quantity(Decimal("1.23E+11"), currency="USD"), Quantity(Decimal("2.50")))
    statement = replace(facts.statements[0], quantities=figures)
    rows = ask(replace(facts, statements=(statement,)), "?q schema:value ?v")
    assert values(rows, "v") == [("123000000000",), ("2.5",)]


def test_two_statements_of_one_clause_and_kind_keep_apart() -> None:
    facts = phone_call()
    other = replace(facts.statements[0], sides=("VN",), speakers=("Lê Minh Khuê",), addressees=("US",))
    rows = ask(replace(facts, statements=(facts.statements[0], other)), "?s a bg:Commitment")
    name = "00195-00283-Commitment"
    assert [row["s"].rsplit("/", 1)[1] for row in rows] == [name, f"{name}-2"]


def test_a_clause_over_two_lines_is_one_line_of_content_and_its_quote_stays_verbatim() -> None:
    facts = phone_call()
    start = facts.article.text.index("đoàn chuyên gia")
    span = Span(start, start + len("đoàn chuyên gia.\nBộ trưởng"))
    graph = graph_of(replace(facts, statements=(replace(facts.statements[1], evidence=(span,)),)))
    texts = {quad.object.value for quad in graph if isinstance(quad.object, Literal)}
    assert {"đoàn chuyên gia. Bộ trưởng", "đoàn chuyên gia.\nBộ trưởng"} <= texts


def test_every_quote_is_verbatim_at_its_offsets_with_what_stands_around_it() -> None:
    pattern = """?e a oa:SpecificResource ; oa:hasSource ?a ; oa:hasSelector ?q, ?p .
        ?q a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?before ; oa:suffix ?after .
        ?p a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end"""
    for facts in all_facts():
        text = facts.article.text
        rows = ask(facts, pattern)
        assert rows
        for row in rows:
            start, end = int(row["start"]), int(row["end"])
            assert text[start:end] == row["exact"]
            assert text[:start].endswith(row["before"])
            assert text[end:].startswith(row["after"])


def test_levels_tie_a_pair_for_a_time() -> None:
    pattern = """?r a bg:RelationshipState ; bg:between/dcterms:identifier ?p ; bg:evidence ?e ;
        bg:level level:ComprehensivePartnership ; bg:attestedIn ?a ; bg:attestedOn ?d"""
    assert values(ask(phone_call(), pattern), "p", "d") == [("US", "2023-03-14"), ("VN", "2023-03-14")]


def test_the_article_carries_what_it_is_known_by() -> None:
    pattern = """?a a bg:Article, schema:NewsArticle, prov:Entity ; dcterms:identifier ?id ;
        dcterms:title ?t ; schema:url ?u ; schema:publisher ?p ; schema:datePublished ?d ; bg:earliest ?d ;
        bg:latest ?d ;
        dcterms:language "vi" ; bg:sha256 ?sha"""
    sha256 = phone_call().article.sha256
    rows = ask(phone_call(), pattern)
    assert values(rows, "id", "d", "p", "sha") == [("dien-dam-2023", "2023-03-15", "Báo Mẫu", sha256)]


def test_the_run_tells_version_and_options_and_no_time() -> None:
    graph = quads(
        phone_call(),
        names,
        run=Run("1.2.3", registry=False, data="abcd"),
        knowledge=Knowledge.load(registry=False),
    )
    text = "\n".join(str(quad) for quad in graph if "prov#" in str(quad) or "/run/" in str(quad))
    assert "bangiao-1.2.3-no-registry+abcd" in text
    assert "softwareVersion" in "\n".join(map(str, graph))
    assert "Time" not in text


def test_officials_and_offices_of_two_articles_are_the_same_nodes() -> None:
    one = phone_call()
    other = replace(one, article=replace(one.article, id="another"))
    pattern = "?t a bg:Tenure ; org:member ?m ; bg:office ?o"
    assert ask(one, pattern) == ask(other, pattern)


def test_the_graph_as_text_is_that_of_its_quads() -> None:
    for facts in all_facts():
        assert packed(facts, names, run=RUN) == pack(quads(facts, names, run=RUN))


def test_text_that_needs_escapes_is_written_as_the_serializer_does() -> None:
    odd = 'Bà "Ana" nói:\t\\ \u0085\u2028 🕊 – hết'
    facts = replace(phone_call(), article=replace(phone_call().article, title=odd))
    assert packed(facts, names, run=RUN) == pack(quads(facts, names, run=RUN))


def test_without_knowledge_the_graph_still_stands() -> None:
    graph = quads(visit(), names, run=RUN)
    assert any("ns#Country" in str(quad) for quad in graph)


Change = Callable[[ArticleFacts], ArticleFacts]


def _statement(**fields: object) -> Change:
    return lambda facts: replace(facts, statements=(replace(facts.statements[0], **fields),))


def _encounter(**fields: object) -> Change:
    return lambda facts: replace(facts, encounters=(replace(facts.encounters[0], **fields),))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_statement(evidence=(Span(10, 99_999),)), "outside a text"),
        (_statement(evidence=(Span(20, 20),)), "outside a text"),
        (_statement(evidence=(Span(-3, 5),)), "outside a text"),
        (_statement(evidence=()), "no evidence"),
        (_statement(encounter=1), "encounter 1, of 1"),
        (_statement(encounter=-1), "encounter -1"),
        (_statement(kind="Promise"), "unknown kind 'Promise'"),
        (_statement(sides=()), "no side"),
        (_statement(deadline=PartialDate(month=5, day=1)), "deadline without a year"),
        (_statement(sides=("XX",)), "unknown polity 'XX'"),
        (_statement(topics=("chess",)), "unknown topic 'chess'"),
        (_statement(speakers=("Nobody",)), "unknown official 'Nobody'"),
        (_statement(confidence=1.5), "confidence"),
        (_statement(confidence=float("nan")), "confidence"),
        (_encounter(kind="Duel"), "unknown kind 'Duel'"),
        (_encounter(status="Maybe"), "unknown status"),
        (_encounter(requested_by="ZZ"), "unknown polity"),
        (lambda facts: replace(facts, officials=facts.officials[:1]), "unknown official"),
        (lambda facts: replace(facts, officials=(*facts.officials, facts.officials[0])), "one name"),
        (
            lambda facts: replace(facts, levels=(replace(facts.levels[0], between=("VN", "VN")),)),
            "two polities",
        ),
        (lambda facts: replace(facts, levels=(replace(facts.levels[0], level="Friends"),)), "unknown level"),
    ],
)
def test_facts_that_contradict_their_article_are_refused(change: Change, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        graph_of(change(phone_call()))


def test_the_kinds_of_the_contract_are_classes_of_the_graph() -> None:
    facts = remarks()
    for kind in StatementKind:
        statement = replace(facts.statements[0], kind=kind)
        assert ask(replace(facts, statements=(statement,)), f"?s a bg:{kind.value}, bg:Statement")


def test_an_article_that_says_nothing_is_still_in_the_graph() -> None:
    empty = ArticleFacts(phone_call().article)
    assert ask(empty, "?a a bg:Article ; bg:sha256 ?h . ?run prov:used ?a")
