"""Jobs that are refused: nothing of them is in the list of jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    INNER,
    REQUIRED,
    WITH_JOBS,
    Own,
    Row,
    Udm,
    Version,
    key_of,
    mistyped,
    without,
)
from contracts.kit import Inconclusive, Judge

_TEXTS = ("title", "description")


@pytest.mark.requirement("UDM-JOBS-08", "UDM-JOBS4-08")
def test_a_refused_job_is_not_made(udm: Udm, judge: Judge) -> None:
    """No job has the title or the text of a refused Job; those of another one are listed."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "08")):
            udm.needs("jobs", version)
            own = udm.pool.waiting(version)
            refused = _refused(udm, version, own)
            if not refused:
                reason = "no Job is refused for want of a member: see UDM-REQUIRED"
                raise Inconclusive(reason)
            if not udm.comes_to_be_listed(version, own.id):
                reason = "the list does not show jobs that were made"
                raise Inconclusive(reason)
            rows = udm.read(BY_NAME[f"jobs{version.name}"]).rows
            if not any(row.get("title") == own.title for row in rows):
                reason = "the list does not show the titles of jobs that were made"
                raise Inconclusive(reason)
            made = [(what, row) for what, body in refused for row in rows if _is_of(row, body)]
            for _, row in made:
                udm.remove(key_of(row))
            judge.holds(
                not made,
                f"{version.name}: a Job with {made[0][0] if made else ''} is refused, but made",
                expected="no job with the texts of a Job that was refused",
                observed=[row for _, row in made[:1]],
            )


def _refused(udm: Udm, version: Version, own: Own) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Jobs that were refused, and what is wrong with each; what is accepted is taken away."""
    refused = []
    for what, body in _faulty(own.body):
        title = udm.new_title("refused")
        texts = {"title": title, "description": f"refused: {title}"}
        kept = {name: text for name, text in texts.items() if body.get(name) == own.body[name]}
        sent = {**body, **kept}
        answer = udm.made_after_all(udm.create(version, sent, defect=what, checked=False))
        if answer.refused:
            refused.append((what, sent))
    return refused


def _faulty(body: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Jobs without a required member, and with one of a wrong type."""
    for member in (*REQUIRED, *INNER):
        if member in body or member in INNER:
            yield f"no {member}", without(body, member)
    for member, wrong in mistyped(body):
        yield f"a {member} of a wrong type", wrong


def _is_of(row: Row, body: Mapping[str, Any]) -> bool:
    """Whether an item has a text of a Job: its title, or its description where it has no title."""
    return any(isinstance(body.get(name), str) and row.get(name) == body[name] for name in _TEXTS)
