"""The certificate, and whether the suite may put its own in its place."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from contracts.apis.genesys_udm.answers import Answer
from contracts.apis.genesys_udm.exports import Exports
from contracts.apis.genesys_udm.versions import V10, Version
from contracts.kit import UNNAMED, Allow, Auth, NotTested

CERTIFICATE = "certificate"
"""What the ledger calls the certificate that stands in the place of another."""

_BOUNDARY = "ucc-boundary-5f1c2a"
_HEADERS = (("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}"),)


class Certificates(Exports):
    """The part of the vocabulary that works on the certificate."""

    @cached_property
    def certificate(self) -> bytes:
        """A certificate in PEM whose private key nobody has."""
        return (self.spec.directory / "certificate.pem").read_bytes()

    def certificate_name(self, part: str = "") -> str:
        """A name of the suite's own for its certificate."""
        return f"{self.prefix}certificate{part}.pem"

    def certificate_info(self, version: Version, *, checked: bool = True) -> Answer:
        """The answer to the request for the certificate that is in use."""
        return self.call(version.operation("getCipher"), checked=checked)

    def _trial(self) -> str | None:
        """As it is; a target without a certificate may take jobs only once it has one."""
        found = super()._trial()
        if found is not None or self.certificate_info(V10, checked=False).members.get("name"):
            return found
        try:
            uploaded = self.upload(V10)
        except NotTested:
            return None
        return super()._trial() if uploaded.succeeded else None

    def may_upload(self) -> None:
        """Raise NotTested where the certificate that is in use must stay.

        It cannot be put back: nothing gives its contents.
        """
        if not self.target.data.get("upload_certificate", False):
            reason = "the certificate would be replaced for good: [data] upload_certificate = true"
            raise NotTested(reason)

    def call(self, operation: str, *arguments: Any, **how: Any) -> Answer:
        """The answer to an operation, as `Jobs.call`; an upload is entered before, the first one.

        Raises NotTested where the certificate that is in use must stay.
        """
        if not operation.startswith("uploadCipher"):
            return super().call(operation, *arguments, **how)
        self.may_upload()
        if self.target.allow is Allow.WRITE:
            self.keep(("certificate",), self._replacing)
        answer = super().call(operation, *arguments, **how)
        if answer.succeeded:
            for entry in self.ledger:
                if entry.kind == CERTIFICATE and entry.fate is None:
                    self.created(entry)
        return answer

    def _replacing(self) -> bool:
        """Enter the certificate that is going to be replaced, unless it is the suite's own."""
        before = self.certificate_info(V10, checked=False).members
        name = str(before.get("name", ""))
        known = any(entry.kind == CERTIFICATE for entry in self.ledger)
        if not known and UNNAMED not in name:
            facts = {"replaced": f"{name}, {before.get('size')} bytes"} if before else {}
            self.creating(CERTIFICATE, self.certificate_name(), **facts)
        return True

    def upload(
        self,
        version: Version,
        name: str | None = None,
        *,
        field: str = "file",
        defect: str | None = None,
        auth: Auth | None = None,
    ) -> Answer:
        """The answer to the upload of the suite's certificate in a form with one field."""
        name = self.certificate_name() if name is None else name
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"'
        parts = (
            f"{head}\r\nContent-Type: application/x-x509-ca-cert\r\n\r\n".encode(),
            self.certificate,
            f"\r\n--{_BOUNDARY}--\r\n".encode(),
        )
        return self.call(
            version.operation("uploadCipher"),
            {"certificatefilename": name},
            headers=_HEADERS,
            body=b"".join(parts),
            auth=auth,
            defect=defect,
            checked=defect is None and auth is None,
        )
