"""Faults in what there is to choose from, in certificates, labels and single forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contracts.reference.genesys_udm.data import LABELS, SOURCES
from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.jobs import SUCCESSFUL
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.orders import Members
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import Certificate, Job, Order


class _Choosing(Versioned):
    """A parameter that is not read."""

    operation = ""
    parameter = ""
    name = ""

    def performed(self, call: Call) -> Reply:
        self.name = call.operation.name
        return super().performed(call)

    def choosing(self, call: Call, name: str) -> str:
        ignored = self.applies and (self.name, name) == (self.operation, self.parameter)
        return "" if ignored else super().choosing(call, name)


@in_versions("types-of-all-sources", "UDM-DATA{n}-01", "wrong-value", versions="v10 v3")
class _TypesOfAll(_Choosing):
    """The types of all sources are given, whatever source is asked for."""

    operation, parameter = "getTypes", "source"


@in_versions("sub-types-of-all-sources", "UDM-DATA{n}-02", "wrong-value", versions="v10 v3")
class _SubTypesOfAllSources(_Choosing):
    """The sub-types of all sources are given, whatever source is asked for."""

    operation, parameter = "getSubTypes", "source"


@in_versions("sub-types-of-all-types", "UDM-DATA{n}-03", "wrong-value", versions="v10 v3")
class _SubTypesOfAllTypes(_Choosing):
    """The sub-types of all types are given, whatever type is asked for."""

    operation, parameter = "getSubTypes", "dataType"


@in_versions("sub-types-type-beside-source", "UDM-DATA{n}-03", "wrong-value", versions="v10 v3")
class _TypeBesideSource(_Choosing):
    """The type that is asked for is not read where a source is asked for, too."""

    operation, parameter = "getSubTypes", "dataType"

    def choosing(self, call: Call, name: str) -> str:
        found = Udm.choosing(self, call, name)
        return super().choosing(call, name) if Udm.choosing(self, call, "source") else found


class _ChoosingTexts(_Choosing):
    """A parameter that is not read, of a list of texts."""

    def choice_shown(self, call: Call, found: list[Any]) -> Any:
        shown = super().choice_shown(call, found)
        texts = self.applies and self.name == self.operation
        return [one["name"] for one in found] if texts else shown


@in_versions("texts-of-all-sources", "UDM-DATA{n}-01", "wrong-value", versions="v10")
class _TextsOfAll(_ChoosingTexts):
    """Types are texts, and those of all sources are given, whatever source is asked for."""

    operation, parameter = "getTypes", "source"


@in_versions("texts-of-other-source", "UDM-DATA{n}-01", "wrong-value", versions="v10")
class _TextsOfOther(_ChoosingTexts):
    """Types are texts, and those of one source are given for any that there is."""

    operation = "getTypes"

    def choosing(self, call: Call, name: str) -> str:
        chosen = super().choosing(call, name)
        here = self.applies and self.name == self.operation
        return "UCSX" if here and chosen in SOURCES else chosen


@in_versions("sub-texts-of-all-sources", "UDM-DATA{n}-02", "wrong-value", versions="v10")
class _SubTextsOfAllSources(_ChoosingTexts):
    """Sub-types are texts, and those of all sources are given."""

    operation, parameter = "getSubTypes", "source"


@in_versions("sub-texts-of-all-types", "UDM-DATA{n}-03", "wrong-value", versions="v10")
class _SubTextsOfAllTypes(_ChoosingTexts):
    """Sub-types are texts, and those of all types are given."""

    operation, parameter = "getSubTypes", "dataType"


class _Uploading(Versioned):
    """What is uploaded is not kept as it should be."""

    def keep(self, call: Call, certificate: Certificate) -> None:
        kept = self.changed(certificate) if self.applies else certificate
        super().keep(call, kept)

    def changed(self, certificate: Certificate) -> Certificate:
        """The certificate that is kept."""
        raise NotImplementedError


@in_versions("certificate-renamed", "UDM-CIPHER{n}-01", "wrong-value", versions="v10 v3")
class _Renamed(_Uploading):
    """A certificate is kept under a name of the server's own."""

    def changed(self, certificate: Certificate) -> Certificate:
        return replace(certificate, name="certificate.pem")


@in_versions(
    "certificate-not-kept",
    "UDM-CIPHER{n}-04",
    "forgotten",
    versions="v10 v3",
    related="UDM-CIPHER{n}-01",
)
class _NotKept(Versioned):
    """An upload is answered, and the old certificate stays."""

    def keep(self, call: Call, certificate: Certificate) -> None:
        if not self.applies:
            super().keep(call, certificate)


@in_versions("certificate-cut", "UDM-CIPHER{n}-02", "wrong-value", versions="v10")
class _Cut(_Uploading):
    """A certificate is kept without its second half."""

    def changed(self, certificate: Certificate) -> Certificate:
        return replace(certificate, content=certificate.content[: len(certificate.content) // 2])


@in_versions("upload-of-nothing", "UDM-CIPHER{n}-03", "accepted", versions="v10")
class _UploadOfNothing(Versioned):
    """An upload without the field file is accepted."""

    def no_upload(self, call: Call) -> Reply:
        if self.applies:
            return self.json(call, 201, self.upload_answer(call))
        return super().no_upload(call)


@fault("labels-empty", violates="UDM-LABELS-01", kind="omitted")
class _LabelsEmpty(Udm):
    """There are no labels."""

    def get_labels(self, call: Call) -> Reply:
        return self.json(call, 200, {})


@fault("labels-nothing", violates="UDM-LABELS-01", kind="omitted")
class _LabelsNothing(Udm):
    """Labels are answered with an empty body."""

    def get_labels(self, call: Call) -> Reply:
        return self.empty(call, 200)


@fault("labels-without-values", violates="UDM-LABELS-01", kind="omitted")
class _LabelsWithoutValues(Udm):
    """Labels come as a list of their names."""

    def get_labels(self, call: Call) -> Reply:
        return self.json(call, 200, list(LABELS))


class _InfoLacks(Versioned):
    """A JobInfo lacks members."""

    def info(self, call: Call, order: Order, **facts: Any) -> Shown:
        shown = super().info(call, order, **facts)
        return {k: one for k, one in shown.items() if not (self.applies and self.lacks(shown, k))}

    def lacks(self, shown: Shown, name: str) -> bool:
        """Whether a member is left out."""
        raise NotImplementedError


@fault("info-without-source", violates="UDM-FORM-01", kind="omitted", related="UDM-FORM-20")
class _InfoWithoutSource(_InfoLacks):
    """A JobInfo of v10 has no source."""

    only = "v10"

    def lacks(self, shown: Shown, name: str) -> bool:  # noqa: ARG002
        return name == "source"


@fault("info-without-media", violates="UDM-FORM-01", kind="omitted")
class _InfoWithoutMedia(Versioned):
    """The JobInfo of a single job of v10 has no media."""

    only = "v10"

    def get_job(self, call: Call) -> Reply:
        shown = self.job_info(call, self.job(call))
        if not self.applies:
            return super().get_job(call)
        return self.json(call, 200, {k: one for k, one in shown.items() if k != "media"})


@fault("v4-info-without-created", violates="UDM-FORM-02", kind="omitted")
class _V4InfoWithoutCreated(_InfoLacks):
    """A JobInfo of v4 has no createdDate."""

    only = "v4"

    def lacks(self, shown: Shown, name: str) -> bool:  # noqa: ARG002
        return name == "createdDate"


@fault("v4-job-without-time-frame", violates="UDM-FORM-03", kind="omitted")
class _V4JobWithoutTimeFrame(Udm):
    """A Job of v4 has no timeFrame."""

    def job_definition(self, call: Call, job: Job) -> Shown:
        shown = super().job_definition(call, job)
        return {name: one for name, one in shown.items() if name != "timeFrame"}


@fault("v4-job-without-suspended", violates="UDM-FORM-03", kind="omitted")
class _V4JobWithoutSuspended(Udm):
    """A Job of v4 has no suspended."""

    def job_definition(self, call: Call, job: Job) -> Shown:
        shown = super().job_definition(call, job)
        return {name: one for name, one in shown.items() if name != "suspended"}


@fault("v4-success-is-200", violates="UDM-FORM-04", kind="wrong-value")
class _V4SuccessIs200(Udm):
    """The code with which v4 answers a resume and a suspend is the HTTP status."""

    def moved(self, call: Call, job: Job) -> Reply:
        if call.version != "v4":
            return super().moved(call, job)
        return self.json(call, 200, {"status": {**SUCCESSFUL["status"], "code": 200}})


def _is_number(given: str) -> bool:
    return given == "" or given.isdigit()


@fault("paging-not-a-number-500", violates="UDM-ROBUST-02", kind="wrong-status")
class _Paging500(Udm):
    """A from or size that is no number breaks the server down."""

    def number(self, call: Call, name: str, default: int) -> int:
        given = call.one(name)
        return super().number(call, name, default) if _is_number(given) else refuse(500, given)


@fault("no-object-500", violates="UDM-ROBUST-02", kind="wrong-status")
class _NoObject500(Udm):
    """A job that is JSON, but no object, breaks the server down."""

    def no_object(self, call: Call) -> Members:
        refuse(500, f"{call.path}: no object")


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
