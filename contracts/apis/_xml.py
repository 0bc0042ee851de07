"""APIs of XML over HTTP: a base for their vocabularies."""

from __future__ import annotations

from lxml import etree

from contracts.apis._answers import Answer
from contracts.apis._requests import Requests
from contracts.model import Headers, Inconclusive

_XML = (("Content-Type", "application/xml"),)


class XmlApi(Requests):
    """An API whose requests and answers are XML; the bodies' schemas are XSDs (`x-xsd`)."""

    def encoded(self, body: bytes | etree._Element) -> tuple[Headers, bytes]:
        """A body as it is sent: bytes as they are, an element with an XML declaration."""
        if isinstance(body, bytes):
            return _XML, body
        return _XML, etree.tostring(body, xml_declaration=True, encoding="utf-8")

    def elements(self, answer: Answer, path: str) -> list[etree._Element]:
        """The elements at `path` (of ElementPath) in an answer.

        Raises Inconclusive where it is no success, or no XML.
        """
        root = answer.needed("the answer").root
        if root is None:
            reason = f"the answer is no XML: {answer}"
            raise Inconclusive(reason)
        return list(root.iterfind(path))

    def text(self, answer: Answer, path: str) -> str:
        """The text of the first element at `path`; empty where there is none, or it has none."""
        found = self.elements(answer, path)
        return (found[0].text or "").strip() if found else ""
