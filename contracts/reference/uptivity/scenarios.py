"""What provokes each result code on this server, for its target file.

A step without `expect` cleans up; a scenario begins with such steps where an interrupted run
may have left something behind, and ends as it found the server. Each keeps to devices, users
and names of its own, so that they do not disturb each other.
"""

from __future__ import annotations

from typing import Any

from contracts.reference.uptivity.codes import LABELS
from contracts.reference.uptivity.conditions import PREFIX

Step = dict[str, Any]
Scenario = dict[str, Any]

_EITHER = {16: (16, 17), 17: (17, 16), 18: (18, 17)}
_SIMULATED = (2, 4, 6, 10, 11, 14, 15, 16, 17, 18, 23, 34, 36, 39, 47, 55)


def _step(expect: int | tuple[int, ...] | None, node: str | None, send: dict[str, str]) -> Step:
    step: Step = {"send": send}
    if expect is not None:
        step["expect"] = [expect] if isinstance(expect, int) else list(expect)
    if node is not None:
        step["node"] = node
    return step


def _do(
    command: str, expect: int | tuple[int, ...] | None = None, node: str | None = None, **more: str
) -> Step:
    return _step(expect, node, {"type": command, **more})


def _scenario(name: str, *steps: Step) -> Scenario:
    return {"name": name, "steps": list(steps)}


def _in_call(name: str, device: str, *steps: Step, **more: str) -> Scenario:
    """Steps while `device` is in a call, which ends with all that hangs on it."""
    hang_up = _do("CALLSTOP", deviceid=device)
    return _scenario(
        name, hang_up, _do("CALLSTART", 20, "CALL", deviceid=device, **more), *steps, hang_up
    )


def _recorded(name: str, device: str, *steps: Step) -> Scenario:
    """Steps while `device` is being recorded."""
    return _in_call(name, device, _do("RECORDSTART", 0, "CALL", deviceid=device), *steps)


def _calls() -> list[Scenario]:
    start, stop = "RECORDSTART", "CALLSTOP"
    return [
        _in_call("call", "2001", _do(stop, 20, "CALL", deviceid="2001")),
        _in_call("call list", "2002", _do("CALLLIST", 20, "CALLS", callcount="5")),
        _in_call(
            "call updated", "2003", _do("CALLUPDATE", 37, "CALL", deviceid="2003", keepdays="30")
        ),
        _scenario("device not in call", _do(stop, deviceid="2004"), _do(stop, 7, deviceid="2004")),
        _scenario("no device named", _do("CALLSTART", 5)),
        _scenario("no such device", _do("CALLSTART", 8, deviceid="1999")),
        _scenario("no such agent", _do("CALLSTART", 24, sys_user="nobody")),
        _scenario("agent not active", _do("CALLSTART", 25, deviceid="2005", agentid="5021")),
        _scenario("count is no number", _do("CALLLIST", 59, callcount="many")),
        _in_call("event type", "2006", _do("EVENTMARK", 30, deviceid="2006", eventtype="YAWN")),
        _recorded("recording", "2007", _do("RECORDSTOP", 13, "CALL", deviceid="2007")),
        _recorded("already recording", "2008", _do(start, 1, deviceid="2008")),
        _recorded(
            "recording updated",
            "2009",
            _do("RECORDUPDATE", 37, "CALL", deviceid="2009", user1="gold"),
        ),
        _recorded("mask", "2010", _do("RECORDUPDATE", 56, deviceid="2010", maskid="77")),
        _recorded("blackout", "2011", _do("BLACKOUT", 38, action="stop", deviceid="2011")),
        _in_call("not recording", "2012", _do("RECORDSTOP", 12, deviceid="2012")),
        _in_call("mode", "2013", _do(start, 29, deviceid="2013", mode="SOMETIMES")),
        _in_call("blocked caller", "2014", _do(start, 35, deviceid="2014"), ani="5550199"),
        _in_call("no schedule", "2026", _do(start, 9, deviceid="2026")),
        _recorded(
            "no free channel",
            "2028",
            _do(stop, deviceid="2029"),
            _do("CALLSTART", 20, "CALL", deviceid="2029"),
            _do(start, 3, deviceid="2029"),
            _do(stop, deviceid="2029"),
        ),
    ]


def _listening() -> list[Scenario]:
    start = "MONITORSTART"
    return [
        _in_call("listening", "2015", _do(start, 43, "SESSION", deviceid="2015", clientid="C1")),
        _in_call(
            "already listening",
            "2016",
            _do(start, 43, "SESSION", deviceid="2016", clientid="C1"),
            _do(start, 32, deviceid="2016", clientid="C1"),
        ),
        _in_call(
            "too many listeners",
            "2017",
            *(_do(start, 43, "SESSION", deviceid="2017", clientid=f"C{n}") for n in (1, 2, 3)),
            _do(start, 48, deviceid="2017", clientid="C4"),
        ),
        _in_call("no such client", "2018", _do(start, 31, deviceid="2018", clientid="C77")),
        _scenario("no session named", _do("MONITORSTOP", 33)),
    ]


def _people() -> list[Scenario]:
    def user(expect: int, **more: str) -> Step:
        given = {"username": "scenario.user", "last_name": "Scenario", **more}
        return _do("IMPORTUSER", expect, action="add", **given)

    drop_user = _do("IMPORTUSER", action="delete", username="scenario.user")
    drop_agent = _do("AGENT", action="delete", agentid="5999")
    drop_role = _do("ROLE", action="delete", rolename="Scenario")
    agent = {"action": "add", "agentid": "5999", "first_name": "Ann", "last_name": "Ó Súil"}
    return [
        _scenario("user list", _do("IMPORTUSER", 20, "USERS", action="list")),
        _scenario("user", drop_user, user(20), user(54), drop_user),
        _scenario("user action", _do("IMPORTUSER", 21, action="juggle")),
        _scenario("employee id", drop_user, user(22, employee_id="E0001"), drop_user),
        _scenario("blank name", drop_user, user(26, username=""), drop_user),
        _scenario("group", drop_user, user(27, group="No such group"), drop_user),
        _scenario("e-mail", drop_user, user(45, email="not an address"), drop_user),
        _scenario("site", drop_user, user(53, site_id="77"), drop_user),
        _scenario("phone", drop_user, user(57, phones="6001"), drop_user),
        _scenario(
            "no such user", _do("IMPORTUSER", 28, action="update", username="nobody", email="")
        ),
        _scenario("agent list", _do("AGENT", 20, "AGENTS", action="list")),
        _scenario(
            "agent",
            drop_agent,
            _do("AGENT", 20, "AGENT", **agent),
            _do("AGENT", 42, **agent),
            drop_agent,
        ),
        _scenario(
            "agent status",
            _do("AGENTSTATUS", 58, "AGENTSTATUS", agentid="5002", status="default"),
        ),
        _scenario(
            "role",
            drop_role,
            _do("ROLE", 20, "ROLE", action="add", rolename="Scenario", permissionident="EXPORT"),
            _do("ROLE", 50, action="add", rolename="Scenario"),
            drop_role,
        ),
        _scenario(
            "permission",
            drop_role,
            _do("ROLE", 51, action="add", rolename="Scenario", permissionident="FLY"),
            drop_role,
        ),
        _scenario("no such role", _do("ROLE", 52, action="delete", rolename="Nobody's")),
    ]


def _rest() -> list[Scenario]:
    return [
        _scenario("record", _do("RECORDGET", 20, "RECORD", recordid="70001")),
        _scenario("record id", _do("RECORDGET", 40, recordid="none")),
        _scenario("file gone", _do("RECORDGET", 41, recordid="70005")),
        _scenario("record locked", _do("RECORDDELETE", 44, recordid="70003")),
        _scenario("all cores", _do("CORELIST", 46, "CORES")),
        _scenario("chat", _do("CHATSTART", 49, deviceid="2001")),
        *(
            _scenario(
                f"simulated: {LABELS[code]} ({code})",
                _do("CALLSTART", _EITHER.get(code, code), deviceid=f"{PREFIX}{code:02}"),
            )
            for code in _SIMULATED
        ),
    ]


SCENARIOS: list[Scenario] = [*_calls(), *_listening(), *_people(), *_rest()]
"""All scenarios; together they provoke each of the 59 codes."""
