"""A kit in a foreign folder is judged by the commands that judge what ships."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contracts import reference
from contracts.catalogue.kits import add_kit
from contracts.model import KITS, Verdict
from contracts.reference import Serving
from tests.selfproof.run.conftest import Judgement, call

KIT = Path(__file__).parents[1] / "kits" / "phone-book"
OFFSET = "PHB-getContacts-OFFSET"
EXTENSION = {
    "kit.toml": """\
name = "acme"
prefix = "ACME"
title = "ACME's contract on Uptivity"
extends = "uptivity"
""",
    "specs/requirements.yaml": """\
features: {}
requirements:
  - id: ACME-ID-01
    level: must
    statement: The request id may have 40 characters.
    section: Ids
    basis: stated
    feature: request-id
""",
    "tests/test_ids.py": """\
from contracts.kit import requirement


@requirement("ACME-ID-01")
def test_a_long_id_comes_back(uptivity, judge):
    answer = uptivity.test("1" * 40)
    judge.equal(answer.exchange.response.status, 200, "the status")
""",
}


@pytest.fixture(autouse=True, scope="module")
def no_kits() -> Iterator[None]:
    """No kit is named by the environment, and none is left there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KITS, "")
        yield


@pytest.fixture(scope="module")
def whole(judged: Callable[..., Judgement]) -> Judgement:
    """A run of the kit over its own server, in two processes."""
    return judged("--kit", KIT, "--jobs", 2)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A target file that names its kit, of a server whose lists know no offset."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(KIT, folder / "kit", ignore=shutil.ignore_patterns("__pycache__"))
    before = os.environ.get(KITS, "")
    add_kit(KIT)
    app = reference.find("phone-book").build(faults=["offset-ignored"])
    os.environ[KITS] = before
    with Serving([app]) as serving:
        path = folder / "lab.toml"
        path.write_text(
            f'[target]\nkit = "kit"\nbase_url = "{serving.origins[0]}"\nallow = "write"\n'
            'auth = {type = "bearer", token = {file = "token"}}\n',
            "utf-8",
        )
        (folder / "token").write_text("sesame", "utf-8")
        yield path


def _url(lab: Path) -> str:
    """The address in a target file."""
    return next(one for one in lab.read_text("utf-8").splitlines() if "base_url" in one).split('"')[
        1
    ]


def _copy(tmp_path: Path, **changed: str) -> Path:
    """The kit with other texts in its files."""
    folder = tmp_path / "changed"
    shutil.copytree(KIT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in changed.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_conforming_server_conforms(whole: Judgement) -> None:
    assert whole.ended.code == 0, whole.ended
    assert set(whole.verdicts.values()) == {Verdict.PASS}
    assert "PHB-ADD-01" in whole.verdicts
    assert whole.results.targets[0].left_behind == ()


def test_a_broken_server_fails_what_it_breaks(
    lab: Path,
    judged: Callable[..., Judgement],
    whole: Judgement,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = judged(lab)
    assert run.ended.code == 1
    assert [one for one, v in run.verdicts.items() if v is Verdict.FAIL] == [OFFSET]
    assert call(["compare", str(whole.folder), str(run.folder)]) in {1, 3}
    assert call(["report", str(run.folder), "--kit", str(KIT)]) == 1
    assert OFFSET in capsys.readouterr().out


def test_other_commands_know_the_kit(
    lab: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = f"--kit={KIT}"
    written = tmp_path / "new.toml"
    assert call(["init", kit, "--url", _url(lab), "-o", str(written)]) == 0
    assert f'kit = "{os.path.relpath(KIT, tmp_path)}"' in written.read_text("utf-8")
    assert call(["check", str(lab)]) == 0
    assert call(["requirements", kit, "--format", "json"]) == 0
    assert call(["explain", kit, OFFSET]) == 0
    assert call(["serve", kit, "--list"]) == 0
    assert call(["spec", kit]) == 0
    said = capsys.readouterr().out
    for text in ("Ready to run", "offset-ignored", "Judged by", "openapi.yaml"):
        assert text in said


def test_a_dry_run_sends_nothing(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["run", "--dry-run", "--select", "*-OFFSET", str(lab)]) == 0
    assert "Dry run of lab: nothing was sent to it." in capsys.readouterr().out


def test_a_kit_is_judged_beside_what_ships(judged: Callable[..., Judgement]) -> None:
    apis = ("--api", "phone-book", "--api", "uptivity")
    run = judged("--kit", KIT, *apis, "--select", OFFSET, "--select", "UPT-ID-01")
    assert run.ended.code == 0, run.ended
    assert {one.api for one in run.results.targets} == {"phone-book", "uptivity"}


def test_a_kit_adds_requirements_to_an_api_that_ships(
    tmp_path: Path, judged: Callable[..., Judgement]
) -> None:
    for name, text in EXTENSION.items():
        path = tmp_path / "acme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    select = ("--select", "ACME-*", "--select", "UPT-ID-01")
    run = judged("--kit", tmp_path / "acme", *select)
    assert run.ended.code == 0, run.ended
    verdicts = {one: verdict for one, verdict in run.verdicts.items() if verdict is Verdict.PASS}
    assert set(verdicts) >= {"ACME-ID-01", "UPT-ID-01"}


def test_a_file_that_cannot_be_read_costs_nothing_else(
    tmp_path: Path, judged: Callable[..., Judgement]
) -> None:
    kit = _copy(tmp_path, **{"tests/test_broken.py": "import nothing_of_that_name\n"})
    run = judged("--kit", kit, "--select", OFFSET, "--select", "PHB-ADD-01")
    assert run.ended.code == 4
    assert run.verdicts["PHB-ADD-01"] is Verdict.PASS
    (line,) = (one for one in run.ended.err.splitlines() if "test_broken.py" in one)
    assert line.endswith("line 1: ModuleNotFoundError: No module named 'nothing_of_that_name'")


def test_a_new_kit_runs_at_once(
    tmp_path: Path, lab: Path, judged: Callable[..., Judgement], capsys: pytest.CaptureFixture[str]
) -> None:
    document = KIT / "specs" / "openapi.yaml"
    new = tmp_path / "phone-book"
    assert call(["new", "phone-book", "--openapi", str(document), "-o", str(new)]) == 0
    assert f"uc-contracts run --kit {new} --url URL" in capsys.readouterr().out
    # The server describes itself, so that its credentials need not be told.
    run = judged("--kit", new, "--url", _url(lab), "--select", "*-getContacts-*")
    assert run.ended.code == 0, run.ended
    passed = {one for one, verdict in run.verdicts.items() if verdict is Verdict.PASS}
    assert passed == {f"PHON-getContacts-{one}" for one in ("STATUS", "MEDIA", "BODY", "AUTH")}


def test_a_must_without_a_test_ends_a_run(tmp_path: Path, judged: Callable[..., Judgement]) -> None:
    kit = _copy(tmp_path, **{"tests/test_contacts.py": ""})
    run = judged("--kit", kit, "--select", "PHB-ADD-01", "--select", OFFSET)
    assert run.ended.code == 4
    assert "no test of the kit judges PHB-ADD-01" in run.ended.out


def test_a_kit_that_does_not_load_is_left_out_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = _copy(tmp_path, **{"kit.toml": 'name = "phone-book"\nprefix = "phb"\n'})
    assert call(["requirements", "--kit", str(kit)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"uc-contracts: {kit}/kit.toml:")
    monkeypatch.setenv(KITS, str(kit))
    assert call(["explain", "UPT-ID-01"]) == 0
    assert capsys.readouterr().err.startswith(f"uc-contracts: a kit is left out: {kit}/kit.toml:")
