"""Jobs that tests share: made once, used by many, and cleared away at the end of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from contracts.apis.genesys_udm.exports import Export
from contracts.apis.genesys_udm.jobs import Own
from contracts.apis.genesys_udm.long_job import Long
from contracts.apis.genesys_udm.states import State
from contracts.apis.genesys_udm.templates import HELD, SHORT, WAITING, Kind
from contracts.apis.genesys_udm.versions import V10, Version
from contracts.kit import Inconclusive, NotTested, TargetLost, Violation

if TYPE_CHECKING:
    from contracts.apis.genesys_udm.api import Udm

_OBSTACLES = (Inconclusive, NotTested, TargetLost, Violation)
_EXPORTS = 9
_WORDS = ("delta", "alpha", "echo", "bravo", "charlie", "foxtrot", "golf", "hotel", "india")
"""Words in the titles of exports, by which lists of a target that has little can be ordered."""
_STALLED_S, _STALLED_RUNNING_S = 30.0, 240.0
_QUICK_S = 0.5
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.02, 1.0


class Pool:
    """The shared jobs of one run.

    - `waiting`: a job that no conforming request of the tests changes, one for each version;
    - `changing`: one that a test may change, and that is put back behind it;
    - `expendable`: one that is deleted where that is accepted against what is expected;
    - `held`: one that was made suspended, and would otherwise run at once;
    - `exports`: jobs that have run, every second one with attachments; started all at once, so that
      they run while others are judged;
    - `cancelled`: jobs like those, cancelled before they ended;
    - `running`: the one job that exports all data.
    """

    def __init__(self, udm: Udm) -> None:
        self._udm = udm
        self._jobs: dict[tuple[str, str], Own] = {}
        self._made: list[tuple[Own, bool]] = []
        self._running: list[Own] = []
        self._ran: list[Own] = []
        self._spent: list[Export] = []
        self._began = 0.0
        self._started = False
        self._long = Long(udm, lambda own: self._keep(own, ran=True))
        self._since: dict[str, float] = {}
        self._obstacle: Inconclusive | NotTested | None = None
        self._attaches = True
        self.export_s = 0.0

    # Jobs that wait

    def waiting(self, version: Version = V10) -> Own:
        """A job that waits, for requests that leave it as it is. Raises Inconclusive."""
        return self._one("waiting", version, WAITING)

    def held(self, version: Version = V10) -> Own:
        """A job that was made suspended, and is to run at once otherwise. Raises Inconclusive."""
        return self._one("held", version, HELD)

    def expendable(self) -> Own:
        """A job that waits, for requests that delete it where they are not refused."""
        return self._one("expendable", V10, WAITING)

    def _one(self, what: str, version: Version, kind: Kind) -> Own:
        own = self._jobs.get((what, version.name))
        if own is None or not self._udm.is_there(version, own.id):
            own = self._keep(self._udm.make(version, kind, what), ran=kind.immediately)
            self._jobs[what, version.name] = own
        return own

    def spare(self, version: Version = V10) -> Own:
        """A job of its own that waits, for one use. Raises Inconclusive."""
        return self._keep(self._udm.make(version, WAITING, "spare"), ran=False)

    def cancelled_now(self) -> Own:
        """A job that waited and was cancelled. Raises Inconclusive where it stays as it was."""
        own = self.spare()
        before = self._udm.status(own.id)
        self._udm.on_job(V10, "cancelJob", own.id, checked=False).needed("a cancellation")
        left, _ = self._udm.comes_to(
            V10,
            own.id,
            "a change of state shows",
            lambda one: one.members.get("status") not in (None, before),
        )
        if not left:
            reason = f"a cancelled job is {before}, as before"
            raise Inconclusive(reason)
        return own

    def discard(self, what: str, version: Version) -> None:
        """Forget a shared job that is no longer what it was."""
        self._jobs.pop((what, version.name), None)

    @contextmanager
    def changing(self, version: Version = V10) -> Iterator[Own]:
        """A job that waits, for requests that change it; it is put back where that works."""
        own = self._jobs.pop(("changing", version.name), None)
        if own is None:
            own = self._keep(self._udm.make(version, WAITING), ran=False)
        yield own
        # Only where all went well: a violation leaves the block before.
        if self._put_back(version, own):
            self._jobs["changing", version.name] = own

    def _put_back(self, version: Version, own: Own) -> bool:
        udm = self._udm
        with suppress(*_OBSTACLES):
            resumes = udm.states.is_suspended(udm.status(own.id)) and not udm.template().held
            if resumes:
                udm.on_job(version, "resumeJob", own.id, checked=False)
            body = {**own.body, "type": udm.template().type}
            updated = udm.update(version, own.id, body, checked=False)
            if updated.refused and udm.lag_s():
                # What is read is old: the refusal alone shows that the job is another by now.
                return False
            back, answer = udm.comes_to(
                V10,
                own.id,
                "an update shows",
                lambda one: (
                    one.members.get("title") == own.title
                    and not (resumes and udm.states.is_suspended(udm.status_in(one.members)))
                ),
            )
            status = str(answer.members.get("status"))
            return back and udm.states.of(status) not in {State.CANCELLED, State.RUNNING}
        return False

    def _keep(self, own: Own, *, ran: bool) -> Own:
        self._made.append((own, ran))
        self._since[own.id] = self._udm.clock()
        return own

    # Jobs that run

    def start(self) -> None:
        """Start the exports, unless that was done: they run while other things are judged."""
        if self._started:
            return
        self._started = True
        udm = self._udm
        try:
            versions = tuple(dict.fromkeys((V10, udm.second_version())))
            for version in versions:
                # Made first, so that they have not run while others came to their end.
                with self._beside_v10(version):
                    self.waiting(version)
                    self.held(version)
                    self._jobs["changing", version.name] = self.spare(version)
            self._began = self._udm.clock()
            for version in versions:
                with self._beside_v10(version):
                    self._cancel_one(version)
            for number, word in enumerate(_WORDS[:_EXPORTS]):
                self._running.append(self._export(word, attachments=number % 2 == 0))
            last = self._running[-1]
            # Where exports are quick, that is measured at once.
            if udm.watch(_QUICK_S, lambda: udm.is_at_its_end(udm.look_at(last.id))) is not None:
                self.finish()
        except _OBSTACLES as obstacle:
            if not self._running:
                self._obstacle = (
                    obstacle if isinstance(obstacle, NotTested) else Inconclusive(str(obstacle))
                )
        udm.forget("list")

    @staticmethod
    def _beside_v10(version: Version) -> AbstractContextManager[None]:
        """What another version than v10 does not do keeps no export of v10 from being made."""
        return nullcontext() if version is V10 else suppress(Inconclusive)

    def _export(self, word: str = "job", *, attachments: bool = False) -> Own:
        """A new export, with `attachments` unless those are refused. Raises Inconclusive."""
        body = self._udm.body(V10, SHORT, word)
        body["jobParams"]["exportAttachments"] = attachments and self._attaches
        answer = self._udm.create(V10, body)
        if answer.refused and body["jobParams"]["exportAttachments"]:
            self._attaches = False
            return self._export(word)
        identifier = self._udm.id_in(answer)
        if not identifier:
            self._udm.remove_by_title(body["title"])
            reason = f"no job is made: {answer}"
            raise Inconclusive(reason)
        return self._keep(Own(identifier, body["title"], body, answer), ran=True)

    def _cancel_one(self, version: Version) -> None:
        """Cancel a job as soon as it is made; kept where the cancellation is seen at once."""
        udm = self._udm
        own = self._keep(udm.make(version, SHORT, "cancelled"), ran=True)
        answer = udm.on_job(version, "cancelJob", own.id, checked=False)
        row = udm.look_at(own.id)
        status = str(row.get("status"))
        if answer.succeeded and udm.states.is_cancelled(status):
            udm.patience("a cancelled job ends").until(lambda: True)
            self._jobs["cancelled", version.name] = own

    def cancelled(self, version: Version) -> Own | None:
        """A job that was seen to be cancelled early in the run; None where none was.

        Others that were made after it have come to their end by now. Raises Inconclusive.
        """
        self.finish()
        return self._jobs.get(("cancelled", version.name))

    def finish(self) -> None:
        """Wait until the exports are over.

        Raises Inconclusive where they are not, NotTested where none may be made.
        """
        self.start()
        if self._obstacle is not None:
            raise type(self._obstacle)(self._obstacle.reason)
        while self._running:
            own = self._running[0]
            try:
                self._end_of(own)
            except Inconclusive as obstacle:
                self._obstacle = obstacle
                self._running.clear()
                raise
            self._ran.append(self._running.pop(0))
        if not self.export_s:
            self.export_s = self._udm.clock() - self._began
            self._udm.note(
                f"Exports: {len(self._ran)} jobs were over within {self.export_s:.1f} s."
            )
            self._udm.forget("list")

    def finish_after(self, own: Own) -> None:
        """Wait until an export is over that was made after a job. Raises Inconclusive."""
        self.finish()
        if self._since.get(own.id, 0.0) > self._began:
            self._running.append(self._export())
            self.finish()

    def _end_of(self, own: Own) -> None:
        """Wait for the end of a job for as long as it shows signs of life."""
        udm, pause = self._udm, _FIRST_PAUSE_S
        last, since = None, self._udm.clock()
        while True:
            row = udm.look_at(own.id)
            status, progress = udm.status_in(row), row.get("progress")
            if udm.is_at_its_end(row):
                udm.states.learn(status, State.COMPLETED)
                return
            now = self._udm.clock()
            if (status, progress) != last:
                last, since = (status, progress), now
            runs = udm.states.is_running(status)
            patience = udm.target.data.get("poll_s", _STALLED_S)
            most = max(patience, _STALLED_RUNNING_S) if runs else patience
            if now - since > most:
                reason = (
                    f"job {own.id} does not come to its end: for {most:g} s it has been "
                    f"{status} with progress {progress} ([data] poll_s)"
                )
                raise Inconclusive(reason)
            self._udm.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE_S)

    @contextmanager
    def exports(self, count: int) -> Iterator[list[Export]]:
        """Jobs that have run, with what they left, for tests that take that away.

        Raises Inconclusive where they do not come to their end.
        """
        self.finish()
        while len(self._ran) < count:
            self._began = self._began or self._udm.clock()
            self._running.append(self._export())
            self.finish()
        taken, self._ran = self._ran[:count], self._ran[count:]
        exports = self._udm.left_by(taken)
        try:
            yield exports
        finally:
            self._spent += exports

    def finished(self, count: int) -> list[Own]:
        """Jobs that are over, whatever they left. Raises Inconclusive where there are too few."""
        udm = self._udm
        left = [one.job for one in self._spent if not udm.was_deleted(one.job.id)]
        there = [own for own in left if udm.is_there(V10, own.id)]
        if len(there) < count:
            with self.exports(count - len(there)) as more:
                there += [one.job for one in more]
        return there[:count]

    def spoil(self, own: Own) -> None:
        """Leave a job that was over alone, since it is so no longer."""
        self._spent = [one for one in self._spent if one.job.id != own.id]

    def running(self, version: Version = V10) -> Own:
        """A job in progress that takes long. Raises Inconclusive where none is seen in progress."""
        return self._long.job(version)

    def forget_running(self) -> None:
        """Make another job where one in progress is asked for again."""
        self._long.last = None

    def last_running(self) -> Own | None:
        """The job that was seen in progress last; None where none was."""
        return self._long.last

    # The end

    def clear(self) -> None:
        """Take all of it away again."""
        made, self._made = self._made, []
        self._jobs.clear()
        self._long.last = None
        ran: Sequence[Own] = [own for own, it_ran in made if it_ran]
        waited = [own for own, it_ran in made if not it_ran]
        with suppress(*_OBSTACLES):
            self._udm.clear(waited, ran=False)
        with suppress(*_OBSTACLES):
            self._udm.clear(ran, ran=True)
