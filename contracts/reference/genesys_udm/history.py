"""The operations below /export/history."""

from __future__ import annotations

from contracts.reference.genesys_udm.jobs import Jobs
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.state import Record


class History(Jobs):
    """The layer that answers for the history. A record has an id of its own (UA-33)."""

    def list_history(self, call: Call) -> Reply:
        """GET /export/history."""
        return self.list_reply(call, [self.run_item(call, one) for one in self.listed_runs(call)])

    def listed_runs(self, call: Call) -> list[Record]:  # noqa: ARG002
        """The runs that a list is made of."""
        return list(self.store.history.values())

    def get_history(self, call: Call) -> Reply:
        """GET /export/history/{id}."""
        return self.json(call, 200, self.run_info(call, self.run(call)))

    def run(self, call: Call) -> Record:
        """The run that the path names. Raises Refused (400, 404)."""
        found = self.find(self.number_of(call, call.argument), self.store.history)
        return found if found is not None else self.no_run(call)

    def no_run(self, call: Call) -> Record:
        """An id that no run has."""
        refuse(404, f"there is no history record {call.argument}")

    def delete_history(self, call: Call) -> Reply:
        """DELETE /export/history/{id}: not while it is in progress."""
        run = self.find(self.number_of(call, call.argument), self.store.history)
        if run is None:
            return self.nothing_to_delete(call)
        if self.is_kept(call, run):
            refuse(400, f"{run.id} is in progress")
        self.remove_run(call, run)
        return self.deleted(call)

    def delete_histories(self, call: Call) -> Reply:
        """DELETE /export/history."""
        left = []
        for number in self.numbers(call):
            run = self.find(number, self.store.history)
            if run is not None and self.is_kept(call, run):
                left.append(run)
            elif run is not None:
                self.remove_run(call, run)
        return self.some_left(call, [run.id for run in left]) if left else self.deleted(call)

    def remove_run(self, call: Call, run: Record) -> None:  # noqa: ARG002
        """Take a run out of the history; its file stays."""
        self.store.history.pop(run.id, None)

    def get_progress(self, call: Call) -> Reply:
        """GET /export/history/{id}/progress."""
        run = self.find(self.number_of(call, call.argument), self.store.history)
        if run is None:
            return self.no_progress(call)
        return self.json(call, 200, self.progress_of(run))

    def no_progress(self, call: Call) -> Reply:
        """The progress of a run that there is not (UA-23)."""
        refuse(400, f"there is no history record {call.argument}")
