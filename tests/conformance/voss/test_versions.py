"""api_version and schema_version (API version; Schema version, API version)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import Answer, Voss, find, schema_version
from contracts.kit import Inconclusive, Judge

LATEST = 11.5
_NOTHING = (None, "")


def _schema(voss: Voss, model: str, **parameters: str) -> Answer:
    return voss.schema(model, schema_rules=True, **parameters)


def _stated(answer: Answer) -> Any:
    """schema_version, wherever the answer has it outside of its resources; None for none."""
    parts = {name: one for name, one in answer.members.items() if name != "resources"}
    return next(find(parts, "schema_version"), None)


def _version(answer: Answer) -> float | None:
    """schema_version as a number."""
    return schema_version({"schema_version": _stated(answer)})


@pytest.mark.requirement("VOSS-VERSION-01")
def test_schema_has_a_version(voss: Voss, judge: Judge) -> None:
    """schema_version is there for a device model and for another one."""
    for model in (voss.device_model(), voss.any_list().model):
        answer = _schema(voss, model).needed(f"the schema of {model}")
        found = _stated(answer)
        judge.holds(
            isinstance(found, (int, float, str)) and found != "",
            f"the meta of the schema of {model} has no schema_version",
            expected="a number or a text",
            observed=repr(found),
            shown=(answer,),
        )


@pytest.mark.requirement("VOSS-VERSION-02")
def test_default_of_api_version(voss: Voss, judge: Judge) -> None:
    """Without api_version a device model has the version of the last row, whatever was asked."""
    model = voss.device_model()
    for before in ("", voss.schema_versions[0]["api_version"]):
        if before:
            _schema(voss, model, api_version=before)
        answer = _schema(voss, model)
        version = _version(answer)
        if version is None:
            reason = "schema_version is missing: see VOSS-VERSION-01"
            raise Inconclusive(reason)
        newer = voss.reading("VOSS-AMB-18") == "at-least" and version > LATEST
        after = f" after a request with api_version={before}" if before else ""
        judge.holds(
            version == LATEST or newer,
            f"without api_version schema_version is {version}{after}, older than {LATEST}",
            expected=f"{LATEST} or greater",
            observed=version,
            shown=(answer,),
        )


@pytest.mark.requirement("VOSS-APIVERSION-*")
def test_schema_versions_of_the_table(voss: Voss, judge: Judge) -> None:
    """Each api_version of the table brings its schema_version."""
    model = voss.device_model()
    for row in voss.schema_versions:
        with judge.of(f"VOSS-APIVERSION-{row['id']}"):
            answer = _schema(voss, model, api_version=row["api_version"])
            judge.holds(
                answer.accepted,
                f"api_version={row['api_version']} is refused",
                expected=f"schema_version {row['schema_version']}",
                observed=answer,
                shown=(answer,),
            )
            if _stated(answer) in _NOTHING and _stated(_schema(voss, model)) in _NOTHING:
                reason = "schema_version is missing: see VOSS-VERSION-01"
                raise Inconclusive(reason)
            number = voss.reading("VOSS-AMB-05") == "either" or not isinstance(_stated(answer), str)
            judge.holds(
                _version(answer) == float(row["schema_version"]) and number,
                f"with api_version={row['api_version']} schema_version is {_stated(answer)!r}, "
                f"not {row['schema_version']}",
                expected=row["schema_version"],
                observed=repr(_stated(answer)),
                shown=(answer,),
            )


@pytest.mark.requirement("VOSS-VERSION-03")
def test_lists_take_api_version(voss: Voss, judge: Judge) -> None:
    """A list with an api_version of the table has resources, whatever its model."""
    device = voss.device_model()
    voss.first(device)
    rows = voss.sampled(reversed(voss.schema_versions), 3)
    asked = [(device, row) for row in rows] + [(voss.any_list().model, row) for row in rows[:1]]
    for model, row in asked:
        page = voss.page(model, limit=3, api_version=row["api_version"])
        judge.holds(
            page.is_list and bool(page.keys),
            f"the list of {model} with api_version={row['api_version']} has no resources",
            expected="resources",
            observed=page,
            shown=(page,),
        )


@pytest.mark.requirement("VOSS-VERSION-04")
def test_unsupported_versions_are_observed(voss: Voss, judge: Judge) -> None:
    """What an api_version does that is not in the table is reported."""
    model = voss.device_model()
    how = {"defect": "an unsupported api_version"}
    page = voss.page(model, limit=1, api_version="0.0.1", how=how)
    judge.observe(f"api_version=0.0.1: {'a list' if page.is_list else page}")
