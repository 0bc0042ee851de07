"""The pages of the requirements: one per API, in which each requirement has an address.

The address is `reference/requirements/<api>/#<id>`; reports link to it (`--docs-url`).
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from contracts import reference
from contracts.catalogue import Spec, apis, judging_tests, load
from contracts.model import Ambiguity, Requirement
from contracts.reference import Fault

_PROOFS = "UC_CONTRACTS_PROOFS"
_FOLDER = "reference/requirements"
_INTRODUCTION = """# Requirements

Every requirement has a stable id and an address: `requirements/<api>/#<id>`. Its level is a *must*,
a *should* or a *may*; its basis says whether the document states it, implies it or is ambiguous.
*Faults* are seeded violations that the suite must find: `uc-contracts serve --fault ID` switches
one on.

| API | requirements | must | should | may | derived from OpenAPI | faults | ambiguities |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def requirement_pages() -> Iterator[tuple[str, str]]:
    """The overview and the page of each API, with their places below `docs/`."""
    rows = []
    for api in apis():
        spec = load(api)
        rows.append(_row(api, spec))
        yield f"{_FOLDER}/{api}.md", page_of(api)
    yield f"{_FOLDER}/index.md", _INTRODUCTION + "\n".join(rows) + "\n"


def page_of(api: str) -> str:
    """The page of one API."""
    return "\n".join(_page(api, load(api), _faults(api)))


def _faults(api: str) -> dict[str, list[Fault]]:
    """The seeded faults of each requirement."""
    found: dict[str, list[Fault]] = {}
    if api in reference.available():
        for fault in reference.find(api).faults.values():
            found.setdefault(fault.violates, []).append(fault)
    return found


def _mutants(api: str) -> dict[str, tuple[int, tuple[str, ...]]]:
    """How many mutants broke each requirement, and their kinds, where a proof has been kept.

    `UC_CONTRACTS_PROOFS` names a folder with what `uc-contracts prove API --mutants all --format
    json` printed, as `API.json`.
    """
    path = Path(os.environ.get(_PROOFS, os.devnull)) / f"{api}.json"
    if not path.is_file():
        return {}
    rows = json.loads(path.read_text("utf-8"))["strength"]
    return {one["id"]: (one["mutants"], tuple(one["kinds"])) for one in rows}


def _row(api: str, spec: Spec) -> str:
    every = spec.catalogue.requirements.values()
    counts = [
        len(every),
        *(sum(one.level == level for one in every) for level in ("must", "should", "may")),
        sum(one.derived for one in every),
        sum(map(len, _faults(api).values())),
        len(spec.catalogue.ambiguities),
    ]
    return f"| [{spec.catalogue.title}]({api}.md) | " + " | ".join(map(str, counts)) + " |"


def _page(api: str, spec: Spec, faults: dict[str, list[Fault]]) -> Iterator[str]:
    catalogue, mutants = spec.catalogue, _mutants(api)
    yield f"# {catalogue.title} {{ #{api} }}\n"
    for document in catalogue.documents.values():
        address = f" <{document.address}>" if document.address else ""
        yield f"- {_plain(str(document))}{address}"
    for feature, text in catalogue.features.items():
        yield f"\n## {feature} {{ #feature-{feature} }}\n\n{_plain(text)}"
        for one in catalogue.requirements.values():
            if one.feature == feature:
                yield from _requirement(api, one, faults.get(one.id, []))
                yield from _strength(faults.get(one.id, []), mutants.get(one.id))
    if catalogue.ambiguities:
        yield "\n## Ambiguities { #ambiguities }\n"
        yield "Unclear places of the document, and how they are read; `[readings]` in a target file"
        yield "chooses another reading."
        for entry in catalogue.ambiguities.values():
            yield from _ambiguity(entry, catalogue.requirements.values())


def _requirement(api: str, one: Requirement, faults: list[Fault]) -> Iterator[str]:
    yield f"\n### {one.id} {{ #{one.id} }}\n"
    yield f"{_plain(one.statement)}\n"
    yield f"- **{one.level}**, {one.basis}. Source: {_plain(str(one.source))}"
    if one.ambiguity:
        yield f"- Reading: [{one.ambiguity}](#{one.ambiguity})"
    if one.needs:
        yield f"- Needs: {', '.join(f'[{name}](#{name})' for name in one.needs)}"
    yield f"- Tests: {_tests(api, one)}"
    if faults:
        yield f"- Faults: {', '.join(f'`{fault.id}`' for fault in faults)}"
    if one.fix:
        yield f"- How to fix it: {_plain(one.fix)}"


def _strength(faults: list[Fault], proven: tuple[int, tuple[str, ...]] | None) -> Iterator[str]:
    """What breaks the requirement, and so is found: how many faults and mutants, of which kinds."""
    mutants, operators = proven or (0, ())
    counts = [
        f"{count} {noun}{'' if count == 1 else 's'}"
        for count, noun in ((len(faults), "fault"), (mutants, "mutant"))
        if count
    ]
    if counts:
        kinds = sorted({*(one.kind for one in faults), *operators})
        yield f"- Strength: broken by {' and '.join(counts)}; kinds: {', '.join(kinds)}"


def _tests(api: str, one: Requirement) -> str:
    if one.not_tested:
        return f"none: {_plain(one.not_tested)}"
    tests = [f"`{name}`" for name, _ in judging_tests(api, one.id)]
    return ", ".join(tests) or "every exchange of the run is checked as it passes"


def _ambiguity(entry: Ambiguity, requirements: Iterable[Requirement]) -> Iterator[str]:
    yield f"\n### {entry.id} {{ #{entry.id} }}\n"
    yield f"{_plain(entry.where)}. {_plain(entry.problem)}\n"
    for reading in entry.readings:
        mark = " (in force)" if reading.name == entry.chosen else ""
        yield f"- `{reading.name}`{mark}: {_plain(reading.effect)}"
    resting = [f"[{one.id}](#{one.id})" for one in requirements if one.ambiguity == entry.id]
    if resting:
        yield f"- Requirements that depend on it: {', '.join(resting)}"


def _plain(text: str) -> str:
    """Text in which nothing is taken for Markdown or HTML."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return re.sub(r"[\\`*_\[\]{}|]", lambda sign: f"&#{ord(sign[0])};", escaped)
