"""The rows that runs share: targets, requirements, catalogues."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from contracts.model import TargetResult
from contracts.store.recorded import Recording
from contracts.store.schema import catalogue, clause, requirement, target
from contracts.store.values import add, add_if_missing, add_missing, optional, text


class Names:
    """The ids of what a run names, made where they are not there yet.

    Rows are made in one order everywhere, so that two ingests never wait for each other; and the
    targets are held until the end, so that what is derived of one is derived one at a time.
    """

    def __init__(self, connection: Connection, recording: Recording) -> None:
        self._connection = connection
        results = recording.results.targets
        self.targets = self._targets({(text(one.api), text(one.name)) for one in results})
        named = {(one.api, rule.id) for one in results for rule in one.requirements}
        apis = {key: place.api for key, place in recording.places.items()}
        named |= {
            (apis[one.target], one.requirement) for one in recording.observed if one.target in apis
        }
        self.requirements = self._requirements({(text(api), text(one)) for api, one in named})

    def _targets(self, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
        rows = [{"api": api, "name": name} for api, name in sorted(wanted)]
        add_missing(self._connection, target, rows)
        apis = {api for api, _ in wanted}
        found = self._connection.execute(
            select(target.c.id, target.c.api, target.c.name)
            .where(target.c.api.in_(apis), target.c.name.in_({name for _, name in wanted}))
            .order_by(target.c.id)
            .with_for_update()
        )
        return {(row.api, row.name): row.id for row in found}

    def _requirements(self, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
        found = self._known({api for api, _ in wanted})
        missing = sorted(wanted - found.keys())
        if missing:
            rows = [{"api": api, "name": name} for api, name in missing]
            add_missing(self._connection, requirement, rows)
            found = self._known({api for api, _ in wanted})
        return found

    def _known(self, apis: Iterable[str]) -> dict[tuple[str, str], int]:
        rows = self._connection.execute(select(requirement).where(requirement.c.api.in_(apis)))
        return {(row.api, row.name): row.id for row in rows}

    def requirement(self, api: str, name: str) -> int:
        """The id of a requirement."""
        return self.requirements[text(api), text(name)]

    def catalogue(self, result: TargetResult) -> int:
        """The id of the catalogue that a target was judged by."""
        clauses = [
            {
                "position": position,
                "level": one.level.value,
                "basis": one.basis.value,
                "feature": text(one.feature),
                "statement": text(one.statement),
                "source": text(one.source),
                "ambiguity": optional(one.ambiguity),
                "fix": optional(one.fix),
                "requirement_id": self.requirement(result.api, one.id),
            }
            for position, one in enumerate(result.requirements)
        ]
        # The digest names the files that the run judged by; a report that was made again with
        # other files says other things of the requirements.
        content = hashlib.sha256(msgspec.json.encode(clauses)).hexdigest()
        facts = {"api": text(result.api), "digest": text(result.catalogue), "content": content}
        same = (catalogue.c.digest == facts["digest"], catalogue.c.content == content)
        query = select(catalogue.c.id).where(*same)
        found: int | None = self._connection.execute(query).scalar_one_or_none()
        if found is None and add_if_missing(self._connection, catalogue, facts):
            found = self._connection.execute(query).scalar_one()
            add(self._connection, clause, [{"catalogue_id": found, **one} for one in clauses])
        return found or self._connection.execute(query).scalar_one()
