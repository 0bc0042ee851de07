"""The operations below /file-metadatas and /files, and the links they give."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import quote, unquote

from contracts.reference.genesys_udm.history import History
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.serving import BASE_PATHS
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import File

MOST_NAMES = 100
LINK_S = 300
DOWNLOADS = "/download/"
_SECRET = b"pre-signed by the reference server"
_EXPIRES = "X-Expires"
_SIGNATURE = "X-Signature"


class Files(History):
    """The layer that answers for files. A link works without credentials, until it expires."""

    def list_file_metadatas(self, call: Call) -> Reply:
        """GET /file-metadatas."""
        return self.list_reply(call, [self.file_item(call, one) for one in self.listed_files(call)])

    def listed_files(self, call: Call) -> list[File]:  # noqa: ARG002
        """The files that a list is made of."""
        return list(self.store.files.values())

    def get_file_links(self, call: Call) -> Reply:
        """GET /files: links to several files."""
        names = self.list_given(call, "filename")
        if not names:
            return self.no_names(call)
        if len(names) > self.most_names():
            return self.too_many(call)
        missing = [name for name in names if self.file(call, name) is None]
        if missing:
            return self.json(call, 404, self.missing_shown(call, missing))
        return self.json(call, 200, self.links_shown(call, names))

    def most_names(self) -> int:
        """How many files may be asked for at once: 100, as v3 says."""
        return MOST_NAMES

    def no_names(self, call: Call) -> Reply:  # noqa: ARG002
        """Links are asked for without a name (UA-18)."""
        refuse(400, "filename is required")

    def too_many(self, call: Call) -> Reply:  # noqa: ARG002
        """More names than are allowed."""
        refuse(400, f"at most {MOST_NAMES} files")

    def links_shown(self, call: Call, names: list[str]) -> Any:
        """Links (UA-15): one object for one file, as in the sample, and a list for several."""
        links = [self.link_shown(call, name) for name in names]
        return links[0] if len(links) == 1 else links

    def link_shown(self, call: Call, name: str) -> Shown:
        """A PreSignedUri."""
        return {"path": self.link(call, name)}

    def missing_shown(self, call: Call, names: list[str]) -> Any:
        """The files that were not found (UA-16): an empty object in v10, a list of them in v3."""
        return {} if call.version == "v10" else [{"path": name} for name in names]

    def get_file(self, call: Call) -> Reply:
        """GET /files/{filename}."""
        if self.file(call, call.argument) is None:
            return self.no_file(call)
        return self.see_other(call, self.link(call, call.argument))

    def see_other(self, call: Call, link: str) -> Reply:
        """The answer that leads to a file."""
        return self.empty(call, 303, (b"location", link.encode()))

    def no_file(self, call: Call) -> Reply:
        """A name that no file has."""
        refuse(404, f"there is no file {call.argument}")

    def delete_file(self, call: Call) -> Reply:
        """DELETE /files/{filename}: no other status than 204 is documented."""
        if self.file(call, call.argument) is None:
            return self.no_file_to_delete(call)
        self.remove_file(call, call.argument)
        return self.deleted(call)

    def no_file_to_delete(self, call: Call) -> Reply:
        """A deletion of a file that is not there."""
        return self.deleted(call)

    def delete_files(self, call: Call) -> Reply:
        """DELETE /files; in v3 a 500 names those that could not be deleted."""
        names = self.list_given(call, "filename")
        if not names:
            return self.no_names_to_delete(call)
        left = [name for name in names if self.file(call, name) is None]
        for name in names:
            if name not in left:
                self.remove_file(call, name)
        return self.files_left(call, left) if left else self.deleted(call)

    def no_names_to_delete(self, call: Call) -> Reply:  # noqa: ARG002
        """A bulk deletion without names."""
        refuse(400, "filename is required")

    def files_left(self, call: Call, left: list[str]) -> Reply:
        """Some files could not be deleted, because they are not there."""
        return self.deleted(call) if call.version == "v10" else self.json(call, 500, left)

    def file(self, call: Call, name: str) -> File | None:  # noqa: ARG002
        """The file of that name."""
        return self.store.files.get(name)

    def remove_file(self, call: Call, name: str) -> None:  # noqa: ARG002
        """Take a file out of the store."""
        self.store.files.pop(name, None)

    # Links

    def link(self, call: Call, name: str) -> str:
        """A pre-signed link to a file."""
        base = next((one for one in BASE_PATHS if call.path.startswith(one + "/")), BASE_PATHS[0])
        expires = int(self.clock.now().timestamp()) + self.link_s()
        path = f"{base}{DOWNLOADS}{quote(name, safe='')}"
        query = f"{_EXPIRES}={expires}&{_SIGNATURE}={self.signature(name, expires)}"
        return f"{self.link_origin(call)}{path}?{query}"

    def link_origin(self, call: Call) -> str:
        """Scheme, host and port of links: those by which the server was called."""
        return call.origin

    def link_s(self) -> int:
        """How long a link works."""
        return LINK_S

    def signature(self, name: str, expires: int) -> str:
        """What shows that this server made a link."""
        return hmac.new(_SECRET, f"{expires}:{name}".encode(), hashlib.sha256).hexdigest()

    def download(self, call: Call, rest: str) -> Reply:
        """What a link leads to. Raises Refused (403, 404)."""
        name = unquote(rest)
        expires = call.one(_EXPIRES)
        good = expires.isascii() and expires.isdigit()
        if not good or not hmac.compare_digest(
            self.signature(name, int(expires)).encode(), call.one(_SIGNATURE).encode()
        ):
            refuse(403, "the signature is wrong")
        if self.clock.now().timestamp() > int(expires):
            return self.expired(call)
        file = self.store.files.get(name)
        if file is None:
            return self.no_file(call)
        return Reply(200, self.download_headers(file), self.content(file))

    def expired(self, call: Call) -> Reply:  # noqa: ARG002
        """A link that has expired."""
        refuse(403, "the link has expired")

    def content(self, file: File) -> bytes:
        """What is downloaded."""
        return file.content

    def download_headers(self, file: File) -> list[tuple[bytes, bytes]]:
        """The headers of a download."""
        shown = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return [
            (b"content-type", b"application/x-ndjson"),
            (b"content-disposition", shown.encode()),
            *self.more_headers(),
        ]
