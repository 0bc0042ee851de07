"""The page of `contracts.kit`: every public name, in groups; its text is that of the docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import contracts.kit
import contracts.kit.reference

_FIRST = ("requirement", "Judge", "Api", "JsonApi", "XmlApi", "Requests", "Answer", "Own")
_GROUPS = {
    "Judging": ("contracts.engine", "_pytest"),
    "Vocabularies": ("contracts.apis",),
    "Signals: how a test ends early": ("contracts.model.errors",),
    "Laws and oracles": ("contracts.oracles",),
    "The document": ("contracts.catalogue",),
    "Data": ("contracts.model", "contracts.wire"),
}
_OTHERS = "Constants and types"
_INTRODUCTION = """# contracts.kit

::: contracts.kit
    options: {show_root_heading: false, show_root_toc_entry: false, members: false}
"""
_SERVERS = """## Reference servers

::: contracts.kit.reference
    options: {show_root_heading: false, show_root_toc_entry: false, members: false}
"""


def kit_page() -> str:
    """The names of the public face, those first that a kit begins with."""
    found: dict[str, list[str]] = {name: [] for name in (*_GROUPS, _OTHERS)}
    for name in sorted(contracts.kit.__all__, key=_rank):
        found[_group(getattr(contracts.kit, name))].append(name)
    parts = [_INTRODUCTION]
    for title, names in found.items():
        parts.append(f"## {title}\n")
        parts += _entries(contracts.kit, names)
    parts.append(_SERVERS)
    parts += _entries(contracts.kit.reference, list(contracts.kit.reference.__all__))
    return "\n".join(parts)


def _rank(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name.lower())


def _group(value: object) -> str:
    module = str(getattr(value, "__module__", ""))
    if isinstance(value, ModuleType):
        module = value.__name__
    elif not (inspect.isroutine(value) or inspect.isclass(value) or hasattr(value, "__wrapped__")):
        module = module if module.startswith("_pytest") else ""
    fitting = (t for t, starts in _GROUPS.items() if module.startswith(starts))
    return next(fitting, _OTHERS)


def _entries(module: ModuleType, names: list[str]) -> Iterator[str]:
    for name in names:
        yield f"::: {module.__name__}.{name}\n"
