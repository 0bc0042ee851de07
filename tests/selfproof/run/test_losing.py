"""A target that comes to refuse its credentials in mid-run is cut off; others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.model import RunVerdict, Verdict
from contracts.reference import Serving, find
from contracts.selfproof import Case, judge_all

ACCEPTED = 60
SELECT = ("--select", "VOSS-[AM-S]*")
SENTENCE = "the target refuses the credentials that it accepted before"
WAYS = {"side by side": (), "in turn": ("--jobs", "1"), "shared": ("--jobs", "2")}


class Ending:
    """An application before which credentials count for so many requests."""

    def __init__(self, app: Any, accepted: int = ACCEPTED) -> None:
        self._app = app
        self.refused = 0
        self._left = accepted

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on, with its credentials or without."""
        headers = scope.get("headers", ())
        others = [one for one in headers if one[0].lower() not in {b"authorization", b"cookie"}]
        if len(others) < len(headers):
            self._left -= 1
            if self._left < 0:
                self.refused += 1
                scope = {**scope, "headers": others}
        await self._app(scope, receive, send)


@pytest.fixture
def ending() -> Ending:
    return Ending(find("voss").build())


@pytest.fixture
def files(ending: Ending, tmp_path: Path) -> Iterator[list[Path]]:
    """The target file of a server whose credentials end, and of one whose do not."""
    with Serving([ending, find("voss").build()]) as serving:
        paths = []
        for name, origin in zip(("ending", "lasting"), serving.origins, strict=True):
            paths.append(tmp_path / f"{name}.toml")
            paths[-1].write_text(f'[target]\napi = "voss"\nbase_url = "{origin}/api"\n', "utf-8")
        yield paths


def test_what_was_to_be_put_back_is_no_error_of_the_suite() -> None:
    """Credentials end while settings of UDS are changed, which a fixture would put back."""
    server = find("cisco-uds")
    app = Ending(server.build(), 250)
    options = ("--depth", "quick", "--select", "UDS-P*", "--select", "UDS-D*")
    case = Case("ending", app, server.base_path)
    found = judge_all("cisco-uds", [case], jobs=1, options=options)["ending"]
    assert app.refused
    assert found.verdict == "not-verified"
    assert found.having(Verdict.ERROR) == set()


@pytest.mark.parametrize("way", WAYS)
def test_it_is_cut_off(
    way: str, judged: Callable[..., Any], files: list[Path], ending: Ending
) -> None:
    run = judged(*files, "--depth", "quick", *SELECT, *WAYS[way])
    assert run.ended.code == 3
    lost, other = run.results.targets
    assert lost.cut_off
    assert SENTENCE in lost.cut_off
    assert lost.verdict is RunVerdict.NOT_VERIFIED
    counts = lost.counts()
    assert (counts[Verdict.FAIL], counts[Verdict.ERROR], counts[Verdict.INCONCLUSIVE]) == (0, 0, 0)
    assert sum(one.reason == lost.cut_off for one in lost.requirements) > 5
    assert ending.refused < 30, "what is left is to clean up"
    assert (other.cut_off, other.counts()[Verdict.FAIL]) == (None, 0)
    assert other.counts()[Verdict.PASS] > counts[Verdict.PASS]
    assert SENTENCE in run.ended.out.splitlines()[-1]
    assert f"was judged in part: {SENTENCE}" in (run.folder / "conformance.html").read_text("utf-8")
    assert not list((run.folder / "evidence").glob("cut-off-*"))
    for one in lost.left_behind:
        assert SENTENCE in one
