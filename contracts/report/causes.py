"""Requirements of one verdict put together by what they have in common: the cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from contracts.model import Level, RequirementResult, TargetResult, Verdict

BROKEN = (Verdict.ERROR, Verdict.FAIL, Verdict.WARN)
UNJUDGED = (Verdict.INCONCLUSIVE, Verdict.WAIVED, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE)

# What differs between reasons that say the same: values, numbers, addresses.
_VALUE = re.compile(r"""'[^']*'|"[^"]*"|\b(?:GET|HEAD|POST|PUT|PATCH|DELETE)\b|\S*/\S*|\d+""")
_ID = re.compile(r"\b[A-Z][A-Z0-9]*(?:-[A-Za-z0-9]+)+\b")
_TELLING = 15
"""How long a text has to be to be recognised within another one."""


class Cause(msgspec.Struct, frozen=True):
    """Requirements of a target with one verdict for one reason, those of the worst level first.

    `reason` is that of the first; `alike` says that the others' differ from it in details.
    `rests_on` is a requirement of the target that fails and keeps these from being judged.
    """

    verdict: Verdict
    reason: str
    requirements: tuple[RequirementResult, ...]
    alike: bool = False
    rests_on: str | None = None

    @property
    def level(self) -> Level:
        """The highest level among the requirements."""
        return self.requirements[0].level


def causes(target: TargetResult, verdicts: Iterable[Verdict]) -> tuple[Cause, ...]:
    """The causes of these verdicts, in their order; then musts first, then the largest."""
    groups: dict[tuple[Verdict, str], list[RequirementResult]] = {}
    wanted = list(verdicts)
    for one in target.requirements:
        if one.verdict in wanted:
            groups.setdefault((one.verdict, common(one.reason)), []).append(one)
    failed = {one.id: one for one in target.requirements if one.verdict is Verdict.FAIL}
    levels = list(Level)
    made = [
        _cause(verdict, sorted(found, key=lambda one: levels.index(one.level)), failed)
        for (verdict, _), found in groups.items()
    ]
    return tuple(
        sorted(
            made,
            key=lambda one: (
                wanted.index(one.verdict),
                levels.index(one.level),
                -len(one.requirements),
            ),
        )
    )


def common(reason: str) -> str:
    """The first of the reasons in `reason`, without values, numbers and addresses."""
    return _VALUE.sub("…", reason.partition("; ")[0])


def _cause(
    verdict: Verdict, found: list[RequirementResult], failed: dict[str, RequirementResult]
) -> Cause:
    reason = found[0].reason
    rests_on = next(_prerequisites(reason, failed), None) if verdict not in BROKEN else None
    return Cause(
        verdict, reason, tuple(found), any(one.reason != reason for one in found), rests_on
    )


def _prerequisites(reason: str, failed: dict[str, RequirementResult]) -> Iterator[str]:
    """The failed requirements that a reason names, or whose finding it repeats."""
    yield from (one for one in _ID.findall(reason) if one in failed)
    for one in failed.values():
        for part in one.reason.split("; "):
            shorter, longer = sorted((part, reason), key=len)
            if len(shorter) >= _TELLING and shorter in longer:
                yield one.id
