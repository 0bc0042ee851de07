"""What the last proof of a kit found, so that another one judges only what has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from contracts.catalogue import suites_of
from contracts.catalogue.kits import Kit
from contracts.catalogue.tests_index import marked_tests
from contracts.selfproof.trial import BAD, Sort, Trial

_ENDINGS = frozenset({".py", ".yaml", ".json", ".xsd", ".tsv", ".toml"})


class _Kept(msgspec.Struct):
    """A trial, and the digest of all that it depends on."""

    digest: str
    trial: Trial


class Remembered:
    """The trials of a kit as they were found last, in a file; `load` reads it, `save` writes it.

    A trial counts again if it was as it should be, and no file that it depends on has changed: the
    kit's own, and for a fault of the tests only those that judge its requirement.
    """

    def __init__(self, kit: Kit, file: Path) -> None:
        self._kit = kit
        self._file = file
        self._kept: dict[str, _Kept] = {}
        self._digests: dict[tuple[Path, ...], str] = {}
        self._parts = _files(_parts(kit))
        self._tests = _files(suites_of(kit.name))

    def load(self) -> None:
        """Read what is there; a file of another version is as none."""
        try:
            self._kept = msgspec.json.decode(self._file.read_bytes(), type=dict[str, _Kept])
        except (OSError, msgspec.DecodeError):
            self._kept = {}

    def save(self) -> None:
        """Write what is known, whole or not at all."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".part")
        draft.write_bytes(msgspec.json.encode(self._kept))
        draft.replace(self._file)

    def still(self, sort: Sort, name: str, violates: str = "") -> Trial | None:
        """The trial as it was, if it counts again."""
        kept = self._kept.get(f"{sort} {name}")
        if kept is None or kept.trial.outcome in BAD:
            return None
        return kept.trial if kept.digest == self._digest(violates) else None

    def keep(self, trial: Trial, violates: str = "") -> None:
        """Enter a trial that was made."""
        self._kept[trial.key] = _Kept(self._digest(violates), trial)

    def _digest(self, violates: str) -> str:
        tests = self._tests
        if violates:
            naming = {one.path for one in marked_tests(self._kit.name) if violates in one.patterns}
            tests = tuple(path for path in tests if path in naming) or tests
        files = (*self._parts, *tests)
        if files not in self._digests:
            running = hashlib.sha256()
            for path in files:
                running.update(f"{path.name}\0".encode())
                running.update(hashlib.sha256(path.read_bytes()).digest())
            self._digests[files] = running.hexdigest()
        return self._digests[files]


def _parts(kit: Kit) -> Iterable[Path]:
    """The folders and files of a kit but for its tests."""
    yield kit.file
    yield kit.specs
    for name in (kit.vocabulary, kit.reference):
        if name is not None and name.startswith("."):
            yield kit.home.joinpath(*name[1:].split(".")).with_suffix(".py")
            yield kit.home.joinpath(*name[1:].split("."))


def _files(places: Iterable[Path]) -> tuple[Path, ...]:
    found: dict[Path, None] = {}
    for place in places:
        inner = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inner:
            if path.is_file() and path.suffix in _ENDINGS:
                found.setdefault(path)
    return tuple(found)
