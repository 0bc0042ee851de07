"""Schemas, rules and add forms (Schema and Schema Rules, Field Display Policy)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from contracts.apis.voss import Answer, Voss, find, has_schema
from contracts.kit import Inconclusive, Judge, NotTested


@pytest.mark.requirement("VOSS-SCHEMA-01")
def test_schema_is_given(voss: Voss, judge: Judge) -> None:
    """schema=true brings the schema, with the list or where forms and resources are."""
    for number, model in enumerate(voss.sampled(_of_all_types(voss.totals())[:_MODELS], 2)):
        for answer in (voss.schema(model), *(() if number else (voss.schema(model),))):
            judge.holds(
                has_schema(answer),
                f"schema=true does not bring the schema of {model}",
                expected="a member schema",
                observed=", ".join(answer.members) or answer,
                shown=(answer,),
            )
        whole = voss.beginning(model)
        names = {name for item in whole.items for name in item.data} - _KEYWORDS
        known = set(_members(answer.members.get("schema")))
        judge.holds(
            voss.settled(not names or bool(names & known), whole),
            f"the schema of {model} knows no attribute that its list shows",
            expected=", ".join(sorted(names)),
            observed=", ".join(sorted(known)),
            shown=(answer, whole),
        )


_MODELS = 3


def _of_all_types(models: Iterable[str]) -> list[str]:
    """The models, the first one of each type in front."""
    firsts: dict[str, str] = {}
    for model in models:
        firsts.setdefault(model.partition("/")[0], model)
    return list(dict.fromkeys((*firsts.values(), *models)))


_KEYWORDS = frozenset({"title", "name", "type", "description", "required", "format", "default"})
"""Names that schemas of any model have."""


def _members(value: Any) -> Iterator[str]:
    """The names of all members of a schema, and its texts: attributes are named by either."""
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, str):
            yield inner
        elif isinstance(inner, dict | list):
            yield from _members(inner)


@pytest.mark.requirement("VOSS-SCHEMA-02")
def test_rules_are_given(voss: Voss, judge: Judge) -> None:
    """schema_rules=true beside schema adds rules, for a model that has some."""
    named = voss.target.data.get("rules_model")
    for model in [named] if named else list(voss.totals()):
        plain, ruled = voss.schema(model), voss.schema(model, schema_rules=True)
        if not has_schema(plain):
            reason = f"the schema of {model} is not given: see VOSS-SCHEMA-01"
            raise Inconclusive(reason)
        judge.holds(
            has_schema(ruled),
            f"schema=true brings no schema of {model} where schema_rules=true is sent with it",
            expected="a member schema, with the rules beside it or in it",
            observed=", ".join(ruled.members) or ruled,
            shown=(plain, ruled),
        )
        added = set(_names(ruled.body)) - set(_names(plain.body))
        if added or named:
            judge.holds(
                bool(added),
                f"schema_rules=true adds nothing to the schema of {model}, which has rules",
                expected="rules and Field Display Policies",
                observed=", ".join(ruled.members),
                shown=(plain, ruled),
            )
            return
    reason = "no model is known to have rules; name one in [data] rules_model"
    raise NotTested(reason)


def _names(value: Any, depth: int = 3) -> Iterator[str]:
    """The names of the members of `value` that hold anything, those of resources left out."""
    if isinstance(value, dict) and depth:
        for name, inner in value.items():
            if name not in {"resources", "pagination"} and _holds_anything(inner):
                yield name
                yield from _names(inner, depth - 1)


def _holds_anything(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_anything(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_holds_anything(inner) for inner in value)
    return value not in {None, ""}


@pytest.mark.requirement("VOSS-SCHEMA-04")
def test_rules_need_the_schema(voss: Voss, judge: Judge) -> None:
    """schema_rules=true alone adds no rules: it is used with schema."""
    named = voss.target.data.get("rules_model")
    for model in [named] if named else list(voss.totals()):
        plain = voss.page(model, limit=1)
        both = voss.page(model, limit=1, schema=True, schema_rules=True)
        schema = voss.page(model, limit=1, schema=True)
        rules = set(_names(both.body)) - set(_names(schema.body)) - set(_names(plain.body))
        if not rules:
            continue
        alone = voss.page(model, limit=1, schema_rules=True)
        extra = rules & set(_names(alone.body))
        judge.holds(
            not extra,
            f"schema_rules=true without schema=true shows {', '.join(sorted(extra))} of {model}",
            expected="no rules",
            observed=", ".join(alone.members),
            shown=(both, alone),
        )
        return
    reason = "no list shows rules with schema=true and schema_rules=true"
    raise NotTested(reason)


@pytest.mark.requirement("VOSS-SCHEMA-05")
def test_flags_that_are_false_show_nothing(voss: Voss, judge: Judge) -> None:
    """schema=false shows no schema, and schema_rules=false beside schema=true no rules."""
    model = voss.target.data.get("rules_model") or voss.any_list().model
    schema = voss.page(model, limit=1, schema=True)
    if not has_schema(schema):
        reason = f"schema=true does not bring the schema with the list of {model}"
        raise NotTested(reason)
    without = voss.page(model, limit=1, schema=False)
    judge.holds(
        not has_schema(without),
        f"schema=false shows the schema of {model}",
        expected="no schema",
        observed=", ".join(without.members),
        shown=(without,),
    )
    both = voss.page(model, limit=1, schema=True, schema_rules=True)
    rules = set(_names(both.body)) - set(_names(schema.body))
    ruled = voss.page(model, limit=1, schema=True, schema_rules=False)
    extra = rules & set(_names(ruled.body))
    judge.holds(
        not extra,
        f"schema_rules=false shows {', '.join(sorted(extra))} of {model}",
        expected="no rules",
        observed=", ".join(ruled.members),
        shown=(both, ruled),
    )


@pytest.mark.requirement("VOSS-SCHEMA-03")
def test_summary_attributes_are_named(voss: Voss, judge: Judge) -> None:
    """summary_attrs stands in the answer that carries the schema, as a list of named attributes."""
    for model in voss.sampled(list(voss.totals())[:4], 2):
        answer = voss.schema(model)
        if not answer.accepted:
            reason = f"the schema of {model} is not given: {answer}"
            raise Inconclusive(reason)
        found = next(find(answer.body, "summary_attrs"), None)
        rows = found if isinstance(found, list) else [found]
        names = [one.get("name") if isinstance(one, dict) else one for one in rows]
        judge.holds(
            bool(names) and all(isinstance(name, str) and name for name in names),
            f"the schema of {model} does not name its summary attributes in summary_attrs",
            expected="summary_attrs, a list of objects with name",
            observed=repr(found),
            shown=(answer,),
        )
        _hold_in_data(voss, judge, model, names)


def _hold_in_data(voss: Voss, judge: Judge, model: str, names: list[Any]) -> None:
    """Judge that what is named is what lists show: not one name of all would be of no use."""
    whole = voss.beginning(model)
    shown = {name for item in whole.items for name in item.data}
    judge.holds(
        voss.settled(not shown or bool(shown & set(names)), whole),
        f"summary_attrs of {model} names no attribute that its list shows",
        expected=", ".join(sorted(shown)),
        observed=", ".join(map(str, names)),
        shown=(whole,),
    )


@pytest.mark.requirement("VOSS-FORM-01")
def test_add_form_carries_a_schema(voss: Voss, judge: Judge) -> None:
    """The add form of a model that can be added to has a schema."""
    for model in voss.totals():
        answer = voss.add_form(model)
        if answer.refused:
            continue
        judge.holds(
            has_schema(answer),
            f"the add form of {model} has no schema",
            expected="a member schema",
            observed=answer,
            shown=(answer,),
        )
        return
    reason = "no model has an add form"
    raise Inconclusive(reason)


_NOT_FOUND = 404


def _policy(voss: Voss) -> tuple[dict[str, str], Any]:
    """What the target file says of a policy, and the form without it."""
    policy: dict[str, str] | None = voss.target.data.get("policy")
    if policy is None:
        reason = "the target file names no Field Display Policy in [data.policy]"
        raise NotTested(reason)
    plain = voss.add_form(policy["model"])
    if plain.status == _NOT_FOUND:
        # There is nothing that the policy could be applied to: the request itself is judged.
        return policy, None
    if not has_schema(plain):
        reason = f"the add form of {policy['model']} has no schema: see VOSS-FORM-01"
        raise Inconclusive(reason)
    return policy, plain.members["schema"]


def _changes_the_form(judge: Judge, answer: Answer, plain: Any) -> None:
    judge.holds(
        has_schema(answer) and answer.members["schema"] != plain,
        "a Field Display Policy is not applied to the form",
        expected="another schema than without the policy",
        observed="the same schema" if has_schema(answer) else answer,
        shown=(answer,),
    )


@pytest.mark.requirement("VOSS-POLICY-01")
def test_policy_by_name_is_applied(voss: Voss, judge: Judge) -> None:
    """policy_name changes the form."""
    policy, plain = _policy(voss)
    _changes_the_form(judge, voss.add_form(policy["model"], policy_name=policy["name"]), plain)


@pytest.mark.requirement("VOSS-POLICY-02")
def test_policy_by_pkid_is_applied(voss: Voss, judge: Judge) -> None:
    """Policy by pkid changes the form, as the name does."""
    policy, plain = _policy(voss)
    by_pkid = voss.add_form(policy["model"], policy=policy["pkid"])
    _changes_the_form(judge, by_pkid, plain)
    by_name = voss.add_form(policy["model"], policy_name=policy["name"])
    if has_schema(by_name) and by_name.members["schema"] != plain:
        judge.holds(
            by_pkid.members["schema"] == by_name.members["schema"],
            "pkid and name of a Field Display Policy do not give the same form",
            shown=(by_pkid, by_name),
        )
