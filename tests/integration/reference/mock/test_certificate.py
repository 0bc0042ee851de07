"""The certificate that is made for --tls."""

from __future__ import annotations

import datetime as dt
import ssl
from pathlib import Path

from contracts.reference import made_certificate

NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


def test_it_is_kept_and_renewed(tmp_path: Path) -> None:
    first = made_certificate(tmp_path / "tls", "127.0.0.1", NOW)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(first.certificate, first.key)
    ssl.create_default_context(cafile=str(first.authority))
    assert first.key.stat().st_mode & 0o077 == 0
    before = first.certificate.read_bytes()
    for name, days, same in (("::1", 300, True), ("::1", 340, False)):
        made_certificate(tmp_path / "tls", name, NOW + dt.timedelta(days=days))
        after = first.certificate.read_bytes()
        assert (after == before) is same
        before = after


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    made = made_certificate(tmp_path / "file" / "tls", "localhost", NOW)
    assert made.certificate.is_file()
    for one in made:
        one.unlink()
    made.key.parent.rmdir()
