"""The verifier: what was sent, held against what may be sent, by the event log alone.

It shares no code with the wire, whose gate it proves: addresses are taken apart here in another
way. A redirect that was followed is the one way out of the base URL: it must be what the reply
before it asked for, must only read, and must carry nothing that identifies us elsewhere.
What the user's auth plugin sends of its own may go anywhere; it is counted and named apart.

Traffic that was judged was sent by others: nothing of it is held to what the suite may send.

What goes over a raw connection (`tcp://`) has no method. Whether such a message only reads is
what the vocabulary of its API knows, and not proven here; that it went to the target's own
service is.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from contracts.model import (
    RAW,
    TRAFFIC,
    Event,
    ExchangeRecorded,
    RecordedRequest,
    Safety,
    TargetDescribed,
)
from contracts.model.exchange import header
from contracts.report import evidence
from contracts.report.text import plural

_READING = ("GET", "HEAD")
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = range(300, 400)
_OVERRIDES = ("x-http-method", "x-http-method-override", "x-method-override")
_IDENTIFYING = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})
_HIDDEN = "[redacted]"
_MOST = 20


def verify(run_dir: Path) -> Safety:
    """What the logs of `run_dir` say of every request of the run. Raises EvidenceError."""
    verifier = Verifier()
    for log, event in evidence.read(run_dir, "target", "exchange"):
        verifier.take(log, event)
    return verifier.safety()


class Verifier:
    """Takes the events of the logs in their order, and says what they say of every request."""

    def __init__(self) -> None:
        self._allowed: dict[str, TargetDescribed] = {}
        self._by_log: dict[tuple[str, str], TargetDescribed] = {}
        self._before: dict[tuple[str, str], ExchangeRecorded] = {}
        self._plugins: Counter[str] = Counter()
        self._violations: list[str] = []
        self._checked = self._more = 0

    def take(self, log: str, event: Event) -> None:
        """Take one event of the log of that name into account."""
        match event:
            case TargetDescribed():
                self._by_log[log, event.target] = event
                self._allowed.setdefault(event.target, event)
            case ExchangeRecorded() if event.request.purpose:
                parts = urlsplit(event.request.url)
                self._plugins[f"{parts.scheme}://{parts.netloc}"] += 1
            case ExchangeRecorded():
                self._check(log, event)

    def _check(self, log: str, event: ExchangeRecorded) -> None:
        self._checked += 1
        place = (log, event.target)
        rules = self._by_log.get(place) or self._allowed.get(event.target)
        if rules is None:
            trouble = f"no log says what may be sent to {event.target}"
        elif rules.origin == TRAFFIC:
            trouble = ""
        else:
            trouble = _trouble(event, rules, self._before.get(place))
        self._before[place] = event
        if trouble and len(self._violations) < _MOST:
            self._violations.append(f"{_named(event)}: {trouble}")
        elif trouble:
            self._more += 1

    def safety(self) -> Safety:
        """What was found."""
        violations = list(self._violations)
        if self._more:
            violations.append(f"and {self._more:,} more")
        if violations:
            statement = "The event log holds requests that must not have been sent."
        else:
            statement = _statement(self._checked, self._allowed) + _of_plugins(self._plugins)
        return Safety(self._checked, statement, tuple(violations))


def _statement(checked: int, allowed: dict[str, TargetDescribed]) -> str:
    if not checked:
        return "The event log holds no request: nothing was sent."
    if all(one.origin == TRAFFIC for one in allowed.values()):
        return f"Nothing was sent: {plural(checked, 'exchange')} of others were judged."
    places = "; ".join(_allowed(one) for one in allowed.values())
    subject = "the one recorded request" if checked == 1 else f"all {checked:,} recorded requests"
    return f"{subject} stayed within the permitted scope: {places}."


def _of_plugins(plugins: Counter[str]) -> str:
    """What auth plugins sent of their own, by place."""
    if not plugins:
        return ""
    places = ", ".join(f"{plural(count, 'request')} to {one}" for one, count in plugins.items())
    return f" The auth plugin sent {places}."


def _allowed(one: TargetDescribed) -> str:
    methods = "reading and writing" if one.allow == "write" else "GET and HEAD"
    if one.base_url.startswith("tcp:"):
        return f"messages to {one.base_url}"
    also = f", messages to {one.service}" if one.service else ""
    return f"{methods} below {one.base_url}{also}"


def _named(event: ExchangeRecorded) -> str:
    return f"{event.id}, {event.request.method} {event.request.url.partition('?')[0]}"


def _trouble(
    event: ExchangeRecorded, rules: TargetDescribed, before: ExchangeRecorded | None
) -> str:
    request = event.request
    if request.raw:
        return _raw_trouble(request, rules)
    if rules.allow != "write":
        if request.method not in _READING:
            return "only GET and HEAD are allowed"
        if any(name.lower() in _OVERRIDES for name, _ in request.headers):
            return "a header makes another method of it"
    base, url = urlsplit(rules.base_url), urlsplit(request.url)
    at_home = _origin(url) == _origin(base)
    if at_home and _below(base, url):
        return ""
    where = "base path" if at_home else "host"
    if before is None or not _asked_for(before, request.url):
        return f"it leaves the {where} of {rules.base_url}"
    return _led_astray(request, where)


def _raw_trouble(request: RecordedRequest, rules: TargetDescribed) -> str:
    """What is wrong with what went over a raw connection, which has neither method nor path."""
    service = rules.service or rules.base_url
    if request.method != RAW:
        return "it is no message over a raw connection"
    if _origin(urlsplit(request.url)) != _origin(urlsplit(service)):
        return f"it leaves the host of {service}"
    return ""


def _led_astray(request: RecordedRequest, where: str) -> str:
    """What is wrong with a request that follows a redirect out of the base URL."""
    if request.method not in _READING:
        return f"a redirect that leaves the {where} was followed with more than reading"
    identifying = [
        name for name, value in request.headers if name.lower() in _IDENTIFYING or _HIDDEN in value
    ]
    if identifying and where == "host":
        return f"{', '.join(identifying)} went to another host"
    return ""


def _origin(url: SplitResult) -> tuple[str, str, int | None]:
    return url.scheme.lower(), (url.hostname or "").lower(), url.port or _PORTS.get(url.scheme)


def _below(base: SplitResult, url: SplitResult) -> bool:
    """Whether `url`, as the most lenient server reads its path, is below `base`."""
    wanted = _steps(base.path)
    return _steps(url.path)[: len(wanted)] == wanted


def _steps(path: str) -> list[str]:
    steps: list[str] = []
    for step in unquote(path).replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in {"", "."}:
            steps.append(step)
    return steps


def _asked_for(before: ExchangeRecorded, url: str) -> bool:
    """Whether the reply in `before` redirects to `url`."""
    reply = before.response
    location = header(reply.headers, "Location") if reply else None
    if reply is None or location is None or reply.status not in _REDIRECTS:
        return False
    try:
        asked = urlsplit(urljoin(before.request.url, location.strip()))
        sent = urlsplit(url)
        same = _origin(asked) == _origin(sent)
    except ValueError:
        return False
    return same and unquote(asked.path or "/") == unquote(sent.path or "/")
