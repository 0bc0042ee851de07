"""What the page says, put in order; the templates only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from contracts.model import (
    Catalogue,
    Level,
    Reading,
    RequirementResult,
    Results,
    TargetResult,
    Tolerated,
    Verdict,
)
from contracts.report.causes import BROKEN, Branch, Cause, causes
from contracts.report.changes import changes
from contracts.report.exhibits import Exhibits, anchor, shown_of, slug
from contracts.report.gated import gate_view
from contracts.report.picture import latency_picture
from contracts.report.reproduce import alone, distinct_curl
from contracts.report.trail import Kept
from contracts.report.views import (
    BranchView,
    CauseView,
    Choice,
    EvidenceView,
    File,
    GroupView,
    LedgerEntry,
    Page,
    RequirementView,
    TargetView,
)
from contracts.report.wording import date_of, run_sentence, target_sentence

_OPEN = frozenset({Verdict.ERROR, Verdict.FAIL})
_NOTABLE = frozenset({Verdict.ERROR, Verdict.FAIL, Verdict.WARN, Verdict.INCONCLUSIVE})
_UNJUDGED = (Verdict.INCONCLUSIVE,)
_UNTESTED = (Verdict.WAIVED, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE)


def build_page(
    trail: Kept,
    results: Results,
    catalogues: Mapping[str, Catalogue],
    files: Sequence[File] = (),
) -> Page:
    """Put the results in the order in which the page shows them; `files` are those of the run."""
    exhibits = Exhibits(trail, results)
    apis = Counter[str]()
    targets = []
    for number, target in enumerate(results.targets, 1):
        apis[target.api] += 1
        prefix = anchor_prefix(number, first=apis[target.api] == 1)
        known = catalogues.get(target.api)
        anchors = _Anchors(f"target-{number}", prefix)
        tolerated = results.gate.tolerated_of(target.name) if results.gate else {}
        about = _About(results, known, tolerated)
        targets.append(_TargetBuilder(target, about, anchors, exhibits).build())
    return Page(
        results=results,
        sentence=run_sentence(results),
        date=date_of(results),
        broken=_worst_first(view.broken for view in targets),
        unjudged=_worst_first(view.unjudged for view in targets),
        untested=_worst_first(view.untested for view in targets),
        files=tuple(files),
        targets=tuple(targets),
        exchanges=sum(target.exchanges for target in results.targets),
        counts=counted(one for target in results.targets for one in target.requirements),
        choices=_choices(targets),
        gate=gate_view(results.gate, targets) if results.gate else None,
    )


def anchor_prefix(number: int, *, first: bool) -> str:
    """What the ids of the requirements of the page's `number`th target begin with.

    The first target of an API has the plain ids, so that links to them stay short.
    """
    return "" if first else f"t{number}-"


def _worst_first(views: Iterable[tuple[CauseView, ...]]) -> tuple[CauseView, ...]:
    """The causes of all targets by verdict, then by level, then by how many they concern."""
    verdicts, levels = list(Verdict), list(Level)
    return tuple(
        sorted(
            (one for some in views for one in some),
            key=lambda one: (
                verdicts.index(one.cause.verdict),
                levels.index(one.cause.level),
                -len(one.requirements),
            ),
        )
    )


def _choices(targets: list[TargetView]) -> tuple[Choice, ...]:
    requirements = [one for target in targets for one in target.result.requirements]
    levels = {one.level.value: one.level.value for one in requirements}
    features = {one.feature: one.feature for one in requirements}
    named = {view.anchor: f"{view.result.api}: {view.result.name}" for view in targets}
    tables = (
        ("target", "Target", named),
        ("level", "Level", levels),
        ("feature", "Feature", features),
    )
    return tuple(
        (name, label, tuple(table.items())) for name, label, table in tables if len(table) > 1
    )


class _Anchors(NamedTuple):
    """The id of a target on the page, and what the ids of its requirements begin with."""

    target: str
    prefix: str


class _About(NamedTuple):
    """What is known of a target beside its result: the run, its catalogue, what is tolerated."""

    results: Results
    catalogue: Catalogue | None
    tolerated: Mapping[str, Tolerated]


class _TargetBuilder:
    """Builds the view of one target."""

    def __init__(
        self, target: TargetResult, about: _About, anchors: _Anchors, exhibits: Exhibits
    ) -> None:
        self._target = target
        self._results, self._catalogue, self._tolerated = about
        self._anchors = anchors
        self._exhibits = exhibits
        self._ledger = {entry.ambiguity.id: entry for entry in self._entries()}

    def build(self) -> TargetView:
        target = self._target
        # What is broken is built first: evidence is shown in full where it is used first.
        order = sorted(target.requirements, key=lambda one: one.verdict not in BROKEN)
        built = {one.id: self._requirement(one) for one in order}
        views = [built[one.id] for one in target.requirements]
        return TargetView(
            result=target,
            title=self._catalogue.title if self._catalogue else target.api,
            anchor=self._anchors.target,
            sentence=target_sentence(target),
            counts=counted(target.requirements),
            broken=tuple(map(self._cause, causes(target, BROKEN))),
            unjudged=tuple(map(self._cause, causes(target, _UNJUDGED))),
            untested=tuple(map(self._cause, causes(target, _UNTESTED))),
            sections=self._sections(views),
            ledger=tuple(self._ledger.values()),
            latency=latency_picture(target.latency),
        )

    def _anchor(self, name: str) -> str:
        return self._anchors.prefix + slug(name)

    def _entries(self) -> Iterator[LedgerEntry]:
        concerned: dict[str, list[tuple[str, str]]] = {}
        for one in self._target.requirements:
            if one.ambiguity:
                pair = (one.id, self._anchor(one.id))
                concerned.setdefault(one.ambiguity, []).append(pair)
        for ambiguity in self._catalogue.ambiguities.values() if self._catalogue else ():
            name = self._target.readings.get(ambiguity.id, ambiguity.chosen)
            # A reading may be a value of its own, which no list of readings can foresee.
            known = {reading.name: reading for reading in ambiguity.readings}
            yield LedgerEntry(
                ambiguity=ambiguity,
                anchor=self._anchor(ambiguity.id),
                reading=known.get(name, Reading(name, "")),
                others=tuple(one for one in ambiguity.readings if one.name != name),
                flipped=name != ambiguity.chosen,
                requirements=tuple(concerned.get(ambiguity.id, ())),
            )

    def _requirement(self, result: RequirementResult) -> RequirementView:
        shown = tuple(self._evidence(key) for key in shown_of(result))
        return RequirementView(
            result=result,
            anchor=self._anchor(result.id),
            target=self._anchors.target,
            open=result.verdict in _OPEN,
            ledger=self._ledger.get(result.ambiguity or ""),
            evidence=shown,
            unshown=len(result.evidence) - len(shown),
            tolerated=self._tolerated.get(result.id),
            changes=changes(result.expected, result.observed),
            curl=distinct_curl(result),
            alone=alone(self._results, self._target, result.id)
            if result.verdict in _NOTABLE
            else "",
            page=self._results.suite.page(self._target.api, result.id),
            needs=tuple((one, self._anchor(one)) for one in result.needs),
        )

    def _evidence(self, key: str) -> EvidenceView:
        exhibit = self._exhibits.place(key)
        return EvidenceView(key, exhibit, anchor(key) if key in self._exhibits else None)

    def _cause(self, cause: Cause) -> CauseView:
        rows = tuple((one.id, self._anchor(one.id), one.level.value) for one in cause.requirements)
        rests_on = tuple((one, self._anchor(one.id)) for one in cause.rests_on)
        return CauseView(cause, self._target, rows, rests_on, self._branches(cause.tree))

    def _branches(self, tree: Iterable[Branch]) -> tuple[BranchView, ...]:
        return tuple(
            BranchView(
                one.requirement.id,
                self._anchor(one.requirement.id),
                one.requirement.level.value,
                self._branches(one.branches),
            )
            for one in tree
        )

    def _sections(
        self, views: list[RequirementView]
    ) -> tuple[tuple[str, tuple[GroupView, ...]], ...]:
        table: dict[str, dict[str, list[RequirementView]]] = {}
        for view in views:
            features = table.setdefault(self._section(view.result), {})
            features.setdefault(view.result.feature, []).append(view)
        return tuple(
            (
                section,
                tuple(self._group(section, feature, rows) for feature, rows in features.items()),
            )
            for section, features in table.items()
        )

    def _section(self, result: RequirementResult) -> str:
        known = self._catalogue.requirements.get(result.id) if self._catalogue else None
        return known.source.section if known else result.source

    def _group(self, section: str, feature: str, views: list[RequirementView]) -> GroupView:
        return GroupView(
            section=section,
            feature=feature,
            title=self._catalogue.features.get(feature, "") if self._catalogue else "",
            open=any(view.result.verdict in _NOTABLE for view in views),
            counts=counted(view.result for view in views),
            requirements=tuple(views),
        )


def counted(requirements: Iterable[RequirementResult]) -> tuple[tuple[Verdict, int], ...]:
    """How many requirements have each verdict, worst first, without those that none has."""
    table = Counter(one.verdict for one in requirements)
    return tuple((verdict, table[verdict]) for verdict in Verdict if table[verdict])
