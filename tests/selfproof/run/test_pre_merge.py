"""The pre-merge recipe, with a server and a command that are real."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

RECIPE = Path(__file__).parents[3] / "ci" / "pre-merge"
CLIENT = """
import os, sys, urllib.request
url = os.environ["UC_CONTRACTS_URL"]
with urllib.request.urlopen(url + "/webAPI.aspx?type=TEST&requestid=0042") as answer:
    text = answer.read().decode()
print(url)
sys.exit(0 if "<REQUESTID>0042</REQUESTID>" in text else 7)
"""


def _run(*options: str) -> subprocess.CompletedProcess[str]:
    scripts = Path(sys.executable).parent
    return subprocess.run(  # noqa: S603 - our own script
        ["bash", str(RECIPE), "uptivity", *options, "--", sys.executable, "-c", CLIENT],  # noqa: S607
        env={**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_client_is_held_against_a_conforming_server() -> None:
    ended = _run()
    assert ended.returncode == 0, ended.stderr
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(ended.stdout.strip())  # noqa: S310 - the server's own address


def test_it_ends_as_the_command_does() -> None:
    assert _run("--fault", "request-id-zeros-dropped").returncode == 7
    unknown = _run("--fault", "no-such-fault")
    assert unknown.returncode == 2
    assert "no server has 'no-such-fault'" in unknown.stderr
