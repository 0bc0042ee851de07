"""Jobs that are made: found, listed, stored as they were sent (POST export/jobs)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    AWKWARD,
    BY_NAME,
    V4,
    V10,
    WAITING,
    WITH_JOBS,
    Answer,
    Own,
    Udm,
    Version,
    minimal,
    otherwise,
)
from contracts.kit import Inconclusive, Judge, NotApplicable

_BAD_REQUEST = 400
_SHOWN = {
    "V10": ("title", "source", "type", "description"),
    "V4": ("title", "source", "description"),
}


@pytest.mark.requirement("UDM-JOBS-01", "UDM-JOBS-02", "UDM-JOBS-03", "UDM-JOBS-04")
@pytest.mark.requirement("UDM-JOBS4-01", "UDM-JOBS4-02", "UDM-JOBS4-03", "UDM-JOBS4-04")
@pytest.mark.requirement("UDM-JOBS-26")
def test_a_job_that_was_made_is_there(udm: Udm, judge: Judge) -> None:
    """A job that was made is given under its id and stands in the list, as it was sent."""
    for version in WITH_JOBS:
        for number, judged in (("01", _found), ("02", _listed), ("03", _answered), ("04", _stored)):
            with judge.of(version.requirement("JOBS", number)):
                udm.needs("jobs", version)
                judged(udm, judge, version, udm.pool.waiting(version))
    with judge.of("UDM-JOBS-26"):
        udm.needs("jobs")
        one, other = udm.pool.waiting(V10), udm.pool.held(V10)
        judge.holds(
            one.id != other.id,
            "two jobs have the same id",
            expected="different ids",
            observed=one.id,
            shown=(one.answer, other.answer),
        )


def _answered(udm: Udm, judge: Judge, version: Version, shared: Own) -> None:
    what = "the answer to its POST"
    if version is V10:
        _as_sent(udm, judge, version, shared, shared.answer, what)
        return
    # A POST of its own, so that what its answer breaks is seen again where that is asked for.
    with udm.own(version) as own:
        _as_sent(udm, judge, version, own, own.answer, what)


def _found(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    """A job that waits is given, and one that was made suspended, where that is accepted."""
    _given(udm, judge, version, own, udm.pool.held)
    with suppress(Inconclusive):
        _given(udm, judge, version, udm.pool.held(version), udm.pool.waiting)


def _given(
    udm: Udm, judge: Judge, version: Version, own: Own, another: Callable[[Version], Own]
) -> None:
    answer = udm.given(version, own.id)
    judge.holds(
        answer.succeeded,
        f"{version.name}: a job that was made is not given",
        expected=f"200 for job {own.id}, made with suspended={own.body['suspended']}",
        observed=answer,
        shown=(own.answer, answer),
    )
    if version is V10 or isinstance(answer.members.get("id"), int):
        judge.equal(
            str(answer.members.get("id")), own.id, "the id of the job", shown=(own.answer, answer)
        )
    title = answer.members.get("title")
    if title is None:
        # Without a title of its own any answer will do: what nobody made must be told apart.
        other = udm.on_job(version, "getJob", another(version).id).needed("another job")
        judge.holds(
            other.members.get("id") != answer.members.get("id"),
            f"{version.name}: two jobs are given under the same id",
            expected=f"job {own.id} alone has this id",
            observed=other,
            shown=(answer, other),
        )
    else:
        judge.holds(
            title == own.title,
            f"{version.name}: another job is given under the id of the answer",
            expected=f"title {own.title!r}",
            observed=f"title {title!r}",
            shown=(own.answer, answer),
        )


def _listed(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    """A job that waits is in the list, and one that was made suspended, where that is accepted."""
    made = [own]
    with suppress(Inconclusive):
        made.append(udm.pool.held(version))
    for one in made:
        judge.holds(
            udm.comes_to_be_listed(version, one.id),
            f"{version.name}: a job that was made is not in the list of jobs",
            expected=f"job {one.id}, made with suspended={one.body['suspended']}",
            observed="no such item",
            shown=(one.answer,),
        )
        twins = udm.twins(version, one)
        judge.holds(
            not twins,
            f"{version.name}: more than one job was made",
            expected=f"one job with the title {one.title!r}, {one.id}",
            observed=twins,
            shown=(one.answer,),
        )


def _stored(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    answer = udm.given(version, own.id)
    if not answer.succeeded:
        reason = f"the job is not given: see {version.requirement('JOBS', '01')}"
        raise Inconclusive(reason)
    _as_sent(udm, judge, version, own, answer, "the job that was made")


def _as_sent(  # noqa: PLR0913 - one for each thing that is compared or named
    udm: Udm, judge: Judge, version: Version, own: Own, answer: Answer, what: str
) -> None:
    """Members that are given, but for nulls, are those that were sent."""
    names = [name for name in _SHOWN[version.name] if answer.members.get(name) is not None]
    sent: dict[str, Any] = {name: own.body[name] for name in names}
    media = answer.members.get("media")
    if media is not None:
        names.append("media")
        sent["media"] = own.body["jobParams"]["media"]
    if not names:
        reason = f"{what} has none of the members that were sent: {answer}"
        raise Inconclusive(reason)
    given: Mapping[str, Any] = {name: answer.members[name] for name in names}
    wrong = [name for name in names if _plain(given[name]) != _plain(sent[name])]
    if wrong == ["media"] and _may_be_labels(udm, given["media"], sent["media"]):
        judge.observe(f"media are given as {given['media']!r}; {sent['media']!r} were sent")
        wrong = []
    judge.holds(
        not wrong,
        f"{version.name}: {what} does not have {' and '.join(wrong)} as sent",
        expected={name: sent[name] for name in wrong},
        observed={name: given[name] for name in wrong},
        shown=(own.answer, answer),
    )


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else value


def _may_be_labels(udm: Udm, given: Any, sent: list[str]) -> bool:
    """Whether as many media are given as were sent, by other names: those that people read.

    Not where jobs of others are shown with what was sent.
    """
    if not isinstance(given, list) or len(given) != len(sent):
        return False
    others = [one for one in udm.whole(BY_NAME["jobsV10"]).rows if udm.prefix not in str(one)]
    media = [one["media"] for one in others if isinstance(one.get("media"), list)]
    shown = {str(name) for names in media for name in names}
    return len(set(map(str, given))) == len(given) and not {*map(str, given), *shown} & {*sent}


@pytest.mark.requirement("UDM-JOBS-41", "UDM-JOBS4-41")
def test_a_title_beyond_ascii_is_stored(udm: Udm, judge: Judge) -> None:
    """A title with letters of other scripts is given as it was sent, where it is accepted."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "41")):
            udm.needs("jobs", version)
            _made_beyond_ascii(udm, judge, version)
            with udm.pool.changing(version) as own:
                title = udm.new_title(AWKWARD)
                body = {**own.body, "type": udm.template().type, "title": title}
                answer = udm.update(version, own.id, body, checked=False)
                if answer.refused:
                    reason = f"a title beyond ASCII is refused: {answer}"
                    raise NotApplicable(reason)
                stored, after = udm.comes_to(
                    version,
                    own.id,
                    "an update shows",
                    lambda one: one.members.get("title") not in (None, own.title),
                )
                if not stored:
                    reason = f"the update is not stored: see {version.requirement('JOBS', '10')}"
                    raise Inconclusive(reason)
                judge.equal(
                    _composed(after.members.get("title")),
                    _composed(title),
                    f"{version.name}: a title beyond ASCII",
                    shown=(answer, after),
                )
                _is_answered(judge, version, title, answer)


def _made_beyond_ascii(udm: Udm, judge: Judge, version: Version) -> None:
    body = udm.body(version, WAITING, AWKWARD)
    answer = udm.create(version, body, checked=False)
    if answer.refused:
        reason = f"a title beyond ASCII is refused: {answer}"
        raise NotApplicable(reason)
    made = udm.id_in(answer)
    if not made:
        reason = f"no job is made: {answer}"
        raise Inconclusive(reason)
    after = udm.given(version, made)
    udm.remove(made)
    judge.holds(
        _composed(after.members.get("title")) in (None, _composed(body["title"])),
        f"{version.name}: a job has another title than it was made with",
        expected=body["title"],
        observed=after.members.get("title"),
        shown=(answer, after),
    )
    _is_answered(judge, version, body["title"], answer)


def _is_answered(judge: Judge, version: Version, title: str, answer: Answer) -> None:
    """That the answer has the title, no sentence says: another one there is a warning."""
    given = answer.members.get("title")
    if given is not None and _composed(given) != _composed(title):
        judge.warns(
            f"{version.name}: a title beyond ASCII is stored as sent, and answered otherwise",
            expected=title,
            observed=given,
            shown=(answer,),
        )


def _composed(text: Any) -> Any:
    """A text with letters and their marks in one: which form it is kept in is left open."""
    return unicodedata.normalize("NFC", text) if isinstance(text, str) else text


@pytest.mark.requirement("UDM-JOBS-27", "UDM-JOBS4-27", "UDM-JOBS-44", "UDM-JOBS4-44")
def test_minimal_jobs_are_taken(udm: Udm, judge: Judge) -> None:
    """A Job with the required members, and of optional ones only those that it needs, is taken."""
    for version in WITH_JOBS:
        for number, judged in (("27", _minimal_posts), ("44", _minimal_puts)):
            with judge.of(version.requirement("JOBS", number)):
                udm.needs("jobs", version)
                judged(udm, judge, version)


def _minimal_posts(udm: Udm, judge: Judge, version: Version) -> None:
    control, obstacle = _control(udm, version)
    for at_once in (True, False):
        body = minimal(udm.body(version, WAITING, "minimal"), at_once=at_once)
        answer = udm.made_after_all(udm.create(version, body))
        if obstacle is not None and answer.status != _BAD_REQUEST:
            raise obstacle
        _is_taken(judge, version, answer, control.answer)


def _control(udm: Udm, version: Version) -> tuple[Own, Inconclusive | None]:
    """A job that was accepted with all members, through v10 where v4 accepts none, and why.

    400 says of a Job that it is bad, which the same Job in v10 shows it is not.
    """
    try:
        return udm.pool.waiting(version), None
    except Inconclusive as obstacle:
        if version is V10:
            raise
        return udm.pool.waiting(V10), obstacle


def _minimal_puts(udm: Udm, judge: Judge, version: Version) -> None:
    with udm.pool.changing(version) as own:
        whole = {**own.body, "type": udm.template().type}
        control = udm.update(version, own.id, whole, checked=False)
        control.needed("the PUT of the whole Job")
        for at_once in (False, True):
            body = {**minimal(whole, at_once=at_once), "title": udm.new_title("minimal")}
            _is_taken(judge, version, udm.update(version, own.id, body), control)


def _is_taken(judge: Judge, version: Version, answer: Answer, control: Answer) -> None:
    method = control.exchange.request.method
    judge.holds(
        answer.succeeded,
        f"{version.name}: a {method} of a Job without the optional members is not accepted",
        expected=f"{control.status}, as with them",
        observed=answer,
        shown=(control, answer),
    )


@pytest.mark.requirement("UDM-ACROSS-01", "UDM-ACROSS-02")
def test_a_job_is_the_same_in_all_versions(udm: Udm, judge: Judge) -> None:
    """What one version makes, and changes, the other one gives."""
    for made, seen, requirement in ((V10, V4, "UDM-ACROSS-01"), (V4, V10, "UDM-ACROSS-02")):
        with judge.of(requirement):
            udm.needs("jobs", V4)
            with udm.pool.changing(made) as own:
                title = udm.new_title(AWKWARD)
                body = {**own.body, "type": udm.template().type, "title": title}
                udm.update(made, own.id, body, checked=False)
                mine = udm.on_job(made, "getJob", own.id).needed(f"the job in {made.name}")
                wanted = {"title": mine.members.get("title"), "source": own.body["source"]}
                same, answer = udm.comes_to(
                    seen, own.id, "another version shows a job", _having(wanted)
                )
                wrong = set(otherwise(body, answer.members)) - set(otherwise(body, mine.members))
                judge.holds(
                    same,
                    f"a job made through {made.name} is not the same through {seen.name}",
                    expected=f"job {own.id} with the title {wanted['title']}",
                    observed=answer,
                    shown=(mine, answer),
                )
                judge.holds(
                    not wrong,
                    f"{seen.name}: a job made through {made.name} has other {', '.join(wrong)}",
                    expected="what was sent",
                    observed=answer,
                    shown=(mine, answer),
                )


def _having(wanted: Mapping[str, Any]) -> Callable[[Answer], bool]:
    """Whether an answer gives these values, as far as it gives any."""
    return lambda one: (
        one.succeeded
        and all(one.members.get(name) in (None, value) for name, value in wanted.items())
    )
