"""Faults with JSON, in requests and in replies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from lxml import etree

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.xml import Element

_JSON = "application/json"


def _json_where(asked: Callable[[Call], bool]) -> type:
    class _JsonByAddress(Uds):
        """A client that asks for JSON in the address gets it."""

        def find(self, call: Call) -> Mapping[str, str] | None:
            self.as_json = asked(call)
            call.path = call.path.removesuffix(".json")
            return super().find(call)

        def representation(self, call: Call, element: Element, status: int = 200) -> Reply:
            if not self.as_json:
                return super().representation(call, element, status)
            body = json.dumps({element.name: element.attributes}).encode()
            return Reply(status, [(b"content-type", _JSON.encode())], body)

    return _JsonByAddress


fault("json-by-ending", violates="UDS-XML-02", kind="only-sometimes")(
    _json_where(lambda call: call.path.endswith(".json"))
)
fault("json-by-parameter", violates="UDS-XML-02", kind="only-sometimes")(
    _json_where(lambda call: call.query.get("format") == "json")
)


def _as_json(operation: str) -> type:
    class _Json(Uds):
        """A client that asks for JSON gets it."""

        def representation(self, call: Call, element: Element, status: int = 200) -> Reply:
            if call.operation != operation or _JSON not in call.headers.get("accept", ""):
                return super().representation(call, element, status)
            body = json.dumps({element.name: element.attributes}).encode()
            return Reply(status, [(b"content-type", _JSON.encode())], body)

    return _Json


for _operation in ("getVersion", "getUser", "getUsers", "getDevice", "getModels", "getCredentials"):
    fault(f"json-{_operation}", violates="UDS-XML-02", kind="wrong-value")(_as_json(_operation))


@fault("json-carried-out", violates="UDS-XML-03", kind="omitted")
class _JsonCarriedOut(Uds):
    """A body of JSON is read like one of XML."""

    def not_xml(self, call: Call, root: str) -> etree._Element:
        element = _item(call.body, root)
        return super().not_xml(call, root) if element is None else element


@fault("json-flat-carried-out", violates="UDS-XML-03", kind="only-sometimes")
class _JsonFlatCarriedOut(Uds):
    """A body that is an object of JSON with the fields is read like one of XML."""

    def not_xml(self, call: Call, root: str) -> etree._Element:
        element = _item(call.body, root, flat=True)
        return super().not_xml(call, root) if element is None else element


@fault("json-added", violates="UDS-XML-03", kind="only-sometimes")
class _JsonAdded(Uds):
    """What is added may be JSON."""

    def not_xml(self, call: Call, root: str) -> etree._Element:
        element = _item(call.body, root) if call.method == "POST" else None
        return super().not_xml(call, root) if element is None else element


@fault("json-done-and-refused", violates="UDS-XML-03", kind="wrong-order")
class _JsonDoneAndRefused(Uds):
    """A JSON body is carried out and then refused."""

    def perform(self, call: Call) -> Reply:
        reply = super().perform(call)
        if call.headers.get("content-type", "").startswith(_JSON):
            refuse(415, "the body has to be XML")
        return reply

    def not_xml(self, call: Call, root: str) -> etree._Element:
        element = _item(call.body, root)
        return super().not_xml(call, root) if element is None else element


@fault("json-by-default", violates="UDS-XML-02", kind="wrong-value")
class _JsonByDefault(Uds):
    """A client that does not ask for XML gets JSON."""

    def representation(self, call: Call, element: Element, status: int = 200) -> Reply:
        if "xml" in call.headers.get("accept", ""):
            return super().representation(call, element, status)
        body = json.dumps({element.name: element.attributes}).encode()
        return Reply(status, [(b"content-type", _JSON.encode())], body)


@fault("service-in-json", violates="UDS-XML-03", kind="only-sometimes")
class _ServiceInJson(Uds):
    """A service is changed by a body of JSON."""

    def not_xml(self, call: Call, root: str) -> etree._Element:
        changes = call.operation == "putDeviceSubscribedService"
        element = _item(call.body, root) if changes else None
        return super().not_xml(call, root) if element is None else element


def _item(body: bytes, root: str, *, flat: bool = False) -> etree._Element | None:
    """What a body of JSON says of an item, as XML; None where it says nothing of one.

    Its fields stand in the member that is called like the item, or `flat` by themselves.
    """
    try:
        said = json.loads(body)
        fields = dict(said if flat else said[root])
    except (ValueError, TypeError, KeyError):
        return None
    element = etree.Element(root)
    for name, value in fields.items():
        etree.SubElement(element, name).text = str(value)
    return element if fields else None
