"""What the hub's document says of the API as a whole."""

from __future__ import annotations

from contracts.kit import Inconclusive, JsonApi, Judge, requirement


@requirement("HUB-UNKNOWN-01")
def test_what_there_is_not_is_not_found(hub: JsonApi, judge: Judge) -> None:
    """A target that there is, and one that there is not."""
    known = hub.ask("getTarget")
    judge.equal(known.status, 200, "the status of a target of the list", shown=(known,))
    missing = hub.get("/api/targets/999999999")
    judge.equal(missing.status, 404, "the status of a target that there is not", shown=(missing,))
    judge.equal(missing.body["status"], 404, "the status in the problem", shown=(missing,))


@requirement("HUB-PARAMETER-01")
def test_a_number_out_of_bounds_is_refused(hub: JsonApi, judge: Judge) -> None:
    """The least and the most are taken, what is beyond them is not."""
    for limit, status in (("1", 200), ("1000", 200), ("0", 400), ("1001", 400)):
        defect = None if status == 200 else f"limit={limit}"
        answer = hub.get("/api/runs", ("limit", limit), defect=defect)
        judge.equal(answer.status, status, f"the status with limit={limit}", shown=(answer,))


@requirement("HUB-AGREE-01")
def test_a_run_is_the_same_in_the_list_and_alone(hub: JsonApi, judge: Judge) -> None:
    """Each of the latest runs, and its own address."""
    listed = hub.get("/api/runs", ("limit", "5")).body["items"]
    if not listed:
        reason = "the store holds no run"
        raise Inconclusive(reason)
    for row in listed:
        alone = hub.get(f"/api/runs/{row['id']}")
        judge.equal(alone.body, row, f"run {row['id']}", shown=(alone,))
