"""`hub` on the command line: tokens, and what it refuses to serve."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from contracts.store import check_token, open_store


def test_a_token_is_shown_once_listed_and_revoked(command: Any, tmp_path: Path) -> None:
    url = str(tmp_path / "store.sqlite")
    made = command("hub", "--store", url, "token", "ci")
    other = command("hub", "token", "night", "--days", "3", "--store", url)
    assert (made.code, other.code) == (0, 0)
    assert made.out.startswith("ucc_")
    with open_store(url) as store:
        assert check_token(store, made.out.strip()) is not None
        later = dt.datetime.now(dt.UTC) + dt.timedelta(days=4)
        assert check_token(store, other.out.strip(), at=later) is None
    listed = command("hub", "tokens", "--store", url)
    assert "ci: made" in listed.out
    assert "night: made" in listed.out
    assert "good until" in listed.out
    assert made.out.strip() not in listed.out
    assert command("hub", "--store", url, "revoke", "ci").code == 0
    assert "revoked" in command("hub", "tokens", "--store", url).out
    again = command("hub", "--store", url, "token", "ci")
    assert (again.code, "has a token 'ci' already" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hub", "--store", "none.sqlite"], "there is no store none.sqlite"),
        (["hub", "--store", "mysql://h/d"], "of a kind that is not known"),
        (["hub", "--root-path", "contracts"], "--root-path: 'contracts' is no path"),
        (["hub", "--certificate", "store.sqlite"], "go together"),
        (["hub", "tokens", "--store", "none.sqlite"], "there is no store none.sqlite"),
        (["hub", "--store", "store.sqlite", "revoke", "ci"], "has no token 'ci'"),
        (["hub", "token", " "], "NAME has 1 to 100 characters"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("store.sqlite").close()
    ended = command(*arguments)
    assert ended.code == 2
    assert said in ended.err
    assert ended.err.count("\n") == 1
