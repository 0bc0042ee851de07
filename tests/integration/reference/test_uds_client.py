"""A public client of UDS can use the reference server: what Jabber4Linux reads, as it reads it."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit
from xml.dom import minidom

import pytest

from contracts.reference import Serving, find

USER, PASSWORD = "hkeller", "Railway-1234"


class Client:
    """The calls of the client: with a user's credentials, but for the phone book."""

    def __init__(self, origin: str) -> None:
        self._host = urlsplit(origin).netloc

    def get(
        self, path: str, *, auth: bool = True, name: str = USER, password: str = PASSWORD
    ) -> Any:
        """The root element of a resource."""
        blob = base64.b64encode(f"{name}:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {blob}"} if auth else {}
        connection = http.client.HTTPConnection(self._host, timeout=5)
        connection.request("GET", f"/cucm-uds{path}", headers=headers)
        reply = connection.getresponse()
        body = reply.read()
        connection.close()
        assert reply.status == 200, body
        return minidom.parseString(body.decode()).documentElement  # noqa: S318 - our own server


def text(element: Any, name: str) -> str:
    """The text of the first element of this name, which has to be there."""
    first = element.getElementsByTagName(name)[0].firstChild
    return str(first.data) if first else ""


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client of the server over a real socket, which a DNS record would have led it to."""
    with Serving([find("cisco-uds").build()]) as serving:
        yield Client(serving.origins[0])


def test_the_home_cluster_is_found(client: Client) -> None:
    root = client.get(f"/clusterUser?username={USER}", auth=False)
    assert root.getElementsByTagName("result")[0].getAttribute("found") == "true"
    servers = client.get("/servers", auth=False).getElementsByTagName("server")
    assert text(root, "homeCluster") in [one.firstChild.data for one in servers]


def test_user_details_have_what_the_client_reads(client: Client) -> None:
    root = client.get(f"/user/{quote(USER)}")
    assert text(root, "id")
    assert text(root, "userName") == USER
    for name in ("firstName", "lastName", "displayName", "phoneNumber", "email"):
        assert text(root, name), name
    for name in ("homeNumber", "mobileNumber"):
        text(root, name)
    assert int(text(root, "remoteDestinationLimit")) > 0
    servers = root.getElementsByTagName("imAndPresence")[0].getElementsByTagName("server")
    assert servers[0].firstChild.data
    assert root.getElementsByTagName("serviceProfile")[0].getElementsByTagName("uri")
    for name in ("devices", "extensions", "speedDials"):
        address = root.getElementsByTagName(name)[0].getAttribute("uri")
        assert urlsplit(address).path == f"/cucm-uds/user/{USER}/{name}"


def test_devices_have_what_the_client_reads(client: Client) -> None:
    devices = client.get(f"/user/{USER}/devices").getElementsByTagName("device")
    assert len(devices) == 3
    for device in devices:
        for name in ("id", "name", "type", "model", "description"):
            assert text(device, name), name
        one = client.get(f"/user/{USER}/device/{text(device, 'id')}")
        address = text(one.getElementsByTagName("provision")[0], "uri")
        phone = client.get(urlsplit(address).path.removeprefix("/cucm-uds"), auth=False)
        assert text(phone, "deviceProtocol") == "SIP"


def test_an_account_has_the_same_speed_dials_on_all_devices(client: Client) -> None:
    root = client.get("/user/aberg/speedDials", name="aberg", password="Sunrise-4711")  # noqa: S106
    listed = root.getElementsByTagName("speedDials")[0]
    assert listed.getAttribute("appliesToAllDevices") == "true"
    assert len(listed.getElementsByTagName("speedDial")) == 3


def test_the_phone_book_is_searched_without_credentials(client: Client) -> None:
    root = client.get("/users?max=10&start=0&name=Keller", auth=False)
    users = root.getElementsByTagName("user")
    assert len(users) == 10
    assert root.getAttribute("totalCount") == "28"
    names = (
        "id userName firstName lastName middleName displayName phoneNumber homeNumber "
        "mobileNumber email directoryUri msUri department manager title pager"
    )
    for user in users:
        for name in names.split():
            text(user, name)
        assert text(user, "lastName").startswith("Keller")
