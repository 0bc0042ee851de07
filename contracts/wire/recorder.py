"""The recorder: streams what happens to `RUN_DIR/evidence/events-<worker>.jsonl`.

Each event is one JSON line handed to the operating system at once, so a killed run loses at
most a part of its last line. Whatever a target sends, what is written has a limit: of long
bodies and headers the beginning is kept, and of very many bodies the last (see `Keeping`).
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from base64 import b64encode
from pathlib import Path

import msgspec

from contracts.model import (
    BodyStored,
    ConfigurationError,
    Event,
    Exchange,
    ExchangeRecorded,
    Headers,
    Judged,
    Noted,
    Observed,
    Outcome,
    RecordedRequest,
    RecordedResponse,
)
from contracts.wire.keeping import Keeping, Limits
from contracts.wire.redaction import Halves, Redactor, cleaned

_KNOWN_BODIES = 200_000
_KEY_BYTES = 16
_LONGEST_BODY = 1 << 20
_LONGEST_HEADERS = 8 << 10
_LONGEST_HEADERS_WHERE_SCARCE = 1 << 10
_LONGEST_TEXT = 8 << 10


_SHORTEST_CUT = 64
_DROPPED = (
    "The evidence is larger than its limit: the oldest bodies were dropped, but for those that "
    "show a violation. Where a body is missing, its digest and all that was judged by it stand."
)


class Recorder:
    """The log of one worker of a run.

    `test` is the id of the test now running, put into each exchange. Everything written is
    redacted by `redactor`, which learns each target's secrets from its `Wire`. `limits` are
    those of the evidence on disk. Raises ConfigurationError where the folder cannot be made or
    written to.
    """

    def __init__(
        self,
        run_dir: Path,
        worker: str = "main",
        redactor: Redactor | None = None,
        limits: Limits = Limits(),  # noqa: B008 - frozen
    ) -> None:
        self.test = ""
        self.worker = worker
        self.redactor = redactor or Redactor()
        self._folder = run_dir / "evidence"
        self._encoder = msgspec.json.Encoder()
        self._known: dict[bytes, None] = {}
        self._count = 0
        self._lock = threading.RLock()
        self._began = time.monotonic()
        self._keeping = Keeping(self._folder, worker, limits)
        self._told = False
        self._file = -1
        path = self._folder / f"events-{worker}.jsonl"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            self._mend_last_line()
        except OSError as trouble:
            self.close()
            raise self._unwritable(trouble) from trouble

    def _mend_last_line(self) -> None:
        end = os.fstat(self._file).st_size
        if end and os.pread(self._file, 1, end - 1) != b"\n":
            self._write(b"\n")

    def elapsed(self) -> float:
        """Seconds since the recorder was made."""
        return time.monotonic() - self._began

    def next_id(self) -> str:
        """The id of the next exchange, `<worker>-<number>` in order of sending."""
        with self._lock:
            self._count += 1
            return f"{self.worker}-{self._count:06}"

    def emit(self, event: Event) -> bytes:
        """Write an event; before one that says of a violation, the bodies that show it.

        The line is given back.
        """
        with self._lock:
            if isinstance(event, Judged) and event.outcome is Outcome.VIOLATION:
                self._write(b"".join(self._keeping.pinned(event.exchanges)))
            line = self._line(event)
            self._write(line)
        return line

    def exchange(
        self, exchange: Exchange, credentials: tuple[str, ...] = (), purpose: str = ""
    ) -> None:
        """Write an exchange; `credentials` are the curl options that stand for its own.

        Bodies not seen before are written first.
        """
        request, response = exchange.request, exchange.response
        with self._lock:
            if response is not None:
                self.redactor.learn_session(response.headers)
            halves = _halves(self.redactor, exchange)
            lines: list[bytes] = []
            recorded = RecordedRequest(
                method=request.method,
                url=request.url,
                headers=self._shortened(self.redactor.headers(request.headers)),
                body=self._stored(request.body, lines, halves),
                operation=request.operation,
                defect=request.defect,
                credentials=credentials,
                pieces=request.pieces,
                purpose=purpose,
            )
            reply = None
            if response is not None:
                reply = RecordedResponse(
                    status=response.status,
                    reason=response.reason,
                    headers=self._shortened(self.redactor.headers(response.headers)),
                    body=self._stored(response.body, lines, halves),
                )
            event = ExchangeRecorded(
                id=exchange.id,
                target=exchange.target,
                test=self.test,
                request=recorded,
                started=exchange.started,
                seconds=exchange.seconds,
                response=reply,
                failure=exchange.failure,
            )
            lines.append(self._line(event, halves))
            self._write(b"".join(lines))
            self._keeping.note(exchange.id, _keys(recorded.body, reply.body if reply else None))
            if self._keeping.dropped and not self._told:
                self._told = True
                self._write(self._line(Noted(exchange.target, _DROPPED)))

    def _line(self, event: Event, halves: Halves = ()) -> bytes:
        try:
            line = self._encoder.encode(event)
        except UnicodeEncodeError:
            line = self._encoder.encode(cleaned(event))
        if isinstance(event, Judged | Observed):
            event = _short(event)
        if halves or self.redactor.finds(line) or isinstance(event, Judged | Observed):
            line = self._encoder.encode(self.redactor.event(cleaned(event), halves))
        return line + b"\n"

    def _stored(self, body: bytes, lines: list[bytes], halves: Halves = ()) -> str | None:
        """The digest of `body`, redacted; adds to `lines` what must be written before it."""
        if not body:
            return None
        body = self.redactor.body(body, halves)
        digest = hashlib.sha256(body)
        key = digest.digest()[:_KEY_BYTES]
        name = f"sha256:{digest.hexdigest()}"
        if key not in self._known:
            if len(self._known) >= _KNOWN_BODIES:
                del self._known[next(iter(self._known))]
            self._known[key] = None
            self._keep(key, self._encoder.encode(_body_event(name, body)) + b"\n", lines)
        return name

    def _keep(self, key: bytes, line: bytes, lines: list[bytes]) -> None:
        """Keep a body: in the log, with `lines`, or in a file of bodies."""
        if self._keeping.in_log(len(line)):
            lines.append(line)
            return
        try:
            dropped = self._keeping.add(key, line)
        except OSError as trouble:
            raise self._unwritable(trouble) from trouble
        for one in dropped:
            self._known.pop(one, None)

    def _shortened(self, headers: Headers) -> Headers:
        """`headers`, of which the beginning is kept where they are long."""
        most = _LONGEST_HEADERS_WHERE_SCARCE if self._keeping.scarce() else _LONGEST_HEADERS
        if sum(len(name) + len(value) for name, value in headers) <= most:
            return headers
        each = max(most // (len(headers) + 1), _SHORTEST_CUT)
        shown: list[tuple[str, str]] = []
        for name, value in headers:
            most -= len(name) + min(len(value), each)
            if most < 0:
                return (*shown, ("…", f"{len(headers) - len(shown)} more headers"))
            shown.append((name[:each], _cut(value, each)))
        return tuple(shown)

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as trouble:
            raise self._unwritable(trouble) from trouble

    def _unwritable(self, trouble: OSError) -> ConfigurationError:
        return ConfigurationError(
            f"the evidence cannot be written to {self._folder} ({trouble.strerror}); "
            "free space there or choose another folder with --report-dir"
        )

    def close(self) -> None:
        """Close the log. Closing twice does no harm."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._keeping.close()


def _halves(redactor: Redactor, exchange: Exchange) -> Halves:
    """The parts of secrets that stand apart from each other in the reply."""
    response = exchange.response
    if response is None:
        return ()
    values = (value.encode("utf-8", "surrogatepass") for _, value in response.headers)
    return redactor.halves(response.reason.encode("utf-8", "replace"), *values, response.body)


def _body_event(digest: str, body: bytes) -> BodyStored:
    size = len(body)
    kept = None if size <= _LONGEST_BODY else _LONGEST_BODY
    if b"\0" not in body:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if kept is not None:
                text = body[:kept].decode("utf-8", "ignore")
            return BodyStored(digest, size, text=text, kept=kept)
    return BodyStored(digest, size, base64=b64encode(body[:kept]).decode("ascii"), kept=kept)


def _short(event: Judged | Observed) -> Judged | Observed:
    """`event`, of whose long texts the beginning is kept."""
    texts = ("observation",) if isinstance(event, Observed) else ("reason", "expected", "observed")
    long = {
        name: _cut(text, _LONGEST_TEXT)
        for name in texts
        if len(text := getattr(event, name)) > _LONGEST_TEXT
    }
    return msgspec.structs.replace(event, **long) if long else event


def _keys(*digests: str | None) -> tuple[bytes, ...]:
    """The keys of bodies by their digests."""
    hexadecimal = (one.removeprefix("sha256:") for one in digests if one is not None)
    return tuple(bytes.fromhex(one)[:_KEY_BYTES] for one in hexadecimal)


def _cut(text: str, length: int) -> str:
    """The beginning of a long text, with its length."""
    return text if len(text) <= length else f"{text[:length]}… ({len(text):,} characters)"
