"""XML bodies made from the XSD of a request: valid ones, and ones with a single defect.

Understood is what the XSDs of requests are written with: elements of named complex types with
`xs:all` or `xs:sequence`, attributes, and simple types restricted by pattern, enumeration,
length or a largest value.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
_SAMPLE = 3
Fixed = Mapping[str, str]


class Node(msgspec.Struct):
    """An element to be written: its text, or its children. `path` is where it stands."""

    name: str
    path: str
    text: str = ""
    children: list[Node] = msgspec.field(default_factory=list)
    attributes: dict[str, str] = msgspec.field(default_factory=dict)

    def write(self) -> str:
        """As XML."""
        shown = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes.items())
        inner = escape(self.text) + "".join(one.write() for one in self.children)
        return f"<{self.name}{shown}>{inner}</{self.name}>"


class XmlDefect(msgspec.Struct, frozen=True):
    """A body with one defect: `kind` is missing, impossible, root or malformed."""

    kind: str
    what: str
    body: bytes


class XsdBodies:
    """What can be generated from one XSD.

    `fixed` in what follows are the texts of elements by name, where the XSD cannot know what is
    right.
    """

    def __init__(self, xsd: Path) -> None:
        self._root = _tree(xsd)
        top = self._root.find(f"{_XS}element")
        assert top is not None  # noqa: S101 - every XSD of a request declares its root
        self._top = top

    def valid(self, fixed: Fixed | None = None) -> SearchStrategy[bytes]:
        """Valid bodies."""
        return self._tree_of(fixed).map(lambda node: node.write().encode())

    def defective(self, fixed: Fixed | None = None) -> SearchStrategy[list[XmlDefect]]:
        """A valid body with each of the defects that can be made in it, one at a time."""
        return self._tree_of(fixed).map(self._defects)

    def _defects(self, node: Node) -> list[XmlDefect]:
        """Every single defect that can be made in a valid body."""
        whole = node.write()
        found = [
            XmlDefect("malformed", "the body ends early", whole[: -len(node.name) - 2].encode()),
            XmlDefect("malformed", "the body is no XML", b"speed dial 1"),
            XmlDefect("root", "another root element", f"<ucc>{whole}</ucc>".encode()),
        ]
        self._inside(node, self._top, node, found)
        return found

    def _inside(self, whole: Node, declared: Any, node: Node, found: list[XmlDefect]) -> None:
        """Enter the defects that can be made in the children of `node`."""
        kinds = {str(one.get("name")): one for one in self._children(declared)}
        for at, child in enumerate(node.children):
            kind = kinds[child.name]
            alone = [one.name for one in node.children].count(child.name) == 1
            if alone and kind.get("minOccurs", "1") != "0":
                del node.children[at]
                found.append(XmlDefect("missing", f"no {child.path}", whole.write().encode()))
                node.children.insert(at, child)
            wrong = self._impossible(kind)
            if wrong is not None:
                kept, child.text = child.text, wrong
                found.append(
                    XmlDefect("impossible", f"{child.path} is {wrong}", whole.write().encode())
                )
                child.text = kept
            self._inside(whole, kind, child, found)

    def _impossible(self, declared: Any) -> str | None:
        """A text that an element cannot have; None where the XSD leaves its text rather open."""
        restriction = self._restriction(declared.get("type"))
        if restriction is None:
            return None
        if restriction.find(f"{_XS}enumeration") is not None:
            return "perhaps"
        return "seven" if "nteger" in restriction.get("base", "") else None

    # Trees

    def _tree_of(self, fixed: Fixed | None) -> SearchStrategy[Node]:
        return self._node(self._top, "", fixed or {})

    def _children(self, declared: Any) -> list[Any]:
        kind = self._complex(declared)
        return [] if kind is None else list(kind.iterfind(f"*/{_XS}element"))

    def _complex(self, declared: Any) -> Any:
        own = declared.find(f"{_XS}complexType")
        if own is not None:
            return own
        return self._root.find(f"{_XS}complexType[@name='{declared.get('type')}']")

    def _restriction(self, name: str | None) -> Any:
        found = self._root.find(f"{_XS}simpleType[@name='{name}']")
        return None if found is None else found.find(f"{_XS}restriction")

    def _node(self, declared: Any, above: str, fixed: Fixed) -> SearchStrategy[Node]:
        name = str(declared.get("name"))
        path = f"{above}/{name}".lstrip("/")
        kind = self._complex(declared)
        if kind is None:
            texts = self._override(name, declared.get("type"), fixed)
            return texts.map(lambda text: Node(name, path, text=text))
        simple = kind.find(f"{_XS}simpleContent/{_XS}extension")
        if simple is not None:
            attributes = {
                str(one.get("name")): self._texts(one.get("type"))
                for one in simple.iterfind(f"{_XS}attribute")
            }
            return st.builds(
                lambda text, given: Node(name, path, text=text, attributes=given),
                self._override(name, simple.get("base"), fixed),
                st.fixed_dictionaries(attributes),
            )
        parts = [self._repeated(one, path, fixed) for one in kind.iterfind(f"*/{_XS}element")]
        return st.tuples(*parts).map(
            lambda lists: Node(name, path, children=[one for part in lists for one in part])
        )

    def _repeated(self, declared: Any, above: str, fixed: Fixed) -> SearchStrategy[list[Node]]:
        least = int(declared.get("minOccurs", "1"))
        most = min(int(declared.get("maxOccurs", "1")), _SAMPLE)
        return st.lists(self._node(declared, above, fixed), min_size=least, max_size=most)

    def _override(self, name: str, kind: str | None, given: Fixed) -> SearchStrategy[str]:
        return st.just(given[name]) if name in given else self._texts(kind)

    def _texts(self, name: str | None) -> SearchStrategy[str]:
        restriction = self._restriction(name)
        if restriction is None:
            return st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
        facets = {str(one.tag).removeprefix(_XS): str(one.get("value")) for one in restriction}
        choices = [one.get("value") for one in restriction.iterfind(f"{_XS}enumeration")]
        if choices:
            return st.sampled_from(choices)
        if "pattern" in facets:
            return st.from_regex(facets["pattern"], fullmatch=True)
        if "nteger" in restriction.get("base", ""):
            return st.integers(1, int(facets.get("maxInclusive", "1000"))).map(str)
        least, most = int(facets.get("minLength", "0")), min(int(facets.get("maxLength", "40")), 40)
        return st.text("abcdefghijklmnopqrstuvwxyz-", min_size=least, max_size=most)


@cache
def _tree(xsd: Path) -> Any:
    return etree.parse(xsd).getroot()
