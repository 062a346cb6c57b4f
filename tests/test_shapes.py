"""The SHACL shapes: a good graph conforms, a broken one is told why, by both validators."""

from __future__ import annotations

from functools import cache

import pyshacl
import pytest
import rdflib
import shacl

from kg import resources

GOOD = """
@prefix bg: <https://w3id.org/bangiao/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix id: <https://example.org/id/> .
@prefix level: <https://w3id.org/bangiao/level/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix topic: <https://w3id.org/bangiao/topic/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

id:VN a bg:Country ; dcterms:identifier "VN" ; skos:prefLabel "Việt Nam"@vi, "Vietnam"@en .
id:CA a bg:Country ; dcterms:identifier "CA" ; skos:prefLabel "Canada"@vi, "Canada"@en .
id:khue a bg:Official ; foaf:name "Lê Minh Khuê" ; bg:polity id:VN .
id:marsh a bg:Official ; foaf:name "Ellen Marsh" .
id:office a bg:Office ; bg:polity id:VN ; skos:prefLabel "Bộ trưởng Ngoại giao"@vi .
id:tenure a bg:Tenure ; org:member id:khue ; bg:office id:office ; bg:attestedIn id:article ;
  bg:attestedOn "2023-03-14"^^xsd:date ; bg:evidence id:evidence ; bg:confidence 0.9 .
id:place a bg:Place ; skos:prefLabel "Ottawa"@vi ; bg:polity id:CA .

id:call a bg:PhoneCall, bg:Encounter ; bg:reportedIn id:article ;
  bg:participant id:khue, id:marsh ; bg:party id:VN, id:CA ;
  bg:date "2023-03-14"^^xsd:date ; bg:dateBasis bg:Stated ; bg:requestedBy id:CA ;
  bg:earliest "2023-03-14"^^xsd:date ; bg:latest "2023-03-14"^^xsd:date ;
  bg:evidence id:evidence ; bg:confidence 0.95 .
id:visit a bg:Visit ; bg:reportedIn id:article ; bg:party id:VN ; bg:place id:place ;
  bg:status bg:Planned ;
  bg:date "--05-02"^^xsd:gMonthDay ; bg:dateBasis bg:Stated ; bg:evidence id:evidence .
id:tour a bg:Visit, bg:Encounter ; bg:reportedIn id:article ; bg:participant id:marsh ;
  bg:date "2022-06"^^xsd:gYearMonth ; bg:dateBasis bg:Inferred ; bg:inferredFrom id:article ;
  bg:earliest "2022-06-01"^^xsd:date ; bg:latest "2022-06-30"^^xsd:date ;
  schema:startDate "2022-06"^^xsd:gYearMonth ; schema:endDate "2022-06"^^xsd:gYearMonth ;
  bg:evidence id:evidence .
id:record a bg:EncounterRecord ; bg:report id:visit, id:tour ; bg:reason "same people" ; bg:confidence 0.7 .

id:pledge a bg:Commitment, bg:Statement ; bg:speaker id:marsh ;
  bg:side id:CA ; bg:addressee id:VN ; bg:topic topic:climate ; bg:madeAt id:call ;
  bg:content "cam kết góp vốn cho trang trại gió"@vi ; bg:deadline "2026"^^xsd:gYear ;
  bg:quantity id:money, id:turbines ; bg:evidence id:evidence ; bg:confidence 0.9 ; bg:rule "verb" ;
  prov:wasGeneratedBy id:run ;
  bg:earliest "2023-03-14"^^xsd:date ; bg:latest "2023-03-14"^^xsd:date .
id:joint a bg:Agreement ; bg:side id:VN, id:CA ;
  bg:content "nhất trí sớm họp lại"@vi ; bg:evidence id:evidence ;
  bg:confidence 1.0 ; prov:wasGeneratedBy id:run .
id:money a schema:MonetaryAmount ; schema:value 20000000.0 ; schema:currency "CAD" .
id:turbines a schema:QuantitativeValue ; schema:value 12.0 ; schema:unitText "tua-bin" .
id:state a bg:RelationshipState ; bg:between id:VN, id:CA ; bg:level level:ComprehensivePartnership ;
  bg:attestedIn id:article .

id:article a bg:Article ; dcterms:identifier "a1" ; dcterms:title "Điện đàm"@vi ; dcterms:language "vi" ;
  schema:datePublished "2023-03-15"^^xsd:date .
id:evidence a oa:SpecificResource ; oa:hasSource id:article ; oa:hasSelector id:quote, id:position .
id:quote a oa:TextQuoteSelector ; oa:exact "cam kết góp vốn" ; oa:prefix "Bà Marsh " ; oa:suffix " cho" .
id:position a oa:TextPositionSelector ; oa:start 120 ; oa:end 135 .
id:run a prov:Activity .
"""

BROKEN = [
    ('foaf:name "Ellen Marsh"', 'foaf:nick "Ellen Marsh"', "an official has a foaf:name"),
    ('Khuê" ; bg:polity id:VN', 'Khuê" ; bg:polity id:run', "an official's bg:polity is a bg:Polity"),
    (
        'skos:prefLabel "Việt Nam"@vi, "Vietnam"@en',
        'skos:prefLabel "Vietnam"@en',
        "a polity has a Vietnamese skos:prefLabel",
    ),
    ('dcterms:identifier "VN"', 'dcterms:identifier "VNM"', "alpha-2"),
    ('dcterms:identifier "VN"', 'dcterms:identifier "VN", "VN2"', "a polity has one dcterms:identifier"),
    ("org:member id:khue", "org:member id:khue, id:marsh", "a tenure has one org:member"),
    ("bg:office id:office ; bg:attestedIn", "bg:attestedIn", "a tenure has one bg:office"),
    (
        "bg:office id:office ; bg:attestedIn id:article",
        "bg:office id:office",
        "a tenure is attested in an article",
    ),
    ('bg:attestedOn "2023-03-14"^^xsd:date', 'bg:attestedOn "March 2023"', "bg:attestedOn is an xsd:date"),
    (
        "a bg:PhoneCall, bg:Encounter",
        "a bg:PhoneCall, bg:Meeting, bg:Encounter",
        "an encounter is of exactly one kind",
    ),
    ("a bg:PhoneCall, bg:Encounter", "a bg:Encounter", "an encounter is of exactly one kind"),
    (
        "id:visit a bg:Visit ; bg:reportedIn id:article",
        "id:visit a bg:Visit",
        "an encounter is reported in a bg:Article",
    ),
    (
        "bg:participant id:khue, id:marsh",
        "bg:participant id:khue, id:CA",
        "a bg:participant is a bg:Official",
    ),
    (
        "bg:reportedIn id:article ; bg:party id:VN ; bg:place",
        "bg:reportedIn id:article ; bg:place",
        "an encounter has a bg:participant or a bg:party",
    ),
    ("bg:status bg:Planned", "bg:status bg:Happened", "a bg:status is Planned, Denied or CalledOff"),
    ("bg:place id:place", 'bg:place "Ottawa"', "at most one bg:place"),
    ('bg:date "2023-03-14"^^xsd:date', 'bg:date "14/3/2023"', "an encounter has at most one bg:date"),
    (
        'bg:date "2023-03-14"^^xsd:date',
        'bg:date "2023-03-14"^^xsd:date, "2023"^^xsd:gYear',
        "an encounter has at most one bg:date",
    ),
    (
        " ; bg:dateBasis bg:Stated ; bg:requestedBy",
        " ; bg:requestedBy",
        "a bg:date and a bg:dateBasis go together",
    ),
    (
        "bg:dateBasis bg:Stated ; bg:requestedBy",
        "bg:dateBasis bg:Guessed ; bg:requestedBy",
        "a bg:dateBasis is Stated or Inferred",
    ),
    ("bg:inferredFrom id:article ;", "", "an inferred date names what it is bg:inferredFrom"),
    ('bg:earliest "2022-06-01"^^xsd:date ;', "", "a bg:date with a year has bg:earliest and bg:latest"),
    (
        'bg:earliest "2022-06-01"^^xsd:date',
        'bg:earliest "2022-07-01"^^xsd:date',
        "bg:earliest is not after bg:latest",
    ),
    (
        'bg:earliest "2022-06-01"^^xsd:date',
        'bg:earliest "2022-06"^^xsd:gYearMonth',
        "bg:earliest is an xsd:date",
    ),
    (
        'schema:startDate "2022-06"^^xsd:gYearMonth',
        'schema:startDate "2022"^^xsd:gYear',
        "an encounter over several days",
    ),
    (' schema:endDate "2022-06"^^xsd:gYearMonth ;', "", "an encounter over several days"),
    ("bg:report id:visit, id:tour", "bg:report id:visit", "an encounter record ties at least two reports"),
    ('bg:reason "same people" ;', "", "an encounter record gives a bg:reason"),
    (
        "id:record a bg:EncounterRecord",
        "id:record bg:reportedIn id:article ; a bg:EncounterRecord",
        "an encounter record has no bg:reportedIn",
    ),
    (
        "a bg:Commitment, bg:Statement",
        "a bg:Commitment, bg:Request, bg:Statement",
        "a statement is of exactly one kind",
    ),
    ("a bg:Commitment, bg:Statement", "a bg:Statement", "a statement is of exactly one kind"),
    ("bg:side id:CA ; bg:addressee", "bg:addressee", "a statement has a bg:side"),
    ("bg:side id:CA", "bg:side id:marsh", "a statement has a bg:side, a bg:Polity"),
    ("bg:addressee id:VN", "bg:addressee id:CA", "a statement is not addressed to its own side"),
    ("bg:speaker id:marsh", 'bg:speaker "Ellen Marsh"', "a bg:speaker is a bg:Official"),
    ("bg:topic topic:climate", 'bg:topic "climate"', "a bg:topic is one of the scheme"),
    ("bg:madeAt id:call", "bg:madeAt id:article", "a statement is made at no more than one bg:Encounter"),
    ('bg:content "nhất trí sớm họp lại"@vi ;', "", "a statement has one bg:content"),
    (
        'bg:deadline "2026"^^xsd:gYear',
        'bg:deadline "--12-31"^^xsd:gMonthDay',
        "a statement has at most one bg:deadline",
    ),
    ('họp lại"@vi ; bg:evidence id:evidence', 'họp lại"@vi', "a statement has bg:evidence"),
    ("bg:confidence 1.0 ; prov:wasGeneratedBy id:run", "bg:confidence 1.0", "a statement names the run"),
    ("bg:confidence 1.0 ;", "", "a statement has one bg:confidence"),
    ("bg:confidence 1.0", "bg:confidence 1.5", "a bg:confidence is an xsd:decimal from 0 to 1"),
    ("bg:confidence 1.0", 'bg:confidence "high"', "a bg:confidence is an xsd:decimal from 0 to 1"),
    ('bg:rule "verb"', 'bg:rule ""', "a bg:rule is the name of a rule"),
    (
        'schema:currency "CAD"',
        'schema:unitText "CAD"',
        "a quantity is a schema:MonetaryAmount with a currency",
    ),
    ('schema:currency "CAD"', 'schema:currency "dollars"', "a schema:currency is an ISO 4217 code"),
    ("schema:value 12.0", 'schema:value "12"', "a quantity has one schema:value"),
    ("bg:between id:VN, id:CA", "bg:between id:VN", "a relationship is between two polities"),
    ("bg:level level:ComprehensivePartnership", 'bg:level "friends"', "a relationship has one bg:level"),
    ('dcterms:identifier "a1" ;', "", "an article has one dcterms:identifier"),
    ('"2023-03-15"^^xsd:date', '"15/3/2023"', "schema:datePublished"),
    ("oa:hasSource id:article ;", "", "evidence has one oa:hasSource"),
    (
        "oa:hasSelector id:quote, id:position",
        "oa:hasSelector id:position",
        "evidence is selected by one oa:TextQuoteSelector",
    ),
    (
        "oa:hasSelector id:quote, id:position",
        "oa:hasSelector id:quote",
        "evidence is selected by one oa:TextPositionSelector",
    ),
    ('oa:exact "cam kết góp vốn" ;', "", "a quote has one oa:exact"),
    ("oa:start 120", "oa:start 140", "a position starts before it ends"),
    ("oa:start 120", "oa:start -1", "a position has one oa:start"),
    (" ; oa:end 135", "", "a position has one oa:end"),
]


@cache
def shapes() -> shacl.Shapes:
    return shacl.Shapes.from_text(resources.read_text("ontology", "shapes.ttl"))


@cache
def shapes_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=resources.read_text("ontology", "shapes.ttl"), format="turtle")


def messages(graph: str) -> set[str]:
    """What the validator of the command says."""
    return {result.message or "" for result in shapes().validate_text(graph).results}


def reference(graph: str) -> tuple[bool, str]:
    """What the reference validator says."""
    data = rdflib.Graph().parse(data=graph, format="turtle")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes_graph())
    return bool(conforms), str(report)


def test_a_good_graph_conforms() -> None:
    assert messages(GOOD) == set()
    assert reference(GOOD)[0]


def test_the_shapes_are_well_formed() -> None:
    conforms, _, report = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes_graph(), meta_shacl=True)
    assert conforms, report


@pytest.mark.parametrize(
    ("old", "new", "message"), BROKEN, ids=[f"{n}-{row[2][:40]}" for n, row in enumerate(BROKEN)]
)
def test_a_broken_graph_is_told_why(old: str, new: str, message: str) -> None:
    assert GOOD.count(old) == 1
    graph = GOOD.replace(old, new)
    assert any(message in said for said in messages(graph)), messages(graph)
    conforms, report = reference(graph)
    assert not conforms and message in report


def test_the_ontology_conforms_to_its_own_shapes() -> None:
    names = [name for name in resources.names("ontology", ".ttl") if name != "shapes.ttl"]
    assert messages("\n".join(resources.read_text("ontology", name) for name in names)) == set()
