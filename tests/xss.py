"""Articles whose every field carries a payload, and what tells in a browser whether one has come to life.

facts, more = everything()                    # all payloads in one graph: memory_store(facts, more)
visit.page.evaluate(PREPARE)                  # then unfold() opens all, strange() lists what is not ours
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kg.graph.names import BG, DCTERMS, SCHEMA, SKOS
from kg.model import (
    Article,
    ArticleFacts,
    Dated,
    Encounter,
    EncounterKind,
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

RUN = "window.pwned=(window.pwned||0)+1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><sCrIpT>{RUN}</sCrIpT>",
    f"<!--<script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"\"><img src=x onerror='{RUN}'>",
    f"'><svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='data:text/html,<script>{RUN}</script>'>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"javascript:{RUN}//",
    f"JaVaScRiPt:{RUN}",
    f" \tjavascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    'https://evil.example/"onmouseover="window.pwned=1',
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    "<style>@import 'https://evil.example/x.css';</style><b style=\"background:url(https://evil.example/)\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href='https://evil.example/'>",
    f"<form action='https://evil.example/'><button autofocus onfocus={RUN}>x",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"{{% raw %}}{{{{ 7*7 }}}}{RUN}",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\u2028{RUN}\u2029//",
    f'";{RUN};//',
    f"');{RUN};//",
    f"`${{{RUN}}}`",
    f"*/{RUN};/*",
    f"\u202e<script>{RUN}</script>\u202c",
    f"＜script＞{RUN}＜/script＞<ſcript>{RUN}</ſcript>",
    f"<x onclick={RUN} tabindex=1 id=x>y#x",
    f"__proto__ constructor toString <b>{RUN}",
)
IDS = [str(n) for n in range(len(PAYLOADS))]


def poisoned(payload: str, number: int) -> ArticleFacts:
    """An article that carries the payload in every field that may hold text."""
    text = f"{payload} trước {payload} sau {payload}"
    quote = (Span(0, len(payload)), Span(len(text) - len(payload), len(text)))
    when = Dated(PartialDate(2020, 1 + number % 12, 1 + number % 28))
    who, other = f"{payload} A{number}", f"{payload} B{number}"
    post = Office("VN", f"post {payload}", (payload,))
    return ArticleFacts(
        Article(
            f"{payload}-{number}",
            text,
            (),
            source=payload,
            title=payload,
            language="vi",
            published=date(2020, 2, 2),
            url=payload,
            publisher=payload,
            sha256=payload,
        ),
        officials=(
            Official(who, (payload, f"{payload} alias"), "VN", qualifier=payload),
            Official(other, (), f"X{payload}"),
        ),
        tenures=(
            Tenure(who, post, quote, payload),
            Tenure(other, Office(None, "x", (payload,)), quote, payload),
        ),
        encounters=(
            Encounter(
                EncounterKind.MEETING,
                (who, other),
                ("VN", f"X{payload}"),
                quote,
                place=payload,
                requested_by=f"X{payload}",
                when=when,
                rule=payload,
            ),
        ),
        statements=tuple(
            Statement(
                kind,
                (("VN",), (f"X{payload}",), ("VN", f"X{payload}"))[place % 3],
                quote,
                (who,),
                ("US",),
                (f"t{number}",),
                PartialDate(2025),
                (Quantity(Decimal(5), unit=payload), Quantity(Decimal(6), currency=payload)),
                encounter=0 if place % 2 else None,
                rule=payload,
            )
            for place, kind in enumerate(StatementKind)
        ),
        levels=(Level(("US", "VN"), f"L{number}", quote, when, payload),),
        as_of=when,
    )


def labels(payload: str, number: int) -> list[ox.Quad]:
    """What reference data could carry, were it poisoned: labels and codes; dates that are none."""
    topic = ox.NamedNode(f"https://w3id.org/bangiao/topic/t{number}")
    level = ox.NamedNode(f"https://w3id.org/bangiao/level/L{number}")
    article = ox.NamedNode(f"https://w3id.org/bangiao/id/article/extra{number}")
    meeting = ox.NamedNode(f"https://w3id.org/bangiao/id/encounter/extra{number}")
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    word = ox.Literal(payload)
    told = (
        (DCTERMS + "language", word),
        (DCTERMS + "title", word),
        (SCHEMA + "url", word),
        (SCHEMA + "datePublished", word),
    )
    return [
        ox.Quad(topic, ox.NamedNode(SKOS + "prefLabel"), ox.Literal(payload, language="en")),
        ox.Quad(topic, ox.NamedNode(DCTERMS + "identifier"), word),
        ox.Quad(level, ox.NamedNode(SKOS + "prefLabel"), ox.Literal(payload, language="vi")),
        ox.Quad(article, rdf_type, ox.NamedNode(BG + "Article")),
        *(ox.Quad(article, ox.NamedNode(predicate), value) for predicate, value in told),
        ox.Quad(meeting, rdf_type, ox.NamedNode(BG + "Visit")),
        ox.Quad(meeting, ox.NamedNode(BG + "reportedIn"), article),
        *(
            ox.Quad(meeting, ox.NamedNode(BG + name), word)
            for name in ("date", "earliest", "latest", "place", "confidence")
        ),
    ]


UNFOLD = """() => {
  for (const d of document.querySelectorAll("#side details")) {
    d.open = true;
    d.dispatchEvent(new Event("toggle"));
  }
}"""
# What only a payload could have made: a strange element, an event handler, an address that is not of the web.
STRANGE = """() => {
  const bad = [];
  const known = new Set((
    "HTML HEAD META TITLE STYLE BODY A HEADER H1 H2 H3 P DIV BUTTON MAIN NOSCRIPT ASIDE INPUT UL LI SECTION "
    + "SCRIPT CANVAS DETAILS SUMMARY SPAN DL DT DD BLOCKQUOTE MARK CITE SMALL TABLE CAPTION COLGROUP "
    + "COL THEAD TBODY TFOOT TR TH TD LABEL SELECT OPTION NAV B "
    + "svg g title circle line polygon path rect text").split(" "));
  const count = (selector) => document.querySelectorAll(selector).length;
  for (const e of document.querySelectorAll("*")) {
    if (!known.has(e.tagName)) bad.push(e.tagName);
    for (const a of e.attributes) if (a.name.startsWith("on")) bad.push(a.name);
    const to = e.getAttribute("href");
    if (to !== null && !/^(https?:|#panel$)/.test(to)) bad.push(to);
  }
  if (count("script") !== (window.vis ? 3 : 2)) bad.push("script");
  if (count("style") !== 1) bad.push("style");
  if (count("input") !== 1 + count("#filters input")) bad.push("input");
  return bad;
}"""
PREPARE = f"() => {{ window.unfold = {UNFOLD}; window.strange = {STRANGE}; }}"


def everything() -> tuple[list[ArticleFacts], list[ox.Quad]]:
    """An article for each payload, and poisoned labels for each."""
    facts = [poisoned(payload, number) for number, payload in enumerate(PAYLOADS)]
    return facts, [quad for number, payload in enumerate(PAYLOADS) for quad in labels(payload, number)]
