"""A target file to fill in: what is known of the target, and all else as comments."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from contracts.catalogue import Spec

_WIDTH = 98
_COMMON = """\
# auth = {type = "basic", username = "admin", password = {env = "LAB_PASSWORD"}}
# auth = {type = "bearer", token = {env = "LAB_TOKEN"}}
# auth = {type = "api-key", key = {file = "key.txt"}, header = "x-api-key"}
# tls = {verify = true, ca_file = "lab-ca.pem", client_cert = "me.pem", client_key = "me.key"}
# proxy = {url = "http://proxy.example:3128"}     # or {environment = true}; else there is none
# limits = {timeout_s = 10, connect_timeout_s = 5, rate = "20/s", max_body = "16 MiB"}
"""
_PLACEHOLDERS = {"string": '"…"', "integer": "0", "number": "0", "boolean": "true", "array": "[]"}


def template(spec: Spec, base_url: str, seen: str, *, credentials: bool) -> str:
    """The text of a target file; `seen` says how the target answered, in a line.

    `credentials` is whether it asked for some.
    """
    return "\n".join(_lines(spec, base_url, seen, credentials=credentials)) + "\n"


def _lines(spec: Spec, base_url: str, seen: str, *, credentials: bool) -> Iterator[str]:
    catalogue = spec.catalogue
    yield f"# A target of uc-contracts: {catalogue.title}."
    yield f"# Looked at by one reading request: {_one_line(seen)}."
    yield "# What is commented out has the value of its comment, or is not known."
    yield ""
    yield "[target]"
    yield f"api = {json.dumps(catalogue.api)}"
    yield '# name = "Lab, release 21.4"                    # what reports call it'
    yield f"base_url = {json.dumps(base_url)}"
    yield 'allow = "read"                                 # "write": data may be changed'
    if credentials:
        yield "# The target asked for credentials: take one of these."
    yield from _COMMON.splitlines()
    yield ""
    yield "[supports]"
    yield "# What the target claims. A feature that it does not have is not asked of it: = false."
    for name, text in catalogue.features.items():
        yield from _commented(f"{name} = true", text)
    yield ""
    yield "[readings]"
    yield "# How an ambiguous place is read; `uc-contracts explain ID` tells more."
    for entry in catalogue.ambiguities.values():
        others = [one.name for one in entry.readings if one.name != entry.chosen]
        also = f" Or: {', '.join(others)}." if others else ""
        yield from _commented(f"{entry.id} = {json.dumps(entry.chosen)}", f"{entry.problem}{also}")
    yield ""
    yield "[data]"
    yield "# What the suite must be told about this system; every key may be left out."
    for name, schema in data_keys(spec).items():
        yield from _commented(
            f"{name} = {_placeholder(schema)}", str(schema.get("description", ""))
        )


def data_keys(spec: Spec) -> Mapping[str, Mapping[str, Any]]:
    """The keys that `[data]` may have, with the schema of each."""
    path = spec.directory / "data.schema.json"
    if not path.is_file():
        return {}
    found: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text("utf-8"))["properties"]
    return found


def _placeholder(schema: Mapping[str, Any]) -> str:
    if "properties" in schema:
        required = schema.get("required", ())
        inner = (f"{name} = {_placeholder(schema['properties'][name])}" for name in required)
        return f"{{{', '.join(inner)}}}"
    if "items" in schema and "properties" in schema["items"]:
        return f"[{_placeholder(schema['items'])}]"
    return _PLACEHOLDERS.get(str(schema.get("type", "string")), '"…"')


def _commented(line: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(
        _one_line(text), _WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False
    )
    yield f"# {line}"


def _one_line(text: str) -> str:
    """`text` without what would end a comment or steer whoever reads it."""
    return "".join(one if one.isprintable() else " " for one in " ".join(text.split()))
