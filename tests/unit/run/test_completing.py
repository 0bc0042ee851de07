"""What a shell is offered, and what it needs for that."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.cli.main import cli


@pytest.fixture
def offered(command: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What bash is offered behind the words of a command line, the last of them begun."""

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv("_UC_CONTRACTS_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(("uc-contracts", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        return [line.partition(",")[2] for line in command().out.splitlines()]

    return ask


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["ser"], ["serve"]),
        (["run", "--api", ""], ["cisco-uds", "voss"]),
        (["serve", "--fault", "limit-ign"], ["limit-ignored"]),
        (["serve", "--liberty", "al"], ["all"]),
        (["serve", "--surround", "rate"], ["rate-limit"]),
        (["run", "--select", "voss-page-0"], ["VOSS-PAGE-05"]),
        (["explain", "UPT-AMB-1"], ["UPT-AMB-16"]),
        (["explain", "limit-ign"], ["limit-ignored"]),
        (["requirements", "--api", "genesys-u"], ["genesys-udm"]),
    ],
)
def test_names_are_offered(offered: Any, words: list[str], some: list[str]) -> None:
    found = offered(*words)
    assert set(some) <= set(found)
    assert all(one.casefold().startswith(words[-1].casefold()) for one in found)


def test_only_those_of_the_chosen_api_are_offered(offered: Any) -> None:
    assert "limit-ignored" not in offered("serve", "--api", "uptivity", "--fault", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script(command: Any, shell: str) -> None:
    ended = command("completion", shell)
    assert ended.code == 0
    assert "_UC_CONTRACTS_COMPLETE" in ended.out
    assert f"{shell}_complete" in ended.out
    assert cli.name == "cli"
