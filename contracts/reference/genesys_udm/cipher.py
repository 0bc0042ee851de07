"""The operations below /cipher, and reading multipart/form-data."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from contracts.reference.genesys_udm import data
from contracts.reference.genesys_udm.files import Files
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import Certificate, written

FIELD = "file"


def form_fields(content_type: str, body: bytes) -> dict[str, bytes]:
    """The fields of a multipart/form-data body by name; empty where it is none."""
    if not content_type.lower().startswith("multipart/form-data"):
        return {}
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    fields: dict[str, bytes] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            fields.setdefault(name, content)
    return fields


class Cipher(Files):
    """The layer that answers for the certificate."""

    def get_cipher(self, call: Call) -> Reply:
        """GET /cipher."""
        certificate = self.store.certificate
        if certificate is None:
            refuse(404, "there is no certificate")
        return self.json(call, 200, self.certificate_shown(call, certificate))

    def certificate_shown(self, call: Call, certificate: Certificate) -> Shown:  # noqa: ARG002
        """CertificateInfo."""
        return {
            "ccid": data.CONTACT_CENTER,
            "name": certificate.name,
            "size": len(certificate.content),
            "lastModified": written(certificate.modified),
        }

    def upload_cipher(self, call: Call) -> Reply:
        """POST /cipher/{certificatefilename}."""
        content = self.uploaded(call)
        if content is None:
            return self.no_upload(call)
        self.check_certificate(content)
        self.keep(call, Certificate(call.argument, content, self.clock.now()))
        return self.json(call, 201, self.upload_answer(call))

    def uploaded(self, call: Call) -> bytes | None:
        """The content of the form field `file`."""
        fields = form_fields(call.headers.get("content-type", ""), call.body)
        return fields.get(FIELD)

    def no_upload(self, call: Call) -> Reply:  # noqa: ARG002
        """An upload without the field."""
        refuse(400, f"multipart/form-data with the field {FIELD} is required")

    def check_certificate(self, content: bytes) -> None:
        """What a certificate must be: not empty."""
        if not content:
            refuse(400, "the certificate is empty")

    def keep(self, call: Call, certificate: Certificate) -> None:  # noqa: ARG002
        """Store a certificate in place of the old one."""
        self.store.certificate = certificate

    def upload_answer(self, call: Call) -> Any:
        """The JSON string that answers an upload."""
        return call.argument
