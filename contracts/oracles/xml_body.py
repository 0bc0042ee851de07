"""XML bodies against an XSD: lxml judges, xmlschema explains."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from lxml import etree

from contracts.oracles.checked import clip
from contracts.oracles.lazy import LazyModule

if TYPE_CHECKING:
    import xmlschema
else:
    xmlschema = LazyModule("xmlschema")

_XS = "{http://www.w3.org/2001/XMLSchema}"
_REQUIREMENT = "urn:uc-contracts:requirement"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
)


def parse_xml(body: bytes) -> etree._Element:
    """The root of a document; comments are dropped, entities stay unresolved, nothing is fetched.

    Raises lxml.etree.XMLSyntaxError where it is not well-formed.
    """
    return etree.fromstring(body, _PARSER)


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with a body; `requirement` is None where the schema attributes it to none."""

    requirement: str | None
    summary: str
    observed: str


class XmlBody:
    """A compiled schema for documents whose root is `root`.

    An identity constraint named like a requirement, and an element declaration with an
    `appinfo` of source `urn:uc-contracts:requirement`, attribute their violations to that
    requirement; `well_formed` and `root_requirement` name those for the document itself.
    """

    def __init__(
        self,
        xsd: Path,
        root: str,
        *,
        well_formed: str | None = None,
        root_requirement: str | None = None,
    ) -> None:
        tree = etree.parse(xsd)
        self._schema = etree.XMLSchema(tree)
        self._path = xsd
        self._root = root
        self._well_formed = well_formed
        self._root_requirement = root_requirement
        keys = [key.get("name", "") for key in tree.iter(f"{_XS}key")]
        uniques = [key.get("name", "") for key in tree.iter(f"{_XS}unique")]
        self._elements = {
            str(element.get("name")): (note.text or "").strip()
            for element in tree.iter(f"{_XS}element")
            for note in element.iterfind(f"{_XS}annotation/{_XS}appinfo")
            if note.get("source") == _REQUIREMENT
        }
        self._constraints = {name for name in (*keys, *uniques) if re.match(r"[A-Z]+-", name)}
        # A `unique` also holds where the element is missing, so it proves nothing when it holds.
        proven = {well_formed, root_requirement, *keys, *self._elements.values()}
        self.judges = tuple(sorted(p for p in proven if p and re.match(r"[A-Z]+-", p)))

    def check(self, body: bytes) -> tuple[Problem, ...]:
        """What is wrong with `body`; empty when it is valid."""
        try:
            root = parse_xml(body)
        except etree.XMLSyntaxError as trouble:
            if f"<{self._root}".encode() not in body.replace(b"\0", b""):
                text = f"the body is no {self._root} document"
                return (Problem(self._root_requirement, text, ""),)
            text = f"the body is not well-formed XML: {trouble.msg}"
            return (Problem(self._well_formed, text, ""),)
        if root.tag != self._root:
            text = f"the root element is not {self._root}"
            return (Problem(self._root_requirement, text, f"root element {root.tag!s}"),)
        if self._schema.validate(root):
            return ()
        errors = list(self._schema.error_log)  # type: ignore[call-overload]  # the stubs lack __iter__
        # A value of the wrong type makes libxml2 report the keys over it as well.
        telling = [e for e in errors if e.type_name != "SCHEMAV_CVC_IDC"] or errors
        return tuple(dict.fromkeys(self._problem(error, body) for error in telling))

    def _problem(self, error: etree._LogEntry, body: bytes) -> Problem:
        named = re.search(r"identity-constraint '([^']+)'", error.message)
        if named and named[1] in self._constraints:
            return Problem(named[1], _readable(error.message), "")
        last = (error.path or "").rsplit("/", 1)[-1].split("[", 1)[0]
        return Problem(self._elements.get(last), self._explain(body, error.message), "")

    @cached_property
    def _rich(self) -> xmlschema.XMLSchema10:
        return xmlschema.XMLSchema10(str(self._path), allow="sandbox", defuse="always")

    def _explain(self, body: bytes, fallback: str) -> str:
        """What xmlschema, which is slow and speaks plainly, says of an invalid body."""
        try:
            error = next(iter(self._rich.iter_errors(body)), None)
        except (xmlschema.XMLSchemaException, SyntaxError, ValueError):
            # It refuses what lxml takes (a DOCTYPE); lxml's own words are there then.
            return _readable(fallback)
        if error is None or error.reason is None:
            return _readable(fallback)
        return clip(f"{error.reason} (at {error.path})" if error.path else error.reason)


def _readable(message: str) -> str:
    """libxml2's message in the words of a reader."""
    missing = re.search(r"Element '([^']+)': Not all fields of key", message)
    if missing:
        return f"{missing[1]} lacks an element that must be there, or has it without a usable value"
    if "more than one member" in message:
        element = re.match(r"Element '([^']+)'", message)
        return f"{element[1] if element else 'an element'} is there more than once"
    return clip(message)
