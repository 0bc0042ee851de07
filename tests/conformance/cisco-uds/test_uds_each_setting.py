"""What the document says of changes, for each setting of an account for tests.

One pass over a setting: a field is changed, refused in other forms and with an error, and changed
back. What a test does not put back is put back when it is over.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.apis.cisco_uds import JSON, SETTINGS, XML, Answer, Setting, Uds
from contracts.apis.cisco_uds.bodies import FORM, as_form, nested, nested_json
from contracts.apis.cisco_uds.settings import Changed, other_text
from contracts.kit import Inconclusive, Judge, NotTested

_CONFLICT, _IN_ERROR = 409, 415
_NO_FLAG = "perhaps"
_REFUSED = frozenset({400, 401, 403, 415, 422})
"""Statuses by which a server may say that this setting is not for this user to change."""


@pytest.fixture(autouse=True)
def _put_back(uds: Uds) -> Iterator[None]:
    yield
    for setting in SETTINGS.values():
        uds.restore_setting(setting)


def _changed(uds: Uds, judge: Judge, setting: Setting) -> Changed:
    """The first change of a setting, which is carried out. Raises NotTested where it is refused."""
    texts = uds.change_for(setting)
    siblings = uds.siblings(setting)
    change = uds.change_setting(setting, texts)
    with judge.of("UDS-PUT-01"):
        judge.holds(
            change.answer.status != _CONFLICT,
            f"PUT of the {setting.root}, which exists, is refused as a conflict",
            expected="a success",
            observed=change.answer,
            shown=(change.answer,),
        )
    if change.answer.status in _REFUSED | {_CONFLICT}:
        reason = f"the PUT of the {setting.root} is refused: {change.answer}"
        raise NotTested(reason)
    if not change.answer.accepted:
        reason = f"the PUT of the {setting.root} is not answered with a success: {change.answer}"
        raise Inconclusive(reason)
    if not _shows(change):
        _leaves_others(uds, judge, setting, siblings, change)
    return change


def _leaves_others(
    uds: Uds, judge: Judge, setting: Setting, siblings: dict[str, str], change: Changed
) -> None:
    """Check a change without effect on its item: it has none on another one; raise NotTested.

    That a field is not the user's to change is open, unless it was changed before.
    """
    now = uds.siblings(setting)
    # What went astray is taken back in the same way.
    how = {"defect": "restores what was there"}
    uds.put_setting(setting, {at: change.before[at] for at in change.sent}, **how)
    with judge.of("UDS-PUT-01"):
        judge.holds(
            now == siblings,
            f"PUT of the {setting.root} changes another one instead",
            expected=siblings,
            observed=now,
            shown=(change.answer,),
        )
        judge.holds(
            not uds.was_changed(setting, *change.sent),
            f"PUT of the {setting.root} is accepted and changes nothing, as it did before",
            expected=change.sent,
            observed=change.after,
            shown=(change.answer,),
        )
    reason = f"the {', '.join(change.sent)} of the {setting.root} is not changed by a PUT"
    raise NotTested(reason)


def _shows(change: Changed) -> bool:
    return all(change.after.get(at) == text for at, text in change.sent.items())


@pytest.mark.requirement(
    "UDS-PUT-01", "UDS-PARAM-01", "UDS-PARAM-02", "UDS-PARAM-03", "UDS-XML-03", "UDS-XML-08"
)
@pytest.mark.parametrize("which", SETTINGS)
def test_a_setting_is_changed_and_changed_back(uds: Uds, judge: Judge, which: str) -> None:
    """A field is changed, refused with an error and in other forms, and then changed back."""
    setting = SETTINGS[which]
    uds.needs_scratch()
    first = _changed(uds, judge, setting)
    with judge.of("UDS-PUT-01"):
        judge.equal(
            {at: first.after[at] for at in first.sent},
            first.sent,
            f"the {setting.root} after its PUT",
            shown=(first.answer,),
        )
    _other_forms(uds, judge, setting, first)
    refused = None
    if setting.flag in first.sent:
        refused = _in_error(uds, judge, setting)
    if refused is None:
        _no_error(judge, f"no {setting.flag or 'field'} of the {setting.root} is an error")
    # What was there need not be what the suite would send.
    then: dict[str, str | None] = {at: first.before[at] for at in first.sent}
    back = uds.change_setting(setting, then, defect="restores what was there")
    for one in ("UDS-PUT-01", "UDS-PARAM-02") if refused else ("UDS-PUT-01",):
        with judge.of(one):
            judge.holds(
                back.answer.accepted and _shows(back),
                f"the {setting.root} that was changed is not changed back",
                expected=back.sent,
                observed=f"{back.answer}, and {back.after}",
                shown=(*((refused,) if refused else ()), back.answer),
            )


def _no_error(judge: Judge, reason: str) -> None:
    """Take for not tested what speaks of errors."""
    for one in judge.requirements:
        if one.id.startswith("UDS-PARAM-"):
            with judge.of(one.id):
                raise NotTested(reason)


def _in_error(uds: Uds, judge: Judge, setting: Setting) -> Answer | None:
    """Judge a truth value that is none, beside a text; the answer, where that is a refusal."""
    before = uds.shown(setting)
    texts: dict[str, str | None] = {setting.flag: _NO_FLAG}
    if setting.text in before:
        texts[setting.text] = other_text(before, setting)
    wrong = uds.change_setting(setting, texts, defect="no truth value")
    if wrong.answer.accepted and wrong.after.get(setting.flag) == _NO_FLAG:
        return None
    allowed = {_IN_ERROR} | ({400, 422} if uds.reading("UDS-AMB-06") == "client-error" else set())
    with judge.of("UDS-PARAM-01"):
        judge.holds(
            wrong.answer.status in allowed,
            f"PUT of the {setting.root} with an impossible {setting.flag} is not refused with 415",
            expected=", ".join(map(str, sorted(allowed))),
            observed=wrong.answer,
            shown=(wrong.answer,),
        )
    with judge.of("UDS-PARAM-03"):
        if wrong.answer.accepted:
            reason = f"the PUT is not refused: see UDS-PARAM-01: {wrong.answer}"
            raise NotTested(reason)
        judge.equal(
            wrong.after, before, f"the {setting.root} after a refused PUT", shown=(wrong.answer,)
        )
    return wrong.answer


def _other_forms(uds: Uds, judge: Judge, setting: Setting, first: Changed) -> None:
    """Check that the way back is not taken in JSON, as a form, or in XML that ends early."""
    texts: dict[str, str | None] = {at: first.before[at] for at in first.sent}
    leaves = {at.rpartition("/")[2]: text for at, text in texts.items()}
    forms: tuple[tuple[str, str, bytes, str], ...] = (
        ("UDS-XML-03", "JSON", nested_json(setting.root, texts), JSON),
        ("UDS-XML-08", "a form", as_form(leaves), FORM),
        ("UDS-XML-08", "XML that ends early", nested(setting.root, texts)[:-3], XML),
    )
    for requirement, what, body, kind in forms:
        before = uds.shown(setting)
        defect = f"a body of {what}"
        answer = uds.put_setting(setting, {}, body=body, kind=kind, defect=defect)
        after = uds.shown(setting)
        with judge.of(requirement):
            judge.holds(
                not answer.accepted and after == before,
                f"PUT of the {setting.root} in {what} is carried out, or accepted",
                expected="415, or another refusal, and no change",
                observed=f"{answer}, and {after}",
                shown=(first.answer, answer),
            )
