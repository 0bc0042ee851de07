"""What was found of the targets, put beside the verdicts of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from contracts.model import RequirementResult, Results, TargetResult
from contracts.sensitivity.results import (
    Fate,
    Looked,
    MutantResult,
    RequirementStrength,
    Sensitivity,
    TargetSensitivity,
    percent_of,
    strength_of,
)

Named = tuple[str, str, str]


def assembled(results: Results, looked: Mapping[Named, Looked], sample: int | None) -> Sensitivity:
    """The sensitivity of a run; `looked` is by API, name and address of the target."""
    return Sensitivity(
        suite=results.suite.version,
        seed=results.suite.seed,
        sample=sample,
        targets=tuple(
            _target(target, looked[named])
            for target in results.targets
            if (named := (target.api, target.name, target.base_url)) in looked
        ),
    )


def _target(target: TargetResult, looked: Looked) -> TargetSensitivity:
    fates = Counter(one.fate for one in looked.mutants)
    whole = not looked.ended and looked.whole
    return TargetSensitivity(
        api=target.api,
        name=target.name,
        base_url=target.base_url,
        allow=target.allow,
        percent=percent_of(fates),
        fates={one: fates[one] for one in Fate},
        looked=looked,
        requirements=tuple(_strengths(target, looked.mutants, whole=whole)),
    )


def _strengths(
    target: TargetResult, mutants: tuple[MutantResult, ...], *, whole: bool
) -> list[RequirementStrength]:
    touching: dict[str, list[MutantResult]] = {}
    for mutant in mutants:
        for name in mutant.touched:
            touching.setdefault(name, []).append(mutant)
    return [_strength(one, touching.get(one.id, []), whole=whole) for one in target.requirements]


def _strength(
    one: RequirementResult, touching: list[MutantResult], *, whole: bool
) -> RequirementStrength:
    killed = [mutant for mutant in touching if one.id in mutant.killed_by]
    operators = tuple(sorted({mutant.operator for mutant in killed}))
    return RequirementStrength(
        id=one.id,
        level=one.level,
        verdict=one.verdict,
        strength=strength_of(one.verdict, len(touching), len(operators), whole=whole),
        touched=len(touching),
        killed=len(killed),
        operators=operators,
        survivors=tuple(mutant.id for mutant in touching if mutant.fate is Fate.SURVIVED),
    )
