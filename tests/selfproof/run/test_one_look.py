"""A run begins with one look: what cannot be judged is one sentence, and exit code 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.model import RunVerdict
from contracts.reference import Serving, find
from contracts.selfproof import NULLS

ONE_SCREEN = 12_000
"""How long the text of a page of one screen is at most, its style aside."""
AUTH = 'auth = {type = "basic", username = "admin", password = {file = "wrong.txt"}}\n'


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """Servers by name: the reference server of VOSS, and what is none."""
    apps = {
        "right": find("voss").build(),
        "page": NULLS["html-page"],
        "absent": NULLS["always-404"],
        "another": find("cisco-uds").build(),
    }
    with Serving(list(apps.values())) as serving:
        yield dict(zip(apps, (f"{one}/api" for one in serving.origins), strict=True))


@pytest.fixture(scope="module")
def file_of(
    servers: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Path]:
    """A target file for one of the servers."""

    def write(name: str, server: str, auth: str = "") -> Path:
        folder = tmp_path_factory.mktemp("target")
        (folder / "wrong.txt").write_text("wrong", encoding="utf-8")
        path = folder / f"{name}.toml"
        text = f'[target]\napi = "voss"\nbase_url = "{servers[server]}"\n{auth}'
        path.write_text(text, encoding="utf-8")
        return path

    return write


CASES = {
    "page": ("page", "", "it answers with pages for a browser"),
    "absent": ("absent", "", "nothing of VOSS"),
    "another": ("another", "", "nothing of VOSS"),
    "password": ("right", AUTH, "it rejects the credentials"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_sentence_and_no_requirement(
    case: str, judged: Callable[..., Any], file_of: Callable[..., Path]
) -> None:
    server, auth, sentence = CASES[case]
    run = judged(file_of(case, server, auth), "--depth", "quick")
    assert (run.ended.code, run.ended.err) == (3, "")
    (target,) = run.results.targets
    assert sentence in (target.barred or "")
    assert target.verdict is RunVerdict.NOT_VERIFIED
    assert target.requirements == ()
    assert target.exchanges < 20
    assert sentence in run.ended.out
    assert "VOSS-LIST" not in run.ended.out
    assert (target.barred or "") in run.ended.out, "also what to do stands there"
    page = (run.folder / "conformance.html").read_text("utf-8")
    assert sentence in page
    assert "VOSS-LIST-01" not in page
    assert len(page.partition("</style>")[2].partition("<script")[0]) < ONE_SCREEN


@pytest.mark.parametrize("case", CASES)
def test_check_says_the_same(
    case: str, file_of: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    from tests.selfproof.run.conftest import call  # noqa: PLC0415 - a conftest is no module

    server, auth, sentence = CASES[case]
    assert call(["check", str(file_of(case, server, auth))]) == 3
    said = capfd.readouterr().out
    assert f"NOT READY: {sentence}" in said
    assert "Ready to run" not in said


def test_other_targets_are_judged(judged: Callable[..., Any], file_of: Callable[..., Path]) -> None:
    select = ("--select", "VOSS-AUTH-*", "--depth", "quick")
    run = judged(file_of("wrong", "absent"), file_of("lab", "right"), *select)
    assert run.ended.code == 3
    wrong, lab = run.results.targets
    assert wrong.barred
    assert lab.barred is None
    assert any(one.verdict == "pass" for one in lab.requirements)
