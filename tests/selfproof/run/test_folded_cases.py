"""The cases of a unit test that are one item where workers run it: none is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

_CONFTEST = Path(__file__).parents[2] / "items.py"
_TESTS = """
import pytest

@pytest.fixture(params=["x", "y"])
def made(request):
    return request.param

@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_in_three_fails(number):
    assert number != 2

@pytest.mark.parametrize("number", [1, 2, 3])
def test_all_but_one_are_skipped(number):
    if number != 3:
        pytest.skip("not this one")
    pytest.fail("this one")

@pytest.mark.parametrize(("left", "right"), [(1, 1), (2, 2)])
def test_all_pass(left, right):
    assert left == right

@pytest.mark.parametrize("number", [1, 2])
def test_all_are_skipped(number):
    pytest.skip("nothing to do")

@pytest.mark.parametrize("number", [1, 2])
def test_each_has_a_folder_of_its_own(number, tmp_path):
    assert not list(tmp_path.iterdir())
    (tmp_path / "one").touch()

def test_each_parameter_of_a_fixture(made):
    assert made in "xy"
"""


def test_every_case_counts(tmp_path: Path) -> None:
    shutil.copy(_CONFTEST, tmp_path / "conftest.py")
    (tmp_path / "test_cases.py").write_text(_TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "1", "-p", "no:cacheprovider"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
    assert "2 failed, 5 passed, 1 skipped" in ended.stdout, ended.stdout
    assert "in the case test_one_in_three_fails[2]" in ended.stdout
    assert "in the case test_all_but_one_are_skipped[3]" in ended.stdout
    assert "1 of 3 cases" in ended.stdout
