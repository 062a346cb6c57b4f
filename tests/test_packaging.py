"""What a user installs finds its ontology, queries and language packs, wherever it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

import kg

PURE = Path(sysconfig.get_path("purelib"))
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "kg", "ontology", "queries")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, so that building leaves nothing in it."""
    folder = tmp_path_factory.mktemp("checkout") / "bangiao"
    folder.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"]
    subprocess.run(build, cwd=checkout, check=True, capture_output=True)
    (made,) = (checkout / "dist").glob("*.whl")
    return made


def environment(folder: Path, *install: str | Path) -> Path:
    """A virtual environment with the package installed and the libraries of this one; returns its bin."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    libraries = folder / "libraries"
    libraries.mkdir()
    for entry in PURE.iterdir():  # all but this checkout's own installation
        if not entry.name.startswith(("bangiao", "_editable_impl_bangiao", "_bangiao")):
            (libraries / entry.name).symlink_to(entry)
    site = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    Path(site.strip(), "libraries.pth").write_text(f"{libraries}\n")
    pip = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "install", *options, *install], check=True, capture_output=True)
    return python.parent


def run(command: Path, *arguments: str | Path, folder: Path) -> str:
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "KG_STORE")}
    return subprocess.check_output([command, *arguments], cwd=folder, env=env, text=True)


def check(bin: Path, folder: Path) -> Path:
    """Build and query outside the checkout; returns where the package is."""
    folder.mkdir()
    assert "18 added" in run(bin / "kg", "build", EXAMPLES, folder=folder)
    assert "Biên Hòa" in run(bin / "kg", "query", "commitments", "--param", "side=US", folder=folder)
    run(bin / "kg", "view", folder=folder)
    run(bin / "kg", "validate", folder=folder)
    return Path(run(bin / "python", "-c", "import kg; print(kg.__file__)", folder=folder).strip()).parent


def test_a_wheel_holds_what_the_package_reads_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for path in (*ROOT.glob("ontology/*.ttl"), *ROOT.glob("queries/*.rq"), *ROOT.glob("kg/lang/*/*.yaml")):
        inside = path.relative_to(ROOT).as_posix()
        inside = inside if inside.startswith("kg/") else f"kg/_{inside}"
        assert inside in names
    assert "kg/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"kg", wheel.name.split("-py3")[0] + ".dist-info"}


def test_an_installed_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = check(environment(tmp_path / "venv", wheel), tmp_path / "work")
    assert home.is_relative_to(tmp_path / "venv")


def test_an_editable_install_works_outside_the_checkout(checkout: Path, tmp_path: Path) -> None:
    home = check(environment(tmp_path / "venv", "--editable", checkout), tmp_path / "work")
    assert home == checkout / "kg"


def test_version_is_said_once() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == kg.__version__
