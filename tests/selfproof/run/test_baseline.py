"""A baseline from the first failing run to the day on which an entry has to go."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from contracts.model import Verdict
from tests.selfproof.run.conftest import call


def _said(arguments: list[str]) -> tuple[int, str]:
    """The exit code of a command and what it printed."""
    with redirect_stdout(io.StringIO()) as out:
        code = call(arguments)
    return code, out.getvalue()


def test_a_baseline_is_made_filled_in_and_held(
    judged: Callable[..., Any],
    served: Callable[..., str],
    tmp_path: Path,
) -> None:
    path = tmp_path / "baseline.yaml"
    options = ["--baseline", path, "--depth", "quick", "--select", "UPT-ID-0*"]
    url = ["--api", "uptivity", "--url", served(faults=["request-id-zeros-dropped"])]
    first = judged(*url, *options, "--update-baseline")
    assert first.ended.code == 0, first.ended.err
    failed = {one for one, verdict in first.verdicts.items() if verdict is Verdict.FAIL}
    assert "UPT-ID-02" in failed
    text = path.read_text("utf-8")
    assert all(one in text for one in failed)
    assert "Add a reason and an owner" in first.ended.out

    second = judged(*url, *options)
    assert second.ended.code == 2
    assert "has no reason; say why it is tolerated" in second.ended.err
    assert not second.folder.exists()

    path.write_text(text.replace("''", "ticket 7"), encoding="utf-8")
    report = ["report", str(first.folder), "--baseline", str(path)]
    code, out = _said(report)
    assert code == 0
    assert f"Baseline: 0 new, 0 stale, {len(failed)} accepted by" in out

    passed = next(one for one, verdict in first.verdicts.items() if verdict is Verdict.PASS)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"- {{requirement: {passed}, reason: a, owner: b}}\n")
    code, out = _said(report)
    assert code == 1
    assert f"{passed}: it passes; take the entry out" in out

    path.write_text("entries: []\n", encoding="utf-8")
    code, out = _said(report)
    assert code == 1
    assert f"Baseline: {len(failed)} new, 0 stale" in out


def test_update_baseline_needs_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    assert call(["run", "--update-baseline"]) == 2
    assert "give --baseline FILE too" in capfd.readouterr().err
