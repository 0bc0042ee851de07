"""Target files that are read in one place and used in another."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from contracts.model import Secret

_WHOLE = frozenset({"auth", "proxy"})
"""Tables whose keys belong together: one's own takes the place of the default."""
_FILES = ("ca_file", "client_cert", "client_key")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

Document = Mapping[str, Any]


def merged(own: Document, defaults: Document) -> dict[str, Any]:
    """A document, with `defaults` where it says nothing."""
    found = dict(defaults)
    for key, value in own.items():
        below = defaults.get(key)
        both = isinstance(value, Mapping) and isinstance(below, Mapping) and key not in _WHOLE
        found[key] = merged(value, below) if both and below is not None else value
    return found


def as_elsewhere(document: Document) -> dict[str, Any]:
    """A document to be checked where neither its secrets nor its certificates have to be.

    Whether a plugin and its settings can be used, only the worker knows.
    """

    def facts(target: Document) -> dict[str, Any]:
        auth = target.get("auth")
        if isinstance(auth, Mapping) and isinstance(auth.get("plugin"), str):
            target = {key: value for key, value in target.items() if key != "auth"}
        found = _with_secrets(target, _unread)
        tls = found.get("tls")
        if isinstance(tls, Mapping):
            found["tls"] = {
                key: value
                for key, value in tls.items()
                if key not in _FILES or not isinstance(value, str)
            }
        return found

    return _with_target(document, facts)


def placed(document: Document, folder: Path) -> dict[str, Any]:
    """A document whose relative paths start at `folder`, with these paths written out."""

    def path(given: Any) -> Any:
        return os.path.normpath(folder / given) if isinstance(given, str) else given

    def facts(target: Document) -> dict[str, Any]:
        found = _with_secrets(
            target, lambda one: {"file": path(one["file"])} if "file" in one else dict(one)
        )
        if "kit" in found:
            found["kit"] = path(found["kit"])
        tls = found.get("tls")
        if isinstance(tls, Mapping):
            found["tls"] = {key: path(one) if key in _FILES else one for key, one in tls.items()}
        return found

    return _with_target(document, facts)


def _with_target(document: Document, change: Callable[[Document], Any]) -> dict[str, Any]:
    target = document.get("target")
    return {**document, **({"target": change(target)} if isinstance(target, Mapping) else {})}


def _with_secrets(target: Document, change: Callable[[Document], Any]) -> dict[str, Any]:
    return {key: _deep(one, change) if key in _WHOLE else one for key, one in target.items()}


def _deep(value: Any, change: Callable[[Document], Any]) -> Any:
    if isinstance(value, list):
        return [_deep(one, change) for one in value]
    if not isinstance(value, Mapping):
        return value
    if _is_secret(value):
        return change(value)
    return {key: _deep(one, change) for key, one in value.items()}


def _is_secret(value: Document) -> bool:
    match dict(value):
        case {"env": str(name), **rest} if not rest:
            return _NAME.fullmatch(name) is not None
        case {"file": str(name), **rest} if not rest:
            return bool(name)
    return False


def _unread(one: Document) -> Secret:
    return Secret("", next(iter(one.values())))
