"""What a conformance test must not do is the suite's own error, never the target's failure."""

from __future__ import annotations

import textwrap
from pathlib import Path

import msgspec
import pytest

from contracts.cli.exits import Exit
from contracts.cli.judging import Asked, run_tests
from contracts.engine import RunOptions, TargetOptions
from contracts.model import Results, Verdict

HEAD = "import pytest\nfrom contracts.model import *\nreq = pytest.mark.requirement\n"
SERVED = """
@pytest.fixture
def breaks():
    raise RuntimeError("no setup")

@pytest.fixture
def breaks_late():
    yield
    raise RuntimeError("no teardown")

@req("UPT-ID-01")
def test_judges_nothing(uptivity, judge): uptivity.test("1")

@req("UPT-ID-02")
def test_passes_without_an_exchange(uptivity, judge): judge.holds(True, "")

@req("UPT-ID-03")
def test_raises(uptivity, judge): 1 / 0

@req("UPT-ID-04")
def test_asserts(uptivity, judge): assert uptivity is None

@req("UPT-ID-05")
def test_setup(uptivity, judge, breaks): pass

@req("UPT-OK-01")
def test_teardown(uptivity, judge, breaks_late):
    uptivity.test("1")
    judge.holds(True, "")

@req("UPT-OK-02")
def test_exits(uptivity, judge): raise SystemExit(0)

@req("UPT-OK-03")
def test_skips(uptivity, judge): pytest.skip("why not")

@req("UPT-XML-01")
@req("UPT-XML-02")
def test_does_not_say_which(uptivity, judge):
    uptivity.test("1")
    judge.holds(False, "")

@req("UPT-ERR-01")
def test_judges_what_it_does_not_name(uptivity, judge):
    with judge.of("UPT-ERR-02"):
        pass

@req("UPT-ERR-03")
def test_sends_what_is_not_documented(uptivity, judge):
    uptivity.get((("requestid", "1"),))
"""
REASONS = {
    "UPT-ID-01": "the test said nothing of UPT-ID-01",
    "UPT-ID-02": "the test passed UPT-ID-02 without a single exchange",
    "UPT-ID-03": "ZeroDivisionError",
    "UPT-ID-04": "AssertionError",
    "UPT-ID-05": "the setup of its test broke down: RuntimeError: no setup",
    "UPT-OK-01": "the teardown of its test broke down: RuntimeError: no teardown",
    "UPT-OK-02": "SystemExit",
    "UPT-OK-03": "Skipped: why not",
    "UPT-XML-01": "has to say which one it judges",
    "UPT-XML-02": "has to say which one it judges",
    "UPT-ERR-01": "which its marker does not name",
    "UPT-ERR-03": "a request of our own is not documented (commandByGet)",
}

UNCOLLECTABLE = {
    '@req("UPT-ID-99")\ndef test_(uptivity, judge): pass': "unknown requirement 'UPT-ID-99' (did",
    "def test_(uptivity, judge): pass": "a conformance test names its requirement",
    '@req("UPT-ID-01")\ndef test_(uptivity): pass': "a conformance test asks for `judge`",
    '@req("UPT-ID-01")\n@pytest.mark.skip\ndef test_(uptivity, judge): pass': "not marked skip",
    '@req("UPT-ID-01")\n@pytest.mark.xfail\ndef test_(uptivity, judge): pass': "not marked xfail",
    "import nothing_of_the_kind": "No module named 'nothing_of_the_kind'",
}


def _run(folder: Path, text: str) -> Exit:
    (folder / "test_thrown_away.py").write_text(HEAD + textwrap.dedent(text), encoding="utf-8")
    report = folder / "report"
    options = RunOptions(TargetOptions(apis=("uptivity",)), command="uc-contracts run")
    return run_tests([folder], report, Asked(options, quiet=True))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Exit, Results]:
    """A run of tests that break the rules."""
    folder = tmp_path_factory.mktemp("rules")
    code = _run(folder, SERVED)
    found = (folder / "report" / "results.json").read_bytes()
    return code, msgspec.json.decode(found, type=Results)


def test_the_run_ends_as_the_suites_own_error(results: tuple[Exit, Results]) -> None:
    assert results[0] is Exit.SUITE


@pytest.mark.parametrize("identifier", REASONS)
def test_error(results: tuple[Exit, Results], identifier: str) -> None:
    (one,) = (r for r in results[1].targets[0].requirements if r.id == identifier)
    assert one.verdict is Verdict.ERROR
    assert REASONS[identifier] in one.reason


def test_no_target_fails_for_it(results: tuple[Exit, Results]) -> None:
    verdicts = {one.verdict for one in results[1].targets[0].requirements}
    assert Verdict.FAIL not in verdicts


@pytest.mark.parametrize("text", UNCOLLECTABLE, ids=UNCOLLECTABLE.values())
def test_not_collected(text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, text) is Exit.SUITE
    assert UNCOLLECTABLE[text] in capfd.readouterr().err
    assert not (tmp_path / "report" / "evidence").exists()


def test_nothing_to_run_is_no_success(tmp_path: Path) -> None:
    assert _run(tmp_path, "") in {Exit.UNJUDGED, Exit.SUITE}
