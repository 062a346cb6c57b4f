"""Completion in real shells: what a Tab makes of a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from conftest import ROOT, Command

from kg.cli.shell import SHELLS, split


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"no {shell}")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the scripts of all shells and a `kg` that completes, and else shows its arguments."""
    command = tmp_path / "bin" / "kg"
    command.parent.mkdir()
    command.write_text(
        f"""#!/bin/sh
        [ -n "$_KG_COMPLETE" ] && exec {shlex.quote(sys.executable)} -m kg "$@"
        printf '<%s>' "$@"; echo .
        """
    )
    command.chmod(0o755)
    for shell in SHELLS:
        (tmp_path / f"kg.{shell}").write_text(Command(tmp_path).ok("--show-completion", "--shell", shell))
    return tmp_path


def environment(home: Path, store: Path) -> dict[str, str]:
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    shell = {"TERM": "dumb", "LC_ALL": "C.UTF-8", "HOME": str(home), "PATH": path}
    return {**shell, "KG_STORE": str(store), "PYTHONPATH": str(ROOT)}


def typed_in(shell: str, options: list[str], setup: str, home: Path, store: Path) -> None:
    """Type beginnings and Tabs into an interactive shell, and see what the command gets."""
    child = pexpect.spawn(
        shell,
        options,
        env=environment(home, store),  # type: ignore[arg-type]
        cwd=str(home),
        encoding="utf-8",
        timeout=30,
        dimensions=(24, 200),
    )
    child.sendline(f'{setup}; source ./kg.{shell}; echo rea""dy')
    child.expect("ready\r\n")
    for typed, got in (
        ("kg query comm\t", "<query><commitments>."),
        ("kg query commitments speaker=kishi\t", "<query><commitments><speaker=Kishida Fumio>."),
        ('kg query commitments -p speaker="kishi\t', "<query><commitments><-p><speaker=Kishida Fumio>."),
        ("kg query levels party=Japa\t-f mark\t", "<query><levels><party=Japan><-f><markdown>."),
        ("kg query commitments spea\tJoe\t", "<query><commitments><speaker=Joe Biden>."),
        ("kg explain pham\\ minh\t", "<explain><Phạm Minh Chính>."),
    ):
        child.send(f"{typed}\n")
        child.expect_exact(got)
    child.sendline("exit")
    child.close()


def answers(line: str, store: Path, tmp_path: Path, shell: str = "fish") -> list[str]:
    """What the command says to a script, word by word."""
    env = {"_KG_COMPLETE": shell, "_KG_LINE": line, "KG_STORE": str(store)}
    done = Command(tmp_path)(env=env)
    assert done.returncode == 0 and done.stderr == ""
    return [answer.partition("\t")[0] for answer in done.stdout.splitlines()]


# ---------------------------------------------------------------- what may follow
@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("kg que", ["query"]),
        ("kg --sh", ["--show-completion", "--shell"]),
        ("kg query --exp", ["--explain"]),
        ("kg query levels --format=js", ["--format=json", "--format=jsonl"]),
        ("kg query commitments si", ["side="]),
        ("kg query commitments --param side=Nhật", ["side=Nhật Bản"]),
        ("kg query commitments -p lang=", ["lang=en", "lang=vi"]),
        ("kg query commitments topic=warL", ["topic=warLegacy"]),
        ("kg query statements kind=Com", ["kind=Commitment"]),
        ("kg query statements article=2023-03", ["article=2023-03-jp-kr"]),
        ("kg query commitments 'speaker=Phạm Minh C", ["speaker=Phạm Minh Chính"]),
        ("kg explain Fumio", ["Kishida Fumio"]),
        ("kg view --focus JP", ["JP"]),
        ("kg export --format gex", ["gexf"]),
        ("kg remove 2016", ["2016-05-vn-us"]),
    ],
)
def test_what_fits_the_beginning_is_offered(
    line: str, some: list[str], example_store: Path, tmp_path: Path
) -> None:
    found = answers(line, example_store, tmp_path)
    assert set(some) <= set(found), found


def test_officials_are_found_without_diacritics(example_store: Path, tmp_path: Path) -> None:
    line = r"kg query commitments speaker=pham\ minh"
    assert answers(line, example_store, tmp_path, "zsh") == ["speaker=Phạm Minh Chính"]
    assert answers(line, example_store, tmp_path, "bash") == [r"Phạm\ Minh\ Chính"]
    assert answers(line, example_store, tmp_path, "fish") == ["speaker=pham minh chinh"]


@pytest.mark.parametrize(
    "line",
    ["kg query commitments side=U", "kg nonsense x", "kg query nonsense a=", "kg query x --no ", ""],
)
def test_without_a_store_or_sense_it_is_silent(line: str, tmp_path: Path) -> None:
    answers(line, tmp_path / "none", tmp_path)
    assert not (tmp_path / "none").exists()


def test_lines_are_split_as_shells_read_them() -> None:
    for line in (r"kg a\ b 'c d' e", 'kg "a\\"b" c', "kg a='b c' d", "kg  '' x"):
        found = split(line)
        assert [*found.words, found.word] == shlex.split(line)
    assert split("kg a ").word == "" and split("kg a ").words == ("kg", "a")
    assert split('kg s="a b').word == "s=a b" and split('kg s="a b').quote == '"'


# ---------------------------------------------------------------- real shells
@needs("bash")
def test_bash_completes_names_with_blanks_and_diacritics(home: Path, example_store: Path) -> None:
    quiet = "bind 'set enable-bracketed-paste off'"
    typed_in("bash", ["--norc", "--noprofile"], quiet, home, example_store)


@needs("zsh")
def test_zsh_completes_names_with_blanks_and_diacritics(home: Path, example_store: Path) -> None:
    typed_in("zsh", ["-f"], "autoload -U compinit; compinit -u -D", home, example_store)


@needs("fish")
def test_fish_completes_names_with_and_without_diacritics(home: Path, example_store: Path) -> None:
    def completed(line: str) -> list[str]:
        script = f"source kg.fish; complete --do-complete {shlex.quote(line)}"
        done = subprocess.run(
            ["fish", "--no-config", "-c", script],
            env=environment(home, example_store),
            cwd=home,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return [answer.partition("\t")[0] for answer in done.stdout.splitlines()]

    assert completed("kg query comm") == ["commitments"]
    assert completed("kg query commitments speaker=Kishi") == ["speaker=Kishida Fumio"]
    assert completed("kg query commitments speaker=pham\\ minh") == ["speaker=pham minh chinh"]


# ---------------------------------------------------------------- installing
def test_nothing_is_installed_unasked_and_then_where_shells_look(kg: Command) -> None:
    env = {"HOME": str(kg.folder), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
    assert "complete" in kg.ok("--show-completion", "--shell", "bash", env=env)
    assert list(kg.folder.iterdir()) == []
    for shell, place in (
        ("bash", ".local/share/bash-completion/completions/kg"),
        ("zsh", ".local/share/zsh/site-functions/_kg"),
        ("fish", ".config/fish/completions/kg.fish"),
    ):
        assert str(kg.folder / place) in kg.ok("--install-completion", "--shell", shell, env=env)
        assert (kg.folder / place).read_text() == kg.ok("--show-completion", "--shell", shell)
    assert "have: bash, fish, zsh" in kg.line("--show-completion", "--shell", "tcsh", status=2)
