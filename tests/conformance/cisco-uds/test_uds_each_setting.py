"""What the document says of changes, for each setting of an account for tests.

One pass over a setting: a field is changed, refused in other forms and with an error, and changed
back. What a test does not put back is put back when it is over.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.apis.cisco_uds import JSON, SETTINGS, XML, Answer, Setting, Uds, text_of
from contracts.apis.cisco_uds.bodies import FORM, as_form, nested, nested_json
from contracts.apis.cisco_uds.settings import Changed, other_text
from contracts.kit import Inconclusive, Judge, NotTested

_CONFLICT, _IN_ERROR = 409, 415
_LOOKS = 2
"""How often it is looked whether a change stays."""
_NO_FLAG = "perhaps"
_WORDS = {"no": "false", "yes": "true"}
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
    is_listed = uds.entry_of(setting) is not None
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
        _is_not_soured(uds, judge, setting, change)
        reason = f"the PUT of the {setting.root} is refused: {change.answer}"
        raise NotTested(reason)
    if not change.answer.accepted:
        reason = f"the PUT of the {setting.root} is not answered with a success: {change.answer}"
        raise Inconclusive(reason)
    if is_listed:
        _is_listed_as_before(uds, judge, setting, change)
    if _shows(change):
        return change
    _leaves_others(uds, judge, setting, siblings, change)
    return _in_another_field(uds, judge, setting, change)


def _is_not_soured(uds: Uds, judge: Judge, setting: Setting, change: Changed) -> None:
    """Check that a field which was changed before is not refused in the way that an error was."""
    if change.answer.status == _IN_ERROR and uds.was_changed(setting, *change.sent):
        with judge.of("UDS-PARAM-02"):
            judge.holds(
                change.answer.accepted,
                f"PUT of the {setting.root} is refused since one with an error was",
                expected="a success, as before the PUT with an error",
                observed=change.answer,
                shown=(change.answer,),
            )


def _is_listed_as_before(uds: Uds, judge: Judge, setting: Setting, change: Changed) -> None:
    """Check that what was changed is still in the list that had it, and says there what it says."""

    def listed() -> str | None:
        entry = uds.entry_of(setting)
        return None if entry is None else text_of(entry, setting.text)

    shown = change.after.get(setting.text, "")
    now = uds.seen(change.answer, listed, lambda text: text in {"", shown})
    with judge.of("UDS-PUT-01"):
        judge.holds(
            now in {"", shown},
            f"the {setting.root} is not in its list any more, or otherwise, after its PUT",
            expected=f"the {setting.root}, with the {setting.text} {shown!r} if with any",
            observed="nothing" if now is None else f"the {setting.text} {now!r}",
            shown=(change.answer,),
        )


def _in_another_field(uds: Uds, judge: Judge, setting: Setting, first: Changed) -> Changed:
    """A change of the other field of a setting, after that of one had no effect.

    One field that is not the user's to change is open; a PUT that is accepted and changes none is
    no update. Raises NotTested where there is no other field.
    """
    fields = ", ".join(first.sent)
    if setting.text in first.sent or setting.text not in first.before:
        reason = f"the {fields} of the {setting.root} is not changed by a PUT"
        raise NotTested(reason)
    change = uds.change_setting(setting, {setting.text: other_text(first.before, setting)})
    if not change.answer.accepted:
        reason = f"the PUT of the {setting.root} is refused: {change.answer}"
        raise NotTested(reason)
    with judge.of("UDS-PUT-01"):
        judge.holds(
            _shows(change),
            f"PUT of the {setting.root} is accepted and changes neither {fields} nor "
            f"{setting.text}",
            expected=change.sent,
            observed=change.after,
            shown=(first.answer, change.answer),
        )
    if not _shows(change):
        reason = f"no PUT of the {setting.root} has an effect: see UDS-PUT-01"
        raise NotTested(reason)
    return change


def _leaves_others(
    uds: Uds, judge: Judge, setting: Setting, siblings: dict[str, str], change: Changed
) -> None:
    """Check that a change without effect on its item has none on another one.

    That a field is not the user's to change is open, unless it was changed before.
    """
    now = uds.siblings(setting)
    # What went astray is taken back in the same way.
    how = {"defect": "restores what was there"}
    same = {at: change.before[at] for at in change.sent}
    answer = uds.put_setting(setting, same, **how)
    shown = uds.seen(answer, lambda: uds.shown(setting), lambda one: same.items() <= one.items())
    with judge.of("UDS-PUT-01"):
        judge.holds(
            not answer.accepted or same.items() <= shown.items(),
            f"PUT of the {setting.root} as it was changes it to something else",
            expected=same,
            observed=shown,
            shown=(answer,),
        )
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
        for _ in range(_LOOKS):
            shown = uds.shown(setting)
            judge.equal(
                {at: shown.get(at) for at in first.sent},
                first.sent,
                f"the {setting.root} after its PUT, which was seen to be carried out",
                shown=(first.answer,),
            )
    _other_forms(uds, judge, setting, first)
    refused = None
    if setting.flag in first.sent:
        refused = _in_error(uds, judge, setting, sure=True)
    elif (other := _with_another_flag(uds, setting)) is not None:
        refused = _in_error(uds, judge, other, sure=False)
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


def _with_another_flag(uds: Uds, setting: Setting) -> Setting | None:
    """A setting with a truth value that its resource shows in place of the reference's.

    None where it shows none, or does not take the one that it shows beside a text.
    """
    other = uds.with_shown_flag(setting)
    if other is None:
        return None
    shown = uds.shown(other)
    texts = {other.text: other_text(shown, other), other.flag: shown[other.flag]}
    change = uds.change_setting(other, texts, defect="an element that the target shows")
    return other if change.answer.accepted and _shows(change) else None


def _reads_words(uds: Uds, setting: Setting) -> bool:
    """Whether other words are truth values to a target: then none is an error."""
    for word, meant in _WORDS.items():
        flag = {setting.flag: word}
        change = uds.change_setting(setting, flag, {setting.flag: meant}, defect="a word")
        if not change.answer.accepted or change.after.get(setting.flag) != meant:
            return False
    return True


def _in_error(uds: Uds, judge: Judge, setting: Setting, *, sure: bool) -> Answer | None:
    """Judge a truth value that is none, beside a text; the answer, where that is a refusal.

    Where it is not `sure` that users may change the truth value, it may be ignored.
    """
    before = uds.shown(setting)
    flag: dict[str, str | None] = {setting.flag: _NO_FLAG}
    text = {setting.text: other_text(before, setting)} if setting.text in before else {}
    # What becomes of the text shows what became of the truth value.
    wrong = uds.change_setting(setting, flag | text, text or flag, defect="no truth value")
    after = wrong.after.get(setting.flag)
    if wrong.answer.accepted and (
        after == _NO_FLAG
        or (not sure and after == before.get(setting.flag))
        or _reads_words(uds, setting)
    ):
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
