"""Updates that are to be refused, and what a job has of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from contracts.apis.genesys_udm.answers import Row
from contracts.apis.genesys_udm.jobs import Own
from contracts.apis.genesys_udm.sent import taken_over
from contracts.apis.genesys_udm.versions import V10

if TYPE_CHECKING:
    from contracts.apis.genesys_udm.api import Udm
    from contracts.kit import Judge


def changed(udm: Udm, own: Own) -> dict[str, Any]:
    """A Job that gives a job a title and a description that it has not had yet.

    Both tell whose job it is, should it be updated all the same.
    """
    word = udm.new_title("changed").removeprefix(udm.prefix)
    return {
        **own.body,
        "type": udm.template().type,
        "title": f"{own.title}-{word}",
        "description": f"{word}: {own.title}",
    }


def moves(udm: Udm, own: Own) -> Iterator[tuple[str, dict[str, Any]]]:
    """Jobs that differ from one in what a target may or may not take, and in what they differ."""
    body = {**own.body, "type": udm.template().type}
    media = own.body["jobParams"]["media"]
    if len(media) > 1:
        yield "media", {**body, "jobParams": {**body["jobParams"], "media": media[:1]}}
    sources = (one for one in udm.named("getSourcesV10") if one != body["source"])
    for source in list(sources)[:1]:
        yield "source", {**body, "source": source}


def given_of(name: str, row: Row) -> Any:
    """What a JobInfo or a Job says of a member of one of the `moves`; media in one order."""
    params = row.get("jobParams")
    value = row.get(name, params.get(name) if isinstance(params, Mapping) else None)
    return sorted(map(str, value)) if isinstance(value, list) else value


def unchanged(udm: Udm, judge: Judge, own: Own, body: Row, before: Row) -> None:
    """Check that a job has nothing of a PUT that was refused. Raises Violation."""
    after = udm.on_job(V10, "getJob", own.id, checked=False)
    taken = taken_over(own.body, body, before, after.members)
    judge.holds(
        not taken,
        f"a PUT is refused, but changes {', '.join(taken)} of the job",
        expected="the job as it was before",
        observed=after,
        shown=(after,),
    )
