"""Builds: incremental, on one core or several, and never stopped by one article."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factories import all_facts, many, phone_call, read, visit

from kg import export, pipeline
from kg.errors import ArticleError, UsageError
from kg.graph.store import Store
from kg.model import Article, ArticleFacts
from kg.pipeline import SkippedError, State, Step, build, build_articles
from kg.version import run_of


def articles() -> list[Article]:
    return [facts.article for facts in all_facts()]


def fussy(article: Article) -> ArticleFacts:
    """Reads, but stumbles over some identities."""
    if article.id.startswith("hỏng"):
        raise RuntimeError("a rule\nwent wrong")
    if article.id.startswith("anh"):
        raise ArticleError("no language pack for en; have: vi", where=article.source)
    if article.id.startswith("sai"):
        return replace(read(article), tenures=(replace(read(article).tenures[0], official="Nobody"),))
    return read(article)


def deadly(article: Article) -> ArticleFacts:
    """Reads, but one article kills the process."""
    if article.id == "chết":
        os._exit(9)
    return read(article)


def exported(store: Path, target: Path) -> bytes:
    with Store.open(store, read_only=True) as opened:
        export.write(opened, target)
    return target.read_bytes()


def test_a_build_adds_then_skips_what_is_unchanged(tmp_path: Path) -> None:
    first = build_articles(articles(), tmp_path / "store", read=read)
    assert (first.added, first.replaced, first.unchanged, first.skipped) == (3, 0, 0, ())
    assert first.facts["statements"] == 7
    assert first.facts["statements: Commitment"] == 2
    again = build_articles(articles(), tmp_path / "store", read=fail)
    assert (again.added, again.replaced, again.unchanged) == (0, 0, 3)
    assert again.articles == 3


def fail(article: Article) -> ArticleFacts:
    raise AssertionError(f"{article.id} need not be read")


def test_a_changed_article_is_replaced_whole(tmp_path: Path) -> None:
    build_articles(articles(), tmp_path / "store", read=read)
    changed = replace(visit().article, id="dien-dam-2023", sha256="0" * 64)
    report = build_articles([changed, *articles()[1:]], tmp_path / "store", read=read)
    assert (report.added, report.replaced, report.unchanged) == (0, 1, 2)
    with Store.open(tmp_path / "store") as store:
        assert store.articles()["dien-dam-2023"].sha256 == "0" * 64
        assert not any("Daniel Harper" in str(quad) for quad in store.ox)


def test_another_way_of_reading_reads_again(tmp_path: Path) -> None:
    build_articles(articles(), tmp_path / "store", read=read)
    report = build_articles(articles(), tmp_path / "store", read=read, registry=False)
    assert (report.replaced, report.unchanged) == (3, 0)


def test_what_goes_wrong_with_one_article_stops_no_build(tmp_path: Path) -> None:
    steps: list[Step] = []
    bad = [replace(phone_call().article, id=name, source=f"{name}.txt") for name in ("hỏng", "anh", "sai")]
    missing = ArticleError("cannot be read", where="gone.txt", hint="check the path")
    stream = [missing, bad[0], articles()[0], bad[1], articles()[1], bad[2], articles()[2]]
    report = build_articles(stream, tmp_path / "store", read=fussy, progress=steps.append)
    assert report.added == 3
    messages = [str(error) for error in report.skipped]
    assert any("RuntimeError: a rule went wrong" in message and "hỏng.txt" in message for message in messages)
    assert any("no language pack for en; have: vi" in message for message in messages)
    assert any("ValueError" in message and "Nobody" in message for message in messages)
    assert any("gone.txt" in message for message in messages)
    assert not any("\n" in message for message in messages)
    assert sorted(step.state for step in steps) == [State.ADDED] * 3 + [State.SKIPPED] * 4


def test_a_strict_build_stores_the_rest_and_then_fails(tmp_path: Path) -> None:
    bad = replace(phone_call().article, id="hỏng")
    with pytest.raises(SkippedError, match="1 article skipped") as caught:
        build_articles([bad, *articles()], tmp_path / "store", read=fussy, strict=True)
    assert caught.value.report.added == 3
    with Store.open(tmp_path / "store") as store:
        assert len(store.articles()) == 3


def test_two_articles_of_one_identifier_are_told_apart_or_told_off(tmp_path: Path) -> None:
    one = phone_call().article
    same, other = replace(one, source="copy.txt"), replace(visit().article, id=one.id)
    report = build_articles([one, same, other], tmp_path / "store", read=read)
    assert report.added == 1
    assert len(report.skipped) == 1
    assert one.id in str(report.skipped[0])


def test_errors_alone_make_no_store(tmp_path: Path) -> None:
    report = build_articles([ArticleError("no such file", where="x")], tmp_path / "store", read=read)
    assert len(report.skipped) == 1
    assert not (tmp_path / "store").exists()


def test_a_mistake_about_the_base_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="base"):
        build_articles(articles(), tmp_path / "store", base="nonsense", read=fail)
    assert not (tmp_path / "store").exists()


def test_the_order_and_the_number_of_processes_leave_no_trace(tmp_path: Path) -> None:
    stream = [facts.article for facts in many(150)]
    build_articles(stream, tmp_path / "one", read=read, jobs=1)
    build_articles(reversed(stream), tmp_path / "two", read=read, jobs=2)
    assert exported(tmp_path / "one", tmp_path / "one.nq") == exported(tmp_path / "two", tmp_path / "two.nq")


def test_outcomes_come_in_order_from_several_processes(tmp_path: Path) -> None:
    steps: list[Step] = []
    stream = [facts.article for facts in many(180)]
    stream[120] = replace(stream[120], id="hỏng")
    report = build_articles(stream, tmp_path / "store", read=fussy, jobs=2, progress=steps.append)
    assert (report.added, len(report.skipped)) == (179, 1)
    added = [step.article for step in steps if step.state is State.ADDED]
    assert added == [article.id for article in stream if article.id != "hỏng"]


def test_a_process_that_dies_takes_only_its_article_with_it(tmp_path: Path) -> None:
    stream = [facts.article for facts in many(150)]
    stream[90] = replace(stream[90], id="chết", source="chết.txt")
    report = build_articles(stream, tmp_path / "store", read=deadly, jobs=2)
    assert report.added == 149
    assert [str(error).split(" (")[0] for error in report.skipped] == [
        "chết.txt: cannot be read: the process that read it died"
    ]


PLAIN = """
import sys
print("run", flush=True)
from factories import many, read
from kg.pipeline import build_articles
report = build_articles((facts.article for facts in many(90)), sys.argv[1], read=read, jobs=2)
print(report.added)
"""


@pytest.mark.parametrize("typed_in", [False, True])
def test_a_script_that_builds_is_not_run_again_by_its_processes(tmp_path: Path, typed_in: bool) -> None:
    (tmp_path / "plain.py").write_text(PLAIN)
    script = "-" if typed_in else str(tmp_path / "plain.py")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, script, str(tmp_path / "store")],
        input=PLAIN if typed_in else "",
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert (done.stdout, done.stderr) == ("run\n90\n", "")


def test_a_reader_that_no_other_process_can_find_reads_in_this_one(tmp_path: Path) -> None:
    def local(article: Article) -> ArticleFacts:
        return read(article)

    report = build_articles((facts.article for facts in many(90)), tmp_path / "store", read=local, jobs=2)
    assert (report.added, report.skipped) == (90, ())


def test_articles_are_taken_from_the_stream_as_they_are_needed(tmp_path: Path) -> None:
    taken: list[str] = []

    def stream() -> Iterator[Article]:
        for facts in many(30):
            taken.append(facts.article.id)
            yield facts.article
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_articles(stream(), tmp_path / "store", read=read)
    assert len(taken) == 30
    assert build_articles((facts.article for facts in many(30)), tmp_path / "store", read=read).articles == 30


def test_removing_withdraws_an_article(tmp_path: Path) -> None:
    build_articles(articles(), tmp_path / "store", read=read)
    assert pipeline.remove("don-doan-2022", tmp_path / "store").endswith("article/don-doan-2022")
    report = build_articles(articles(), tmp_path / "store", read=read)
    assert (report.added, report.unchanged) == (1, 2)


def test_files_are_built_from_paths(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for facts in all_facts():
        (tmp_path / "articles" / f"{facts.article.id}.txt").write_text(facts.article.text, encoding="utf-8")
    (tmp_path / "articles" / "empty.txt").write_text("")
    report = build([tmp_path / "articles"], tmp_path / "store", read=read)
    assert (report.added, len(report.skipped)) == (3, 1)
    assert "empty.txt" in str(report.skipped[0])


BUILD = """
import sys
from factories import many, read
from kg.pipeline import build_articles
from kg.version import run_of
if __name__ == "__main__":
    print(run_of().key, flush=True)
    build_articles((facts.article for facts in many(2000)), sys.argv[1], read=read, jobs=int(sys.argv[2]))
"""


@pytest.mark.parametrize(("seconds", "jobs"), [(0.3, 1), (1.2, 1), (2.5, 2)])
def test_a_build_killed_goes_on_where_it_was(tmp_path: Path, seconds: float, jobs: int) -> None:
    path = tmp_path / "store"
    script = tmp_path / "script.py"
    script.write_text(BUILD)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    process = subprocess.Popen(
        [sys.executable, str(script), str(path), str(jobs)],
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    assert process.stdout is not None
    run = process.stdout.readline().decode().strip()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    stream = [facts.article for facts in many(150)]
    report = build_articles(stream, path, read=read, jobs=1)
    stored = report.unchanged if run == run_of().key else report.replaced  # the code may be edited meanwhile
    assert report.added + stored == 150
    assert not report.skipped
    kept = {article.id for article in stream}
    with Store.open(path) as store:
        for identifier in store.articles():
            if identifier not in kept:
                store.remove_article(identifier)
    build_articles(stream, tmp_path / "other", read=read, jobs=1)
    assert exported(path, tmp_path / "one.nq") == exported(tmp_path / "other", tmp_path / "two.nq")
