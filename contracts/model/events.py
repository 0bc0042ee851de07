"""The event log of a run: what is streamed to disk while it happens.

One JSON object a line, told apart by `event`. A body is written once, before the first
exchange that refers to its digest. A log whose last line is cut short is still a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from contracts.model.exchange import Failure, Headers
from contracts.model.finding import Outcome

EMBEDDED = "embedded"
"""What stands for the place where an embedded server is described."""

TRAFFIC = "traffic"
"""What stands there for a target that nothing was sent to: traffic with it was judged."""


class RunStarted(msgspec.Struct, frozen=True, tag_field="event", tag="run-started"):
    """The head of every log. `started` is ISO 8601 UTC; `seed` drives all generation.

    `command` is the command line that made the run; it never holds a secret. `prefix` is what
    the names of all that the run makes on a target begin with. `docs_url` is where requirements are
    documented.
    """

    suite: str
    started: str
    seed: int
    depth: str
    explore: bool = False
    command: str = ""
    prefix: str = ""
    docs_url: str = ""


class TargetDescribed(msgspec.Struct, frozen=True, tag_field="event", tag="target"):
    """A target of the run, without its secrets; `catalogue` is the digest judged by.

    `excluded` maps features that make no sense at its address to the reason. `origin` says where
    it is described: the path of a target file, `embedded`, `traffic`, or nothing for an address
    alone. `service` is the address of the raw TCP service that belongs to it, if one does.
    """

    target: str
    api: str
    name: str
    base_url: str
    allow: str
    catalogue: str
    supports: Mapping[str, bool]
    readings: Mapping[str, str]
    excluded: Mapping[str, str] = msgspec.field(default_factory=dict)
    origin: str = ""
    service: str = ""


class TestPlanned(msgspec.Struct, frozen=True, tag_field="event", tag="planned"):
    """A test that is going to run against a target."""

    __test__ = False
    target: str
    test: str
    requirements: tuple[str, ...]


class TestDeselected(msgspec.Struct, frozen=True, tag_field="event", tag="deselected"):
    """A test that exists for a target and was left out by the user's choice."""

    __test__ = False
    target: str
    test: str
    requirements: tuple[str, ...]
    reason: str


class BodyStored(msgspec.Struct, frozen=True, tag_field="event", tag="body", omit_defaults=True):
    """A body, once: `text` when it is UTF-8, else `base64`. `digest` is `sha256:…` (redacted).

    `size` is in bytes; of a long one only the first `kept` bytes are there.
    """

    digest: str
    size: int
    text: str | None = None
    base64: str | None = None
    kept: int | None = None


class RecordedRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """A request in the log; `body` is a digest. `curl` options stand for its credentials.

    `pieces` are the sizes in which the body of a raw connection (`tcp://`) was sent. `purpose`
    is `authentication` where the user's auth plugin sent it of its own, else nothing.
    """

    method: str
    url: str
    headers: Headers
    body: str | None = None
    operation: str | None = None
    defect: str | None = None
    credentials: tuple[str, ...] = ()
    pieces: tuple[int, ...] = ()
    purpose: str = ""

    @property
    def raw(self) -> bool:
        """Whether it went over a raw connection, without HTTP."""
        return self.url.startswith("tcp://")


class RecordedResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """A response in the log; `body` is a digest. Of a raw connection `status` is 0."""

    status: int
    reason: str
    headers: Headers
    body: str | None = None


class ExchangeRecorded(
    msgspec.Struct, frozen=True, tag_field="event", tag="exchange", omit_defaults=True
):
    """One exchange; exactly one of `response` and `failure` is there.

    `started` is seconds since the worker's log began, `test` the test that asked for it.
    """

    id: str
    target: str
    test: str
    request: RecordedRequest
    started: float
    seconds: float
    response: RecordedResponse | None = None
    failure: Failure | None = None


class Judged(msgspec.Struct, frozen=True, tag_field="event", tag="judged", omit_defaults=True):
    """What a test says of a requirement.

    `reason` is the finding's summary or why there is no judgement; `exchanges` are samples
    of the evidence (at most a few); `checks` counts what was checked; `where` is the finding's.
    `doubted`: a violation was seen, and not again when it was looked for.
    """

    target: str
    requirement: str
    test: str
    outcome: Outcome
    reason: str = ""
    expected: str = ""
    observed: str = ""
    exchanges: tuple[str, ...] = ()
    checks: int = 1
    where: str = ""
    doubted: bool = False


class Observed(msgspec.Struct, frozen=True, tag_field="event", tag="observed"):
    """What the target was seen to do where a document leaves it open."""

    target: str
    requirement: str
    test: str
    observation: str


class TargetBarred(msgspec.Struct, frozen=True, tag_field="event", tag="barred"):
    """Nothing of a target can be judged; `reason`, a sentence, names why and what to do."""

    target: str
    reason: str


class TargetCutOff(msgspec.Struct, frozen=True, tag_field="event", tag="cut-off"):
    """From here on nothing of a target can be judged; `reason`, a sentence, says why."""

    target: str
    reason: str


class Noted(msgspec.Struct, frozen=True, tag_field="event", tag="noted", omit_defaults=True):
    """A fact about a target that the report states, such as how long its jobs take.

    `kind`: `wait` where `text` says how long something was waited for, `version` where it is the
    version that the target says it has, else nothing.
    """

    target: str
    text: str
    kind: Literal["", "wait", "version"] = ""


class Creating(msgspec.Struct, frozen=True, tag_field="event", tag="creating", omit_defaults=True):
    """An entry of the ledger, written before the request that makes something is sent.

    `entry` is its id; `kind`, `name` and `facts` are those of the model's `Entry`.
    """

    target: str
    entry: str
    kind: str
    name: str
    facts: Mapping[str, str] = msgspec.field(default_factory=dict)


class Created(msgspec.Struct, frozen=True, tag_field="event", tag="ledger", omit_defaults=True):
    """What became of an entry of the ledger: `fate` is `made`, `deleted`, `gone` or `left`.

    `facts` are added to those of the entry; `reason` says why something is left.
    """

    target: str
    entry: str
    fate: Literal["made", "deleted", "gone", "left"]
    facts: Mapping[str, str] = msgspec.field(default_factory=dict)
    reason: str = ""


class TestFinished(msgspec.Struct, frozen=True, tag_field="event", tag="finished"):
    """A test is over."""

    __test__ = False
    target: str
    test: str
    seconds: float


class RunFinished(msgspec.Struct, frozen=True, tag_field="event", tag="run-finished"):
    """The foot of a log; `stopped` says why a run ended early, if it did."""

    seconds: float
    stopped: str | None = None


Event = (
    RunStarted
    | TargetDescribed
    | TestPlanned
    | TestDeselected
    | BodyStored
    | ExchangeRecorded
    | Judged
    | Observed
    | Noted
    | TargetBarred
    | TargetCutOff
    | Creating
    | Created
    | TestFinished
    | RunFinished
)
