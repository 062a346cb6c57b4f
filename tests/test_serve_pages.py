"""The pages that people read: one for every thing, in both languages, linked to one another, and as data."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from serve_support import Served, served_fixture, served_store  # noqa: F401

from kg.graph.names import BG, DEFAULT_BASE, Names
from kg.serve.links import Links, web

LINKS = Links(Names())


class Page(HTMLParser):
    """The text of a page's main part, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self._in: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in.append(tag)
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "main" in self._in:
            self.words.append(data.strip())
            if self._in[-1] in ("h1", "h2"):
                self.headings.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(word for word in self.words if word)


def one(served: Served, kind: str) -> str:
    """The path of the first thing of a class."""
    rows = served.sparql(f"SELECT ?s WHERE {{ ?s a {kind} }} ORDER BY ?s LIMIT 1").json()["results"][
        "bindings"
    ]
    return LINKS.path(rows[0]["s"]["value"])


# ---------------------------------------------------------------- what stands on them
def test_a_statement_tells_who_said_what_to_whom_with_the_quote_in_context(served: Served) -> None:
    page = Page(served.page(one(served, "bg:Commitment")))
    for word in (
        "Commitment",
        "Side",
        "Addressee",
        "Topics",
        "Reported by",
        "The words it stands on",
        "characters",
    ):
        assert word in page.text
    kinds = {link.split("/")[2] for link in page.links if link.startswith("/id/")}
    assert {"official", "polity", "article", "encounter"} <= kinds
    assert any(link.startswith("/topic/") for link in page.links)
    html = served.page(one(served, "bg:Commitment"))
    exact = re.search(r"<mark>([^<]+)</mark>", html)
    assert exact and exact[1] in page.text


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("bg:Official", ["Offices held", "Encounters", "Statements"]),
        ("bg:Meeting", ["The words it stands on", "What was said"]),
        ("bg:Office", ["Who held it"]),
        ("bg:Article", ["Encounters", "What was said"]),
        ("bg:RelationshipState", ["The words it stands on"]),
        ("bg:Tenure", ["The words it stands on"]),
        ("bg:Place", ["Encounters"]),
    ],
)
def test_each_kind_of_thing_has_its_page(served: Served, kind: str, headings: list[str]) -> None:
    found = Page(served.page(one(served, kind))).headings
    assert set(headings) <= set(found), found


@pytest.mark.parametrize(
    ("path", "headings"),
    [
        ("/id/polity/VN", ["Vietnam", "Met with", "Encounters", "Statements"]),
        ("/topic/vaccines", ["Vaccines", "Statements"]),
        ("/topic/health", ["Narrower topics", "Statements"]),
        ("/level/StrategicPartnership", ["Level of the relationship"]),
        ("/pair/JP/VN", ["Japan – Vietnam", "Encounters", "Statements"]),
        ("/ns/Commitment", ["Where it is mentioned"]),
        ("/role/Spokesperson", ["Offices"]),
    ],
)
def test_so_have_polities_topics_levels_pairs_and_terms(
    served: Served, path: str, headings: list[str]
) -> None:
    assert set(headings) <= set(Page(served.page(path)).headings)


def test_every_link_of_every_page_leads_somewhere(served: Served) -> None:
    """All that is found from the start, to a bound: nothing is broken, nothing is an error."""
    queue, seen = ["/", "/browse/office", "/browse/level", "/browse/statement"], set[str]()
    while queue and len(seen) < 220:
        path = queue.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = served.get(path, "text/html")
        assert answer.status_code in (200, 303), (path, answer.text[:200])
        if answer.headers.get("content-type", "").startswith("text/html"):
            links = (link.partition("#")[0] for link in Page(answer.text).links)
            queue += [
                link
                for link in links
                if link.startswith("/") and "format=" not in link and "lang=" not in link
            ]
    kinds = {path.split("/")[2] for path in seen if path.startswith("/id/")}
    assert {"official", "polity", "article", "encounter", "statement", "office"} <= kinds


def test_both_languages_by_address_by_browser_and_from_then_on(served: Served) -> None:
    path = one(served, "bg:Commitment")
    english = served.page(path)
    assert 'lang="en"' in english and "Cam kết" not in english
    assert "Cam kết" in served.page(path, headers={"Accept-Language": "vi-VN,vi;q=0.9"})
    chosen = served.get(f"{path}?lang=vi", "text/html")
    assert "Cam kết" in chosen.text and chosen.headers["content-language"] == "vi"
    cookie = chosen.headers["set-cookie"]
    assert "kg-lang=vi" in cookie and "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
    served.client.cookies.clear()
    assert "Cam kết" in served.page(path, headers={"Cookie": "kg-lang=vi"})
    assert "Việt Nam" in Page(served.page("/id/polity/VN", headers={"Cookie": "kg-lang=vi"})).headings


# ---------------------------------------------------------------- as data
@pytest.mark.parametrize(
    ("ending", "media", "format"),
    [
        ("ttl", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("nt", "application/n-triples", RdfFormat.N_TRIPLES),
        ("jsonld", "application/ld+json", RdfFormat.JSON_LD),
        ("rdf", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_thing_is_to_be_had_as_data_by_ending_and_by_accept(
    served: Served, ending: str, media: str, format: RdfFormat
) -> None:
    path = one(served, "bg:Commitment")
    by_ending, by_accept = served.get(f"{path}.{ending}", "text/html"), served.get(path, media)
    assert by_ending.headers["content-type"] == by_accept.headers["content-type"] == media
    quads = {quad.triple for quad in parse(by_ending.content, format=format)}
    assert quads == {quad.triple for quad in parse(by_accept.content, format=format)}
    iri = NamedNode(DEFAULT_BASE + path.removeprefix("/id/"))
    predicates = {triple.predicate.value for triple in quads if triple.subject == iri}
    assert {f"{BG}content", f"{BG}evidence", f"{BG}side"} <= predicates
    assert any(triple.predicate.value.endswith("oa#exact") for triple in quads)
    assert "Accept" in by_accept.headers["vary"]


def test_what_is_said_of_an_official_by_others_comes_along(served: Served) -> None:
    path = one(served, "bg:Official")
    turtle = served.get(f"{path}.nt").content
    iri = NamedNode(DEFAULT_BASE + path.removeprefix("/id/"))
    pointing = {q.predicate.value for q in parse(turtle, format=RdfFormat.N_TRIPLES) if q.object == iri}
    assert f"{BG}speaker" in pointing or f"{BG}participant" in pointing


def test_a_pair_is_one_page_however_it_is_written(served: Served) -> None:
    assert served.get("/pair/VN/JP", "text/html").headers["location"] == "/pair/JP/VN"
    assert served.get("/pair/Japan/vn", "text/html").headers["location"] == "/pair/JP/VN"
    assert b"Commitment" in served.get("/pair/JP/VN.ttl").content
    assert served.get("/pair/JP/JP", "text/html").status_code == 404
    assert served.get("/pair/JP/Narnia", "text/html").status_code == 404


def test_any_iri_of_the_graph_has_an_address(served: Served) -> None:
    answer = served.get("/resource", "text/html", params={"iri": "bg:Official"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/ns/Official")
    foaf = served.get("/resource", "text/html", params={"iri": "http://xmlns.com/foaf/0.1/Person"})
    assert foaf.status_code == 200 and "Where it is mentioned" in foaf.text
    unknown = served.get("/resource", "text/html", params={"iri": "urn:not:there"})
    assert unknown.status_code == 404
    assert served.get("/resource", "text/html", params={"iri": "no iri"}).status_code == 400


# ---------------------------------------------------------------- lists, search, what is not there
@pytest.mark.parametrize(
    "typed", ["Phạm Quốc Hưng", "pham quoc hung", "PHAM QUOC", "hưng phạm", "quoc hung pham"]
)
def test_names_are_found_with_and_without_diacritics(served: Served, typed: str) -> None:
    page = Page(served.page("/search", params={"q": typed}))
    assert "Phạm Quốc Hưng" in page.text
    assert any(link.startswith("/id/official/pham-quoc-hung") for link in page.links)


def test_diacritics_count_where_they_are_typed(served: Served) -> None:
    page = Page(served.page("/search", params={"q": "Phạm Quốc Hùng"}))
    assert "Nothing goes by the name" in page.text and "Did you mean" in page.text
    assert "Phạm Quốc Hưng" in page.text


def test_countries_topics_and_articles_are_found_too(served: Served) -> None:
    for typed, path in (
        ("nhat ban", "/id/polity/JP"),
        ("vac xin", "/topic/vaccines"),
        ("dien-dam-2023", "/id/article/"),
    ):
        links = Page(served.page("/search", params={"q": typed})).links
        assert any(link.startswith(path) for link in links), typed


def test_what_is_not_there_is_404_with_a_hint(served: Served) -> None:
    answer = served.get("/id/official/pham-quoc-hungg", "text/html")
    assert answer.status_code == 404 and "Phạm Quốc Hưng" in answer.text
    plain = served.get("/id/official/nobody")
    assert plain.status_code == 404 and plain.text.count("\n") == 1
    assert served.get("/browse/nonsense", "text/html").status_code == 400
    assert served.get("/queries/comitments", "text/html").status_code == 400
    assert "did you mean commitments?" in served.get("/queries/comitments").text


# ---------------------------------------------------------------- named queries
def test_a_named_query_is_a_page_and_a_file(served: Served) -> None:
    page = Page(served.page("/queries/commitments", params={"side": "JP"}))
    assert "Japan" in page.text and any(link.startswith("/id/article/") for link in page.links)
    assert any(link.startswith("/id/statement/") for link in page.links)
    rows = served.get("/queries/commitments.csv?side=JP").text.splitlines()
    assert rows[0].startswith("date,who,side") and len(rows) > 1
    assert served.get("/queries/commitments.json", params={"side": "JP"}).json()["results"]["bindings"]
    assert served.get("/queries/commitments?side=JP", "text/csv").text.splitlines() == rows


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("side=Narnia", "unknown polity"),
        ("since=yesterday", "not a date"),
        ("nonsense=1", "unknown parameter"),
        ("limit=0", "a limit"),
        ("limit=many", "a limit"),
    ],
)
def test_a_wrong_parameter_is_told(served: Served, query: str, told: str) -> None:
    for accept in ("text/html", "text/csv"):
        answer = served.get(f"/queries/commitments?{query}", accept)
        assert answer.status_code == 400 and told in answer.text


def test_every_named_query_is_listed_and_answers(served: Served) -> None:
    links = [link for link in Page(served.page("/queries")).links if link.startswith("/queries/")]
    assert len(links) > 15
    for link in links:
        answer = served.get(link, "text/html")
        needs = "needs" in answer.text or "give" in answer.text
        assert answer.status_code == 200 or (answer.status_code == 400 and needs), link


def test_the_editor_works_without_a_script(served: Served) -> None:
    text = "SELECT ?name WHERE { ?o a bg:Official ; foaf:name ?name } ORDER BY ?name"
    sent = served.client.post("/editor", data={"query": text}, headers={"Accept": "text/html"})
    assert sent.status_code == 200 and "Phạm Quốc Hưng" in Page(sent.text).text and text in sent.text
    wrong = served.get("/editor", "text/html", params={"query": "SELECT * {\n ?s bgg:x ?o }"})
    assert wrong.status_code == 400 and 'data-line="2"' in wrong.text and "did you mean bg:?" in wrong.text
    filled = served.page("/editor", params={"from": "commitments", "side": "JP"})
    assert f"{DEFAULT_BASE}polity/JP" in filled
    asked = served.page("/editor", params={"query": "ASK { ?s a bg:Article }"})
    assert '<p class="answer">Yes</p>' in asked


# ---------------------------------------------------------------- addresses
@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{DEFAULT_BASE}official/joe-biden", "/id/official/joe-biden"),
        (f"{DEFAULT_BASE}article/a%2Fb", "/id/article/a%2Fb"),
        ("https://w3id.org/bangiao/topic/trade", "/topic/trade"),
        (f"{BG}Official", "/ns/Official"),
        (f"{DEFAULT_BASE}article/%2E%2E", None),
        (f"{DEFAULT_BASE}article/..", None),
        (f"{DEFAULT_BASE}a//b", None),
        (DEFAULT_BASE, None),
        (f"{DEFAULT_BASE}x?y#z", None),
        ("urn:x", None),
        ("javascript:alert(1)", None),
    ],
)
def test_iris_become_paths_and_back(iri: str, path: str | None) -> None:
    assert LINKS.path(iri) == (path or f"/resource?iri={quote(iri, safe='')}")
    assert LINKS.iri(path or "/id/../x") == (iri if path else None)


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/x"]
)
def test_addresses_of_the_web_are_links(url: str) -> None:
    assert web(url) == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "//evil.test",
     "https:///x", "http://[", "https://a b", 'https://x/"y=', "https://x/\x00", "", "ftp://x/y", "https:x"],
)  # fmt: skip
def test_all_else_is_not(url: str) -> None:
    assert web(url) is None
