"""Jobs of the suite's own are removed with all that they left; a certificate cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from contracts.apis.genesys_udm import SHORT, V4, V10
from contracts.apis.genesys_udm.removing import CANCELLED
from contracts.model import Creating, Entry, Fate, NotTested
from contracts.targets import is_loopback
from tests.integration.apis.conftest import PREFIX, Served

Speak = Callable[..., Served]


@pytest.fixture
def served(speak: Speak) -> Served:
    return speak("genesys-udm")


def _ran(served: Served) -> Any:
    """A job that has run, and the run that made it is over."""
    api = served.api
    answer = api.create(V10, api.body(V10, SHORT))
    api.pool._end_of(type("Job", (), {"id": api.id_in(answer)}))
    return served.app.store.jobs[int(api.id_in(answer))]


def _of(served: Served, title: str) -> list[Any]:
    """What is there with a title."""
    store = served.app.store
    found = [*store.jobs.values(), *store.history.values()]
    files = [one for one in store.files.values() if one.job_title == title]
    return [one for one in found if one.order.title == title] + files


def _undone(served: Served, *entries: Entry) -> list[str]:
    """The reasons of another run than the one that made it."""
    served.api.refresh()
    served.api.ledger.adopt(entries)
    return [one.reason for one in served.api.clean_up()]


def test_a_job_is_entered_before_it_is_sent(served: Served) -> None:
    with served.api.own() as own:
        entered = [one for one in served.events if isinstance(one, Creating)][-1]
        assert entered.name == own.title
        assert own.title.startswith(PREFIX)
        assert [one.facts["id"] for one in served.api.ledger][-1:] == [own.id]
    assert {one.fate for one in served.api.ledger} == {Fate.DELETED}
    assert served.api.clean_up() == []


def test_a_job_that_has_run_goes_with_its_files_and_records(served: Served) -> None:
    job = _ran(served)
    assert len(_of(served, job.order.title)) == 3
    entry = Entry("old-1", "t", "job", job.order.title)
    assert _undone(served, entry) == []
    assert _of(served, job.order.title) == []


def test_a_job_is_found_by_its_id_where_the_title_was_changed(served: Served) -> None:
    job = _ran(served)
    job.order.title = f"{PREFIX}later"
    entry = Entry("old-1", "t", "job", f"{PREFIX}job-77", {"id": str(job.id)})
    assert _undone(served, entry) == []
    assert _of(served, f"{PREFIX}later") == []


def test_what_has_come_to_the_id_since_stays(served: Served) -> None:
    job = next(iter(served.app.store.jobs.values()))
    entry = Entry("old-1", "t", "job", f"{PREFIX}job-77", {"id": str(job.id)})
    assert _undone(served, entry) == []
    assert job.id in served.app.store.jobs


@pytest.mark.parametrize("status", [200, 404, 410])
def test_deletions_may_be_answered_otherwise(speak: Speak, status: int) -> None:
    def bend(method: str, _: str, given: int) -> int:
        if given == 404:
            return 410
        return status if given and method == "DELETE" else 0

    served = speak("genesys-udm", bend)
    job = _ran(served)
    assert _undone(served, Entry("old-1", "t", "job", job.order.title, {"id": str(job.id)})) == []
    assert _of(served, job.order.title) == []


def test_where_nothing_is_deleted_no_second_job_is_made(speak: Speak) -> None:
    served = speak(
        "genesys-udm", lambda method, _, given: 0 if given else 204 * (method == "DELETE")
    )
    served.api.target.data["poll_s"] = 0.1
    for _ in range(2):
        with pytest.raises(NotTested, match="the first could not be removed"):
            served.api.body(V10)
    assert served.api.deletes_in_vain
    assert [one for one in _titles(served) if one.startswith(PREFIX)] == [f"{PREFIX}job-1"]


def _titles(served: Served) -> list[str]:
    return [one.order.title for one in served.app.store.jobs.values()]


@pytest.mark.parametrize("taken", ["v10", "v4"])
def test_a_job_is_removed_by_the_version_that_takes_it(speak: Speak, taken: str) -> None:
    def bend(method: str, path: str, given: int) -> int:
        other = method in {"DELETE", "POST"} and "/export/jobs/" in path and taken not in path
        return 400 * (not given and other)

    served = speak("genesys-udm", bend)
    served.api.patience(CANCELLED, 0.05)
    with served.api.own():
        pass
    assert [one for one in _titles(served) if one.startswith(PREFIX)] == []


def test_a_job_without_a_title_is_known_by_its_id_alone(served: Served) -> None:
    body = {name: text for name, text in served.api.body(V10).items() if name != "description"}
    del body["title"]
    how: dict[str, Any] = {"defect": "no title", "checked": False}
    assert served.api.create(V10, body, **how).refused
    assert [one.name for one in served.api.ledger if "nameless" in one.facts] == []
    entry = Entry("old-1", "t", "job", f"{PREFIX}9", {"nameless": "yes"})
    assert "cannot be told from others" in _undone(served, entry)[0]


def test_a_description_will_do_for_a_title(served: Served) -> None:
    assert served.api._name_in({"title": 7, "description": f"a job: {PREFIX}x"}) == f"{PREFIX}x"
    assert served.api._name_in(["title"]) == ""


def test_a_certificate_that_replaces_another_is_told(served: Served) -> None:
    before = served.app.store.certificate
    assert served.api.upload(V10).succeeded
    assert served.api.upload(V10, served.api.certificate_name("-again")).succeeded
    (left,) = served.api.clean_up()
    assert left.kind == "certificate"
    assert left.facts["replaced"].startswith(before.name)
    assert left.reason.startswith("upload that again: the document has no request")
    served.app.store.certificate = before
    assert _undone(served) == []


def test_one_that_replaces_the_suites_own_is_nothing_new(served: Served) -> None:
    served.app.store.certificate.name = "ucc-fff000-certificate.pem"
    assert served.api.upload(V10).succeeded
    assert list(served.api.ledger) == []


def test_no_upload_goes_past_the_permission(speak: Speak) -> None:
    served = speak("genesys-udm", upload_certificate=False)
    with pytest.raises(NotTested, match="upload_certificate"):
        served.api.call("uploadCipherV10", {"certificatefilename": "x"}, checked=False)


def test_no_bulk_delete_of_nothing_goes_past_the_permission(speak: Speak) -> None:
    api = speak("genesys-udm").api
    api.may_delete_without_ids()
    assert is_loopback(api.target.base_url)
    data = {key: one for key, one in api.target.data.items() if key != "delete_without_ids"}
    api.target = msgspec.structs.replace(api.target, data=data)
    with pytest.raises(NotTested, match="delete_without_ids"):
        api.may_delete_without_ids()


def test_where_versions_share_no_store_nothing_is_changed_but_through_v10(served: Served) -> None:
    api = served.api
    own = _ran(served)
    api.target = msgspec.structs.replace(api.target, supports={"across": False})
    with pytest.raises(NotTested, match="one store behind all versions"):
        api.on_job(V4, "deleteJob", str(own.id), checked=False)
    with pytest.raises(NotTested, match="one store behind all versions"):
        api.create(V4, api.body(V4, SHORT))
    assert own.id in served.app.store.jobs
    with api.pool.exports(1) as exports:
        assert exports
    assert api.on_job(V10, "deleteJob", str(own.id), checked=False).succeeded
