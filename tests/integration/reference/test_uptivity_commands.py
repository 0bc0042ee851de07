"""What the commands do, beyond the scenarios."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.reference.uptivity import data
from contracts.reference.uptivity.codes import LABELS, NON_ERRORS


def _texts(element: Any, name: str) -> list[str]:
    return [found.text for found in element.iter(name)]


def test_the_seed_is_of_some_size(uptivity_with: Any) -> None:
    client = uptivity_with()
    for command, node, least in (
        ("DEVICELIST", "DEVICES", 25),
        ("SITELIST", "SITES", 4),
        ("GROUPLIST", "GROUPS", 5),
        ("SCHEDULELIST", "SCHEDULES", 3),
        ("RECORDLIST", "RECORDS", 8),
    ):
        listed = client.get(command).result.find(node)
        assert int(listed.findtext("COUNT")) == len(listed) - 1 >= least
    for command, node, least in (
        ("AGENT", "AGENTS", 20),
        ("IMPORTUSER", "USERS", 30),
        ("ROLE", "ROLES", 5),
    ):
        listed = client.get(command, action="list").result.find(node)
        assert int(listed.findtext("COUNT")) == len(listed) - 1 >= least


@pytest.mark.parametrize("command", ["CALLSTART", "RECORDSTART"])
def test_simulated_conditions(uptivity_with: Any, command: str) -> None:
    client = uptivity_with()
    for number in range(100):
        answer = client.get(command, deviceid=f"99{number:02}")
        assert answer.code == (number if number in LABELS else 8)
        assert (answer.result.find("CALL") is not None) == (number in NON_ERRORS), number
        assert client.installation.calls == {}, number


@pytest.mark.parametrize("device", ["99", "990", "99002", "99x1", "9", "99²1"])
def test_other_ids_simulate_nothing(uptivity_with: Any, device: str) -> None:
    assert uptivity_with().get("CALLSTART", deviceid=device).code == 8


@pytest.mark.parametrize(
    "named",
    [
        {"deviceid": "2003"},
        {"stationname": "WS-2003"},
        {"devicealias": "Zürich 2003"},
        {"deviceid": "", "sys_user": "agent5003"},
        {"crm_user": "crm5003"},
    ],
)
def test_ways_to_name_a_device(uptivity_with: Any, named: dict[str, str]) -> None:
    client = uptivity_with()
    call = client.get("CALLSTART", **named).result.find("CALL")
    assert call.findtext("DEVICEID") == "2003"
    assert call.findtext("AGENTID") == "5003"
    assert call.findtext("STARTTIME") == "1/5/2026 9:00:00 AM +00:00"
    assert client.get("CALLSTOP", **named).code == 20


def test_devices_that_cannot_be_named(uptivity_with: Any) -> None:
    client = uptivity_with()
    assert client.get("CALLSTART", stationname="WS-1").code == 8
    assert client.get("CALLSTART", crm_user="nobody").code == 24
    assert client.get("CALLSTART", crm_user="crm5021").code == 25
    assert client.get("AGENT", action="update", agentid="5021", active="Y").code == 20
    assert client.get("CALLSTART", crm_user="crm5021").code == 8
    assert client.get("CALLSTART", deviceid="2001", agentid="1").code == 24
    assert client.get("CALLSTART", deviceid="2001", calldirection="X").code == 59


def test_calls_of_one_device(uptivity_with: Any) -> None:
    client = uptivity_with()
    for instance in ("", "a", "b", "c", "d", "e", "f", "g"):
        assert client.get("CALLSTART", deviceid="2001", callinstance=instance).code == 20
    assert client.get("CALLSTART", deviceid="2001", callinstance="h").code == 3
    first = _texts(client.get("CALLLIST", count="1").result, "CALLID")
    again = client.get("CALLSTART", deviceid="2001", callinstance="g").result
    assert _texts(again, "CALLID") > first
    calls = client.get("CALLLIST").result.find("CALLS")
    assert calls.findtext("COUNT") == "8"
    assert _texts(calls, "CALLID") == sorted(_texts(calls, "CALLID"), reverse=True)
    assert len(_texts(client.get("CALLLIST", callcount="3").result, "CALL")) == 3
    assert client.get("CALLLIST", count="-1").code == 59
    assert client.get("CALLLIST", count="9" * 5000).code == 59


def test_update_of_a_call(uptivity_with: Any) -> None:
    client = uptivity_with()
    assert client.get("CALLUPDATE", deviceid="2001", user1="x").code == 7
    client.get("CALLSTART", deviceid="2001")
    call = client.get(
        "CALLUPDATE", deviceid="2001", user15="<ü>", keepdays="3650", priority="2", locked="y"
    ).result.find("CALL")
    said = [call.findtext(n) for n in ("USER15", "KEEPDAYS", "PRIORITY", "LOCKED")]
    assert said == ["<ü>", "3650", "2", "Y"]
    for bad in ({"keepdays": "x"}, {"priority": "11"}, {"locked": "maybe"}):
        assert client.get("CALLUPDATE", deviceid="2001", **bad).code == 59


def test_a_recording_from_start_to_file(uptivity_with: Any) -> None:
    client = uptivity_with()
    assert client.get("RECORDSTART", deviceid="2026").code == 7
    client.get("CALLSTART", deviceid="2026")
    started = client.get("RECORDSTART", deviceid="2026", mode="always", maskid="1").result
    number = started.findtext("CALL/RECORDID")
    core = client.get("CORELIST", coreident="2").result
    assert core.findtext("CORES/CORE/RECORDING") == "1"
    assert client.get("BLACKOUT", action="start", deviceid="2026", mode="x").code == 29
    assert client.get("BLACKOUT", action="start", deviceid="2026", mode="audio").code == 20
    assert client.get("BLACKOUT", action="start", deviceid="2026").code == 38
    assert client.get("BLACKOUT", action="stop", deviceid="2026").code == 20
    assert client.get("RECORDUPDATE", deviceid="2026", user2="two").code == 37
    marked = client.get("EVENTMARK", deviceid="2026", eventtype="hold").result
    assert marked.findtext("EVENT/EVENTS") == "1"
    client.clock.advance(4 * 3600)
    assert client.get("RECORDSTOP", deviceid="2026").code == 13
    record = client.get("RECORDGET", recordid=number).result.find("RECORD")
    assert record.findtext("FILE") == f"2026/01/05/{number}.cca"
    assert client.get("RECORDDELETE", recordid=number).code == 20
    assert client.get("RECORDGET", recordid=number).code == 40
    later = client.get("CALLSTART", deviceid="2027").result
    assert later.findtext("CALL/STARTTIME") == "1/5/2026 1:00:00 PM +00:00"


def test_a_call_takes_recording_and_listeners_with_it(uptivity_with: Any) -> None:
    client = uptivity_with()
    client.get("CALLSTART", deviceid="2001")
    client.get("RECORDSTART", deviceid="2001")
    assert client.get("MONITORSTART", deviceid="2001", clientid="C1", sessionid="s").code == 43
    assert client.get("MONITORSTART", deviceid="2001", clientid="C2", sessionid="s").code == 22
    assert client.get("MONITORLIST").result.findtext("SESSIONS/COUNT") == "1"
    assert client.get("MONITORSTOP", sessionid="s").code == 20
    assert client.get("MONITORSTOP", sessionid="s").code == 59
    client.get("MONITORSTART", deviceid="2001", clientid="C1")
    client.get("CALLSTOP", deviceid="2001")
    assert client.get("MONITORLIST").result.findtext("SESSIONS/COUNT") == "0"
    assert client.get("RECORDLIST").result.findtext("RECORDS/COUNT") == "9"


def test_old_recordings_make_room_and_the_seed_stays(uptivity_with: Any) -> None:
    client = uptivity_with()
    for _ in range(250):
        client.get("CALLSTART", deviceid="2001")
        client.get("RECORDSTART", deviceid="2001")
    client.get("CALLSTOP", deviceid="2001")
    assert client.get("RECORDLIST").result.findtext("RECORDS/COUNT") == "200"
    assert client.get("RECORDGET", recordid="70001").code == 20
    assert _texts(client.get("RECORDLIST", count="1").result, "RECORDID") == [
        str(client.installation.records[-1].record_id)
    ]


def test_the_life_of_a_user(uptivity_with: Any) -> None:
    client = uptivity_with()
    new = {"username": "zoë", "last_name": "Ünal", "phones": "7001, 7002", "role": "Agent"}
    assert client.get("IMPORTUSER", action="add", **new).code == 20
    client.clock.advance(60)
    changes = {"username": "ZOË", "email": "zoe@example.com", "site_id": "2", "group": "Quality"}
    user = client.get("IMPORTUSER", action="update", **changes).result.find("USER")
    assert user.findtext("ADD_TIME") == "1/5/2026 9:00:00 AM +00:00"
    assert user.findtext("MOD_TIME") == "1/5/2026 9:01:00 AM +00:00"
    assert _texts(user, "PHONE") == ["7001", "7002"]
    assert client.get("IMPORTUSER", action="update", username="zoë", role="King").code == 52
    assert client.get("IMPORTUSER", action="update", username="zoë", site_id="-1").code == 20
    assert client.get("IMPORTUSER", action="delete", username="zoë").code == 20
    assert client.get("IMPORTUSER", action="delete", username="zoë").code == 28
    assert client.get("IMPORTUSER", action="delete").code == 26
    assert client.get("IMPORTUSER").code == 21
    assert len(_texts(client.get("IMPORTUSER", action="list", count="2").result, "USER")) == 2


def test_names_survive(uptivity_with: Any) -> None:
    listed = uptivity_with().get("IMPORTUSER", action="list").result
    names = zip(_texts(listed, "FIRST_NAME"), _texts(listed, "LAST_NAME"), strict=True)
    assert tuple(names) == data.PEOPLE


def test_the_life_of_an_agent(uptivity_with: Any) -> None:
    client = uptivity_with()
    new = {"agentid": "5100", "first_name": "Eva", "last_name": "Nový"}
    assert client.get("AGENT", action="add", **new, phone="6001").code == 57
    assert client.get("AGENT", action="add", **new, phone="6100").code == 20
    assert client.get("AGENT", action="update", agentid="5100", phone="6001").code == 57
    assert client.get("AGENT", action="update", agentid="5100", phone="6100").code == 20
    assert client.get("AGENTSTATUS", agentid="5100").code == 58
    assert client.get("AGENTSTATUS", agentid="5100", status="break").code == 20
    assert client.get("AGENTSTATUS", agentid="5100").code == 20
    assert client.get("AGENTSTATUS", agentid="5100", status="asleep").code == 59
    assert client.get("AGENT", action="update", agentid="5100", active="n").code == 20
    assert client.get("AGENTSTATUS", agentid="5100").code == 25
    assert client.get("AGENT", action="delete", agentid="5100").code == 20
    assert client.get("AGENTSTATUS", agentid="5100").code == 24
    assert client.get("AGENT", action="delete", agentid="5001").code == 20
    call = client.get("CALLSTART", deviceid="2001").result.find("CALL")
    assert call.findtext("AGENTID") == ""


def test_roles_sites_and_cores(uptivity_with: Any) -> None:
    client = uptivity_with()
    assert client.get("ROLE", action="add", rolename="R", permissionident="export, ").code == 20
    assert _texts(client.get("ROLE", action="delete", rolename="R").result, "PERMISSIONIDENT") == [
        "EXPORT"
    ]
    assert len(_texts(client.get("DEVICELIST", site_id="3").result, "DEVICEID")) == 3
    assert client.get("DEVICELIST", site_id="77").code == 53
    assert client.get("CORELIST").code == 46
    assert client.get("CORELIST", coreident="4").code == 34
    assert client.get("CORELIST", coreident="5").code == 59
