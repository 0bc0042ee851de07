"""Layers are chosen by name, and mistakes are named."""

from __future__ import annotations

import pytest

from contracts.model import ConfigurationError
from contracts.reference import SURROUNDINGS, available, find, read_choices


def test_a_layer_has_the_value_given_or_its_own() -> None:
    assert read_choices(["busy", "delay=7.5"]) == {"busy": 100, "delay": 7.5}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dealy", "nothing called 'dealy' can surround a server; there are: work-takes, "),
        ("delay=soon", "delay=soon: the value has to be a number above zero"),
        ("delay=0", "delay=0: the value has to be a number above zero"),
        ("delay=-1", "delay=-1: the value has to be a number above zero"),
        ("delay=inf", "delay=inf: the value has to be a number above zero"),
        ("delay=nan", "delay=nan: the value has to be a number above zero"),
    ],
)
def test_mistakes_are_named(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_choices([text])
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("api", available())
def test_a_server_takes_all_that_means_something_for_it(api: str) -> None:
    server = find(api)
    for name in SURROUNDINGS:
        if name in server.surroundings:
            server.build(surround={name: 1})
        else:
            with pytest.raises(ConfigurationError, match=f"{api} cannot be surrounded by {name}"):
                server.build(surround={name: 1})


def test_what_needs_no_data_goes_around_every_server() -> None:
    assert {"delay", "busy", "bad-gateway", "rate-limit"} <= set(find("uptivity").surroundings)
    assert "expiring" not in find("uptivity").surroundings
    assert "effects-late" not in find("genesys-ws").surroundings
    assert set(find("voss").surroundings) == set(SURROUNDINGS)
