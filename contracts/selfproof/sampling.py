"""Mutants within a proof: a few of them at each turn, judged by the tests that see them."""

from __future__ import annotations

from pathlib import Path

from contracts.catalogue import load
from contracts.catalogue.equivalents import read_equivalents
from contracts.mutate import Selection, mutants
from contracts.reference import ReferenceApi
from contracts.selfproof import liberties
from contracts.selfproof.costs import Cost, metered
from contracts.selfproof.faults import Sample
from contracts.selfproof.judging import Found
from contracts.selfproof.trace import Trace, read_trace
from contracts.selfproof.trial import Trial
from contracts.selfproof.trials import Trials

_SIZE = 8
"""Mutants in a turn."""


class Traced:
    """The runs over a server's liberties, of which the one without any is followed."""

    def __init__(self, reference: ReferenceApi) -> None:
        self._reference = reference
        self._spec = load(reference.api)
        self._trace: Trace | None = None

    def look(self, folder: Path) -> None:
        """Read what a run asked of the server as it is, if it was among its targets."""
        selection = Selection(self._spec.operations, self._reference.base_path)
        trace = read_trace(folder, liberties.CLEAN, selection)
        if trace.tests:
            self._trace = trace

    def mutants(self, clean: Found, costs: dict[str, Cost], turn: int) -> list[Trial]:
        """What became of the mutants whose turn it is."""
        spec, reference = self._spec, self._reference
        if self._trace is None:
            return []
        # In one run: to start another costs more than to judge eight mutants.
        trials = Trials(spec, reference.build, reference.base_path, reference=reference, jobs=1)
        trials.known(clean, self._trace)
        rows = read_equivalents(spec.directory / "equivalents.yaml", spec.catalogue.ambiguities)
        named = {one.id: one for one in mutants(spec)}
        chosen = [named[one] for one in Sample(_SIZE, turn).of(list(named))]
        with metered(costs, "mutants") as count:
            made = list(trials.mutants(chosen, rows, wholly=False))
            count(len(made), 0)
        return made
