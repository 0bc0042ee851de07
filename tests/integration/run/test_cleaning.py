"""What `uc-contracts cleanup` finds in the folder of a run over several targets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from contracts.cli.cleaning import clean
from contracts.cli.exits import Exit
from contracts.engine import Facts, TargetOptions
from contracts.engine.budget import Allowance
from contracts.engine.description import described
from contracts.model import Created, Creating
from contracts.reference import Serving, find
from contracts.targets import from_address
from contracts.wire import Recorder


def _file(folder: Path, name: str, url: str) -> Path:
    path = folder / f"{name}.toml"
    text = f'[target]\napi = "voss"\nbase_url = "{url}"\nallow = "write"\n'
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Any:
    """Two servers, and the log of a run over both that was killed."""
    server = find("voss")
    with Serving([server.build(), server.build()]) as serving:
        urls = [origin + server.base_path for origin in serving.origins]
        files = [_file(tmp_path, name, url) for name, url in zip("ab", urls, strict=True)]
        recorder = Recorder(tmp_path / "run", "gw0")
        recorder.emit(Facts(tmp_path, "2026-01-01T00:00:00+00:00").head())
        for file, url in zip(files, urls, strict=True):
            target = from_address("voss", url)
            event = described(target, TargetOptions(files=(file,)))
            recorder.emit(type(event)(**{**_fields(event), "target": file.stem}))
        yield recorder, tmp_path / "run", files
        recorder.close()


def _fields(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__struct_fields__} | {"origin": ""}


def _entry(emit: Callable[..., None], target: str, fate: Literal["gone", "left"] | None) -> None:
    """An entry with the number that those of the other target have, too."""
    emit(Creating(target, "gw0-1", "data/Contact", "ucc-none", {"hierarchy": "sys"}))
    if fate is not None:
        emit(Created(target, "gw0-1", fate, {}, "it was in use"))


def test_what_is_left_on_one_target_is_not_hidden_by_another(
    place: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    recorder, folder, files = place
    _entry(recorder.emit, "b", "left")
    _entry(recorder.emit, "a", "gone")
    assert clean(folder, files[1:]) is Exit.OK
    assert "Removed 1 of 1." in capsys.readouterr().out
    assert clean(folder, files[1:]) is Exit.OK
    assert "Nothing to remove" in capsys.readouterr().out


def test_what_is_left_on_both_is_looked_for_on_both(
    place: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    recorder, folder, files = place
    _entry(recorder.emit, "a", None)
    _entry(recorder.emit, "b", "left")
    assert clean(folder, files) is Exit.OK
    assert "Removed 2 of 2." in capsys.readouterr().out


def test_a_clean_up_ends_and_goes_on_another_time(
    place: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, folder, files = place
    _entry(recorder.emit, "a", None)
    with monkeypatch.context() as patched:
        allowance = Allowance(exchanges=0, work="the clean-up")
        patched.setattr("contracts.engine.session._TO_CLEAN_UP", allowance)
        assert clean(folder, files[:1]) is Exit.UNJUDGED
    assert "the clean-up did not end: it sent 0 requests" in capsys.readouterr().out
    assert clean(folder, files[:1]) is Exit.OK
