"""All mutants of an API, read off its documents."""

from __future__ import annotations

import pytest

from contracts.catalogue import load
from contracts.mutate import mutants


@pytest.mark.parametrize("api", ["cisco-uds", "genesys-udm", "genesys-ws", "uptivity", "voss"])
def test_every_operation_has_mutants_each_of_its_own(api: str) -> None:
    spec = load(api)
    found = mutants(spec)
    assert len({one.id for one in found}) == len(found)
    assert {one.operation for one in found} == spec.operations.keys()
