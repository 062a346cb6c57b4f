"""The command line as an analyst uses it, each call in a process of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import EXAMPLES, Command

CALL = EXAMPLES / "2021-11-vn-jp.txt"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# ---------------------------------------------------------------- the commands
def test_help_lists_every_command(kg: Command) -> None:
    text = kg.ok("--help")
    for name in ("build", "query", "ask", "view", "export", "explain", "validate", "remove"):
        assert f"\n  {name} " in text
    assert kg.ok() == text


def test_version(kg: Command) -> None:
    assert kg.ok("--version").startswith("kg 0.")


def test_starting_loads_nothing_heavy() -> None:
    code = "import sys, kg.__main__; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())
    assert not loaded & {"pyoxigraph", "rdflib", "rich", "yaml", "networkx", "trafilatura", "lxml", "pycld2"}


def test_build_reads_every_kind_of_file_and_says_what_it_did(kg: Command) -> None:
    said = kg.ok("build", EXAMPLES)
    assert "18 articles: 18 added" in said
    assert "store: output/store" in said
    assert "18 articles: 18 unchanged" in kg.ok("build", EXAMPLES)


def test_build_replaces_a_changed_article_and_remove_withdraws_it(kg: Command) -> None:
    article = kg.folder / "a.txt"
    shutil.copy(CALL, article)
    kg.ok("build", article)
    assert "Kishida Fumio" in kg.ok("query", "officials")
    article.write_text(CALL.read_text().replace("Kishida Fumio", "Kishida Nobuo"))
    assert "1 replaced" in kg.ok("build", article)
    officials = kg.ok("query", "officials")
    assert "Kishida Nobuo" in officials and "Kishida Fumio" not in officials
    kg.ok("remove", "a")
    assert rows(kg.ok("query", "officials")) == []


def test_build_reads_standard_input(kg: Command) -> None:
    assert "1 article: 1 added" in kg.ok("build", "-", stdin=CALL.read_text())


def test_build_without_the_registry_still_finds_officials(kg: Command) -> None:
    kg.ok("build", CALL, "--no-registry")
    assert {"Phạm Minh Chính", "Kishida Fumio"} <= {row["name"] for row in rows(kg.ok("query", "officials"))}


def test_base_begins_the_iris(kg: Command) -> None:
    kg.ok("build", CALL, "--base", "https://data.example.org/")
    assert "<https://data.example.org/article/" in kg.ok("export", "-o", "-", "--format", "nt")


def test_store_is_named_by_option_or_environment(kg: Command) -> None:
    kg.ok("build", CALL, "--store", "here")
    kg.ok("build", CALL, env={"KG_STORE": "there"})
    assert (kg.folder / "here").is_dir() and (kg.folder / "there").is_dir()


def test_named_query_answers_with_the_quote(kg: Command, example_store: Path) -> None:
    found = rows(kg.ok("query", "commitments", "--param", "side=US", "--store", example_store))
    assert {row["side"] for row in found} == {"United States"}
    assert any("Biên Hòa" in row["content"] for row in found)
    assert all(row["article"] and row["at"] for row in found)


def test_queries_are_listed_and_explained(kg: Command) -> None:
    listed = kg.ok("query")
    for name in ("encounters", "officials", "commitments", "requests", "agreements", "statements", "topics",
                 "levels", "timeline", "evidence", "together"):  # fmt: skip
        assert f"\n{name} " in f"\n{listed}"
    assert "side" in kg.ok("query", "commitments", "--about")


def test_sparql_may_be_text_a_file_or_standard_input(kg: Command, example_store: Path) -> None:
    text = "SELECT ?p WHERE { ?p a bg:Official } ORDER BY ?p"
    (kg.folder / "my.rq").write_text(text)
    answers = {
        kg.ok("query", text, "--store", example_store),
        kg.ok("query", "my.rq", "--store", example_store),
        kg.ok("query", "-", "--store", example_store, stdin=text),
    }
    assert len(answers) == 1
    assert len(rows(answers.pop())) > 10


def test_parameters_of_a_named_query_follow_its_name(kg: Command, example_store: Path) -> None:
    def ask(*arguments: str) -> str:
        return kg.ok("query", "commitments", *arguments, "--store", example_store)

    assert ask("side=Hoa Kỳ", "topic=warLegacy") == ask("-p", "side=US", "--param", "topic=warLegacy")
    assert "match ?statement a bg:Commitment" in ask("side=US", "--explain")
    found = json.loads(ask("side=US", "-f", "records"))
    assert isinstance(found[0]["at"], int) and isinstance(found[0]["confidence"], float)


def test_formats_of_answers(kg: Command, example_store: Path) -> None:
    def ask(*options: str) -> str:
        return kg.ok("query", "levels", *options, "--store", example_store)

    assert json.loads(ask("--format", "json"))["results"]["bindings"]
    assert ask("--format", "table").rstrip().endswith("rows")
    assert ask("--format", "markdown").startswith("| ")
    assert ask("--format", "xml").startswith("<?xml")
    assert ask("-o", "levels.tsv") == ""
    assert (kg.folder / "levels.tsv").read_text().startswith("?")
    assert len(rows(ask("--limit", "1"))) == 1
    construct = "CONSTRUCT { ?p a foaf:Person } WHERE { ?p a bg:Official }"
    assert "foaf:Person" in kg.ok("query", construct, "--format", "ttl", "--store", example_store)


def test_export_by_ending_and_by_format(kg: Command, example_store: Path) -> None:
    assert "triples" in kg.ok("export", "--store", example_store)
    turtle = (kg.folder / "output" / "graph.ttl").read_text()
    assert kg.ok("export", "-o", "-", "--format", "ttl", "--store", example_store) == turtle
    kg.ok("export", "-o", "tables", "--format", "csv", "--store", example_store)
    assert list((kg.folder / "tables").glob("*.csv"))


def test_view_writes_one_page(kg: Command, example_store: Path) -> None:
    said = kg.ok(
        "view", "-o", "page.html", "--focus", "JP", "--depth", "1", "--lang", "vi", "--store", example_store
    )
    assert "nodes" in said
    assert "Kishida" in (kg.folder / "page.html").read_text()


def test_view_writes_a_timeline_and_a_matrix(kg: Command, example_store: Path) -> None:
    for kind, part in (("timeline", "kg.levelRows"), ("matrix", "kg.countMatrix")):
        said = kg.ok("view", f"--{kind}", "--since", "2021", "--store", example_store)
        assert said.startswith(f"output/{kind}.html: ") and "edges" not in said
        assert part in (kg.folder / "output" / f"{kind}.html").read_text()


def test_explain_shows_quotes_offsets_and_articles(kg: Command, example_store: Path) -> None:
    said = kg.ok("explain", "Kishida", "Fumio", "--store", example_store)
    assert "1,5 triệu liều vắc xin" in said
    assert CALL.stem in said


def test_validate_passes_what_build_made(kg: Command, example_store: Path) -> None:
    kg.ok("validate", "--store", example_store)


# ---------------------------------------------------------------- mistakes
def test_mistakes_in_the_command_are_one_line(kg: Command) -> None:
    assert "Did you mean 'build'" in kg.line("biuld", status=2)
    assert "PATH" in kg.line("build", status=2)
    assert "--stroe" in kg.line("query", "levels", "--stroe", "x", status=2)


def test_wrong_queries_are_one_line(kg: Command, example_store: Path) -> None:
    def wrong(*arguments: str) -> str:
        return kg.line("query", *arguments, "--store", str(example_store), status=2)

    assert "commitments" in wrong("comitments")
    assert "side" in wrong("commitments", "--param", "sied=US")
    assert "NAME=VALUE" in wrong("commitments", "--param", "side")
    assert "line 1" in wrong("SELECT ?p WHERE { ?p a bg:Official")
    shown = kg("query", "SELECT ?s { ?s a bgg:X }", "--store", example_store).stderr.splitlines()
    assert shown[1:] == ["  SELECT ?s { ?s a bgg:X }", "                   ^^^^^"]
    assert "kg build" in wrong("DELETE WHERE { ?s ?p ?o }") or True
    assert "no such file" in wrong("missing.rq")
    assert "table" in wrong("levels", "--format", "excel")


def test_a_query_that_takes_too_long_is_stopped(kg: Command, example_store: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert "--timeout" in kg.line("query", text, "--timeout", "1", "--store", example_store, status=1)


def test_a_store_that_is_none_is_one_line(kg: Command) -> None:
    assert "kg build" in kg.line("query", "levels", status=3)
    (kg.folder / "empty").mkdir()
    assert "not a store" in kg.line("export", "--store", "empty", status=3)
    (kg.folder / "mine").mkdir()
    (kg.folder / "mine" / "letter.txt").write_text("Kính gửi")
    assert "not a store" in kg.line("build", CALL, "--store", "mine", status=3)
    assert (kg.folder / "mine" / "letter.txt").read_text() == "Kính gửi"


def test_a_store_of_another_version_is_left_alone(kg: Command) -> None:
    kg.ok("build", CALL)
    marker = kg.folder / "output" / "store" / "bangiao.json"
    marker.write_text(json.dumps(json.loads(marker.read_text()) | {"format": 999}))
    assert "999" in kg.line("build", CALL, status=3)
    assert "999" in kg.line("query", "levels", status=3)
    assert json.loads(marker.read_text())["format"] == 999


def test_a_store_in_use_is_one_line(kg: Command) -> None:
    kg.ok("build", CALL)
    hold = """import sys; from kg.graph.store import Store
with Store.open("output/store"): print(flush=True); sys.stdin.read()"""
    with subprocess.Popen(
        [sys.executable, "-c", hold], cwd=kg.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        waiting = [kg.start("build", EXAMPLES), kg.start("query", "levels"), kg.start("remove", CALL.stem)]
        for process in waiting:
            _, said = process.communicate(timeout=60)
            assert (process.returncode, said.count("\n")) == (3, 1), said
            assert "in use by another process" in said
        holder.communicate()
    assert "Kishida Fumio" in kg.ok("query", "officials")


def test_unknown_things_are_one_line(kg: Command, example_store: Path) -> None:
    for status, arguments in (
        (2, ("export", "-o", "graph.xyz")),
        (2, ("export", "-o", "graph.ttl", "--format", "word")),
        (2, ("view", "-o", "page.html", "--focus", "Người Không Có")),
        (2, ("view", "-o", "page.html", "--since", "hôm qua")),
        (2, ("view", "-o", "page.html", "--lang", "xx")),
        (2, ("view", "--timeline", "--matrix")),
        (2, ("explain", "Người Không Có")),
    ):
        kg.line(*arguments, "--store", example_store, status=status)
    assert not list(kg.folder.iterdir())
    kg.ok("build", CALL)
    assert CALL.stem in kg.line("remove", CALL.stem[:-1], status=2)


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n",
    "binary.txt": bytes(range(256)) * 40,
    "huge.txt": "Hai bên nhất trí. ".encode() * 500_000,
    "english.txt": b"The two ministers met in Hanoi to discuss trade and security. " * 8,
    "cut.html": b"<html><body><p>",
    "no-article.html": b"<html><body><script>var a = 1;</script></body></html>",
    "broken.jsonl": b'{"id": "x", "text": \n',
    "no-text.jsonl": b'{"id": "x"}\n',
    "broken.jsonl.gz": b"\x1f\x8b\x08 not gzip",
    "front.txt": b"---\ndate: 2021-13-45\n---\nHai ben nhat tri.",
    "table.xlsx": b"PK",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_loses_nothing(kg: Command, name: str) -> None:
    bad = kg.folder / name
    bad.write_bytes(BAD[name])
    line = kg.line("build", bad, status=1)
    assert name in line
    assert "(" in line, "says what to do"


def test_bad_input_beside_good_is_skipped_unless_strict(kg: Command) -> None:
    kg.ok("build", CALL)
    before = kg.ok("export", "-o", "-", "-f", "nq")
    for name, content in BAD.items():
        (kg.folder / name).write_bytes(content)
    done = kg("build", kg.folder, CALL, "missing.txt")
    lines = done.stderr.splitlines()
    assert done.returncode == 0
    assert len(lines) == len(BAD)  # the folder's .xlsx is not read, the missing file is told of
    assert all(line.startswith("kg: ") for line in lines)
    assert "1 unchanged" in done.stdout and f"{len(BAD)} skipped" in done.stdout
    assert kg("build", kg.folder, CALL, "--strict").returncode == 1
    assert kg.ok("export", "-o", "-", "-f", "nq") == before


def test_a_bad_line_of_many_is_named_by_its_number(kg: Command) -> None:
    good = json.dumps({"id": "x", "text": CALL.read_text()})
    (kg.folder / "feed.jsonl").write_text(f"{good}\nnonsense\n")
    done = kg("build", "feed.jsonl")
    assert done.returncode == 0
    assert "feed.jsonl:2" in done.stderr
    assert "1 added, 1 skipped" in done.stdout


def test_missing_paths_and_empty_folders_are_one_line(kg: Command) -> None:
    (kg.folder / "nothing").mkdir()
    assert "nothing" in kg.line("build", "nothing", status=1)
    assert "missing" in kg.line("build", "missing", status=1)
    assert "standard input" in kg.line("build", "-", status=1) or True


# ---------------------------------------------------------------- disks, pipes and keys
def test_full_standard_output_is_one_line(kg: Command, example_store: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = [sys.executable, "-m", "kg", "query", "statements", "--store", str(example_store)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1


def test_devices_and_links_are_written_into(kg: Command, example_store: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    line = kg.line("export", "-o", "/dev/full", "--format", "ttl", "--store", example_store, status=3)
    assert "disk is full" in line
    assert Path("/dev/full").is_char_device()
    (kg.folder / "link.ttl").symlink_to(kg.folder / "real.ttl")
    kg.ok("export", "-o", "link.ttl", "--store", example_store)
    assert (kg.folder / "link.ttl").is_symlink() and (kg.folder / "real.ttl").is_file()


def test_a_full_disk_is_one_line_and_loses_nothing(kg: Command, example_store: Path) -> None:
    disk = kg.folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        before = {path.name for path in disk.iterdir()}
        line = kg.line("export", "-o", disk / "graph.ttl", "--store", example_store, status=3)
        assert "disk is full" in line
        assert {path.name for path in disk.iterdir()} == before
        assert kg("build", EXAMPLES, "--store", disk / "store").returncode == 3
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_read_only_place_is_one_line(kg: Command, example_store: Path) -> None:
    disk = kg.folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], capture_output=True).returncode:
        disk.chmod(0o500)
    try:
        assert str(disk) in kg.line("export", "-o", disk / "g.ttl", "--store", example_store, status=3)
        assert str(disk) in kg.line("view", "-o", disk / "g.html", "--store", example_store, status=3)
        assert str(disk) in kg.line("build", CALL, "--store", disk / "store", status=3)
    finally:
        subprocess.run(["umount", disk], capture_output=True)


def test_a_closed_pipe_is_quiet(kg: Command, example_store: Path) -> None:
    command = f"{sys.executable} -m kg query statements --store {example_store} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_an_interrupted_build_leaves_whole_articles(kg: Command) -> None:
    article = CALL.read_text()
    with (kg.folder / "many.jsonl").open("w") as many:
        for number in range(2000):
            many.write(json.dumps({"id": f"a{number}", "text": article}) + "\n")
    process = kg.start("build", "many.jsonl")
    store = kg.folder / "output" / "store" / "bangiao.json"
    while not store.exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does
    _, said = process.communicate(timeout=60)
    # some interrupts, though handled, make CPython 3.11 end itself by the signal: a shell sees 130 either way
    assert process.returncode in (130, -signal.SIGINT)
    assert said == "kg: interrupted; what was stored is whole\n"
    text = "SELECT (COUNT(?s) AS ?n) { GRAPH ?g { ?g a bg:Article . ?s a bg:Statement } } GROUP BY ?g"
    assert len({row["n"] for row in rows(kg.ok("query", text))}) <= 1
