"""XML bodies against an XSD: lxml judges, xmlschema explains."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, cached_property
from itertools import islice
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
_SAMPLES = 3
_KINDS = 50
_REQUIREMENT = "urn:uc-contracts:requirement"


def _new_parser(
    encoding: str | None, *, expands: bool = False, recovers: bool = False
) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        recover=recovers,
        resolve_entities="internal" if expands else False,  # type: ignore[arg-type]  # lxml-stubs lack it
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )


_parser = cache(_new_parser)


def parse_xml(body: bytes, charset: str = "") -> etree._Element:
    """The root of a document; comments are dropped, and nothing is fetched.

    Entities that the document itself declares are expanded; where it refers to others, or to very
    many, all of them stay unresolved. Any text may name a namespace, not only an ASCII URI.
    `charset` is what Content-Type says; it counts where the document cannot be read without it.
    Raises lxml.etree.XMLSyntaxError where the document is not well-formed.
    """
    encoding = None
    try:
        root = _root(body, None)
    except etree.XMLSyntaxError:
        if not _known(charset):
            raise
        encoding = charset
        root = _root(body, charset)
    if next(root.iter(etree.Entity), None) is not None:
        with suppress(etree.XMLSyntaxError):
            return _root(body, encoding, expands=True)
    return root


def _root(body: bytes, encoding: str | None, *, expands: bool = False) -> etree._Element:
    try:
        return etree.fromstring(body, _parser(encoding, expands=expands))
    except etree.XMLSyntaxError as trouble:
        # libxml2 takes a namespace name with a blank or a letter above ASCII for an error.
        if getattr(trouble, "code", None) != etree.ErrorTypes.WAR_NS_URI:
            raise
        parser = _new_parser(encoding, expands=expands, recovers=True)
        root = etree.fromstring(body, parser)
        errors = parser.error_log.filter_from_errors()
        if any(one.type != etree.ErrorTypes.WAR_NS_URI for one in errors):
            raise
        return root


def without_default_namespace(root: etree._Element) -> etree._Element:
    """`root`; where its tag stands in a default namespace, its elements are taken out of that.

    The tags of such a document are called what they are called without it; prefixes are names.
    """
    space = etree.QName(root).namespace
    if space is not None and root.prefix is None:
        for one in root.iter(f"{{{space}}}*"):
            one.tag = etree.QName(one).localname
    return root


def _known(charset: str) -> bool:
    try:
        return bool(charset) and codecs.lookup(charset).name != "utf-8"
    except LookupError:
        return False


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with a body; `requirement` is None where the schema attributes it to none.

    `where` is the place of it, as in a `Finding`.
    """

    requirement: str | None
    summary: str
    observed: str
    where: str = ""


class XmlBody:
    """A compiled schema for documents whose root is `root`.

    An element that the schema does not declare is not looked into: what stands below it may bear
    the name of a declared one and mean something else. The same holds for one that bears the
    root's name below it, unless the schema has such an element there.

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
        target = self._target = tree.getroot().get("targetNamespace")
        self._schema = etree.XMLSchema(tree)
        self._path = xsd
        self._root = root
        self._well_formed = well_formed
        self._root_requirement = root_requirement
        self._fields = {
            str(key.get("name")): [str(one.get("xpath")) for one in key.iter(f"{_XS}field")]
            for key in tree.iter(f"{_XS}key")
        }
        keys = list(self._fields)
        uniques = [key.get("name", "") for key in tree.iter(f"{_XS}unique")]
        self._elements = {
            str(element.get("name")): (note.text or "").strip()
            for element in tree.iter(f"{_XS}element")
            for note in element.iterfind(f"{_XS}annotation/{_XS}appinfo")
            if note.get("source") == _REQUIREMENT
        }
        names = {str(element.get("name")) for element in tree.iter(f"{_XS}element")}
        self._declared = names | {f"{{{target}}}{name}" for name in names if target}
        named = [one.get("name") or one.get("ref") for one in tree.iter(f"{_XS}element")]
        self._once = root if named.count(root) == 1 else None
        self._constraints = {name for name in (*keys, *uniques) if re.match(r"[A-Z]+-", name)}
        # A `unique` also holds where the element is missing, so it proves nothing when it holds.
        proven = {well_formed, root_requirement, *keys, *self._elements.values()}
        self.judges = tuple(sorted(p for p in proven if p and re.match(r"[A-Z]+-", p)))

    def check(self, body: bytes, charset: str = "") -> tuple[Problem, ...]:
        """What is wrong with `body`; empty when it is valid. `charset` is as for `parse_xml`."""
        try:
            root = parse_xml(body, charset)
        except etree.XMLSyntaxError as trouble:
            return (self._unreadable(body, trouble),)
        if self._target is None:
            root = without_default_namespace(root)
        if root.tag != self._root:
            text = f"the root element is not {self._root}"
            observed = f"root element {root.tag!s}"
            return (Problem(self._root_requirement, text, observed, "xpath /*"),)
        try:
            if self._schema.validate(root) or (self._bared(root) and self._schema.validate(root)):
                return ()
        except etree.XMLSchemaValidateError:
            # libxml2 cannot validate a reference to an entity that is left as it stands.
            text = "the body refers to an entity, which is not resolved here"
            return (Problem(None, text, ""),)
        errors = list(self._schema.error_log)  # type: ignore[call-overload]  # the stubs lack __iter__
        # A value of the wrong type makes libxml2 report the keys over it as well.
        telling = [e for e in errors if e.type_name != "SCHEMAV_CVC_IDC"] or errors
        return tuple(dict.fromkeys(self._problem(error, root) for error in _samples(telling)))

    def _unreadable(self, body: bytes, trouble: etree.XMLSyntaxError) -> Problem:
        if f"<{self._root}".encode() not in body.replace(b"\0", b""):
            return Problem(self._root_requirement, f"the body is no {self._root} document", "")
        if getattr(trouble, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            # Too deep, or a bomb of entities: well-formed or not, nobody reads it to its end.
            return Problem(None, f"the body cannot be read: {trouble.msg}", "")
        return Problem(self._well_formed, f"the body is not well-formed XML: {trouble.msg}", "")

    def upheld(self, body: bytes) -> tuple[str, ...]:  # noqa: ARG002 - a key holds in every body
        """The requirements that a valid `body` proves."""
        return self.judges

    def _bared(self, root: etree._Element) -> bool:
        """Take out what is inside undeclared elements; whether there was anything."""
        below = islice(root.iter("*"), 1, None)
        foreign = [one for one in below if self._is_foreign(one)]
        for one in foreign:
            del one[:]
            if one.tag == self._once:
                one.tag = "_"
        return bool(foreign)

    def _is_foreign(self, one: etree._Element) -> bool:
        return one.tag == self._once or (one.tag not in self._declared and len(one) > 0)

    def _problem(self, error: etree._LogEntry, root: etree._Element) -> Problem:
        where = f"xpath {error.path}" if error.path else ""
        named = re.search(r"identity-constraint '([^']+)'", error.message)
        if named and named[1] in self._constraints:
            return Problem(named[1], self._readable(error.message), "", where)
        last = (error.path or "").rsplit("/", 1)[-1].split("[", 1)[0]
        # xmlschema would name the field of a constraint by its place in memory.
        text = self._readable(error.message) if named else self._explain(root, error)
        return Problem(self._elements.get(last), text, "", where)

    @cached_property
    def _rich(self) -> xmlschema.XMLSchema10:
        return xmlschema.XMLSchema10(
            str(self._path), base_url=str(self._path.parent), allow="sandbox", defuse="always"
        )

    def _explain(self, root: etree._Element, error: etree._LogEntry) -> str:
        """What xmlschema, which is slow and speaks plainly, says of the element in error.

        lxml's own words where xmlschema has none for it, or only Python's for a bad number, or of
        a value that is there twice, which is not what this error is about.
        """
        try:
            for told in self._rich.iter_errors(etree.tostring(root)):
                plain = not isinstance(told, xmlschema.XMLSchemaDecodeError)
                if (
                    plain
                    and told.path == error.path
                    and "for Xsd" not in (told.reason or "for Xsd")
                ):
                    return clip(f"{told.reason} (at {told.path})")
        except (xmlschema.XMLSchemaException, SyntaxError, ValueError):
            pass
        return self._readable(error.message)

    def _readable(self, message: str) -> str:
        """libxml2's message in the words of a reader."""
        missing = re.search(
            r"Element '([^']+)': Not all fields of key identity-constraint '([^']+)'", message
        )
        if missing:
            fields = self._fields.get(missing[2].rpartition("}")[2], ())
            listed = " or ".join(fields) or "element that its key asks for"
            return f"{missing[1]} has no {listed}, or no usable value in it"
        if "more than one member" in message:
            element = re.match(r"Element '([^']+)'", message)
            return f"{element[1] if element else 'an element'} is there more than once"
        return clip(message)


def _samples(errors: Iterable[etree._LogEntry]) -> Iterator[etree._LogEntry]:
    """The first errors of each kind and element: a long list is often wrong throughout."""
    seen: Counter[tuple[str, ...]] = Counter()
    for error in errors:
        constraint = re.findall(r"identity-constraint '[^']+'", error.message)
        kind = (error.type_name, re.sub(r"\[\d+\]", "", error.path or ""), *constraint)
        seen[kind] += 1
        if seen[kind] <= _SAMPLES and len(seen) <= _KINDS:
            yield error
