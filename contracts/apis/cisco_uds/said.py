"""What representations say of a thing, to be held against what others say of it."""

from __future__ import annotations

from collections import Counter

from lxml import etree

_OTHER_FORMS = {"1": "true", "0": "false"}
"""Truth values as XML Schema also writes them."""


def said(element: etree._Element) -> dict[str, str]:
    """The texts of the elements in `element`, by path (`forwarding/destination`).

    Empty ones among them: what is said to be nothing is something else elsewhere. What is there
    several times is left out, since neither order nor number needs to be that of another place.
    """
    found: dict[str, str] = {}
    children = list(element.iterchildren("*"))
    times = Counter(str(one.tag) for one in children)
    for one in children:
        name = str(one.tag)
        if times[name] > 1:
            continue
        if len(one):
            found |= {f"{name}/{path}": text for path, text in said(one).items()}
        else:
            found[name] = (one.text or "").strip()
    return found


def unlike(one: str, other: str) -> bool:
    """Whether two texts differ, in whatever form truth values are."""
    return _form(one) != _form(other)


def _form(text: str) -> str:
    return _OTHER_FORMS.get(text, text.lower() if text.lower() in {"true", "false"} else text)
