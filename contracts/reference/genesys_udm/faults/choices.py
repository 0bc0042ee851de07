"""Faults in what there is to choose from, in certificates, labels and single forms."""

from __future__ import annotations

from contracts.reference.genesys_udm.cipher import form_fields
from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm


@in_versions("upload-of-nothing", "UDM-CIPHER{n}-03", "accepted", versions="v10")
class _UploadOfNothing(Versioned):
    """An upload without the field file is accepted."""

    def no_upload(self, call: Call) -> Reply:
        if self.applies:
            return self.json(call, 201, self.upload_answer(call))
        return super().no_upload(call)


@in_versions("upload-by-other-field", "UDM-CIPHER{n}-03", "accepted", versions="v10")
class _UploadByOtherField(Versioned):
    """An upload wants the field certificate, and refuses the field file."""

    def uploaded(self, call: Call) -> bytes | None:
        if not self.applies:
            return super().uploaded(call)
        return form_fields(call.headers.get("content-type", ""), call.body).get("certificate")


def _is_number(given: str) -> bool:
    return given == "" or given.isdigit()


@fault("paging-not-a-number-500", violates="UDM-ROBUST-02", kind="wrong-status")
class _Paging500(Udm):
    """A from or size that is no number breaks the server down."""

    def number(self, call: Call, name: str, default: int) -> int:
        given = call.one(name)
        return super().number(call, name, default) if _is_number(given) else refuse(500, given)


@fault("not-ascii-500", violates="UDM-ROBUST-01", kind="only-sometimes")
class _NotAscii500(Udm):
    """A filter that is not ASCII breaks the server down."""

    def listing(self, call: Call) -> Listing:
        if all(one.isascii() for values in call.query.values() for one in values):
            return super().listing(call)
        return refuse(500, "codec can't encode character")


@fault(
    "beyond-the-end-500",
    violates="UDM-ROBUST-01",
    kind="wrong-value",
    related="UDM-listHistoryV10-STATUS UDM-listHistoryV4-STATUS",
)
class _BeyondTheEnd500(Udm):
    """A list from beyond its end breaks the server down."""

    def performed(self, call: Call) -> Reply:
        given = call.one("from")
        if given.isdigit() and int(given) > len(self.store.history):
            refuse(500, "index out of range")
        return super().performed(call)
