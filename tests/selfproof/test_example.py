"""The example kit is proven: SCIM users, with a server, faults and liberties of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts import reference
from contracts.catalogue import add_kit, load
from contracts.lint import lint
from contracts.selfproof import BAD, Outcome, Trials

_HOME = Path(__file__).parents[2] / "examples" / "scim"


@pytest.fixture(scope="module")
def trials() -> Iterator[Trials]:
    """The trials of the kit, many servers in one run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UC_CONTRACTS_KITS", "")
        kit = add_kit(_HOME)
        server = reference.find(kit.name)
        spec = load(kit.name)
        yield Trials(spec, server.build, server.base_path, reference=server, jobs=2, at_once=40)


def test_there_is_no_mistake_in_it() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UC_CONTRACTS_KITS", "")
        assert lint(add_kit(_HOME)) == []


def test_its_server_conforms_and_null_servers_earn_nothing(trials: Trials) -> None:
    found = [trials.conforming(), *trials.nulls()]
    assert {one.name: one.text for one in found if one.outcome in BAD} == {}


def test_its_faults_are_found_and_break_nothing_else(trials: Trials) -> None:
    found = list(trials.faults(list(reference.find("scim").faults)))
    assert len(found) == 19
    assert {one.name: one.text for one in found if one.outcome is not Outcome.KILLED} == {}
