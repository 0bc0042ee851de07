"""Memory and folder of runs against servers that answer too much.

    python bench/bounded.py [API ...] [--kind KIND ...]

Each run judges a reference server of which every reply is blown up: by many or long headers, by
members, elements or items that nobody asked for, by a different large body each time, by depth,
or by repeating the request. Prints the peak of the run's memory (of its largest process) and the
size of its folder; both have a limit.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contracts import reference
from contracts.reference import Serving

MEMORY_MB = 300
FOLDER_MB = 500
Headers = list[tuple[bytes, bytes]]
Blow = Callable[[bytes, int], bytes]


class Hostile:
    """An ASGI application whose replies `body` and `headers` blow up, each with a number."""

    def __init__(self, app: Any, body: Blow | None, headers: Callable[[int], Headers]) -> None:
        self._app = app
        self._body = body
        self._headers = headers
        self._count = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer, and blow the reply up."""
        self._count += 1
        number = self._count
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def caught(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(parts)
            if self._body is not None and body:
                body = self._body(body, number)
            kept = [one for one in start["headers"] if one[0].lower() != b"content-length"]
            length = [(b"content-length", str(len(body)).encode())] if body else []
            await send({**start, "headers": [*kept, *self._headers(number), *length]})
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, caught)


def _none(_number: int) -> Headers:
    return []


def many_headers(number: int) -> Headers:
    """Ninety headers that differ from reply to reply."""
    return [(b"x-%d" % one, b"%d-%d" % (number, one)) for one in range(90)]


def long_headers(number: int) -> Headers:
    """Eighty headers of 60,000 characters."""
    return [(b"x-%d" % one, b"%d " % number + b"h" * 60_000) for one in range(80)]


def _inserted(body: bytes, extra_json: bytes, extra_xml: bytes) -> bytes:
    """`body` with more in it: before the end of its last object or element."""
    at = body.rstrip().rfind(b"}")
    if body.lstrip()[:1] in {b"{", b"["} and at > 0:
        comma = b"," if body[:at].rstrip()[-1:] != b"{" else b""
        return body[:at] + comma + extra_json + body[at:]
    at = body.rfind(b"</")
    return body[:at] + extra_xml + body[at:] if at > 0 else body + extra_xml


def members(body: bytes, number: int) -> bytes:
    """Five thousand more members or elements."""
    more = (f'"extra{number}-{one}": {one}' for one in range(5_000))
    xml = "".join(f"<extra{one}>{number}</extra{one}>" for one in range(5_000))
    return _inserted(body, ", ".join(more).encode(), xml.encode())


def elements(body: bytes, number: int) -> bytes:
    """A member with two hundred thousand items, or as many elements."""
    items = b'"extra": [' + b", ".join([b"%d" % number] * 200_000) + b"]"
    return _inserted(body, items, b"<x/>" * 200_000)


def large(body: bytes, number: int) -> bytes:
    """Four megabytes of text, each time another one."""
    text = b"%d-" % number + b"long text " * 400_000
    return _inserted(body, b'"extra": "' + text + b'"', b"<extra>" + text + b"</extra>")


def largest(body: bytes, number: int) -> bytes:
    """Just below the limit of sixteen megabytes of empty objects or elements."""
    items = b'"e%d": [' % number + b",".join([b"{}"] * 5_000_000) + b"]"
    return _inserted(body, items, b"<x/>" * 3_900_000)


def deep(body: bytes, number: int) -> bytes:
    """Nine hundred levels, with many lines on the deepest."""
    lines = b",".join([b"%d" % number] * 20_000)
    items = b'"extra": ' + b"[" * 900 + lines + b"]" * 900
    return _inserted(body, items, b"<x>" * 200 + b"<y/>" * 20_000 + b"</x>" * 200)


KINDS: dict[str, tuple[Blow | None, Callable[[int], Headers]]] = {
    "as it is": (None, _none),
    "many-headers": (None, many_headers),
    "long-headers": (None, long_headers),
    "members": (members, _none),
    "elements": (elements, _none),
    "large": (large, _none),
    "largest": (largest, _none),
    "deep": (deep, _none),
}


def _tree(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measured(api: str, kind: str) -> tuple[float, float, float, str]:
    """Peak memory and folder in MB, seconds, and the last line of the run."""
    found = reference.find(api)
    body, headers = KINDS[kind]
    app = Hostile(found.build(), body, headers)
    with tempfile.TemporaryDirectory(prefix="bounded-") as name, Serving([app]) as serving:
        folder = Path(name) / "run"
        target = Path(name) / "hostile.toml"
        url = json.dumps(serving.origins[0] + found.base_path)
        target.write_text(f'[target]\napi = "{api}"\nbase_url = {url}\n', encoding="utf-8")
        options = ["--quiet", "--depth=quick", f"--report-dir={folder}", str(target)]
        command = [sys.executable, __file__, "--measure", *options]
        began = time.monotonic()
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
        seconds = time.monotonic() - began
        size = _tree(folder)
    lines = run.stdout.strip().splitlines() or ["no output"]
    peak = float(lines[-1].rpartition("peak ")[2] or "nan")
    verdict = next((one for one in lines if one.startswith("Verdict")), run.stderr[-200:])
    return peak, size, seconds, verdict


def _run_measured(options: list[str]) -> None:
    """Run the suite in this process, and say its peak on standard error."""
    from contracts.cli.main import main as run  # noqa: PLC0415 - only where it is measured

    sys.argv = ["uc-contracts", "run", *options]
    try:
        run()
    finally:
        # Not ru_maxrss: a new process inherits that of the one that started it.
        status = Path("/proc/self/status").read_text("ascii")
        line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
        sys.stdout.write(f"\npeak {int(line.split()[1]) / 1e3:.0f}\n")


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--measure"]:
        _run_measured(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("api", nargs="*", default=list(reference.available()))
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    given = parser.parse_args()
    print(
        f"{'API':12} {'kind':13} {'memory':>8} {'folder':>8} {'time':>7}  limits: memory ", end=""
    )
    print(f"{MEMORY_MB} MB, folder {FOLDER_MB} MB")
    over = 0
    for api in given.api:
        for kind in given.kind or KINDS:
            peak, size, seconds, said = measured(api, kind)
            wrong = "" if peak < MEMORY_MB and size < FOLDER_MB else "OVER  "
            over += bool(wrong)
            print(
                f"{api:12} {kind:13} {peak:5.0f} MB {size:5.0f} MB {seconds:5.0f} s  {wrong}{said}"
            )
    sys.exit(min(over, 1))


if __name__ == "__main__":
    main()
