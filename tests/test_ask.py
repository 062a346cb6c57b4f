"""`kg ask`: questions from a file, at a terminal, and what is completed there."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest
from conftest import Command
from query_support import query_store  # noqa: F401

from kg.api import Graph
from kg.ask.history import BoundedHistory, place
from kg.ask.split import is_whole, questions
from kg.ask.words import Words

LINES = 50
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NAMES = "SELECT ?n { ?s a bg:Official ; foaf:name ?n } ORDER BY ?n"


# ---------------------------------------------------------------- from a file
def test_questions_of_a_file_are_answered_one_after_the_other(kg: Command, example_store: Path) -> None:
    text = f"""
        .limit 1
        commitments side=US topic="war legacies" speaker="Joe Biden"; {NAMES}
        SELECT ?c
        {{ ?p a bg:Country ;
             dcterms:identifier ?c }}
        ORDER BY ?c
        LIMIT 2
        ASK {{ ?s a bg:Commitment }} ;
        .format records
        levels party=US with=VN
        .quit
        ASK {{}}
        """
    done = kg("ask", "--store", example_store, stdin=text)
    assert done.returncode == 0
    out = done.stdout
    assert (
        out.index("Biên Hòa") < out.index("\nn\n") < out.index("\nc\n") < out.index("yes") < out.index("[\n{")
    )
    assert out.count("1 row, and there are more") == 3 and out.count("yes") == 1
    assert json.loads(out[out.index("[\n{") :])[0]["articles"] == 3


def test_mistakes_are_told_with_their_place_and_the_next_question_is_answered(
    kg: Command, example_store: Path
) -> None:
    text = "ASK { ?s a bgg:X }\ncomitments\ncommitments sied=US\n.frmat csv\n.limit 0\nSELCT ?s {}\nASK {}\n"
    done = kg("ask", "--store", example_store, stdin=text)
    told = done.stderr.splitlines()
    assert done.returncode == 2 and done.stdout == "yes\n"
    assert told[:3] == [
        "kg: line 1, column 12: unknown prefix bgg: (did you mean bg:?)",
        "  ASK { ?s a bgg:X }",
        "             ^^^^^",
    ]
    for guess in (
        "did you mean commitments?",
        "did you mean side?",
        "did you mean .format?",
        "did you mean SELECT?",
    ):
        assert guess in done.stderr
    assert "Traceback" not in done.stderr


def test_commands_tell_and_set(kg: Command, example_store: Path) -> None:
    text = (
        ".help\n.queries\n.about levels\n.prefixes\n.explain levels party=US\n.timeout 5\n.iris on\n.format\n"
    )
    out = kg.ok("ask", "--store", example_store, stdin=text)
    for told in (
        ".timeout SECONDS",
        "commitments  ",
        "PREFIX bg: <",
        "match ?",
        "timeout 5 s",
        "iris on",
        "format auto",
    ):
        assert told in out, told


def test_without_a_store_it_is_one_line(kg: Command) -> None:
    assert "kg build" in kg.line("ask", status=3, stdin="levels\n")
    assert "did you mean table?" in kg.line("ask", "-f", "tabel", status=2)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a; b x=1;", ["a", "b x=1"]),
        (
            "SELECT * { ?s a ?t ; ?p ?o }\nLIMIT 1\nASK {}",
            ["SELECT * { ?s a ?t ; ?p ?o }\nLIMIT 1", "ASK {}"],
        ),
        ("levels\nSELECT ?s\n{ ?s ?p ';' }\n", ["levels", "SELECT ?s\n{ ?s ?p ';' }"]),
        (
            "PREFIX x: <urn:x>\nSELECT *\nWHERE\n{}\n\n\n.quit",
            ["PREFIX x: <urn:x>\nSELECT *\nWHERE\n{}", ".quit"],
        ),
        ("SELECT ?s {\n\nASK {}", ["SELECT ?s {", "ASK {}"]),
        ("DESCRIBE topic:trade\nlevels", ["DESCRIBE topic:trade", "levels"]),
        ("# nothing\n\n  \n", []),
        ("a; SELECT ?n\n{ ?s a ?t ;\n ?p ?n }", ["a", "SELECT ?n\n{ ?s a ?t ;\n ?p ?n }"]),
    ],
)
def test_a_text_is_split_into_questions(text: str, parts: list[str]) -> None:
    assert list(questions(text.splitlines(keepends=True))) == parts


def test_a_question_is_whole_when_its_brackets_are_closed() -> None:
    whole = [
        "",
        "levels",
        ".help",
        "ASK {}",
        "ASK {} }",
        "DESCRIBE topic:trade",
        "SELCT ?s {",
        "ASK { ?s ?p 'x }",
    ]
    assert [text for text in whole if not is_whole(text)] == []
    part = ["SELECT ?s", "SELECT ?s {", "PREFIX x: <urn:x>", "ASK", "ASK { { ?s ?p ?o }", "ASK { ?s a bg:X ;"]
    assert [text for text in part if is_whole(text)] == []


# ---------------------------------------------------------------- what is completed
@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("comm", "commitments"),
        ("sel", "SELECT"),
        (".for", ".format"),
        (".format rec", "records"),
        (".explain comm", "commitments"),
        ("commitments si", "side="),
        ("commitments side=U", "US"),
        ("commitments speaker=daniel", '"Daniel Harper"'),
        ('commitments speaker="Daniel H', '"Daniel Harper"'),
        ("commitments topic=warL", "warLegacy"),
        ("ASK { ?s a bg:comm", "bg:Commitment"),
        ("ASK { ?s a Commi", "bg:Commitment"),
        ("ASK { ?s foaf:n", "foaf:name"),
        ("ASK { ?s bg:topic topic:warL", "topic:warLegacy"),
        ("ASK { ?s bg:topic war leg", "topic:warLegacy"),
        ("ASK { ?statement a ?kind . ?sta", "statement"),
        ("ASK { ?s bg:speaker Daniel Har", "<https://w3id.org/bangiao/id/official/daniel-harper>"),
        ("ASK { ?s bg:side viet n", "<https://w3id.org/bangiao/id/polity/VN>"),
        ("ASK { ?s ?p ?o } ORD", "ORDER"),
        ("ASK { ?s sk", "skos:"),
    ],
)
def test_what_fits_is_offered(store: Path, typed: str, ending: str) -> None:
    found = [one.text for one in Words.of(Graph(store)).after(typed)]
    assert ending in found, found


def test_nothing_is_offered_within_a_string(store: Path) -> None:
    assert list(Words.of(Graph(store)).after('ASK { ?s ?p "Comm')) == []


# ---------------------------------------------------------------- history
def test_history_is_bounded_and_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history.jsonl"
    history = BoundedHistory(path)
    for number in range(2100):
        history.store_string(f"ASK {{ {number}\n}}")
    history.store_string("x" * 100_000)
    assert next(iter(BoundedHistory(path).load_history_strings())) == "ASK { 2099\n}"
    assert len(list(BoundedHistory(path).load_history_strings())) == 1000
    assert len(path.read_text().splitlines()) == 1000
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(b"not json\n\xff\n42\n" + json.dumps("levels").encode() + b"\n")
    assert list(BoundedHistory(path).load_history_strings()) == ["levels"]


def test_history_that_cannot_be_kept_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    history = BoundedHistory(tmp_path / "file" / "history.jsonl")
    history.store_string("levels")
    assert list(history.load_history_strings()) == []
    assert place({"XDG_STATE_HOME": "/x"}) == Path("/x/bangiao/history.jsonl")


# ---------------------------------------------------------------- a terminal
class Terminal:
    """`kg ask` on a terminal of its own, and what its screen shows."""

    def __init__(self, store: Path, home: Path) -> None:
        env = {**os.environ, "TERM": "xterm", "XDG_STATE_HOME": str(home), "NO_COLOR": "1", "NO_PAGER": "1"}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "kg", "ask", "--store", str(store)],
            env={**env, "PROMPT_TOOLKIT_NO_CPR": "1"},  # type: ignore[arg-type]
            dimensions=(LINES, 120),
            encoding="utf-8",
        )
        self.screen = pyte.Screen(120, LINES)
        self.stream = pyte.Stream(self.screen)
        self.see("kg>")

    def see(self, *expected: str) -> None:
        """Wait until the screen shows all of these."""
        end = time.monotonic() + 40
        while not all(self._shows(text) for text in expected):
            assert time.monotonic() < end, "\n".join(line.rstrip() for line in self.screen.display)
            with contextlib.suppress(pexpect.TIMEOUT):
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.2))

    def _shows(self, text: str) -> bool:
        lines = [line.rstrip() for line in self.screen.display]
        return text in lines if text == "kg>" else any(text in line for line in lines)

    def type(self, keys: str, *expected: str) -> None:
        """Send keys, on a screen that is clear but for what is being typed."""
        self.screen.reset()
        self.child.send(keys)
        self.see(*expected)

    def end(self) -> int | None:
        self.child.send("\x04")
        self.child.expect(pexpect.EOF, timeout=20)
        self.child.close()
        return self.child.exitstatus


def test_a_session_at_a_terminal(example_store: Path, tmp_path: Path) -> None:
    terminal = Terminal(example_store, tmp_path)
    terminal.type("commitm\t", "ents")
    terminal.type(" side=JP\r", "1,5 triệu", "kg>")
    terminal.type("SELECT ?n {\r", "…")
    terminal.type("?s a bg:Officia\t", "bg:Official")
    terminal.type(" ; foaf:name ?n } LIMIT 50\r", "Barack Obama", "rows", "kg>")
    terminal.type("ASK { ?s a bgg:X }\r", "unknown prefix bgg:", "^^^^^", "kg>")
    terminal.type("half a question\x03", "kg>")
    terminal.type("ASK { ?s a bg:Commitment }\r", "yes", "kg>")
    terminal.type(".limit 2\r", "limit 2", "kg>")
    assert terminal.end() == 0
    again = Terminal(example_store, tmp_path)
    again.type("\x1b[A", ".limit 2")
    again.type("\x1b[A", "ASK { ?s a bg:Commitment }")
    again.type("\x03", "kg>")
    assert again.end() == 0


def test_ctrl_c_stops_a_query_and_the_session_goes_on(example_store: Path, tmp_path: Path) -> None:
    terminal = Terminal(example_store, tmp_path)
    terminal.type(f"{ENDLESS}\r")
    time.sleep(1.5)
    terminal.type("\x03", "kg: stopped", "kg>")
    terminal.type(".timeout 0.5\r", "timeout 0.5 s", "kg>")
    terminal.type(f"{ENDLESS}\r", "stopped after 0.5 s", "kg>")
    terminal.type("ASK {}\r", "yes", "kg>")
    assert terminal.end() == 0
