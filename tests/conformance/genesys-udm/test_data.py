"""Sources, types, sub-types, job statuses and attributes (data/)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from contracts.apis.genesys_udm import BY_NAME, V3, V10, Answer, Row, Udm, Version, names_in
from contracts.kit import Inconclusive, Judge, NotApplicable

_NO_CONTENT = 204
_BREAKDOWN = 500
_SOME = 3
_NO_NAME = "ucc-no-such"


def _rows(answer: Answer) -> Sequence[Row]:
    """The items of a list of data/, as far as they are objects; an answer may wrap the list."""
    data: Any = answer.body if answer.succeeded else None
    if isinstance(data, dict):
        data = next((one for one in data.values() if isinstance(one, list)), [])
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def _values(answer: Answer, member: str) -> list[str]:
    found = (row.get(member) for row in _rows(answer))
    return list(dict.fromkeys(one for one in found if isinstance(one, str) and one))


@pytest.mark.requirement("UDM-DATA-05")
def test_attributes_are_those_of_the_entities(udm: Udm, judge: Judge) -> None:
    """Whether entities that do not exist have other attributes than those that do, or none."""
    udm.needs("data")
    udm.call("getAttributesV10")
    named = list(names_in(udm.call("getSubTypesV10", checked=False).body))
    entities = list(dict.fromkeys([*named[:_SOME], "Interaction"]))
    for entity in entities:
        answer = udm.call("getAttributesV10", None, (("entities", entity),), checked=False)
        if answer.succeeded or answer.status >= _BREAKDOWN:
            # It is taken, or breaks the target down: so the answer is to be a documented one.
            answer = udm.call("getAttributesV10", None, (("entities", entity),))
        if not answer.succeeded or not _holds_some(answer.body):
            continue
        nothing = udm.call("getAttributesV10", None, (("entities", _NO_NAME),), checked=False)
        same = nothing.succeeded and nothing.body == answer.body
        shown = "the same" if same else "other"
        judge.observe(f"entities={_NO_NAME} has {shown} attributes as entities={entity}")
        return
    judge.observe(f"no attributes are given for {', '.join(entities)}")


@pytest.mark.requirement("UDM-DATA-04")
def test_statuses_of_jobs_are_listed(udm: Udm, judge: Judge) -> None:
    """Which of the statuses that jobs have are among those that v10 lists."""
    listed = udm.call("getJobStatusesV10").needed("the list of job statuses")
    text = listed.raw.decode("utf-8", "replace")
    rows = udm.whole(BY_NAME["historyV10"]).rows
    found = sorted({str(row.get("status")) for row in rows if row.get("status")})
    judge.observe(f"{sum(one in text for one in found)} of the statuses {found} are listed")


@pytest.mark.requirement("UDM-DATA-01")
def test_types_of_a_source_in_v10(udm: Udm, judge: Judge) -> None:
    """The types that v10 lists for a source are of that source."""
    _by(udm, judge, V10, "getTypes source")


@pytest.mark.requirement("UDM-DATA-02")
def test_sub_types_of_a_source_in_v10(udm: Udm, judge: Judge) -> None:
    """The sub-types that v10 lists for a source are of that source."""
    _by(udm, judge, V10, "getSubTypes source dataType")


@pytest.mark.requirement("UDM-DATA-03")
def test_sub_types_of_a_type_in_v10(udm: Udm, judge: Judge) -> None:
    """The sub-types that v10 lists for a type are of that type."""
    _by(udm, judge, V10, "getSubTypes dataType source")


@pytest.mark.requirement("UDM-DATA3-01")
def test_types_of_a_source_in_v3(udm: Udm, judge: Judge) -> None:
    """The types that v3 lists for a source are of that source."""
    _by(udm, judge, V3, "getTypes source")


@pytest.mark.requirement("UDM-DATA3-02")
def test_sub_types_of_a_source_in_v3(udm: Udm, judge: Judge) -> None:
    """The sub-types that v3 lists for a source are of that source."""
    _by(udm, judge, V3, "getSubTypes source dataType")


@pytest.mark.requirement("UDM-DATA3-03")
def test_sub_types_of_a_type_in_v3(udm: Udm, judge: Judge) -> None:
    """The sub-types that v3 lists for a type are of that type."""
    _by(udm, judge, V3, "getSubTypes dataType source")


def _by(udm: Udm, judge: Judge, version: Version, what: str) -> None:
    """Hold what is listed for a value of a parameter to the member of that name.

    `what` names the operation, the parameter, and others that may be needed beside it.
    """
    base, parameter, *others = what.split()
    udm.needs("data", version)
    ask = _asking(udm, version.operation(base))
    listed = ask(())
    rows = _rows(listed)
    if not rows:
        # The list may ask for its parameters: what there is comes from another one then.
        rows = _found_elsewhere(udm, version, base)
    values = list(dict.fromkeys(str(row[parameter]) for row in rows if row.get(parameter)))
    if not values and version is V10:
        _unsaid(udm, judge, base, parameter)
        return
    if not values:
        reason = f"{version.operation(base)} lists nothing that says its {parameter}"
        raise Inconclusive(reason)
    for value in values[:_SOME]:
        query: tuple[tuple[str, str], ...] = ((parameter, value),)
        answer = ask(query)
        if not answer.succeeded and others:
            row = next(row for row in rows if row.get(parameter) == value)
            query += tuple((name, str(row[name])) for name in others if row.get(name))
            answer = ask(query)
        if not answer.succeeded:
            reason = f"{version.operation(base)} does not answer {dict(query)}: {answer}"
            raise Inconclusive(reason)
        # Whether a source has to equal or to contain the value is not said (UDM-AMB-41).
        foreign = [one for one in _values(answer, parameter) if value not in one]
        judge.holds(
            not foreign,
            f"{version.operation(base)}: what is listed for {parameter}={value} is of another one",
            expected=value,
            observed=foreign,
            shown=(answer,),
        )
        mine = {str(row.get("name")) for row in rows if row.get(parameter) == value}
        judge.holds(
            len(query) > 1 or not rows or mine <= set(_values(answer, "name")),
            f"{version.operation(base)}: {parameter}={value} leaves out what is its own",
            expected=sorted(mine),
            observed=answer,
            shown=(listed, answer),
        )
    for other in others:
        _both(judge, ask, rows, parameter, other)
    nothing = ask(((parameter, _NO_NAME),))
    judge.holds(
        nothing.refused or nothing.status == _NO_CONTENT or not _rows(nothing),
        f"{version.operation(base)}: something is listed for a {parameter} that does not exist",
        expected="nothing",
        observed=nothing,
        shown=(nothing,),
    )


def _both(
    judge: Judge,
    ask: Callable[[tuple[tuple[str, str], ...]], Answer],
    rows: Sequence[Row],
    parameter: str,
    other: str,
) -> None:
    """A parameter counts beside another one that alone lists more."""
    for row in rows:
        value, beside = row.get(parameter), row.get(other)
        if not value or not beside:
            continue
        alike = [one for one in rows if one.get(other) == beside]
        if all(str(value) in str(one.get(parameter)) for one in alike):
            continue
        query = ((other, str(beside)), (parameter, str(value)))
        answer = ask(query)
        wrong = [one for one in _values(answer, parameter) if str(value) not in one]
        judge.holds(
            not wrong,
            f"what is listed for {dict(query)} is of another {parameter}",
            expected=value,
            observed=wrong,
            shown=(answer,),
        )
        return


def _asking(udm: Udm, operation: str) -> Callable[[tuple[tuple[str, str], ...]], Answer]:
    return lambda query: udm.call(operation, None, query)


def _found_elsewhere(udm: Udm, version: Version, base: str) -> Sequence[Row]:
    """The items for each source, and type, that other lists name."""
    found: list[Row] = []
    for source in list(names_in(udm.call(version.operation("getSources")).body))[:_SOME]:
        types = udm.call(version.operation("getTypes"), None, (("source", source),))
        if base == "getTypes":
            found += _rows(types)
            continue
        for kind in list(names_in(types.body))[:_SOME]:
            query = (("dataType", kind), ("source", source))
            found += _rows(udm.call(version.operation(base), None, query))
    return found


def _unsaid(udm: Udm, judge: Judge, base: str, parameter: str) -> None:
    """Hold v10 to what a list may hold that does not say whose its items are.

    What is listed for a value is not what is listed for one that does not exist, and has no
    name that v3 gives to other values alone. Neither has a sentence: more than a warning it is not.
    """
    operation, told = V10.operation(base), False
    for query in _known(udm, base)[:_SOME]:
        asked = dict(query)
        answer = udm.call(operation, None, query)
        if not answer.succeeded or not _holds_some(answer.body):
            continue
        told = True
        nothing = udm.call(operation, None, tuple({**asked, parameter: _NO_NAME}.items()))
        judge.holds(condition=True, summary="", shown=(answer, nothing))
        if nothing.succeeded and nothing.body == answer.body:
            judge.warns(
                f"{operation}: a {parameter} that does not exist lists what {asked} lists",
                expected="nothing",
                observed=nothing,
                shown=(answer, nothing),
            )
        others = _of_others(udm, base, parameter, asked[parameter])
        foreign = sorted(others.intersection(names_in(answer.body)))
        if foreign:
            judge.warns(
                f"{operation}: {asked} lists what v3 gives to another {parameter}",
                expected=f"what {parameter}={asked[parameter]} has",
                observed=foreign,
                shown=(answer,),
            )
    if not told:
        reason = f"{operation} lists nothing that says its {parameter}"
        raise NotApplicable(reason)


def _known(udm: Udm, base: str) -> list[tuple[tuple[str, str], ...]]:
    """Queries with what the target says that there is to choose from."""
    sources = list(names_in(udm.call("getSourcesV10").body))[:_SOME]
    if base == "getTypes":
        return [(("source", source),) for source in sources]
    return [
        (("dataType", kind), ("source", source))
        for source in sources
        for kind in udm.named("getTypesV10", ("source", source))[:1]
    ]


def _holds_some(data: Any) -> bool:
    """Whether an untyped answer has an item anywhere."""
    if isinstance(data, list):
        return bool(data)
    if not isinstance(data, dict):
        return False
    nested = [one for one in data.values() if isinstance(one, list | dict)]
    return any(map(_holds_some, nested)) if nested else len(data) > 1


def _of_others(udm: Udm, base: str, parameter: str, value: str) -> set[str]:
    """The names that v3 has for other values of a parameter, and not for this one."""
    if not udm.target.claims(V3.feature) or not udm.has(V3):
        return set()
    rows = _rows(udm.call(V3.operation(base), checked=False))
    mine = {str(row.get("name")) for row in rows if row.get(parameter) == value}
    named = {str(row["name"]) for row in rows if row.get(parameter) and row.get("name")}
    return named - mine if mine else set()
