"""Every XSD of UDS has an example in the OpenAPI document, and each example is held to its XSD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from contracts.catalogue import load
from contracts.oracles import XmlBody

SPEC = load("cisco-uds")
DOCUMENT = SPEC.documents["openapi.yaml"]
EXAMPLES: dict[str, dict[str, str]] = DOCUMENT["components"]["examples"]


def _contents(node: Any) -> Iterator[dict[str, Any]]:
    """The media types that have an XSD."""
    if isinstance(node, dict):
        if "x-xsd" in node:
            yield node
        for value in node.values():
            yield from _contents(value)
    elif isinstance(node, list):
        for value in node:
            yield from _contents(value)


CONTENTS = list(_contents(DOCUMENT["paths"]))


def test_every_xsd_has_an_example() -> None:
    known = {path.name for path in SPEC.directory.glob("*.xsd")}
    assert {one["x-xsd"]["file"] for one in CONTENTS} == known
    named = {one["examples"]["sample"]["$ref"].rpartition("/")[2] for one in CONTENTS}
    assert named == set(EXAMPLES)


@pytest.mark.parametrize(
    ("file", "root", "example"),
    sorted(
        {
            (
                one["x-xsd"]["file"],
                one["x-xsd"]["root"],
                one["examples"]["sample"]["$ref"].rpartition("/")[2],
            )
            for one in CONTENTS
        }
    ),
)
def test_an_example_keeps_its_xsd(file: str, root: str, example: str) -> None:
    body = EXAMPLES[example]["value"].encode()
    assert XmlBody(SPEC.directory / file, root).check(body) == ()


def test_the_document_is_plain_yaml() -> None:
    # libyaml takes more than the parser in Python, which other tools use.
    text = (SPEC.directory / "openapi.yaml").read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader)["openapi"] == "3.1.0"


def test_what_the_public_reference_prints_is_taken() -> None:
    policy = b"<userPolicy><policy><name>ShowCallHistory</name></policy></userPolicy>"
    assert XmlBody(SPEC.directory / "userPolicy.get.xsd", "userPolicy").check(policy) == ()
    user = (
        b'<user><userLocale value="1" appliesToAllDevices="true">1</userLocale>'
        b"<messageWaitingVisualAlertPreference>1</messageWaitingVisualAlertPreference>"
        b"<enableCalendarPresence>false</enableCalendarPresence>"
        b"<logMissedCalls>true</logMissedCalls></user>"
    )
    assert XmlBody(SPEC.directory / "user.put.xsd", "user").check(user) == ()
