"""The file itself: self-contained, under a strict policy, built by pyvis, with data that cannot break out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from pyvis.network import Network
from view_support import memory_store, render

from kg.views import graph as graph_page
from kg.views import layout, network, shell
from kg.views.fold import Scene
from kg.views.model import KINDS
from kg.views.payload import Payload
from kg.views.read import read


class Parsed(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self._open = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        if self._open in ("script", "style"):
            self.raw.append((self._open, data))


@pytest.fixture(scope="module")
def html() -> str:
    return render(memory_store())[0]


@pytest.fixture(scope="module")
def parsed(html) -> Parsed:
    return Parsed(html)


def test_nothing_in_the_file_names_anything_to_load(parsed):
    for tag, attributes in parsed.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"}
        assert not {"src", "srcset", "data", "style", "background"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
    css = "".join(text for tag, text in parsed.raw if tag == "style")
    assert "url(" not in css and "@import" not in css


def test_the_policy_forbids_all_but_the_scripts_and_styles_of_the_file(parsed):
    policy = next(a["content"] for tag, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert set(rules) == {"script-src", "style-src"}
    named = " ".join(rules.values())
    assert "unsafe" not in named and "http" not in named and "*" not in named
    scripts = [attributes for tag, attributes in parsed.tags if tag == "script"]
    assert [s.get("type") for s in scripts] == ["application/json", None, None]
    run = [text for tag, text in parsed.raw if tag == "script"][1:] + [
        t for g, t in parsed.raw if g == "style"
    ]
    assert len(run) == 3
    for text in run:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in named


def test_the_picture_is_a_pyvis_network_with_its_own_vis_network_library(html):
    source = read(memory_store())
    plan = layout.compute(source.graph)
    payload = Payload(source, source.graph)
    built = network.Pictures(payload, "en").add(Scene("", "", source.graph), plan)
    assert isinstance(built, Network)
    assert built.num_nodes() == len(source.graph)
    assert {node["group"] for node in built.nodes} == set(KINDS)
    assert len({node["shape"] for node in built.nodes}) == len(KINDS)
    for node, iri in zip(built.nodes, payload.drawn, strict=True):
        assert (node["x"], node["y"]) == plan.at[iri]
    ends = {end for edge in built.edges for end in (edge["from"], edge["to"])}
    assert ends <= {node["id"] for node in built.nodes}
    assert built.options["physics"] == {"enabled": False}
    assert "@version 9.1.2" in html and "vis-network" in html


def test_edges_mean_what_they_say():
    graph = read(memory_store()).graph
    kind = {node: data["kind"] for node, data in graph.nodes(data=True)}
    ends = {}
    for source, target, role, weight in network.edges_of(graph):
        ends.setdefault(role, set()).add((kind[source], kind[target]))
        assert weight >= 1
    assert ends == {
        "participant": {("official", "encounter")},
        "speaker": {("official", "statement")},
        "topic": {("statement", "topic")},
        "madeAt": {("statement", "encounter"), ("statement", "document")},
        "office": {("polity", "official")},
        "party": {("polity", "encounter")},
        "about": {("encounter", "topic"), ("document", "topic")},
        "spoke": {("official", "document")},
    }


@pytest.mark.parametrize(
    "text",
    [
        "</script><b>",
        "</ScRiPt >",
        "<!--<script>",
        "-->",
        "]]>",
        "&lt;",
        "\u2028\u2029",
        "a\x00b",
        "\ud800",
        "\"\\'",
    ],
)
def test_embedded_data_cannot_end_its_element_and_comes_back_whole(text):
    embedded = shell.embed({"text": text})
    assert not re.search("[<>&\u2028\u2029\x00]", embedded)
    assert json.loads(embedded)["text"] == text.encode("utf-8", "replace").decode()


def test_numbers_that_are_not_json_are_refused():
    with pytest.raises(ValueError):
        shell.embed({"x": float("nan")})


def test_both_languages_have_the_same_words():
    one, other = (shell.strings(lang) for lang in shell.LANGUAGES)
    assert one.keys() == other.keys()
    for key in one:
        assert one[key].strip() and other[key].strip()
        assert set(re.findall(r"\{\w+\}", one[key])) == set(re.findall(r"\{\w+\}", other[key])), key


def test_every_word_the_page_asks_for_is_there(html):
    words = shell.strings("en")
    asked = set(re.findall(r'kg\.t\("(\w+)"', html)) | set(re.findall(r'data-t(?:-\w+)?="(\w+)"', html))
    assert asked and asked <= words.keys()


def test_no_script_of_the_page_makes_markup_out_of_text():
    scripts = shell.script(graph_page.FRAME)
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "srcdoc",
    ):
        assert way not in scripts


def test_the_file_is_small_enough_to_mail(html):
    assert len(html.encode()) < 700_000
