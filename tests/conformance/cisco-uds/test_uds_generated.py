"""Generated bodies: valid ones, and ones with a single defect, made from the XSD."""

from __future__ import annotations

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from lxml import etree

from contracts.apis.cisco_uds import Defect, Dial, OwnDial, Uds, text_of
from contracts.engine import Judge
from contracts.model import Inconclusive

_XSD = "speedDial.request.xsd"
_INDEX = "199"
_SOME_INDEX = {"index": st.just(_INDEX)}
"""What is drawn cannot know the index: it is drawn before anything is asked of the target."""


def _for(own: OwnDial, body: bytes) -> bytes:
    """A generated body with the index of a speed dial of the suite's own."""
    index = f"<index>{own.dial.index}</index>".encode()
    return body.replace(f"<index>{_INDEX}</index>".encode(), index)


def _sent(own: OwnDial, defect: Defect) -> bytes:
    """The body with a defect, where it is the user's within the user's list."""
    body = _for(own, defect.body)
    if defect.kind == "root":
        inner = body.removeprefix(b"<ucc>").removesuffix(b"</ucc>")
        return b"<ucc>" + own.wrapped(inner) + b"</ucc>"
    return own.wrapped(body) if body.startswith(b"<") else body


def _meant(body: bytes, before: Dial) -> Dial:
    """The speed dial that a body asks for."""
    sent = etree.fromstring(body)
    label = text_of(sent, "label") if sent.find("label") is not None else before.label
    return Dial(int(text_of(sent, "index")), text_of(sent, "number"), label)


def _folded(dial: Dial | None) -> tuple[int, str, str] | None:
    """A speed dial without what white space within a label may become."""
    return None if dial is None else (dial.index, dial.number, " ".join(dial.label.split()))


def _is_updated(own: OwnDial) -> None:
    """Raise Inconclusive where no change is seen at all: UDS-PUT-01 says so."""
    own.put(own.changed(number="5551212"))
    if own.needed().number != "5551212":
        reason = "no change is seen: see UDS-PUT-01"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDS-PUT-02")
@given(data=st.data())
def test_what_is_accepted_is_kept(uds: Uds, judge: Judge, data: st.DataObject) -> None:
    """A generated change that is accepted is seen as it was sent."""
    drawn = data.draw(uds.bodies(_XSD).valid(_SOME_INDEX))
    with uds.own_dial(judge.observe) as own:
        before = own.needed()
        body = _for(own, drawn)
        answer = own.put_body(own.wrapped(body))
        if not answer.accepted:
            judge.observe(f"a generated change is refused with {answer.status}")
            reject()
        meant, shown = _meant(body, before), own.shown()
        if shown == before:
            _is_updated(own)
        if shown is not None and b"<label>" not in body:
            meant, shown = (Dial(one.index, one.number) for one in (meant, shown))
        elif shown is not None and not meant.label:
            shown = Dial(shown.index, shown.number)
        judge.holds(
            _folded(shown) == _folded(meant),
            "a change was accepted and is not seen as it was sent",
            expected=meant,
            observed=shown,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-PARAM-05")
@given(data=st.data())
def test_one_defect_is_enough(uds: Uds, judge: Judge, data: st.DataObject) -> None:
    """A generated change with one defect is refused, the same one without it is not."""
    defects = data.draw(uds.bodies(_XSD).defective(_SOME_INDEX))
    with uds.own_dial(judge.observe) as own:
        control = own.put(own.changed(number="5559999"))
        if not control.accepted:
            reason = f"a change without a defect is not accepted: {control}"
            raise Inconclusive(reason)
        for defect in defects:
            answer = own.put_body(_sent(own, defect), defect=defect.what)
            judge.holds(
                answer.refused,
                f"a change with one defect is not refused: {defect.what}",
                expected="415, or another refusal",
                observed=answer,
                shown=(control, answer),
            )
