"""A command line that sends a recorded request again.

Everything that was on the wire is quoted so that no shell reads it; only the names of
environment variables in the credentials are left for the shell to fill in.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from contracts.model import BodyStored, ExchangeRecorded, Headers

BODY_FOLDER = "evidence/bodies"
MAX_INLINE = 4096

# curl or the connection sets these itself.
_NOT_SENT = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "transfer-encoding",
        "user-agent",
    }
)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A variable, and what a shell makes of it where a secret is wrong on purpose (see `Secret`).
_VARIABLE = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*(?:%\?|~~|//\?/~)?\})")
_REDACTED = "[redacted]"
_SPECIAL = re.compile(r'[\\"`$]')
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_GLOB = re.compile(r"[\[\]{}]")
_DOTS = re.compile(r"/\.{1,2}(?:[/?#]|$)")


def curl_line(exchange: ExchangeRecorded, body: BodyStored | None = None) -> str:
    """One line for a POSIX-like shell (bash, zsh, ksh) that repeats the request of `exchange`.

    `body` is the stored body that the request's digest names. A body that is no short text
    is given as a file below the run folder (see `body_file`).
    """
    request = exchange.request
    words = ["curl", "-i"]
    if _GLOB.search(request.url):
        words.append("--globoff")
    if _DOTS.search(request.url):
        words.append("--path-as-is")
    has_body = request.body is not None
    words += _method(request.method, has_body=has_body)
    words += [_filled_in(word) for word in request.credentials]
    for line in _header_lines(request.headers, request.credentials, has_body=has_body):
        words += ["-H", quote(line)]
    if request.body is not None:
        words += _data(request.body, body)
    # The address is the one word that curl could take for an option.
    return " ".join([*words, "--url", quote(request.url)])


def body_file(digest: str, body: BodyStored | None) -> str | None:
    """Where `curl_line` expects a body, relative to the run folder; None if it is inline."""
    inline = (
        body is not None
        and body.text is not None
        and body.size <= MAX_INLINE
        and "\0" not in body.text
    )
    return None if inline else f"{BODY_FOLDER}/{re.sub('[^0-9A-Za-z]', '-', digest)}"


def quote(text: str) -> str:
    """`text` as one shell word on one line that means exactly `text`.

    Text with control characters is written in the `$'…'` form, so that a line stays a line.
    No argument can hold a NUL or a lone surrogate: they become U+FFFD.
    """
    text = re.sub("[\0\ud800-\udfff]", "\ufffd", text)
    if not _CONTROL.search(text):
        return shlex.quote(text)
    plain = text.replace("\\", "\\\\").replace("'", "\\'")
    return "$'" + _CONTROL.sub(_ansi, plain) + "'"


def _ansi(match: re.Match[str]) -> str:
    # What \u means in the $'…' form depends on the locale; bytes mean the same everywhere.
    return _NAMED.get(match[0]) or "".join(f"\\x{byte:02x}" for byte in match[0].encode())


def _filled_in(word: str) -> str:
    """A word in double quotes in which `$NAME` and `${NAME}` alone are the shell's."""
    if re.fullmatch("-{1,2}[A-Za-z-]+", word):
        return word
    parts: list[str] = []
    end = 0
    for match in _VARIABLE.finditer(word):
        parts += [_doubled(word[end : match.start()]), match[0]]
        end = match.end()
    parts.append(_doubled(word[end:]))
    return '"' + "".join(parts) + '"'


def _doubled(text: str) -> str:
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    # An interactive shell expands ! even within double quotes.
    text = text.replace("!", "\"'!'\"")
    return _CONTROL.sub("\ufffd", text)


def _method(method: str, *, has_body: bool) -> list[str]:
    if method == "HEAD" and not has_body:
        return ["--head"]
    if method == ("POST" if has_body else "GET"):
        return []
    return ["-X", quote(method)]


def _header_lines(headers: Headers, credentials: tuple[str, ...], *, has_body: bool) -> list[str]:
    replaced = _credential_headers(credentials)
    # A cookie or a token of a session that is over is better not sent than sent as "[redacted]".
    sent = [
        (name, value)
        for name, value in headers
        if _TOKEN.fullmatch(name) and _REDACTED not in value
    ]
    lines = [
        f"{name}: {value}" if value.strip() else f"{name};"
        for name, value in sent
        if name.lower() not in _NOT_SENT | replaced
        and not (name.lower() == "accept" and value == "*/*")
    ]
    names = {name.lower() for name, _ in sent}
    # curl adds these two of its own accord unless told not to.
    if "accept" not in names:
        lines.append("Accept:")
    if has_body and "content-type" not in names:
        lines.append("Content-Type:")
    return lines


def _credential_headers(credentials: Iterable[str]) -> frozenset[str]:
    """The headers (lower case) that the credentials' options send."""
    names: set[str] = set()
    before = ""
    for word in credentials:
        if before in {"-H", "--header"}:
            names.add(word.split(":", 1)[0].strip().lower())
        elif word in {"-u", "--user", "--oauth2-bearer"}:
            names.add("authorization")
        before = word
    return frozenset(names)


def _data(digest: str, body: BodyStored | None) -> list[str]:
    file = body_file(digest, body)
    if file is not None or body is None or body.text is None:
        return ["--data-binary", quote(f"@{file}")]
    # --data-binary would take text that begins with @ for the name of a file.
    option = "--data-raw" if body.text.startswith("@") else "--data-binary"
    return [option, quote(body.text)]
