"""What the command line does is importable: the examples of the documentation run as they stand."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

import kg

README = (ROOT / "README.md").read_text()


def test_every_public_name_is_there_and_documented() -> None:
    for name in kg.__all__:
        assert getattr(kg, name).__doc__, name
    assert set(kg.__all__) <= set(dir(kg))


def test_unknown_names_are_told_as_python_tells_them() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        kg.nothing  # noqa: B018


def test_type_checkers_see_every_public_name() -> None:
    tree = ast.parse(Path(str(kg.__file__)).read_text())
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert set(kg.__all__) <= imported
    assert (Path(str(kg.__file__)).parent / "py.typed").exists()


def test_importing_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(*set(sys.modules) - before)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert {name for name in loaded if name.startswith("kg")} == {"kg"}


def test_examples_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert examples
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})


def test_a_graph_does_what_the_command_does(tmp_path: Path) -> None:
    steps: list[str] = []
    report = kg.build(
        [EXAMPLES], tmp_path / "store", jobs=1, progress=lambda step: steps.append(step.article)
    )
    assert report.added == len(steps) == 18
    graph = kg.Graph(tmp_path / "store")
    assert sorted(graph.articles()) == sorted(steps)

    levels = graph.rows("levels", party="AU", **{"with": "VN"})
    assert [row["first"] for row in levels] == sorted(row["first"] or "" for row in levels)
    assert len(graph.rows("SELECT ?p WHERE { ?p a bg:Official }")) > 10
    with pytest.raises(kg.UsageError):
        graph.rows("ASK { ?s ?p ?o }")

    assert graph.export(tmp_path / "graph.nt").count > 1000
    assert graph.view(tmp_path / "page.html", focus="LA", topics=["education"]).nodes > 1
    assert graph.explain("Phankham Viphavanh").facts
    assert not [violation for violation in graph.validate() if violation.breaks]
    graph.remove("2022-01-vn-la")
    with pytest.raises(kg.UsageError):
        graph.explain("Phankham Viphavanh")


def test_errors_keep_what_where_and_what_to_do_apart(tmp_path: Path) -> None:
    with pytest.raises(kg.StoreError) as caught:
        kg.Graph(tmp_path / "none").rows("levels")
    assert str(tmp_path / "none") in caught.value.where
    assert "kg build" in caught.value.hint
    report = kg.build([tmp_path / "missing.txt"], tmp_path / "store")
    assert [type(error) for error in report.skipped] == [kg.ArticleError]
    with pytest.raises(kg.KGError):
        kg.build([tmp_path / "missing.txt"], tmp_path / "store", strict=True)


def test_articles_may_come_from_memory(tmp_path: Path) -> None:
    text = (
        "Ngày 3/4/2023, tại Hà Nội, Thủ tướng Phạm Minh Chính hội đàm với Thủ tướng Lào Sonexay Siphandone."
    )
    facts = kg.Reader().read(kg.article_from_text("call", text, language="vi"))
    assert {official.name for official in facts.officials} == {"Phạm Minh Chính", "Sonexay Siphandone"}
    assert {encounter.parties for encounter in facts.encounters} == {("LA", "VN")}
