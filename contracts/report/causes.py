"""Requirements of one verdict put together by what they have in common: the cause.

What rests on a violated requirement has that one for its cause, by the catalogue; of the rest,
what was said of it for the same reason belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from contracts.model import Level, RequirementResult, TargetResult, Verdict

BROKEN = (Verdict.ERROR, Verdict.FAIL, Verdict.WARN)
UNJUDGED = (Verdict.INCONCLUSIVE, Verdict.WAIVED, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE)

# What differs between reasons that say the same: values, numbers, addresses.
_VALUE = re.compile(r"""'[^']*'|"[^"]*"|\b(?:GET|HEAD|POST|PUT|PATCH|DELETE)\b|\S*/\S*|\d+""")


class Branch(msgspec.Struct, frozen=True):
    """A requirement that rests on another one, and those that rest on it in turn."""

    requirement: RequirementResult
    branches: tuple[Branch, ...] = ()


class Cause(msgspec.Struct, frozen=True):
    """Requirements of a target with one verdict for one reason, those of the worst level first.

    `reason` is that of the first; `alike` says that the others' differ from it in details.
    `rests_on` are violated requirements of the target that keep these from being judged, `tree`
    is how these rest on them.
    """

    verdict: Verdict
    reason: str
    requirements: tuple[RequirementResult, ...]
    alike: bool = False
    rests_on: tuple[RequirementResult, ...] = ()
    tree: tuple[Branch, ...] = ()

    @property
    def level(self) -> Level:
        """The highest level among the requirements."""
        return self.requirements[0].level


def causes(target: TargetResult, verdicts: Iterable[Verdict]) -> tuple[Cause, ...]:
    """The causes of these verdicts, in their order; then musts first, then the largest."""
    groups: dict[tuple[Verdict, str | tuple[str, ...]], list[RequirementResult]] = {}
    wanted = list(verdicts)
    for one in target.requirements:
        if one.verdict in wanted:
            said = one.blocked.by if one.blocked else common(one.reason)
            groups.setdefault((one.verdict, said), []).append(one)
    table = {one.id: one for one in target.requirements}
    levels = list(Level)
    made = [
        _cause(verdict, sorted(found, key=lambda one: levels.index(one.level)), table)
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


def rests(cause: Cause) -> str:
    """What a cause says of requirements that rest on violated ones, for all of them."""
    names = ", ".join(f"{one.id} ({one.verdict}: {one.reason})" for one in cause.rests_on)
    return f"cannot be judged while these are violated: {names}"


def _cause(
    verdict: Verdict, found: list[RequirementResult], table: dict[str, RequirementResult]
) -> Cause:
    reason = found[0].reason
    alike = any(one.reason != reason for one in found)
    blocked = found[0].blocked
    if blocked is None:
        return Cause(verdict, reason, tuple(found), alike)
    rests_on = tuple(table[one] for one in blocked.by)
    return Cause(verdict, reason, tuple(found), alike, rests_on, _tree(found, blocked.by))


def _tree(found: Sequence[RequirementResult], roots: Sequence[str]) -> tuple[Branch, ...]:
    """How `found` rest on `roots` by what each of them needs; each stands there once."""
    inner = {one.id for one in found}
    above = {one.id: next((need for need in one.needs if need in inner), "") for one in found}
    for one in found:
        if any(need in roots for need in one.needs):
            above[one.id] = ""

    def below(name: str) -> tuple[Branch, ...]:
        return tuple(Branch(one, below(one.id)) for one in found if above[one.id] == name)

    return below("")
