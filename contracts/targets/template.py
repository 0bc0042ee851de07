"""A target file to fill in: what is known of the target, and all else as comments."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from contracts.catalogue import Spec, specs_dir
from contracts.model import Limits
from contracts.targets.address import is_loopback
from contracts.targets.values import RATE

_WIDTH = 98
_ALLOW = """\
# What the suite may send. "read": GET and HEAD requests that change nothing.
# "write": it also creates, changes and removes things of its own; things that it did not create
# stay as they are. The report names what it could not remove.
"""
_AUTH = """\
# auth = {type = "none"}
# … or one of these, with the secret in an environment variable or a file:
#   auth = {type = "basic", username = "admin", password = {env = "LAB_PASSWORD"}}
#   auth = {type = "bearer", token = {env = "LAB_TOKEN"}}
#   auth = {type = "api-key", key = {file = "key.txt"}, header = "x-api-key"}
# … or with your own code, module:callable, which returns a requests AuthBase; other keys are its
# arguments:
#   auth = {plugin = "lab_auth:OAuth", client_id = "suite", client_secret = {env = "LAB_SECRET"}}
"""
_WAY = """\
# tls = {verify = true}
# … with, where needed, ca_file = "lab-ca.pem", client_cert = "me.pem", client_key = "me.key"
# No proxy is used, unless: proxy = {url = "http://proxy.example:3128"} or {environment = true}
"""
_PLACEHOLDERS = {
    "string": '"…"',
    "integer": "0",
    "number": "0",
    "boolean": "true",
    "array": "[]",
    "object": "{}",
}


def template(
    spec: Spec, base_url: str, seen: str, *, credentials: bool, kit: Path | None = None
) -> str:
    """The text of a target file; `seen` says how the target answered, in a line.

    `credentials` is whether it asked for some, `kit` the folder of a kit that has to be named.
    """
    lines = _lines(spec, base_url, seen, credentials=credentials, kit=kit)
    return "\n".join(lines) + "\n"


def _lines(
    spec: Spec, base_url: str, seen: str, *, credentials: bool, kit: Path | None
) -> Iterator[str]:
    catalogue = spec.catalogue
    yield f"#:schema {(specs_dir() / 'target.schema.json').resolve().as_uri()}"
    yield f"# A target of uc-contracts: {catalogue.title}."
    yield f"# Probed with read-only requests: {_one_line(seen)}."
    yield "# A value in a comment is the default in force, unless the comment says otherwise."
    yield ""
    yield "[target]"
    if kit is not None:
        yield f"kit = {json.dumps(str(kit))}"
    yield f"api = {json.dumps(catalogue.api)}"
    yield f"base_url = {json.dumps(base_url)}"
    yield f"# name = {json.dumps(base_url)}"
    yield '# … is what reports call it; for example: name = "Lab, release 21.4"'
    yield from _ALLOW.splitlines()
    yield 'allow = "read"'
    if credentials:
        yield "# The target requires credentials."
    yield from _AUTH.splitlines()
    yield from _WAY.splitlines()
    yield from _limits(base_url)
    yield ""
    yield "[supports]"
    yield "# What the target claims to support. Set a feature to false if it does not have it."
    for name, text in catalogue.features.items():
        yield from _commented(f"{name} = true", text)
    yield ""
    yield "[readings]"
    yield "# How an ambiguous place is read; `uc-contracts explain ID` shows the readings."
    for entry in catalogue.ambiguities.values():
        others = [one.name for one in entry.readings if one.name != entry.chosen]
        also = f" Or: {', '.join(others)}." if others else ""
        yield from _commented(f"{entry.id} = {json.dumps(entry.chosen)}", f"{entry.problem}{also}")
    yield ""
    yield from _data(data_keys(spec))


def _limits(base_url: str) -> Iterator[str]:
    limits = Limits()
    rate = "" if is_loopback(base_url) else f', rate = "{RATE}"'
    yield (
        f"# limits = {{timeout_s = {limits.timeout_s:g}, "
        f"connect_timeout_s = {limits.connect_timeout_s:g}, "
        f'max_body = "{limits.max_body >> 20} MiB", connections = {limits.connections}{rate}}}'
    )
    if not rate:
        yield f'# On the loopback there is no rate limit, unless: rate = "{RATE}"'


def _data(keys: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "[data]"
    yield "# What the suite needs to know about this system; every key is optional."
    for name, schema in keys.items():
        if "default" in schema:
            yield from _commented(f"{name} = {json.dumps(schema['default'])}", _about(schema))
    without = [(name, schema) for name, schema in keys.items() if "default" not in schema]
    if without:
        yield "#"
        yield "# These have no default; the values show the form."
    for name, schema in without:
        yield from _commented(f"{name} = {_placeholder(schema)}", _about(schema))


def _about(schema: Mapping[str, Any]) -> str:
    return str(schema.get("description", ""))


def data_keys(spec: Spec) -> Mapping[str, Mapping[str, Any]]:
    """The keys that `[data]` may have, with the schema of each."""
    found: Mapping[str, Mapping[str, Any]] = spec.data_schema["properties"]
    return found


def _placeholder(schema: Mapping[str, Any]) -> str:
    if "properties" in schema:
        required = schema.get("required", ())
        inner = (f"{name} = {_placeholder(schema['properties'][name])}" for name in required)
        return f"{{{', '.join(inner)}}}"
    if "items" in schema:
        return f"[{_placeholder(schema['items'])}]"
    if "enum" in schema:
        return json.dumps(schema["enum"][0])
    kind = schema.get("type", "string")
    return _PLACEHOLDERS.get(kind[0] if isinstance(kind, list) else str(kind), '"…"')


def _commented(line: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        _one_line(text),
        _WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield f"# {line}"


def _one_line(text: str) -> str:
    """`text` without what would end a comment or steer whoever reads it."""
    return "".join(one if one.isprintable() else " " for one in " ".join(text.split()))
