"""What a run would have noticed: weak tests are seen as such, and the target is hardly asked."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contracts import reference
from contracts.catalogue import add_kit
from contracts.reference import Serving
from contracts.sensitivity.results import Sensitivity, Strength
from contracts.sensitivity.writing import read

from .conftest import call

_SCIM = Path(__file__).parents[3] / "examples" / "scim"
_STRONG = 'judge.equal(total, len(before), "totalResults on a page of one")'
_WEAK = 'judge.holds(bool(before), "nobody is listed")'


class Looked(NamedTuple):
    """How a command ended, what it found, what the server got meanwhile, and the folder."""

    code: int
    found: Sensitivity
    asked: list[str]
    folder: Path

    def strength(self, requirement: str) -> Strength:
        """The strength of a requirement."""
        (target,) = self.found.targets
        return next(one.strength for one in target.requirements if one.id == requirement)


class _Counted:
    """A server that notes the methods of what it is asked."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.asked.append(scope["method"])
        await self._app(scope, receive, send)


def _weak_kit(home: Path) -> Path:
    """A copy of the kit under a name of its own, in which one test has become weak."""
    kit = Path(shutil.copytree(_SCIM, home / "weakscim"))
    for path in [one for one in kit.rglob("*") if one.suffix in {".py", ".toml", ".yaml"}]:
        text = re.sub(r"\bscim\b", "weakscim", path.read_text("utf-8"))
        path.write_text(text.replace(_STRONG, _WEAK), "utf-8")
    return kit


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Looked]]:
    """Look at the sensitivity of a run of the weak kit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UC_CONTRACTS_KITS", "")
        kit = _weak_kit(tmp_path_factory.mktemp("kit"))
        server = reference.find(add_kit(kit).name)

        def look(command: str, *arguments: str) -> Looked:
            folder = tmp_path_factory.mktemp("run") / "report"
            app = _Counted(server.build())
            with Serving([app]) as serving:
                url = serving.origins[0] + server.base_path
                options = [f"--kit={kit}", "--api=weakscim", f"--url={url}", "-q"]
                code = call([command, *options, f"--report-dir={folder}", *arguments])
            found = read(folder)
            assert found is not None
            return Looked(code, found, app.asked, folder)

        yield look


@pytest.fixture(scope="module")
def weak(looked: Callable[..., Looked]) -> Looked:
    """What is found on a target that is only read."""
    return looked("sensitivity", "--allow=read", "--sample=40", "--select=SCIM-LIST-*")


def test_a_weak_test_is_not_shown(weak: Looked) -> None:
    assert weak.code == 0
    assert weak.strength("SCIM-LIST-01") is Strength.NOT_SHOWN
    assert weak.strength("SCIM-LIST-02") in {Strength.SHOWN, Strength.STRONG}


def test_a_target_that_is_read_is_hardly_asked(weak: Looked) -> None:
    (target,) = weak.found.targets
    requests = target.looked.requests
    assert set(weak.asked) == {"GET"}
    # The description of itself is asked for once more, before the run.
    assert len(weak.asked) == requests.run + requests.sent + 1
    # Fewer than one for each mutant, though a mutant has several requests sent in a run of its own.
    assert requests.sent < len(target.looked.mutants) < requests.most
    assert len(target.looked.mutants) == 40
    events = (weak.folder / "evidence" / "events-main.jsonl").read_text("utf-8").splitlines()
    recorded = [one for one in map(json.loads, events) if one.get("test") == "sensitivity"]
    assert len(recorded) == requests.sent


def test_it_is_part_of_the_report_of_a_run(looked: Callable[..., Looked]) -> None:
    found = looked("run", "--allow=read", "--sensitivity", "--select=SCIM-LIST-03")
    assert 'href="sensitivity.html"' in (found.folder / "conformance.html").read_text("utf-8")
    assert b"not shown" in (found.folder / "sensitivity.html").read_bytes()


def test_what_is_written_is_written_once_more_and_removed(looked: Callable[..., Looked]) -> None:
    found = looked("sensitivity", "--allow=write", "--sample=60", "--select=SCIM-PUT-01")
    (target,) = found.found.targets
    asked = Counter(found.asked)
    # Twice in the run, the trial of removal included, and twice in the rehearsal.
    assert asked["POST"] == 4
    assert asked["DELETE"] >= 4
    assert target.looked.requests.sent <= 2 * target.looked.requests.run
    assert found.strength("SCIM-PUT-01") in {Strength.SHOWN, Strength.STRONG}


def test_it_is_a_gate_where_that_is_asked_for(looked: Callable[..., Looked]) -> None:
    options = ["--allow=read", "--sample=12", "--select=SCIM-LIST-01"]
    assert looked("sensitivity", *options, "--fail-under=100").code == 1
