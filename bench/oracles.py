"""Mutation of the laws and oracles themselves, and what the unit tests notice of it.

    pip install -e '.[mutation]'
    python bench/oracles.py [--work DIR] [--read] [PATTERN …]

mutmut changes one thing at a time in `contracts/oracles` and runs the unit tests of the oracles on
each change, in a copy of what that takes. PATTERNs are of files (`contracts/oracles/lists/*`).
With `--work` the copy stays, and a second run tries only what is new; with `--read` nothing is run.
What survives and changes nothing that can be seen stands in `oracles.tsv` with its reason; the exit
code is 1 where less than 90 % of the rest is killed.
"""

from __future__ import annotations

import argparse
import ast
import csv
import difflib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
REASONS = Path(__file__).with_name("oracles.tsv")
GOAL = 0.9
_SURVIVED, _UNTESTED = 0, 33
_TESTS = "tests/unit/oracles"
_PAGES = ("docs/laws.md",)
"""What the tests read beside code and specs."""
_CONFIGURATION = """\
[tool.pytest.ini_options]
addopts = ["--import-mode=importlib", "-pno:schemathesis", "-pno:cacheprovider", "-pno:xdist"]
[tool.mutmut]
source_paths = ["contracts"]
only_mutate = {patterns}
also_copy = ["specs", "docs"]
pytest_add_cli_args_test_selection = ["{tests}"]
track_dependencies = false
use_git_change_detection = false
"""


_CONFTEST = """

def pytest_sessionstart() -> None:
    # Each mutant is tried in a process that has run the tests before: what it kept would hide it.
    for name, module in list(sys.modules.items()):
        if name.startswith("contracts.oracles"):
            for one in vars(module).values():
                getattr(one, "cache_clear", lambda: None)()
"""


class Mutant(msgspec.Struct, frozen=True):
    """A change of a function: the line that was, and the line that came for it."""

    file: str
    function: str
    old: str
    new: str
    survived: bool


def main() -> None:
    """Run, count and list; the exit code is 1 where the goal is missed or nothing was tried."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path)
    parser.add_argument("--read", action="store_true")
    parser.add_argument("patterns", nargs="*", default=["contracts/oracles/*"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="oracles-") as scratch:
        work = given.work or Path(scratch)
        if not given.read:
            _copy(work, given.patterns)
            command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
            subprocess.run(command, cwd=work, check=False)  # noqa: S603 - mutmut, by its own name
        found = [one for path in sorted(work.rglob("*.py.meta")) for one in _mutants(work, path)]
    if not found:
        sys.exit("no mutant was tried; mutmut comes with pip install -e '.[mutation]'")
    sys.exit(_show(found, _reasons()) < GOAL)


def _copy(work: Path, patterns: list[str]) -> None:
    """What the tests of the oracles need, and how mutmut goes about it."""
    for name in ("contracts", "specs", _TESTS):
        shutil.rmtree(work / name, ignore_errors=True)
        shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _PAGES:
        (work / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, work / name)
    text = (ROOT / "tests/items.py").read_text("utf-8").replace("import gc", "import gc, sys")
    (work / "tests/unit/conftest.py").write_text(text + _CONFTEST, encoding="utf-8")
    text = _CONFIGURATION.format(patterns=json.dumps(patterns), tests=_TESTS)
    (work / "pyproject.toml").write_text(text, encoding="utf-8")


def _mutants(work: Path, meta: Path) -> Iterator[Mutant]:
    """The mutants of a file, as far as they were tried."""
    codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    if not codes:
        return
    source = meta.with_suffix("").read_text("utf-8")
    bodies = {
        node.name: (ast.get_source_segment(source, node) or "").splitlines()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    }
    for key, code in codes.items():
        name = key.rpartition(".")[2]
        function = name.rpartition("__mutmut_")[0]
        if code is None or name not in bodies:
            continue
        old, new = _difference(bodies[f"{function}__mutmut_orig"][1:], bodies[name][1:])
        if not old and not new:  # the first line: a default
            old, new = bodies[f"{function}__mutmut_orig"][0], bodies[name][0]
        file = meta.with_suffix("").relative_to(work / "mutants").as_posix()
        shown = function.replace("xǁ", "").replace("ǁ", ".").removeprefix("x_")
        yield Mutant(file, shown, old, new, code in {_SURVIVED, _UNTESTED})


def _difference(before: list[str], after: list[str]) -> tuple[str, str]:
    lines = list(difflib.ndiff(before, after))
    old = " ".join(one[2:].strip() for one in lines if one.startswith("- "))
    return old, " ".join(one[2:].strip() for one in lines if one.startswith("+ "))


def _reasons() -> dict[tuple[str, str, str], str]:
    """Why mutants change nothing that can be seen, by file, function and the line that came."""
    if not REASONS.exists():
        return {}
    with REASONS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(one["file"], one["function"], one["change"]): one["reason"] for one in rows}


def _show(found: list[Mutant], reasons: dict[tuple[str, str, str], str]) -> float:
    """Print a row for each file and a line for each survivor; the share that is killed."""
    left = [one for one in found if one.survived]
    equal = {one for one in left if (one.file, one.function, one.new) in reasons}
    for file in sorted({one.file for one in found}):
        mine = [one for one in found if one.file == file]
        alive = [one for one in mine if one.survived and one not in equal]
        known = sum(one in equal for one in mine)
        killed = 1 - len(alive) / (len(mine) - known or 1)
        print(f"{file:<45} {len(mine):5} {known:4} equal {len(alive):4} alive {killed:7.1%}")
    for one in left:
        if one not in equal:
            print(f"{one.file}\t{one.function}\t{one.new}\t(was {one.old})")
    counted = len(found) - len(equal)
    killed = 1 - (len(left) - len(equal)) / (counted or 1)
    print(f"{len(found)} mutants, {len(equal)} equal, {killed:.1%} of the rest killed")
    return killed


if __name__ == "__main__":
    main()
