"""What an article says stays text on every page; who may ask; what no address reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from factories import RUN, build_store, phone_call
from pyoxigraph import Quad
from serve_support import Served, served_fixture, served_store, serving  # noqa: F401
from test_view_security import PAYLOADS, labels, poisoned
from view_support import browser, needs_chromium

from kg.graph.emit import quads
from kg.graph.names import DEFAULT_BASE, Names
from kg.graph.store import pack
from kg.serve.guard import POLICY
from kg.serve.links import Links

LINKS = Links(Names())
WORDS = """
    html head meta title link body a header nav form input button p main h1 h2 span div section article dl dt
    dd details summary ul li small code figure blockquote mark figcaption table thead tbody tr th td time b
    footer fieldset legend label select option datalist textarea pre script br
"""
KNOWN = frozenset(WORDS.split())  # elements of our templates
CLASSES = (
    "Official",
    "Office",
    "Tenure",
    "Meeting",
    "Commitment",
    "Concern",
    "Article",
    "Place",
    "RelationshipState",
)


class Elements(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            self.bad.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in ("style", "srcdoc", "src") and value != "/static/editor.js"):
                self.bad.append(f"{tag} {name}={value}")
            if name in ("href", "action") and not re.match(r"https?://|/(?!/)|#", value or ""):
                self.bad.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def dangerous(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("poisoned") / "store"
    with build_store(path, phone_call()) as store:
        facts = (poisoned(payload, number) for number, payload in enumerate(PAYLOADS))
        store.put_articles([pack(list(quads(one, store.names, run=RUN))) for one in facts])
        more = [quad for number, payload in enumerate(PAYLOADS) for quad in labels(payload, number)]
        store.ox.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in more)
        store.ox.flush()
    with serving(path) as running:
        yield running


@pytest.fixture(scope="module")
def addresses(dangerous: Served) -> list[str]:
    """Pages of all kinds that hold payloads."""
    kinds = ["official", "article", "encounter", "statement", "office", "level", "topic", "polity"]
    found = ["/", *(f"/browse/{kind}" for kind in kinds), "/id/polity/VN", "/search?q=script"]
    found += [
        f"/queries/{name}?limit=500"
        for name in ("commitments", "articles", "officials", "timeline", "tenures")
    ]
    for name in CLASSES:
        rows = dangerous.sparql(f"SELECT ?s WHERE {{ ?s a bg:{name} }} ORDER BY ?s LIMIT 24").json()
        found += [LINKS.path(row["s"]["value"]) for row in rows["results"]["bindings"]]
    found += [f"/topic/t{number}" for number in range(len(PAYLOADS))]
    return found + [f"/level/L{number}" for number in range(len(PAYLOADS))]


def test_no_page_has_an_element_that_an_article_brought(dangerous: Served, addresses: list[str]) -> None:
    assert len(addresses) > 200
    for address in addresses:
        answer = dangerous.get(address, "text/html")
        assert answer.status_code == 200, address
        assert Elements(answer.text).bad == [], address
        assert "\u202e" not in answer.text and "\x1b" not in answer.text


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_a_visitor_types_stays_text(dangerous: Served, payload: str) -> None:
    asked = [
        dangerous.get("/search", "text/html", params={"q": payload}),
        dangerous.get("/resource", "text/html", params={"iri": payload}),
        dangerous.get("/queries/commitments", "text/html", params={"side": payload, "limit": payload}),
        dangerous.get("/queries/commitments", "text/html", params={"speaker": payload}),
        dangerous.get("/queries/commitments", "text/html", params={payload: payload}),
        dangerous.get("/editor", "text/html", params={"query": payload}),
        dangerous.get("/editor", "text/html", params={"from": payload}),
        dangerous.get("/", "text/html", params={payload: payload, "lang": payload}),
        dangerous.get("/", "text/html", headers={"Cookie": f"kg-lang={payload.encode().hex()}"}),
    ]
    for answer in asked:
        assert answer.status_code in (200, 303, 400, 404), answer.text
        assert Elements(answer.text).bad == []
        assert "Traceback" not in answer.text
    told = dangerous.sparql(payload)
    assert told.status_code == 400 and told.headers["content-type"].startswith("text/plain")


@needs_chromium
def test_nothing_runs_in_a_browser(dangerous: Served, addresses: list[str]) -> None:
    with browser() as running:
        context = running.new_context()
        page = context.new_page()
        wrong: list[str] = []
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.on("request", lambda asked: asked.url.startswith(dangerous.url) or wrong.append(asked.url))
        for address in [*addresses[:16], *addresses[16::9]]:
            page.goto(dangerous.url + address)
            assert page.evaluate("window.pwned") is None, address
        page.goto(f"{dangerous.url}/editor")
        page.wait_for_selector("html[data-ready]")
        for payload in PAYLOADS[::4]:
            page.fill("#query", f"# {payload}\nSELECT ?t WHERE {{ ?a dcterms:title ?t }}")
            page.keyboard.press("Control+Enter")
            page.wait_for_selector("#stop", state="hidden")
        assert page.evaluate("window.pwned") is None
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.pwned=1>')")
        page.wait_for_timeout(100)
        assert page.evaluate("window.pwned") is None  # the policy, had anything come in
        assert [text for text in wrong if "Content Security Policy" not in text and "404" not in text] == []


# ---------------------------------------------------------------- headers
@pytest.mark.parametrize("path", ["/", "/sparql", "/nothing", "/static/site.css", "/queries/x", "/editor"])
def test_every_answer_says_what_a_browser_may_do_with_it(served: Served, path: str) -> None:
    for accept in ("text/html", "*/*"):
        headers = served.get(path, accept).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers and "access-control-allow-origin" not in headers
    assert "unsafe" not in POLICY and "default-src 'none'" in POLICY


def test_no_page_has_a_script_or_a_style_of_its_own(served: Served) -> None:
    for path in ("/", "/editor", "/id/polity/VN", "/queries/commitments"):
        html = served.page(path)
        assert not re.search(r"<script(?! src=\"/static/)|<style|style=|\son\w+=", html)
        assert not re.search(r"(src|href)=\"(https?:)?//(?!example)", html)


# ---------------------------------------------------------------- who may ask
@pytest.mark.parametrize(
    ("host", "status"),
    [
        *((ours, 200) for ours in ("127.0.0.1", "localhost:99", "LOCALHOST", "[::1]:80", "192.0.2.7:8750")),
        *((other, 421) for other in ("evil.example", "evil.example:8750", "localhost.evil.example", "", "[")),
        *((other, 421) for other in ("127.0.0.1.evil.example", "localhost@evil.example", "evil@127.0.0.1")),
    ],
)
def test_only_names_of_this_machine_are_answered(served: Served, host: str, status: int) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D"):
        assert served.get(path, "*/*", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_scripts_of_other_origins_are_refused(served: Served, headers: dict[str, str]) -> None:
    assert served.get("/sparql?query=ASK%7B%7D", headers=headers).status_code == 403
    assert served.client.post("/sparql", data={"query": "ASK {}"}, headers=headers).status_code == 403


def test_own_pages_and_links_from_elsewhere_are_answered(served: Served) -> None:
    own = served.client.post("/sparql", data={"query": "ASK {}"}, headers={"Origin": served.url})
    assert own.status_code == 200
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert served.get("/", "text/html", headers=followed).status_code == 200


def test_cors_lets_in_who_was_named_and_nobody_else(serve_store: Path) -> None:
    friend, ask = "https://friend.example", {"query": "ASK {}"}
    with serving(serve_store, "--cors", friend, "--name", "desk.example") as served:
        let_in = served.client.get("/sparql", params=ask, headers={"Origin": friend})
        assert let_in.headers["access-control-allow-origin"] == friend
        assert "Origin" in let_in.headers["vary"]
        preflight = served.client.options("/sparql", headers={"Origin": friend})
        assert preflight.status_code == 204 and "POST" in preflight.headers["access-control-allow-methods"]
        refused = served.client.get("/sparql", params=ask, headers={"Origin": "https://evil.example"})
        assert refused.status_code == 403 and "access-control-allow-origin" not in refused.headers
        assert served.get("/", headers={"Origin": friend}).status_code == 403  # pages are not shared
        assert served.get("/", "text/html", headers={"Host": "desk.example:80"}).status_code == 200


# ---------------------------------------------------------------- what no address reaches
@pytest.mark.parametrize(
    "path",
    [
        *(f"/static/{name}" for name in ("../site.py", "..%2fsite.py", "%2e%2e/site.py", "..%5csite.py")),
        *("/static//etc/passwd", "/static/site.css%00.js", "/id/../../etc/passwd", "/browse/../x"),
        *("/id/%2e%2e/%2e%2e/etc/passwd", "/id/article/..%2f..%2fetc%2fpasswd", "/pair/..%2f/x"),
        *(
            "/topic/..%2f..%2fetc%2fpasswd.ttl",
            "/queries/..%2f..%2fetc%2fpasswd",
            "/queries/%2fetc%2fpasswd.rq",
        ),
        *(
            "/id/official/%ff%fe",
            "/id/%zz",
            "/id/a%0d%0aSet-Cookie:x=y",
            "//evil.example/",
            "/id//evil.example",
        ),
        *("/id/official/<script>", f"/id/{'a' * 5000}"),
    ],
)
def test_no_path_leads_out(served: Served, path: str) -> None:
    request = httpx.Request("GET", served.url, headers={"Accept": "text/html"})
    request.url = httpx.URL(served.url).copy_with(raw_path=path.encode())
    answer = served.client.send(request)
    assert answer.status_code in (400, 404), path
    assert "root:" not in answer.text and "Traceback" not in answer.text and "import " not in answer.text
    assert "set-cookie" not in answer.headers


def test_no_header_comes_out_of_an_address(served: Served) -> None:
    for path in (
        "/resource?iri=bg:Official%0d%0aX-Evil:1",
        "/?lang=vi%0d%0aX-Evil:1",
        "/pair/VN/JP%0d%0aX-Evil:1",
    ):
        headers = served.get(path, "text/html").headers
        assert "x-evil" not in headers and "X-Evil" not in headers.get("location", "")


def test_redirects_stay_here(served: Served) -> None:
    for iri in ("//evil.example", "https://evil.example/", f"{DEFAULT_BASE}/evil.example", r"\\evil.example"):
        location = served.get("/resource", "text/html", params={"iri": iri}).headers.get("location", "/")
        assert location.startswith("/") and not location.startswith("//")
    html = served.page("//?lang=en") if served.get("//?lang=en", "text/html").status_code == 200 else ""
    assert 'href="//' not in html
