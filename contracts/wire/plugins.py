"""Auth plugins: authentication that a user brings, as requests knows it.

`module:callable` is imported from the folder of the target file or from what is installed, and
called with the settings of the target file; it returns a `requests.auth.AuthBase`. A parameter
named `session` is given a session whose requests are recorded as the plugin's own.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests
from requests.auth import AuthBase

from contracts.model import ConfigurationError, PluginAuth, Secret

_SESSION = "session"


def check_plugin(auth: PluginAuth) -> None:
    """Raise ConfigurationError where the plugin cannot be found, or not be called like this."""
    _bound(auth)


def make_plugin(auth: PluginAuth, session: requests.Session) -> AuthBase:
    """What the plugin returns. Raises ConfigurationError where it raises or returns else."""
    function, wants_session = _bound(auth)
    settings = {name: revealed(value) for name, value in auth.settings}
    if wants_session:
        settings[_SESSION] = session
    try:
        with _folder_importable(auth.folder):
            made = function(**settings)
    except Exception as trouble:  # noqa: BLE001 - whatever the code of a user raises
        msg = f"the auth plugin {auth.plugin} raised {told(trouble)}"
        raise ConfigurationError(msg) from None
    if not isinstance(made, AuthBase):
        kind = type(made).__name__
        msg = f"the auth plugin {auth.plugin} returned {kind}, not a requests.auth.AuthBase"
        raise ConfigurationError(msg)
    return made


def revealed(value: Any) -> Any:
    """A setting with the values of its secrets, for the plugin alone."""
    match value:
        case Secret():
            return value.reveal()
        case tuple():
            return [revealed(one) for one in value]
    return value


def secrets_in(auth: PluginAuth) -> Iterator[Secret]:
    """Every secret of the settings."""
    for _, value in auth.settings:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Secret):
                yield one


def told(trouble: BaseException) -> str:
    """An exception in a line, as far as it says anything."""
    text = " ".join(str(trouble).split())
    return f"{type(trouble).__name__}: {text}".removesuffix(": ")


def _bound(auth: PluginAuth) -> tuple[Callable[..., Any], bool]:
    """The callable, and whether it takes a session; its arguments fit."""
    function = _found(auth)
    names = dict(auth.settings)
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return function, False
    wants_session = _SESSION in signature.parameters and _SESSION not in names
    given = {**names, **({_SESSION: None} if wants_session else {})}
    try:
        signature.bind(**given)
    except TypeError as trouble:
        takes = ", ".join(signature.parameters) or "nothing"
        msg = f"{auth.plugin}: {trouble}; it takes {takes}"
        raise ConfigurationError(msg) from None
    return function, wants_session


def _found(auth: PluginAuth) -> Callable[..., Any]:
    module, _, name = auth.plugin.partition(":")
    try:
        with _folder_importable(auth.folder):
            found: Any = importlib.import_module(module)
    except Exception as trouble:  # noqa: BLE001 - whatever the code of a user raises
        missing = isinstance(trouble, ModuleNotFoundError) and trouble.name == module
        reason = (
            f"there is no module {module}, neither in {auth.folder} nor installed"
            if missing
            else f"{module} cannot be imported ({told(trouble)})"
        )
        msg = f"{auth.plugin}: {reason}"
        raise ConfigurationError(msg) from None
    for part in name.split("."):
        found = getattr(found, part, None)
        if found is None:
            msg = f"{auth.plugin}: the module {module} has no {name}"
            raise ConfigurationError(msg)
    if not callable(found):
        msg = f"{auth.plugin}: {name} is {type(found).__name__}, not callable"
        raise ConfigurationError(msg)
    function: Callable[..., Any] = found
    return function


@contextmanager
def _folder_importable(folder: str) -> Iterator[None]:
    """Modules of `folder` can be imported, after all others of the same name."""
    sys.path.append(folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
