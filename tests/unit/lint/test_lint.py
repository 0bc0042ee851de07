"""The lint names natural mistakes in a kit, all at once, by file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contracts.catalogue import add_kit
from contracts.cli.exits import Exit
from contracts.cli.lint import command
from contracts.lint import lint
from tests.unit.kits.conftest import Folder, folder, no_kits

__all__ = ["folder", "no_kits"]

_MARK = '@pytest.mark.requirement("PHB-LIST-01")\n'
_CHECK = 'judge.equal(answer.response.status, 200, "the status")'
_FIX = "    fix: List the contacts.\n"
_REFERENCE = '''\
from contracts.reference import Fault, Liberty, ReferenceApi, seeded

FAULTS: dict[str, Fault] = {}
LIBERTIES: dict[str, Liberty] = {}
fault, liberty = seeded(FAULTS, Fault), seeded(LIBERTIES, Liberty)


@fault("list-lost", violates="PHB-LIST-01", kind="omitted")
class _(object):
    """There is no list."""


@liberty("sorted", ambiguity=None)
class _(object):
    """The list is sorted."""


REFERENCE = ReferenceApi(server=object, faults=FAULTS, liberties=LIBERTIES)
'''


@pytest.fixture
def kit(folder: Folder) -> Folder:
    """A kit without a mistake."""
    folder.change(
        "specs/requirements.yaml", "    feature: contacts\n", f"    feature: contacts\n{_FIX}"
    )
    folder.write("reference.py", _REFERENCE)
    return folder


def _said(kit: Folder) -> list[str]:
    found = lint(add_kit(kit.home))
    return [f"{Path(one.path).relative_to(kit.home)}:{one.line}: {one.text}" for one in found]


def test_nothing_is_wrong_with_a_kit_that_is_right(kit: Folder) -> None:
    assert _said(kit) == []


MISTAKES = {
    "a test of an unknown requirement": (
        ("tests/test_lists.py", "PHB-LIST-01", "PHB-LIST-02"),
        "tests/test_lists.py:5: unknown requirement 'PHB-LIST-02' (did you mean 'PHB-LIST-01'?)",
    ),
    "a test without a marker": (
        ("tests/test_lists.py", _MARK, ""),
        "tests/test_lists.py:4: test_contacts_are_listed names no requirement; add ",
    ),
    "a must that nothing judges": (
        ("tests/test_lists.py", _MARK, '@pytest.mark.requirement("PHB-listContacts-BODY")\n'),
        "specs/requirements.yaml:4: nothing judges PHB-LIST-01: ",
    ),
    "a test that only observes": (
        ("tests/test_lists.py", _CHECK, 'judge.observe("a list")'),
        "tests/test_lists.py:5: test_contacts_are_listed only observes; ",
    ),
    "a test without judge": (
        ("tests/test_lists.py", "(phone_book, judge)", "(phone_book)"),
        "tests/test_lists.py:5: test_contacts_are_listed does not ask for `judge`",
    ),
    "an unknown member of judge": (
        ("tests/test_lists.py", "judge.equal", "judge.equals"),
        "tests/test_lists.py:8: `judge` has no 'equals' (did you mean 'equal'?)",
    ),
    "an assert": (
        ("tests/test_lists.py", "    judge.equal", "    assert answer\n    judge.equal"),
        "tests/test_lists.py:8: an assert says nothing of a requirement; ",
    ),
    "a skip": (
        ("tests/test_lists.py", "    judge.equal", "    pytest.skip('no')\n    judge.equal"),
        "tests/test_lists.py:8: a conformance test has no skip; raise NotTested('why')",
    ),
    "a requirement that the marker does not name": (
        ("tests/test_lists.py", "    judge.", '    with judge.of("PHB-X-01"):\n        judge.'),
        "tests/test_lists.py:8: test_contacts_are_listed judges 'PHB-X-01', which its marker does ",
    ),
    "a test that is not Python": (
        ("tests/test_lists.py", "import pytest", "import pytest as"),
        "tests/test_lists.py:1: is not valid Python (invalid syntax)",
    ),
    "an unknown operation": (
        ("vocabulary.py", "listContacts", "listContact"),
        "vocabulary.py:8: no OpenAPI document has an operation 'listContact' (did you mean ",
    ),
    "a vocabulary that is not Python": (
        ("vocabulary.py", "class PhoneBook", "clas PhoneBook"),
        "vocabulary.py:4: is not valid Python (invalid syntax)",
    ),
    "a vocabulary without API": (
        ("vocabulary.py", "API = PhoneBook", ""),
        "vocabulary.py:1: the vocabulary of kit 'phone-book' has no API; end it with",
    ),
    "a rule of an unknown requirement": (
        ("vocabulary.py", "API = PhoneBook", 'API = PhoneBook\nRULE = "PHB-LIST-10"'),
        "vocabulary.py:12: unknown requirement 'PHB-LIST-10' (did you mean 'PHB-LIST-01'?)",
    ),
    "a must that does not say how to fix it": (
        ("specs/requirements.yaml", _FIX, ""),
        "specs/requirements.yaml:4: PHB-LIST-01 does not say how to fix it; add `fix:`",
    ),
    "a feature without a requirement": (
        ("specs/requirements.yaml", "features:\n", "features:\n  groups: Groups.\n"),
        "specs/requirements.yaml:1: no requirement has the feature 'groups'; ",
    ),
    "an unknown feature": (
        ("specs/requirements.yaml", "feature: contacts", "feature: contact"),
        "specs/requirements.yaml:9: requirements.0.feature: unknown feature 'contact' (did you ",
    ),
    "an unknown level": (
        ("specs/requirements.yaml", "level: must", "level: shall"),
        "specs/requirements.yaml:5: requirements.0.level: 'shall' is not one of must, should, may",
    ),
    "invalid YAML": (
        ("specs/requirements.yaml", "statement: GET", "statement: a: GET"),
        "specs/requirements.yaml:6",
    ),
    "a fault of an unknown requirement": (
        ("reference.py", 'violates="PHB-LIST-01"', 'violates="PHB-LIST-09"'),
        "reference.py:8: fault 'list-lost' names 'PHB-LIST-09', an unknown requirement (did you ",
    ),
    "a fault without a kind": (
        ("reference.py", ', kind="omitted"', ""),
        "reference.py:8: the reference of kit 'phone-book' cannot be imported (TypeError: ",
    ),
    "a fault of an unknown kind": (
        ("reference.py", 'kind="omitted"', 'kind="omited"'),
        "reference.py:8: fault 'list-lost' is of the kind 'omited', which there is not (did you ",
    ),
    "a liberty of an unknown ambiguity": (
        ("reference.py", "ambiguity=None", 'ambiguity="PHB-AMB-01"'),
        "reference.py:13: liberty 'sorted' names 'PHB-AMB-01', which the ledger lacks",
    ),
    "a data schema that is no JSON": (
        ("specs/data.schema.json", "", "{"),
        "specs/data.schema.json:1: is not JSON",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place(mistake: str, kit: Folder) -> None:
    (file, old, new), said = MISTAKES[mistake]
    if old:
        kit.change(file, old, new)
    else:
        kit.write(file, new)
    found = _said(kit)
    assert any(one.startswith(said) for one in found), found


def test_a_fault_that_what_its_requirement_needs_would_hide(kit: Folder) -> None:
    needs = "    needs: [PHB-listContacts-BODY]\n"
    kit.change("specs/requirements.yaml", _FIX, f"{_FIX}{needs}")
    kind = 'kind="omitted"'
    kit.change("reference.py", kind, f'{kind}, related="PHB-listContacts-BODY"')
    (said,) = _said(kit)
    place = "reference.py:8: fault 'list-lost' breaks PHB-listContacts-BODY, which PHB-LIST-01 "
    assert said == f"{place}needs; it would be inconclusive: take it out of needs"


def test_all_mistakes_are_named_at_once(kit: Folder) -> None:
    kit.change("tests/test_lists.py", "judge.equal", "judge.equals")
    kit.change("vocabulary.py", "listContacts", "listContact")
    kit.change("specs/requirements.yaml", _FIX, "")
    kit.change("reference.py", 'violates="PHB-LIST-01"', 'violates="PHB-LIST-09"')
    assert [one.partition(":")[0] for one in _said(kit)] == [
        "reference.py",
        "specs/requirements.yaml",
        "tests/test_lists.py",
        "vocabulary.py",
    ]


def test_all_mistakes_of_a_file_are_named_at_once(kit: Folder) -> None:
    kit.change("specs/requirements.yaml", "level: must", "level: shall")
    kit.change("specs/requirements.yaml", "basis: stated", "basis: said")
    kit.write("specs/ambiguities.yaml", "ambiguities: none\n")
    files = [one.partition(":")[0] for one in _said(kit)]
    assert files == ["specs/ambiguities.yaml", *["specs/requirements.yaml"] * 2]


def test_helpers_of_a_test_count_as_the_test(kit: Folder) -> None:
    kit.change(
        "tests/test_lists.py",
        'judge.equal(answer.response.status, 200, "the status")',
        "_is(judge)",
    )
    kit.write(
        "tests/test_lists.py",
        (kit.home / "tests/test_lists.py").read_text()
        + "\n\ndef _is(judge):\n    judge.holds(True, '')\n",
    )
    assert _said(kit) == []
    kit.change("tests/test_lists.py", "judge.holds(True, '')", "judge.observe('')")
    assert len(_said(kit)) == 1


def _run(*arguments: str) -> Any:
    return CliRunner().invoke(command, [*arguments], standalone_mode=False)


def test_the_command_ends_with_2_where_something_is_wrong(kit: Folder) -> None:
    ended = _run(str(kit.home))
    assert (ended.return_value, ended.stdout) == (Exit.OK, "phone-book: no problems\n")
    kit.change("tests/test_lists.py", "judge.equal", "judge.equals")
    ended = _run(str(kit.home))
    assert ended.return_value is Exit.USAGE
    assert ended.stdout.endswith("`judge` has no 'equals' (did you mean 'equal'?)\n")
    assert ended.stderr == "phone-book: 1 problem\n"


def test_the_command_speaks_json_and_sarif(kit: Folder) -> None:
    kit.change("tests/test_lists.py", "judge.equal", "judge.equals")
    (row,) = json.loads(_run(str(kit.home), "--format", "json").stdout)
    assert (row["line"], row["rule"]) == (8, "judge")
    (run,) = json.loads(_run(str(kit.home), "--format", "sarif").stdout)["runs"]
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 8


def test_a_folder_that_is_no_kit_is_a_mistake_too(tmp_path: Path) -> None:
    ended = _run(str(tmp_path))
    assert ended.return_value is Exit.USAGE
    assert "a kit is a folder with a kit.toml" in ended.stdout
    assert _run("vos").return_value is Exit.USAGE


def test_a_mistake_in_a_row_is_named_with_its_line(kit: Folder) -> None:
    entered = "enter_rows(FAULTS, Fault, __file__, object)\nREFERENCE"
    kit.change("reference.py", "REFERENCE", entered)
    kit.change("reference.py", "import Fault,", "import enter_rows, Fault,")
    kit.change(
        "reference.py", "from contracts.reference import", "from contracts.kit.reference import"
    )
    columns = "id violates kind when place operator argument related summary"
    row = "nobody PHB-LIST-09 omitted _ /items empty _ _ Nobody."
    table = f"{columns}\n{row}\n".replace(" ", "\t").replace("_", "")
    kit.write("reference.tsv", table)
    said = "reference.tsv:2: fault 'nobody' names 'PHB-LIST-09', an unknown requirement"
    assert any(one.startswith(said) for one in _said(kit))
