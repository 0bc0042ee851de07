"""The command line that repeats what went over a raw connection."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from contracts.model import BodyStored, RecordedRequest
from contracts.report.netcat import netcat_line


def _line(text: str, pieces: tuple[int, ...] = (), url: str = "tcp://host:5620") -> str:
    request = RecordedRequest("SEND", url, (), "sha256:aa" if text else None, pieces=pieces)
    body = BodyStored("sha256:aa", len(text.encode()), text=text)
    return netcat_line(request, body if text else None)


def test_pieces_go_one_after_the_other() -> None:
    assert _line("<A>1</A>\r\n<B/>\n", (10, 5)) == (
        r"{ printf %s $'<A>1</A>\r\n'; sleep 0.2; printf %s $'<B/>\n'; sleep 1; } | nc host 5620"
    )


def test_pieces_that_cut_a_character_go_in_one() -> None:
    assert "printf %s 'é'; sleep 1" in _line("é", (1, 1))


def test_what_lost_a_secret_goes_in_one() -> None:
    assert _line("[secret]", (3, 3)).count("printf") == 1


def test_an_address_of_ip_version_6_is_without_its_brackets() -> None:
    assert _line("x", (1,), "tcp://[::1]:5620").endswith("| nc ::1 5620")


def test_what_is_no_short_text_is_a_file() -> None:
    request = RecordedRequest("SEND", "tcp://host:1", (), "sha256:bb", pieces=(2,))
    stored = BodyStored("sha256:bb", 2, base64="/w==")
    assert "{ cat evidence/bodies/sha256-bb; sleep 1; }" in netcat_line(request, stored)
    assert "{ true; sleep 1; }" in _line("")


@pytest.mark.parametrize("text", ["-n\r\n", "%s $HOME `id` \\n '\"\r\n", "<A>\t!é</A>\n"])
def test_a_shell_sends_exactly_that(text: str, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    said = tmp_path / "said"
    (tmp_path / "nc").write_text('#!/bin/sh\ncat > "$SAID"\n', encoding="utf-8")
    (tmp_path / "nc").chmod(0o755)
    line = _line(text, (2, len(text.encode()) - 2)).replace("sleep 1;", "").replace("0.2", "0")
    subprocess.run(  # noqa: S603 - our own line
        [bash, "-c", line], check=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin", "SAID": str(said)}
    )
    assert said.read_bytes() == text.encode()
