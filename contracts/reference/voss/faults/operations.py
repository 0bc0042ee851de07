"""Faults in single operations: undocumented statuses, and bodies that have another form."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import TRANSACTION
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply
from contracts.reference.voss.server import Voss

_PATHS = {
    "add": "getAddForm",
    "help": "getHelp",
    "poll": "pollTransaction",
    "+tag": "tagInstance",
    "+tag_version": "tagVersion",
}
_SUCCESSES = range(200, 300)


class _Operation(Voss):
    """One operation, and answers to it that are successes."""

    operation = ""

    def operation_of(self, call: Call) -> str:
        """The operation that a request is; empty for one that is none of the document's."""
        model, rest = self.model_of(call.path)
        if rest and rest[-1] in _PATHS:
            return _PATHS[rest[-1]]
        if call.method == "GET":
            return self.read_operation(model, single=bool(rest))
        return "" if rest or call.method != "POST" else "createResource"

    def read_operation(self, model: Model, *, single: bool) -> str:
        """The operation that a GET of a list or of a resource is."""
        if model is TRANSACTION:
            return "getTransaction" if single else "listTransactions"
        if single:
            return "getInstance"
        return "listDevices" if model.is_cucm else "listResources"

    def routed(self, call: Call) -> Reply:
        reply = super().routed(call)
        applies = reply.status in _SUCCESSES and self.operation_of(call) == self.operation
        return self.instead(reply) if applies else reply

    def instead(self, reply: Reply) -> Reply:
        raise NotImplementedError


class _Status(_Operation):
    """A success has a status that is not documented."""

    def instead(self, reply: Reply) -> Reply:
        reply.status = 500
        return reply


class _Body(_Operation):
    """The body has another form."""

    def json(self, call: Call, status: int, value: Any) -> Reply:
        applies = status in _SUCCESSES and self.operation_of(call) == self.operation
        return super().json(call, status, self.formed(value) if applies else value)

    def instead(self, reply: Reply) -> Reply:
        return reply

    def formed(self, value: dict[str, Any]) -> Any:
        """The body in another form: here with a model_type in meta that is no text."""
        return {**value, "meta": {**value["meta"], "model_type": None}}


@fault(
    "lists-500",
    violates="VOSS-listResources-STATUS",
    kind="wrong-value",
    related="VOSS-LIST-01",
)
class _Lists500(_Status):
    """Lists have status 500, and all that they should have."""

    operation = "listResources"


@fault("devices-500", violates="VOSS-listDevices-STATUS", kind="wrong-value")
class _Devices500(_Status):
    """Lists of devices have status 500, and all that they should have."""

    operation = "listDevices"


@fault("transactions-500", violates="VOSS-listTransactions-STATUS", kind="wrong-value")
class _Transactions500(_Status):
    """Lists of transactions have status 500, and all that they should have."""

    operation = "listTransactions"


@fault("create-500", violates="VOSS-createResource-STATUS", kind="wrong-value")
class _Create500(_Status):
    """A POST has status 500, and makes what it should."""

    operation = "createResource"


@fault("help-500", violates="VOSS-getHelp-STATUS", kind="wrong-value", related="VOSS-FORMAT-02")
class _Help500(_Status):
    """Help pages have status 500."""

    operation = "getHelp"


@fault("form-500", violates="VOSS-getAddForm-STATUS", kind="wrong-value", related="VOSS-FORM-01")
class _Form500(_Status):
    """Forms have status 500."""

    operation = "getAddForm"


@fault(
    "instance-500",
    violates="VOSS-getInstance-STATUS",
    kind="wrong-value",
    related="VOSS-ASYNC-02 VOSS-INST-01",
)
class _Instance500(_Status):
    """Single resources have status 500."""

    operation = "getInstance"


@fault("tag-500", violates="VOSS-tagInstance-STATUS", kind="wrong-value", related="VOSS-TAG-01")
class _Tag500(_Status):
    """+tag does what it should, and has status 500."""

    operation = "tagInstance"


@fault(
    "tag-version-500", violates="VOSS-tagVersion-STATUS", kind="wrong-value", related="VOSS-VTAG-01"
)
class _TagVersion500(_Status):
    """+tag_version does what it should, and has status 500."""

    operation = "tagVersion"


@fault("transaction-500", violates="VOSS-getTransaction-STATUS", kind="wrong-value")
class _Transaction500(_Status):
    """Single transactions have status 500."""

    operation = "getTransaction"


@fault("poll-500", violates="VOSS-pollTransaction-STATUS", kind="wrong-value")
class _Poll500(_Status):
    """Polling is answered with status 500."""

    operation = "pollTransaction"


@fault("lists-untyped", violates="VOSS-listResources-BODY", kind="wrong-value")
class _ListsUntyped(_Body):
    """The meta of lists has a model_type that is null."""

    operation = "listResources"


@fault("devices-untyped", violates="VOSS-listDevices-BODY", kind="wrong-value")
class _DevicesUntyped(_Body):
    """The meta of lists of devices has a model_type that is null."""

    operation = "listDevices"


@fault("transactions-untyped", violates="VOSS-listTransactions-BODY", kind="wrong-value")
class _TransactionsUntyped(_Body):
    """The meta of lists of transactions has a model_type that is null."""

    operation = "listTransactions"


@fault("create-success-text", violates="VOSS-createResource-BODY", kind="wrong-value")
class _CreateSuccessText(_Body):
    """The answer to a POST says success in a text."""

    operation = "createResource"

    def formed(self, value: dict[str, Any]) -> Any:
        return {**value, "success": "yes"}


@fault("form-untyped", violates="VOSS-getAddForm-BODY", kind="wrong-value")
class _FormUntyped(_Body):
    """The meta of forms has a model_type that is null."""

    operation = "getAddForm"


@fault(
    "instance-untyped",
    violates="VOSS-getInstance-BODY",
    kind="wrong-value",
    related="VOSS-META-02 VOSS-META-07",
)
class _InstanceUntyped(_Body):
    """The meta of resources has a model_type that is null."""

    operation = "getInstance"


@fault(
    "transaction-statusless",
    violates="VOSS-getTransaction-BODY",
    kind="omitted",
    related="VOSS-TRANS-04",
)
class _TransactionStatusless(_Body):
    """The data of a single transaction have no status."""

    operation = "getTransaction"

    def formed(self, value: dict[str, Any]) -> Any:
        data = {name: one for name, one in value["data"].items() if name != "status"}
        return {**value, "data": data}


@fault("poll-listed", violates="VOSS-pollTransaction-BODY", kind="wrong-value")
class _PollListed(_Body):
    """The answer to polling is a list."""

    operation = "pollTransaction"

    def formed(self, value: dict[str, Any]) -> Any:
        return [value]
