"""What `uc-contracts prove` is to try: a kit, a server, and the trials of both."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from contracts import reference
from contracts.catalogue import add_kit, find_kit, load, nearest
from contracts.catalogue.equivalents import Equivalent, read_equivalents, stale
from contracts.catalogue.kits import Kit
from contracts.cli.kits import asked_kits
from contracts.model import ConfigurationError
from contracts.mutate import Mutant
from contracts.mutate import mutants as enumerate_mutants
from contracts.reference import Fault
from contracts.selfproof import Forwarding, Remembered, Sort, Trial, Trials
from contracts.targets import read_target


def kit_of(named: str | None) -> Kit:
    """The kit that is named by its name or folder, or else the one of --kit."""
    if named is not None:
        folder = Path(named)
        return add_kit(folder) if folder.is_dir() else find_kit(named)
    kits = asked_kits()
    if len(kits) != 1:
        msg = "which kit is to be proven? name it: uc-contracts prove ./phone-book"
        raise ConfigurationError(msg)
    return find_kit(kits[0])


def trials_of(kit: Kit, against: str | None, allow: str, jobs: int) -> Trials:
    """The trials of a kit against its own server, or another."""
    spec = load(kit.name)
    if against is None:
        if kit.name not in reference.available():
            msg = f"kit {kit.name!r} has no reference server; say --against URL"
            raise ConfigurationError(msg)
        server = reference.find(kit.name)
        return Trials(spec, server.build, server.base_path, reference=server, jobs=jobs)
    if against.startswith(("http://", "https://")):
        passed = Forwarding(against)
        return Trials(spec, lambda: passed, passed.base_path, case={"allow": allow}, jobs=jobs)
    given = _given(Path(against))
    target = given["target"]
    verify = target.get("tls", {}).get("verify", True)
    passed = Forwarding(str(target.get("base_url", "")), verify=verify)
    return Trials(spec, lambda: passed, passed.base_path, case={"given": given}, jobs=jobs)


def _given(path: Path) -> dict[str, Any]:
    """A target file by tables; the files that it names are given by their whole paths."""
    read_target(path)
    data = tomllib.loads(path.read_text("utf-8-sig"))
    found: dict[str, Any] = _absolute(data, path.resolve().parent)
    found["target"].pop("kit", None)
    return found


def _absolute(value: Any, folder: Path) -> Any:
    if isinstance(value, dict) and set(value) == {"file"}:
        return {"file": str(folder / value["file"])}
    if isinstance(value, dict):
        return {key: _absolute(one, folder) for key, one in value.items()}
    return value


def chosen(kit: Kit, mutants: str, match: str, seed: int) -> tuple[Sequence[Mutant], int]:
    """The mutants that are tried, a random part of all that match, and how many these are."""
    found = [one for one in enumerate_mutants(load(kit.name)) if match in one.id]
    if mutants == "all":
        return found, len(found)
    if not mutants.isdecimal():
        msg = f"--mutants {mutants}: is no number, and not all"
        raise ConfigurationError(msg)
    count = min(int(mutants), len(found))
    return random.Random(seed).sample(found, count), len(found)  # noqa: S311 - it repeats


class Proving:
    """The trials of a kit as they come; with `changed` those that still count are not made again.

    `faults` are the only ones that are tried, where there are any. `memory` is what was found
    last, of the kit's own server.
    """

    def __init__(
        self, kit: Kit, trials: Trials, faults: Sequence[str], memory: Remembered | None
    ) -> None:
        server = reference.find(kit.name) if memory is not None else None
        self._kit = kit
        self._trials = trials
        self._known: dict[str, Fault] = dict(server.faults) if server is not None else {}
        self._faults = faults
        self._memory = memory
        for one in faults:
            if one not in self._known:
                hint = nearest(one, self._known)[:200]
                msg = f"kit {kit.name!r} has no fault {one!r}{hint}"
                raise ConfigurationError(msg)

    def made(self, mutants: Sequence[Mutant], *, changed: bool) -> Iterator[Trial]:
        """All trials, those first that were found before and still count."""
        if not self._faults:
            yield self._trials.conforming()
            yield from self._trials.nulls()
            yield from self._trials.liberties()
        yield from self._of_faults(changed=changed)
        if not self._faults:
            yield from self._of_mutants(mutants, changed=changed)

    def _of_faults(self, *, changed: bool) -> Iterator[Trial]:
        again = []
        for name in self._faults or self._known:
            kept = self._still(Sort.FAULT, name, self._known[name].violates, changed=changed)
            if kept is None:
                again.append(name)
            else:
                yield kept
        for trial in self._trials.faults(again):
            if self._memory is not None:
                self._memory.keep(trial, self._known[trial.name].violates)
            yield trial

    def _of_mutants(self, mutants: Sequence[Mutant], *, changed: bool) -> Iterator[Trial]:
        again = []
        for mutant in mutants:
            kept = self._still(Sort.MUTANT, mutant.id, changed=changed)
            if kept is None:
                again.append(mutant)
            else:
                yield kept
        for trial in self._trials.mutants(again, self._equivalents()):
            if self._memory is not None:
                self._memory.keep(trial)
            yield trial

    def stale(self, made: Sequence[Trial]) -> list[str]:
        """A line for each row of equivalents.yaml that no mutant needs, once all were tried."""
        alive = [one.name for one in made if one.sort is Sort.MUTANT and not one.broken]
        return list(stale(self._equivalents(), alive))

    def _equivalents(self) -> tuple[Equivalent, ...]:
        ledger = load(self._kit.name).catalogue.ambiguities
        return read_equivalents(self._kit.specs / "equivalents.yaml", ledger)

    def _still(self, sort: Sort, name: str, violates: str = "", *, changed: bool) -> Trial | None:
        if not changed or self._memory is None:
            return None
        return self._memory.still(sort, name, violates)
