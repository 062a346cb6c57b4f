"""Knowledge and packaged files: what they give, and what a broken file says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kg import resources
from kg.errors import KGError, UsageError
from kg.knowledge import Knowledge
from kg.model import PartialDate

ROOT = Path(__file__).resolve().parent.parent
HEAD = (
    "@prefix bg: <https://w3id.org/bangiao/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the ontology that a test may break."""
    return Path(shutil.copytree(resources.ontology_dir(), tmp_path / "ontology"))


def amend(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# ---------------------------------------------------------------- what is known
def test_it_is_read_once_per_process() -> None:
    assert Knowledge.load() is Knowledge.load()
    assert Knowledge.load(registry=False) is Knowledge.load(registry=False)


def test_without_the_registry_only_the_officials_are_gone() -> None:
    with_it, without = Knowledge.load(), Knowledge.load(registry=False)
    assert len(with_it.officials) > 500
    assert without.officials == ()
    assert without.polities.keys() == with_it.polities.keys()
    assert without.roles.keys() == with_it.roles.keys()


def test_a_polity_tells_its_kinds_of_names_apart() -> None:
    laos = Knowledge.load().polities["LA"]
    assert laos.kind == "country"
    assert laos.label == {"vi": "Lào", "en": "Laos"}
    assert "Lào" in laos.weak["vi"] and "Lào" not in laos.names["vi"]
    assert "CHDCND Lào" in laos.names["vi"]
    assert "Viêng Chăn" in laos.metonyms["vi"] and "Vientiane" in laos.metonyms["en"]
    assert "Laotian" in laos.demonyms["en"]
    assert "Lào Cai" in laos.decoys["vi"]


def test_a_name_of_two_things_is_weak() -> None:
    georgia = Knowledge.load().polities["GE"]
    assert georgia.label["en"] == "Georgia"
    assert "Georgia" in georgia.weak["en"]
    assert "Georgia" not in georgia.names["en"]


def test_short_forms_are_for_pairs() -> None:
    polities = Knowledge.load().polities
    assert polities["VN"].pair["vi"] == ("Việt",)
    assert "Việt" not in polities["VN"].names["vi"]
    assert polities["CN"].pair["vi"] == ("Trung",)


def test_blocs_are_polities() -> None:
    polities = Knowledge.load().polities
    assert polities["ASEAN"].kind == polities["EU"].kind == "bloc"
    assert "Brussels" in polities["EU"].metonyms["en"]
    assert polities["AU"].label["en"] == "Australia"
    assert "AU" in polities["AfricanUnion"].weak["vi"]


def test_an_office_is_called_as_its_polity_calls_it() -> None:
    known = Knowledge.load()
    assert known.office_label("VN", "President")["vi"] == "Chủ tịch nước"
    assert known.office_label("US", "ForeignMinister")["en"] == "Secretary of State"
    assert known.office_label("FR", "President")["vi"] == "Tổng thống"
    assert known.office_label(None, "President")["vi"] == "Tổng thống"
    assert known.office_label("VN", "no-such-role") == {}


def test_a_minister_may_be_called_minister_later_on() -> None:
    assert Knowledge.load().roles["HealthMinister"].broader == "Minister"


def test_levels_stand_in_the_order_of_their_ranks() -> None:
    ranks = [level.rank for level in Knowledge.load().levels.values()]
    assert ranks == sorted(ranks)
    assert "Alliance" not in Knowledge.load().levels["Alliance"].names["en"]


def test_topics_have_terms_in_vietnamese() -> None:
    topics = Knowledge.load().topics
    assert {"relations", "trade", "warLegacy", "southChinaSea"} <= topics.keys()
    assert all(topic.terms.get("vi") for topic in topics.values())


def test_a_tenure_is_as_precise_as_its_source() -> None:
    (knapper,) = [o for o in Knowledge.load().officials if o.name == "Marc Knapper"]
    (tenure,) = knapper.tenures
    assert (tenure.role, tenure.polity, tenure.accredited_to) == ("Ambassador", "US", "VN")
    assert tenure.started == PartialDate(2022, 2)
    assert tenure.start == date(2022, 2, 1)
    assert tenure.end is None and tenure.known_until is not None


# ---------------------------------------------------------------- broken files
def test_a_file_that_is_missing_is_named(ontology: Path) -> None:
    (ontology / "levels.ttl").unlink()
    with pytest.raises(KGError, match=r"levels\.ttl: cannot be read"):
        Knowledge.read(ontology)


def test_topics_and_the_registry_may_be_missing(ontology: Path) -> None:
    (ontology / "topics.ttl").unlink()
    (ontology / "officials.ttl").unlink()
    assert Knowledge.read(ontology, registry=False).topics == {}


def test_a_file_that_is_no_turtle_is_named(ontology: Path) -> None:
    (ontology / "polities.ttl").write_text("polity:VN a bg:Country ;\n", encoding="utf-8")
    with pytest.raises(KGError, match=r"polities\.ttl: not Turtle"):
        Knowledge.read(ontology)


def test_a_file_that_is_no_text_is_named(ontology: Path) -> None:
    (ontology / "polities.ttl").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(KGError, match=r"polities\.ttl: not Turtle"):
        Knowledge.read(ontology)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("officials.ttl", "office/US/SpecialClimateEnvoy>", "office/US/Wizard>", "'Wizard'"),
        ("officials.ttl", "office/VN/FinanceMinister>", "office/ZZ/FinanceMinister>", "'ZZ'"),
        ("officials.ttl", '"2024-10-21"^^xsd:date', '"21/10/2024"', "no date like 2021-04-08"),
        ("officials.ttl", '"2024-10-21"^^xsd:date', '"2024-13-21"', "no date like 2021-04-08"),
        ("officials.ttl", '"2024-10-21"^^xsd:date', '"2024-10-32"', "no date like 2021-04-08"),
        (
            "officials.ttl",
            'bg:knownUntil "2025-03-31"^^xsd:date',
            'bg:knownUntil "2025"^^xsd:gYear',
            "has no day",
        ),
        ("officials.ttl", '  foaf:name "Kamala Harris" ;\n', "", "has no name"),
        ("polities.ttl", '  dcterms:identifier "VN" ;\n', "", "has no identifier"),
        ("levels.ttl", "bg:rank 60", 'bg:rank "high"', "'high' is no whole number"),
        ("levels.ttl", "  bg:rank 60 ;\n", "", "has no rank"),
        ("posts.ttl", "office:VN\\/President a", "office:VN\\/Wizard a", "'Wizard'"),
    ],
)
def test_a_wrong_entry_is_named_in_one_line(
    ontology: Path, file: str, old: str, new: str, message: str
) -> None:
    amend(ontology / file, old, new)
    with pytest.raises(KGError) as caught:
        Knowledge.read(ontology)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(ontology / file))
    assert "\n" not in str(caught.value)


def test_an_entry_that_is_added_is_known(ontology: Path) -> None:
    with (ontology / "levels.ttl").open("a", encoding="utf-8") as file:
        file.write(
            'level:Neighbours a bg:RelationshipLevel ; skos:prefLabel "Láng giềng tốt"@vi ; bg:rank 5 .\n'
        )
    level = Knowledge.read(ontology).levels["Neighbours"]
    assert level.names == {"vi": ("Láng giềng tốt",)}


# ---------------------------------------------------------------- packaged files
def test_files_are_listed_in_order_and_read_by_name() -> None:
    names = resources.names("ontology", ".ttl")
    assert names == tuple(sorted(names))
    assert "bangiao.ttl" in names
    assert resources.read_text("ontology", "bangiao.ttl").startswith("# The terms of the graph.")


def test_an_unknown_file_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"did you mean levels\.ttl"):
        resources.read_text("ontology", "level.ttl")


def test_nothing_outside_the_folder_is_read() -> None:
    with pytest.raises(UsageError):
        resources.read_text("ontology", "../pyproject.toml")


def test_an_unknown_language_is_told_with_those_there_are() -> None:
    assert "vi" in resources.languages()
    with pytest.raises(UsageError, match="language pack 'xx'"):
        resources.lang_file("xx", "titles.yaml")


def test_a_file_that_a_language_pack_lacks_is_told() -> None:
    with pytest.raises(KGError, match=r"'vi' has no file 'no-such\.yaml'"):
        resources.lang_file("vi", "no-such.yaml")


def run(folder: Path, code: str) -> str:
    """Run code against the copy of the package in `folder`, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package alone, as a wheel installs it but for the ontology."""
    shutil.copytree(ROOT / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_ontology_is_found_inside_a_wheel_and_beside_a_checkout(package: Path) -> None:
    code = "from kg.resources import ontology_dir; print(ontology_dir())"
    (package / "ontology").mkdir()
    assert run(package, code) == str(package / "ontology")
    (package / "kg" / "_ontology").mkdir()
    assert run(package, code) == str(package / "kg" / "_ontology")


def test_a_package_without_its_ontology_says_what_to_do(package: Path) -> None:
    code = (
        "from kg.errors import KGError\nfrom kg.knowledge import Knowledge\n"
        "try:\n    Knowledge.load()\nexcept KGError as error:\n    print(error)"
    )
    assert "the packaged folder 'ontology' is missing (reinstall bangiao" in run(package, code)
