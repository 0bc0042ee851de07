"""A certificate for this machine's names, and the authority that vouches for it."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import NamedTuple

_NAMES = ("localhost", "127.0.0.1", "::1")
_VALID = dt.timedelta(days=365)
_RENEWED = dt.timedelta(days=30)


class Certificate(NamedTuple):
    """PEM files: the authority to trust, the server's certificate, and its key."""

    authority: Path
    certificate: Path
    key: Path


def made_certificate(folder: Path, name: str, now: dt.datetime) -> Certificate:
    """A certificate for the loopback and `name`, kept in `folder` for the next time.

    It is made anew where there is none, another name, or less than a month left. The authority's
    own key is not kept, so that nobody can make more of what was trusted. Where the folder cannot
    be written a temporary one takes its place.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _kept(folder, name, now)
    except OSError:
        return _kept(Path(tempfile.mkdtemp(prefix="uc-contracts-tls-")), name, now)


def _kept(folder: Path, name: str, now: dt.datetime) -> Certificate:
    files = Certificate(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    names = tuple(dict.fromkeys((*_NAMES, name)))
    if not (all(one.is_file() for one in files) and _fits(files.certificate, names, now)):
        _make(files, names, now)
    return files


def _fits(certificate: Path, names: tuple[str, ...], now: dt.datetime) -> bool:
    from cryptography import x509  # noqa: PLC0415 - takes a while to import

    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        known = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    given = {str(one.value) for one in known}
    return found.not_valid_after_utc - now > _RENEWED and given >= set(names)


def _make(files: Certificate, names: tuple[str, ...], now: dt.datetime) -> None:
    import trustme  # noqa: PLC0415 - takes a while to import

    authority = trustme.CA(organization_name="uc-contracts, reference servers")
    made = authority.issue_cert(
        *names, not_before=now - dt.timedelta(days=1), not_after=now + _VALID
    )
    files.key.touch(mode=0o600)
    files.key.write_bytes(made.private_key_pem.bytes())
    files.certificate.write_bytes(b"".join(one.bytes() for one in made.cert_chain_pems))
    files.authority.write_bytes(authority.cert_pem.bytes())
