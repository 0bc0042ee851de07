"""Pages that stand at the root of the repository, where forges look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_COPIES = {
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
}


def copies() -> Iterator[tuple[str, str]]:
    """Each of them with its place below `docs/`, its links seen from there."""
    for name, place in _COPIES.items():
        text = (_ROOT / name).read_text("utf-8")
        yield place, re.sub(r"\]\(([^):#]+)\)", lambda link: f"]({_moved(link[1])})", text)


def _moved(link: str) -> str:
    return _COPIES.get(link, link.removeprefix("docs/"))
