"""A secret's value leaves through `reveal` alone."""

from __future__ import annotations

import copy
import io
import json
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from contracts.model import Allow, ApiKeyAuth, Auth, BasicAuth, BearerAuth, Secret, Target

VALUE = "hunter2-correct-horse"


@pytest.fixture(scope="session")
def secret() -> Secret:
    """A password from the environment."""
    return Secret(VALUE, "$LAB_PASSWORD")


@pytest.fixture(params=["basic", "bearer", "api-key"])
def target(request: pytest.FixtureRequest, secret: Secret) -> Target:
    """A target that was told the secret."""
    kinds: dict[str, Auth] = {
        "basic": BasicAuth("admin", secret),
        "bearer": BearerAuth(secret, secret),
        "api-key": ApiKeyAuth(secret),
    }
    return Target("lab", "voss", "Lab", "https://lab.test", Allow.READ, kinds[request.param])


SHOWN: dict[str, Callable[[Any], str]] = {
    "repr": repr,
    "str": str,
    "format": format,
    "f-string": lambda one: f"{one} {one!r} {one!s} {one!a}",
    "percent": lambda one: "%s %r" % (one, one),  # noqa: UP031 - a way of logging
    "in a list": lambda one: str([one, {"password": one}]),
}


@pytest.mark.parametrize("way", SHOWN)
def test_a_secret_shows_its_origin_and_not_its_value(secret: Secret, way: str) -> None:
    text = SHOWN[way](secret)
    assert VALUE not in text
    assert "$LAB_PASSWORD" in text


@pytest.mark.parametrize("way", SHOWN)
def test_a_target_does_not_show_its_secret(target: Target, way: str) -> None:
    assert VALUE not in SHOWN[way](target)


def test_a_format_specification_shows_nothing(secret: Secret) -> None:
    with pytest.raises(TypeError) as caught:
        format(secret, ">40")
    assert VALUE not in str(caught.value)


def test_the_value_is_there_for_whoever_asks(secret: Secret) -> None:
    assert secret.reveal() == VALUE


ENCODERS: dict[str, Callable[[Any], Any]] = {
    "msgspec json": msgspec.json.encode,
    "msgspec msgpack": msgspec.msgpack.encode,
    "msgspec builtins": msgspec.to_builtins,
    "json": json.dumps,
    "pickle": pickle.dumps,
    "pickle, oldest protocol": lambda one: pickle.dumps(one, 0),
    "copy": copy.copy,
}


@pytest.mark.parametrize("way", ENCODERS)
def test_a_secret_is_not_encoded(secret: Secret, way: str) -> None:
    with pytest.raises(TypeError) as caught:
        ENCODERS[way](secret)
    assert VALUE not in str(caught.value)


@pytest.mark.parametrize("way", [one for one in ENCODERS if one not in {"json", "copy"}])
def test_a_target_with_a_secret_is_not_encoded(target: Target, way: str) -> None:
    with pytest.raises(TypeError) as caught:
        ENCODERS[way](target)
    assert VALUE not in str(caught.value)


def test_a_secret_has_no_attributes_that_vars_could_list(secret: Secret) -> None:
    with pytest.raises(TypeError):
        vars(secret)


def test_a_traceback_with_locals_does_not_show_the_value(target: Target) -> None:
    def judge(told: Target) -> None:
        auth = told.auth
        raise RuntimeError(told, auth)

    out = io.StringIO()
    try:
        judge(target)
    except RuntimeError as trouble:
        told = traceback.TracebackException.from_exception(trouble, capture_locals=True)
        out.write("".join(told.format()))
    assert "auth = " in out.getvalue()
    assert VALUE not in out.getvalue()


def test_a_failed_comparison_of_secrets_does_not_show_the_value(secret: Secret) -> None:
    with pytest.raises(AssertionError) as caught:
        assert secret == Secret("another", "$OTHER")
    assert VALUE not in str(caught.value)


def test_secrets_are_equal_by_value_whatever_their_origin(secret: Secret) -> None:
    other = Secret(VALUE, "file:password")
    assert secret == other
    assert hash(secret) == hash(other)
    assert secret != VALUE
