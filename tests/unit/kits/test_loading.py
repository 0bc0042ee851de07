"""Kits are found where they are named, and one that is wrong costs no other anything."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from contracts import apis, reference
from contracts.catalogue import find_kit, judging_tests, kits, load, read_kit, suites_of
from contracts.catalogue.kits import add_kit, troubles
from contracts.model import KITS, ConfigurationError
from tests.unit.kits.conftest import Folder

SHIPPED = ("cisco-uds", "genesys-udm", "genesys-ws", "uptivity", "voss")


def test_what_ships_are_kits_with_all_their_parts() -> None:
    assert tuple(kits()) == SHIPPED == apis.available() == reference.available()
    for name in SHIPPED:
        kit = find_kit(name)
        assert kit.shipped
        assert suites_of(name) == (kit.tests,)
        assert kit.specs == kit.home
        assert load(name).catalogue.title == kit.title == reference.find(name).title


def test_a_folder_is_a_kit_with_its_parts_at_the_usual_places(folder: Folder) -> None:
    kit = add_kit(folder.home)
    assert (kit.name, kit.prefix, kit.document) == ("phone-book", "PHB", "phone-book-2")
    assert (kit.fixture, kit.vocabulary, kit.reference) == ("phone_book", ".vocabulary", None)
    assert add_kit(folder.home) == kit
    assert "phone-book" in apis.available()
    assert "phone-book" not in reference.available()
    assert apis.find("phone-book").__name__ == "PhoneBook"
    assert set(load("phone-book").catalogue.requirements) == {
        "PHB-LIST-01",
        "PHB-listContacts-STATUS",
        "PHB-listContacts-MEDIA",
        "PHB-listContacts-BODY",
    }
    assert str(load("phone-book").catalogue.requirements["PHB-LIST-01"].source) == (
        "Phone book (Phone book), Lists"
    )
    assert judging_tests("phone-book", "PHB-LIST-01") == [
        ("test_lists.py::test_contacts_are_listed", "There is a list.")
    ]


def test_the_environment_names_kits_to_other_processes(folder: Folder) -> None:
    add_kit(folder.home)
    assert os.environ[KITS] == str(folder.home.resolve())


def test_a_kit_without_a_vocabulary_has_that_of_all(folder: Folder) -> None:
    (folder.home / "vocabulary.py").unlink()
    add_kit(folder.home)
    assert apis.find("phone-book").__name__ == "JsonApi"


def test_a_kit_has_its_reference_server(folder: Folder) -> None:
    folder.write(
        "reference/__init__.py",
        "from contracts.reference import ReferenceApi\nREFERENCE = ReferenceApi(server=object)\n",
    )
    add_kit(folder.home)
    found = reference.find("phone-book")
    assert (found.api, found.title) == ("phone-book", "Phone book")


def test_a_kit_that_extends_another_adds_requirements_and_tests(folder: Folder) -> None:
    folder.write(
        "kit.toml",
        'name = "acme"\nprefix = "ACME"\ntitle = "ACME on Uptivity"\nextends = "uptivity"\n',
    )
    (folder.home / "specs/openapi.yaml").unlink()
    (folder.home / "vocabulary.py").unlink()
    folder.change("specs/requirements.yaml", "PHB-", "ACME-")
    add_kit(folder.home)
    mine, base = load("acme"), load("uptivity")
    assert mine.catalogue.api == "acme"
    assert set(mine.catalogue.requirements) - set(base.catalogue.requirements) == {"ACME-LIST-01"}
    assert set(base.catalogue.requirements) < set(mine.catalogue.requirements)
    assert mine.prefix == "UPT"
    assert mine.catalogue.digest != base.catalogue.digest
    assert suites_of("acme") == (*suites_of("uptivity"), folder.home / "tests")
    assert apis.find("acme") is apis.find("uptivity")
    assert reference.find("acme").api == "acme"


MISTAKES = {
    "kit.toml: not TOML": ("kit.toml", "prefix =", "prefix", "kit.toml:2: is not valid TOML"),
    "kit.toml: key": ("kit.toml", "title", "titel", "kit.toml:3: titel: unknown key 'titel' (did"),
    "kit.toml: prefix": ("kit.toml", '"PHB"', '"phb"', "kit.toml:2: prefix: 'phb' does not match"),
    "another's prefix": ("kit.toml", '"PHB"', '"UPT"', "'UPT' is that of kit 'uptivity'; choose"),
    "another's name": ("kit.toml", "phone-book", "voss", "kit.toml:1: name: 'voss' is the kit in"),
    "another's fixture": (
        "kit.toml",
        "title",
        'fixture = "gws"\ntitle',
        "kit.toml:3: fixture: 'gws' is the fixture of kit 'genesys-ws'; choose another",
    ),
    "a name that is taken": (
        "kit.toml",
        '"phone-book"',
        '"judge"',
        "kit.toml:1: name: 'judge' is a fixture of the suite itself; choose another",
    ),
    "no such base": (
        "kit.toml",
        "title",
        'extends = "uptivty"\ntitle',
        "kit.toml:3: extends: there is no kit 'uptivty' (did you mean 'uptivity'?)",
    ),
    "no such folder": (
        "kit.toml",
        "title",
        'tests = "test"\ntitle',
        "kit.toml:3: tests: there is no folder",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "text"), MISTAKES.values(), ids=MISTAKES)
def test_a_kit_that_cannot_be_used_is_one_line(
    folder: Folder, name: str, old: str, new: str, text: str
) -> None:
    folder.change(name, old, new)
    with pytest.raises(ConfigurationError) as caught:
        add_kit(folder.home)
    assert text in str(caught.value)
    assert str(caught.value).startswith(str(folder.home))
    assert "\n" not in str(caught.value)
    assert tuple(kits()) == SHIPPED
    assert list(troubles()) == [str(folder.home)]


def test_an_installed_package_is_a_kit(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.move(folder.home, site / "acme_book")
    (site / "acme_book" / "__init__.py").write_text("", "utf-8")
    facts = site / "acme_book-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-book\nVersion: 1\n")
    (facts / "entry_points.txt").write_text(
        "[uc_contracts.kits]\nbook = acme_book\nlost = acme_lost\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv(KITS, "/nothing")  # so that it is not as before
    assert find_kit("phone-book").package == "acme_book"
    assert apis.find("phone-book").__module__ == "acme_book.vocabulary"
    assert "the entry point has to name a package" in str(troubles()["acme_lost"])
    assert set(troubles()) == {"acme_lost", "/nothing"}


def test_a_folder_that_is_no_kit_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"kit.toml: cannot be read .* a kit is a folder"):
        add_kit(tmp_path)


PARTS = {
    "syntax": ("class Phone", "clas Phone", "vocabulary.py:4: the vocabulary is not valid Python"),
    "no API": ("API = ", "ABI = ", "has no API; end it with `API = …`"),
    "no class": ("API = PhoneBook", "API = 7", "vocabulary: API in .vocabulary is 7, not a class"),
    "breaks": ("API = ", "1 / 0\nAPI = ", "vocabulary.py:11: the vocabulary of kit 'phone-book'"),
    "import": ("import Api", "import Apy", "vocabulary.py:1: the vocabulary of kit 'phone-book'"),
}


@pytest.mark.parametrize(("old", "new", "text"), PARTS.values(), ids=PARTS)
def test_a_vocabulary_that_cannot_be_imported_is_one_line(
    folder: Folder, old: str, new: str, text: str
) -> None:
    folder.change("vocabulary.py", old, new)
    add_kit(folder.home)
    with pytest.raises(ConfigurationError) as caught:
        apis.find("phone-book")
    assert text in str(caught.value)
    assert "\n" not in str(caught.value)
    assert apis.find("uptivity")


def test_a_kit_is_not_called_as_a_module_that_is_there(folder: Folder) -> None:
    folder.change("kit.toml", '"phone-book"', '"json"')
    add_kit(folder.home)
    with pytest.raises(ConfigurationError, match="another module is called 'json' already"):
        apis.find("json")


def test_a_broken_kit_is_named_where_its_name_is_asked_for(folder: Folder) -> None:
    folder.change("kit.toml", '"PHB"', '"phb"')
    os.environ[KITS] = str(folder.home)
    with pytest.raises(ConfigurationError, match="prefix: 'phb' does not match"):
        find_kit("book")


def test_a_kit_reads_the_same_without_being_added(folder: Folder) -> None:
    assert read_kit(folder.home).name == "phone-book"
    assert "phone-book" not in kits()


def test_markers_are_seen_under_other_names_too(folder: Folder) -> None:
    folder.write(
        "tests/test_lists.py",
        """\
import pytest

req = pytest.mark.requirement
LISTS = pytest.mark.requirement("PHB-LIST-01")


@req("PHB-A-01")
def test_a(): ...


@LISTS
def test_b(): ...


@req("PHB-C-01")
class TestC:
    pytestmark = [pytest.mark.waits, req("PHB-D-01")]

    def test_c(self): ...
""",
    )
    folder.write("tests/test_broken.py", "def test_(:\n")
    add_kit(folder.home)

    def judged(one: str) -> list[str]:
        return [name for name, _ in judging_tests("phone-book", one)]

    assert judged("PHB-A-01") == ["test_lists.py::test_a"]
    assert judged("PHB-LIST-01") == ["test_lists.py::test_b"]
    assert judged("PHB-C-01") == judged("PHB-D-01") == ["test_lists.py::test_c"]
