"""Faults in the version and in long URLs: GWS-VERSION-01 to -04, GWS-URL-01."""

from __future__ import annotations

from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.request import Call, Object, Reply
from contracts.reference.genesys_ws.server import VERSION, GenesysWs

_LONG = 1024
_LIMIT = 2000


@fault("version-needs-authentication", violates="GWS-VERSION-01", kind="wrong-value")
class _VersionNeedsAuthentication(GenesysWs):
    """The version is returned to authenticated callers only."""

    def version(self, call: Call) -> Object:
        self.guard(call)
        return super().version(call)


@fault(
    "version-with-parameters-needs-authentication", violates="GWS-VERSION-01", kind="wrong-value"
)
class _VersionWithParametersNeedsAuthentication(GenesysWs):
    """A parameter in the URL makes the version ask for authentication."""

    def version(self, call: Call) -> Object:
        if call.query:
            self.guard(call)
        return super().version(call)


@fault("version-with-cookie-needs-authentication", violates="GWS-VERSION-01", kind="only-sometimes")
class _VersionWithCookieNeedsAuthentication(GenesysWs):
    """A cookie that names no session makes the version ask for authentication."""

    def version(self, call: Call) -> Object:
        if self.session_of(call):
            self.guard(call)
        return super().version(call)


@fault("version-not-there", violates="GWS-VERSION-01", kind="omitted")
class _VersionNotThere(GenesysWs):
    """diagnostics/version does not exist."""

    def version(self, call: Call) -> Object:
        return self.nothing(call)


@fault("version-once", violates="GWS-VERSION-01", kind="only-sometimes")
class _VersionOnce(GenesysWs):
    """The version is given three times; from then on the request breaks down."""

    left = 3

    def reply(self, call: Call) -> Reply:
        if call.path != VERSION:
            return super().reply(call)
        self.left -= 1
        if self.left < 0:
            return self.page(500, "java.lang.NullPointerException")
        return super().reply(call)


@fault("version-null-later", violates="GWS-VERSION-02", kind="only-sometimes")
class _VersionNullLater(GenesysWs):
    """The version is given three times; from then on it is null."""

    left = 3

    def version(self, call: Call) -> Object:
        self.left -= 1
        found = super().version(call)
        return found if self.left >= 0 else {**found, "version": None}


class _Version(GenesysWs):
    said: object = ""

    def version(self, call: Call) -> Object:
        return {**super().version(call), "version": self.said}


@fault("version-empty", violates="GWS-VERSION-02", kind="wrong-value")
class _VersionEmpty(_Version):
    """The version is an empty string."""


@fault("version-number", violates="GWS-VERSION-02", kind="wrong-type")
class _VersionNumber(_Version):
    """The version is a number."""

    said = 8.5


@fault("version-object", violates="GWS-VERSION-02", kind="wrong-type")
class _VersionObject(_Version):
    """The version is an object of its parts."""

    said = {"major": 8, "minor": 5}  # noqa: RUF012 - never changed


@fault("version-renamed", violates="GWS-VERSION-02", kind="omitted")
class _VersionRenamed(GenesysWs):
    """The version is called release."""

    def version(self, call: Call) -> Object:
        return {"release": super().version(call)["version"]}


@fault("version-word", violates="GWS-VERSION-03", kind="wrong-value")
class _VersionWord(_Version):
    """The version is a word."""

    said = "unknown"


@fault("version-with-build", violates="GWS-VERSION-03", kind="wrong-value")
class _VersionWithBuild(_Version):
    """The version has text after the numbers."""

    said = "8.5.200.50-SNAPSHOT"


class _ForBrowsers(GenesysWs):
    def instead(self) -> Reply:
        raise NotImplementedError

    def reply(self, call: Call) -> Reply:
        asked = call.headers.get("accept", "").startswith("text/html")
        return self.instead() if asked and call.path == VERSION else super().reply(call)


@fault("browser-not-acceptable", violates="GWS-VERSION-04", kind="omitted")
class _BrowserNotAcceptable(_ForBrowsers):
    """A browser, which asks for HTML first, is refused (406)."""

    def instead(self) -> Reply:
        return self.page(406, "Not Acceptable")


@fault("browser-page", violates="GWS-VERSION-04", kind="wrong-value")
class _BrowserPage(_ForBrowsers):
    """A browser gets a page without the version."""

    def instead(self) -> Reply:
        return self.page(200, "Web Services is running.")


@fault("browser-redirect", violates="GWS-VERSION-04", kind="wrong-value")
class _BrowserRedirect(_ForBrowsers):
    """A browser is redirected to the login page."""

    def instead(self) -> Reply:
        return Reply(302, [(b"location", b"/ui/login.html")], b"")


@fault("browser-in-another-language", violates="GWS-VERSION-04", kind="wrong-type")
class _BrowserInAnotherLanguage(GenesysWs):
    """The version is a list of numbers for clients that prefer a language other than English."""

    def version(self, call: Call) -> Object:
        found = super().version(call)
        if call.headers.get("accept-language", "en")[:2] in {"en", "*"}:
            return found
        return {**found, "version": [int(part) for part in found["version"].split(".")]}


@fault("scripts-refused", violates="GWS-VERSION-04", kind="omitted")
class _ScriptsRefused(GenesysWs):
    """A request with an Origin is refused, whichever it is."""

    def reply(self, call: Call) -> Reply:
        if "origin" in call.headers:
            return self.page(403, "Invalid CORS request")
        return super().reply(call)


@fault("url-limit-1024", violates="GWS-URL-01", kind="wrong-value")
class _UrlLimit1024(GenesysWs):
    """URLs of more than 1024 characters are refused (414)."""

    def longest_url(self) -> int:
        return _LONG


@fault("url-limit-below-2000", violates="GWS-URL-01", kind="off-by-one")
class _UrlLimitBelow2000(GenesysWs):
    """URLs of 2000 characters are refused, shorter ones are not."""

    def longest_url(self) -> int:
        return _LIMIT - 1


@fault("long-url-not-found", violates="GWS-URL-01", kind="wrong-reason")
class _LongUrlNotFound(GenesysWs):
    """A long URL is answered with statusCode 6."""

    def answer(self, call: Call) -> Object:
        return self.nothing(call) if call.size > _LONG else super().answer(call)
