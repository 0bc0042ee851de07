"""Targets that are no server, or a hostile one: a verdict with its reason, never a hang."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from contracts.model import RunVerdict, Verdict

QUICK = "limits = {timeout_s = 0.1, connect_timeout_s = 0.3, max_body = 65536}"
MOST = 100
REASONS = {
    "refused": "refused",
    "hangs-up": "the connection",
    "resets": "reset the connection",
    "silent": "no reply",
    "no-http": 'status line is "SSH-2.0',
    "bytes": "does not keep to HTTP",
    "endless-head": "no reply",
    "endless-body": "a body of more than 64 KiB",
}
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


@pytest.fixture(scope="module")
def run(
    judged: Callable[..., Any], hostile: dict[str, Any], target_file: Callable[..., Any]
) -> Callable[[str], Any]:
    """Judge one of the hostile servers, once."""
    done: dict[str, Any] = {}

    def judge(name: str) -> Any:
        if name not in done:
            url = hostile[name].url if name in hostile else "http://127.0.0.1:9"
            done[name] = judged(target_file(name, url, QUICK), "--depth", "quick")
        return done[name]

    return judge


@pytest.mark.parametrize("name", REASONS)
def test_nothing_usable_comes_back(run: Callable[[str], Any], name: str) -> None:
    run_ = run(name)
    assert run_.ended.code == 3
    assert run_.ended.err == ""
    (target,) = run_.results.targets
    # Where nothing usable comes back, few requests are wasted on it.
    assert target.exchanges <= MOST
    assert REASONS[name] in (target.unreached or "")
    assert target.verdict is RunVerdict.NOT_VERIFIED
    assert not {Verdict.PASS, Verdict.FAIL, Verdict.ERROR} & set(run_.verdicts.values())
    assert all(run_.reasons.values())
    assert (run_.folder / "conformance.html").is_file()


def test_a_silent_target_costs_a_few_timeouts(run: Callable[[str], Any]) -> None:
    assert run("silent").results.targets[0].exchanges <= 5


def test_broken_xml_fails(run: Callable[[str], Any]) -> None:
    run_ = run("broken-xml")
    assert run_.ended.code == 1
    assert run_.ended.err == ""
    assert run_.verdicts["UPT-XML-01"] is Verdict.FAIL
    assert run_.results.verdict is RunVerdict.NOT_CONFORMING


def test_texts_of_a_target_steer_no_terminal(run: Callable[[str], Any]) -> None:
    run_ = run("escapes")
    assert run_.ended.code == 1
    assert not STEERING.search(run_.ended.out + run_.ended.err)
    assert "\\x9b" in run_.ended.out
    assert "\x9b" not in (run_.folder / "tests.html").read_text(encoding="utf-8")
