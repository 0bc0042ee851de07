"""Jobs that tests share, and how a target that answers otherwise is understood."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from contracts.apis.genesys_udm import BY_NAME, V4, V10, Answer, State, key_of
from contracts.apis.genesys_udm.answers import unwrapped
from contracts.apis.genesys_udm.generated import body_of
from contracts.apis.genesys_udm.lists import MovedError
from contracts.model import Exchange, Inconclusive, Noted, Request, Response
from tests.integration.apis.conftest import PREFIX, Served

Speak = Callable[..., Served]


@pytest.fixture
def served(speak: Speak) -> Served:
    return speak("genesys-udm")


def _own_jobs(served: Served) -> list[Any]:
    jobs = served.app.store.jobs.values()
    return [one for one in jobs if one.order.title.startswith(PREFIX)]


def test_jobs_are_shared(served: Served) -> None:
    pool = served.api.pool
    assert pool.waiting(V10) is pool.waiting(V10)
    assert pool.waiting(V4).id != pool.waiting(V10).id
    assert pool.held(V10).body["suspended"] is True
    pool.clear()
    assert _own_jobs(served) == []


def test_a_job_that_was_changed_is_put_back(served: Served) -> None:
    pool, api = served.api.pool, served.api
    with pool.changing() as one:
        api.update(V10, one.id, {**one.body, "title": api.new_title()})
        api.on_job(V10, "suspendJob", one.id)
    with pool.changing() as other:
        assert other.id == one.id
        assert api.on_job(V10, "getJob", one.id).members["title"] == one.title
        api.on_job(V10, "cancelJob", one.id)
    with pool.changing() as other:
        assert other.id != one.id


def test_exports_start_together_and_are_over_when_they_are_needed(served: Served) -> None:
    served.api.start(frozenset({"UDM-HISTORY-04"}))
    assert len(_own_jobs(served)) == 17
    with served.api.pool.exports(2) as exports:
        assert all(one.records and one.files for one in exports)
    assert [own.id for own in served.api.pool.finished(2)] == [one.job.id for one in exports]
    assert any(isinstance(one, Noted) and "9 jobs" in one.text for one in served.events)
    served.api.pool.clear()
    assert _own_jobs(served) == []
    titles = [one.job_title for one in served.app.store.files.values()]
    assert not any(one.startswith(PREFIX) for one in titles)


def test_nothing_is_started_for_what_needs_no_exports(served: Served) -> None:
    served.api.start(frozenset({"UDM-LABELS-01"}))
    assert _own_jobs(served) == []


def test_one_job_exports_all_data(served: Served) -> None:
    pool = served.api.pool
    first = pool.running()
    assert first.body["timeFrame"] == {"all": True}
    assert pool.running() is first
    served.api.on_job(V10, "cancelJob", first.id)
    assert pool.running().body["timeFrame"]["all"] is False
    pool.clear()


def test_an_id_that_gives_another_job_gives_none(speak: Speak) -> None:
    served = speak("genesys-udm")
    served.app.no_job = lambda _call: next(iter(served.app.store.jobs.values()))
    assert not served.api.is_there(V10, "77")


def test_values_are_named_apart_where_commas_are_refused(served: Served) -> None:
    made = [served.api.make(V10).id for _ in range(2)]
    served.app.numbers = lambda call: [int(one) for one in call.query["jobIDs"] if one.isdigit()]
    served.app.no_list = lambda _call: []
    real = served.app.delete_jobs

    def delete_jobs(call: Any) -> Any:
        if "," in call.one("jobIDs"):
            return served.app.json(call, 400, {})
        return real(call)

    served.app.delete_jobs = delete_jobs
    assert served.api.naming(V10, "deleteJobs", "jobIDs", made, checked=False).succeeded
    assert not any(served.api.is_there(V10, one) for one in made)


def _exchange(body: bytes, operation: str = "listJobsV4") -> Exchange:
    request = Request("GET", "http://h/udm/v4/export/jobs", operation=operation)
    return Exchange("e1", "t", request, Response(200, "", (), body), None, 0.0, 0.0)


def test_an_envelope_is_taken_off_where_the_reading_says_so(served: Served) -> None:
    enveloped = _exchange(b'{"status": {"code": 0}, "data": {"items": []}}')
    assert Answer(unwrapped(enveloped)).members == {"items": []}
    assert unwrapped(_exchange(b'{"items": []}')) == _exchange(b'{"items": []}')
    assert unwrapped(_exchange(b"<html>")) == _exchange(b"<html>")
    assert served.api.understood(enveloped) is enveloped
    served.api.target.readings["UDM-AMB-34"] = "enveloped"
    assert served.api.understood(enveloped) == unwrapped(enveloped)


def test_words_of_another_language_are_learned(speak: Speak) -> None:
    served = speak("genesys-udm")
    words = {"SCHEDULED": "Geplant", "SUSPENDED": "Angehalten", "CANCELLED": "Abgebrochen"}
    served.app.status_shown = lambda status: words.get(status, status)
    assert served.api.is_at_its_end({"status": "Abgebrochen", "progress": 40})
    assert served.api.states.is_suspended("Angehalten")
    assert not served.api.is_under_way({"status": "Geplant", "progress": 0})
    served.api.pool.clear()


def test_what_may_be_deleted_is_no_job_that_others_need(served: Served) -> None:
    pool = served.api.pool
    waiting, expendable = pool.waiting(), pool.expendable()
    assert expendable.id != waiting.id
    served.api.on_job(V10, "deleteJob", expendable.id)
    assert pool.expendable().id not in {waiting.id, expendable.id}
    assert pool.waiting() is waiting
    pool.clear()


def test_no_job_in_progress_is_said_so(served: Served) -> None:
    served.app.duration_s = lambda _order: 0.0
    served.api.target.data["poll_s"] = 0.2
    with pytest.raises(Inconclusive, match="before it was seen in progress"):
        served.api.pool.running()
    served.api.pool.clear()


def test_generated_jobs_do_not_export_everything() -> None:
    case = SimpleNamespace(body={"timeFrame": {"all": True}})
    assert b'"all":false' in body_of(case, "mine")


def test_how_old_what_is_read_may_be_is_the_longest_that_a_change_was_not_seen(
    speak: Speak,
) -> None:
    api = speak("genesys-udm").api
    assert api.lag_s() == 0
    api.patience("an update shows").longest_s = 0.1
    assert api.lag_s() == 0, "that is what requests take"
    api.patience("a new job is given").longest_s = 1.2
    assert api.lag_s() == 1.2


def test_the_word_of_a_job_that_moves_is_learned(speak: Speak) -> None:
    """A cancelled job may keep the progress it had: its word is not that of one in progress."""
    api = speak("genesys-udm", liberties=["statuses-in-french"]).api
    for number, status in ((1, "En cours"), (2, "Interrompu")):
        assert api.is_under_way({"id": number, "status": status, "progress": 40})
        assert api.states.of(status) is State.UNKNOWN
    api.is_under_way({"id": 1, "status": "En cours", "progress": 50})
    api.is_under_way({"id": 2, "status": "Interrompu", "progress": 40})
    assert api.is_under_way({"id": 3, "status": "En cours", "progress": 0})
    assert api.states.of("Interrompu") is State.UNKNOWN
    api.states.learn("Interrompu", State.CANCELLED)
    assert not api.is_under_way({"id": 2, "status": "Interrompu", "progress": 40})


def test_a_list_that_moves_is_judged_again(speak: Speak) -> None:
    api = speak("genesys-udm").api
    pauses: list[float] = []
    api.sleep = pauses.append
    moves = iter([True, False, True, True, True])

    def judged() -> None:
        if next(moves):
            reason = "it moves"
            raise MovedError(reason)

    api.standing(judged)
    assert len(pauses) == 1
    with pytest.raises(Inconclusive, match="it moves"):
        api.standing(judged)


def test_items_that_stayed_as_they_were_are_enough(speak: Speak) -> None:
    """A list that moved bars no judgement on items of it that did not."""
    udm = speak("genesys-udm").api
    whole = udm.whole(BY_NAME["jobsV10"])
    first, second, *others = whole.rows
    moved = msgspec.structs.replace(whole, rows=({**first, "progress": -1}, second, *others))
    udm.settled(whole)
    udm.settled(moved, {key_of(second)})
    for accused, skipped in (((), 0), ({key_of(first)}, 0), ({key_of(second)}, 1)):
        with pytest.raises(MovedError):
            udm.settled(moved, accused, skipped)
