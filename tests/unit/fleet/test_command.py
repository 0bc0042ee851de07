"""The command line of fleets: lists, runs of a fake worker, and bad input in one line each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from _recorded import recorded_catalogue
from _stored import Made, write_run

from contracts.cli import main
from contracts.fleet import pool as pools
from contracts.fleet import unit
from contracts.fleet.running import Ended
from contracts.model import Decision, Exit
from contracts.report import read_results
from contracts.report.document import json_bytes
from contracts.store import open_store
from contracts.store.queries import targets

CATALOGUE = msgspec.structs.replace(recorded_catalogue(5), api="uptivity")
FLEET = """
[fleet]
store = "store.sqlite"
[groups]
north = ["a"]
[targets]
a.target = {api = "uptivity", base_url = "http://a.example", name = "Lab a"}
b.target = {api = "uptivity", base_url = "http://b.example", name = "Lab b"}
"""


@pytest.fixture
def call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run `uc-contracts fleet` in a folder that has a fleet file."""
    (tmp_path / "fleet.toml").write_text(FLEET)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(unit.STORE, raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["uc-contracts", "fleet", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every run find one failure at Lab b, and none at Lab a."""

    def run(arguments: list[str], *_: Any, **__: Any) -> Ended:
        name = "Lab " + Path(arguments[1]).stem
        bad = {"REC-0002": "fail"} if name == "Lab b" else {}
        where = Path(arguments[arguments.index("--report-dir") + 1])
        folder = write_run(where, Made(name, bad, CATALOGUE), number=len(name) + ord(name[-1]))
        path = folder / "results.json"
        exit_code = Exit.NOT_CONFORMING if bad else Exit.OK
        decision = Decision(exit_code, "one failed" if bad else "none failed")
        path.write_bytes(json_bytes(msgspec.structs.replace(read_results(path), decision=decision)))
        return Ended(int(exit_code))

    monkeypatch.setattr(unit, "run_watched", run)
    monkeypatch.setattr(pools, "judge", unit.judge)


def test_targets_are_listed_with_their_numbers(call: Any) -> None:
    code, out, _ = call("list", "fleet.toml")
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["0", "a", "uptivity", "http://a.example", "(north)"],
        ["1", "b", "uptivity", "http://b.example"],
    ]
    code, out, _ = call("list", "fleet.toml", "--group", "north", "--format", "json")
    assert [one["label"] for one in json.loads(out)] == ["a"]


@pytest.mark.usefixtures("judged")
def test_a_fleet_ends_with_its_worst(call: Any, tmp_path: Path) -> None:
    code, out, err = call("run", "fleet.toml", "--batch", "night", "--quiet")
    assert (code, err) == (1, "")
    said = [line.split() for line in out.splitlines()]
    assert said[0][:4] == ["not-conforming", "b", "1", "fail"]
    assert said[1] == ["conforming", "a", "nothing", "open"]
    assert out.splitlines()[-1] == (
        "Gate: not passed (exit code 1): 1 target did not pass the gate"
    )
    page = (tmp_path / "reports" / "night" / "index.html").read_text()
    assert ">b<" in page
    assert "one failed" in page
    with open_store("store.sqlite") as store:
        found = {one.name: one.groups for one in targets(store)}
    assert found == {"Lab b": (), "Lab a": ("north",)}


@pytest.mark.usefixtures("judged")
def test_one_row_at_a_time_comes_to_the_same(call: Any, tmp_path: Path) -> None:
    for index in ("1", "0", "1"):
        call("run", "fleet.toml", "--batch", "ci", "--index", index, "--quiet")
    assert not (tmp_path / "reports" / "ci" / "b" / "run-2").exists()
    code, out, _ = call("report", "ci", "--store", "store.sqlite", "-o", "all.html")
    assert code == 1
    assert "2 targets: 1 not-conforming, 1 conforming" in out
    assert "Lab b" in (tmp_path / "all.html").read_text()


@pytest.mark.usefixtures("judged")
def test_a_report_says_who_is_missing(call: Any) -> None:
    call("run", "fleet.toml", "--batch", "ci", "--index", "0", "--quiet")
    code, out, _ = call("report", "ci", "--store", "store.sqlite", "--fleet", "fleet.toml")
    assert code == 3
    assert "b  the store has no run of it in ci" in out
    assert "2 targets: 1 conforming, 1 missing" in out


def test_without_dask_a_scheduler_names_the_extra(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "contracts.fleet.dask_pool", None)
    code, _, err = call("run", "fleet.toml", "--scheduler", "tcp://s:8786", "--quiet")
    assert code == 2
    assert err.startswith("uc-contracts: a scheduler needs the extra `fleet`")
    assert err.endswith("pip install 'uc-contracts[fleet]'\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["run", "no.toml"],
            "no.toml: there is no such fleet file",
        ),
        (
            ["run", "fleet.toml", "--group", "sout"],
            "--group: no target is in the group 'sout' (known: north)",
        ),
        (
            ["run", "fleet.toml", "--index", "7"],
            "--index 7: fleet.toml has 2 targets, numbered 0 to 1",
        ),
        (
            ["run", "fleet.toml", "--batch", "a/b"],
            "--batch: 'a/b' has characters other than letters, digits, dot, _ and -",
        ),
        (
            ["run", "fleet.toml", "--store", "."],
            "the store . is a folder; name a file",
        ),
        (
            ["report", "never", "--store", "none.sqlite"],
            (
                "there is no store none.sqlite; "
                "`uc-contracts ingest RUN_DIR --store none.sqlite` makes it"
            ),
        ),
    ],
)
def test_bad_input_is_one_line(call: Any, arguments: list[str], said: str) -> None:
    assert call(*arguments) == (2, "", f"uc-contracts: {said}\n")
