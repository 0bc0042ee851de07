"""Faults in what has to be refused: missing members, unknown ids."""

from __future__ import annotations

from typing import ClassVar

from contracts.reference.genesys_udm.faults._registry import fault, made
from contracts.reference.genesys_udm.orders import REQUIRED, REQUIRED_PARAMS, Members
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import Job, Record

COMPLETE: Members = {
    "source": "UCSX",
    "type": "UCS",
    "title": "Untitled",
    "timeFrame": {"all": False},
    "schedulerParam": {"immediately": False},
    "suspended": False,
}
_PARAMS: Members = {"type": "Interaction", "media": ["voice"]}


def filled(body: Members, missing: str, version: str) -> Members:
    """`body` with a value for the member `missing`, if it is not there."""
    if missing.startswith("jobParams."):
        name = missing.removeprefix("jobParams.")
        params = body.get("jobParams")
        if isinstance(params, dict):
            return {**body, "jobParams": {name: _PARAMS[name], **params}}
        return body
    value = _PARAMS if missing == "jobParams" else COMPLETE[missing]
    if missing == "suspended" and version == "v4":
        value = "false"
    return {missing: value, **body}


class _NotRequired(Udm):
    operation: ClassVar[str] = ""
    member: ClassVar[str] = ""

    def read_members(self, call: Call) -> Members:
        body = super().read_members(call)
        mine = call.operation.id == self.operation
        return filled(body, self.member, call.version) if mine else body


class _Unknown(Udm):
    operation: ClassVar[str] = ""

    def performed(self, call: Call) -> Reply:
        self.mine = call.operation.id == self.operation
        return super().performed(call)

    mine = False


class _UnknownRefused(_Unknown):
    """What does not exist is refused with 400."""

    def no_job(self, call: Call) -> Job:
        return refuse(400, "no such job") if self.mine else super().no_job(call)

    def no_run(self, call: Call) -> Record:
        return refuse(400, "no such record") if self.mine else super().no_run(call)

    def no_file(self, call: Call) -> Reply:
        return refuse(400, "no such file") if self.mine else super().no_file(call)

    def get_file_links(self, call: Call) -> Reply:
        reply = super().get_file_links(call)
        return refuse(400, "no such file") if self.mine and reply.status == 404 else reply  # noqa: PLR2004


class _UnknownMadeUp(_Unknown):
    """What does not exist is answered as if it did."""

    def no_job(self, call: Call) -> Job:
        return next(iter(self.store.moving.values())) if self.mine else super().no_job(call)

    def no_run(self, call: Call) -> Record:
        return next(iter(self.store.history.values())) if self.mine else super().no_run(call)

    def no_file(self, call: Call) -> Reply:
        if self.mine:
            return self.see_other(call, self.link(call, call.argument))
        return super().no_file(call)

    def get_file_links(self, call: Call) -> Reply:
        reply = super().get_file_links(call)
        if self.mine and reply.status == 404:  # noqa: PLR2004
            return self.json(call, 200, self.links_shown(call, self.list_given(call, "filename")))
        return reply


# What v10 has 400 and 404 for may be refused with either (UDM-AMB-35).
_UNKNOWN = (
    *(f"{name}V4" for name in ("getJob", "updateJob", "getHistory")),
    *(f"{one}JobV4" for one in ("cancel", "resume", "suspend")),
    *(f"{name}V3" for name in ("getFileLinks", "getFile")),
    "getFileV10",
)
_MADE_UP = (
    *(f"{name}V{version}" for version in (10, 4) for name in ("getJob", "updateJob", "getHistory")),
    *(f"{one}JobV{version}" for version in (10, 4) for one in ("cancel", "resume", "suspend")),
    *(f"{name}V{version}" for version in (10, 3) for name in ("getFileLinks", "getFile")),
)
# Where names that do not exist are missed among others that do, there is no 404 either.
_FOLLOWS = {
    "getFileLinksV10": "UDM-FILES-07",
    "getFileLinksV3": "UDM-FILES3-07 UDM-FILES3-10",
}
# What does not exist includes what has been deleted.
_MADE_UP_FOLLOWS = {
    "getJobV10": "UDM-ACROSS-07 UDM-JOBS-18 UDM-JOBS-21 UDM-JOBS-23 UDM-JOBS-43 UDM-JOBS4-18 "
    "UDM-JOBS4-21",
    "getJobV4": "UDM-JOBS4-18 UDM-JOBS4-21 UDM-JOBS4-23",
    "getHistoryV10": "UDM-HISTORY-04 UDM-HISTORY-07 UDM-HISTORY-12",
    "getHistoryV4": "UDM-HISTORY4-04 UDM-HISTORY4-07",
    "getFileV10": "UDM-FILES-08 UDM-FILES-09",
    "getFileV3": "UDM-FILES3-08 UDM-FILES3-09",
    **{
        f"{name}V{version}": f"UDM-JOBS{number}-23"
        for version, number in ((10, ""), (4, "4"))
        for name in ("updateJob", "cancelJob", "resumeJob", "suspendJob")
    },
}


def _enter() -> None:
    for version in ("V10", "V4"):
        operation = f"createJob{version}"
        members = [*REQUIRED, *(f"jobParams.{name}" for name in REQUIRED_PARAMS)]
        for member in members:
            if member == "type" and version == "V4":
                continue
            head, _, tail = member.partition(".")
            key = f"{operation}-{head}{tail[:1].upper()}{tail[1:]}"
            fault(f"{key}-not-required", violates=f"UDM-REQUIRED-{key}", kind="accepted")(
                made(
                    _NotRequired,
                    f"{operation}: {member} may be left out.",
                    operation=operation,
                    member=member,
                )
            )
    for operation in _UNKNOWN:
        fault(
            f"{operation}-unknown-400",
            violates=f"UDM-UNKNOWN-{operation}",
            kind="wrong-status",
            related=_FOLLOWS.get(operation, ""),
        )(made(_UnknownRefused, f"{operation}: what does not exist: 400.", operation=operation))
    for operation in _MADE_UP:
        fault(
            f"{operation}-unknown-made-up",
            violates=f"UDM-UNKNOWN-{operation}",
            kind="accepted",
            related=(_MADE_UP_FOLLOWS | _FOLLOWS).get(operation, ""),
        )(
            made(
                _UnknownMadeUp,
                f"{operation}: what does not exist is answered as if it did.",
                operation=operation,
            )
        )


_enter()
