"""A headless Chromium, driven over its DevTools protocol.

The executable is `$CHROMIUM`, else the first of the usual names on the path.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import requests
import websocket

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    "--window-size=1200,900",
)
_PATIENCE = 60.0


class ChromiumError(Exception):
    """There is no Chromium, it did not start, or it refused a command."""


class Chromium:
    """One page of one browser; use it with `with`. Raises ChromiumError.

    `requested` are the addresses that the page open at the moment asked for, its own first;
    `dialogs` the texts of dialogs it wanted to show; `refused` what its policy kept from it.
    """

    def __init__(self) -> None:
        self._executable = executable()
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.requested: list[str] = []
        self.dialogs: list[str] = []
        self.refused: list[str] = []
        self._loaded = False
        self._number = 0

    def __enter__(self) -> Self:
        command = [self._executable, *_OPTIONS, f"--user-data-dir={self._home.name}", "about:blank"]
        self._process = subprocess.Popen(  # noqa: S603 - the browser that the user names
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            self._socket = websocket.create_connection(self._address(), timeout=_PATIENCE)
            for domain in ("Page", "Runtime", "Network", "Log"):
                self.ask(f"{domain}.enable")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if hasattr(self, "_socket"):
            self._socket.close()
        self._process.terminate()
        self._process.wait(_PATIENCE)
        self._home.cleanup()

    def _address(self) -> str:
        """Where the protocol of the first page is spoken."""
        told = Path(self._home.name) / "DevToolsActivePort"
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            lines = told.read_text("utf-8").splitlines() if told.exists() else []
            if lines:
                pages = requests.get(f"http://127.0.0.1:{lines[0]}/json", timeout=_PATIENCE).json()
                found = [one["webSocketDebuggerUrl"] for one in pages if one["type"] == "page"]
                if found:
                    return str(found[0])
            time.sleep(0.05)
        msg = "Chromium did not start"
        raise ChromiumError(msg)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give a command of the protocol; its result."""
        number = self._send(method, **parameters)
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    msg = f"{method}: {answer['error']['message']}"
                    raise ChromiumError(msg)
                result: dict[str, Any] = answer["result"]
                return result

    def _send(self, method: str, **parameters: Any) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(msgspec.json.encode(message).decode())
        return self._number

    def _next(self) -> dict[str, Any]:
        """The next message, after what it tells was noted."""
        message: dict[str, Any] = msgspec.json.decode(self._socket.recv())
        facts = message.get("params", {})
        match message.get("method"):
            case "Page.loadEventFired":
                self._loaded = True
            case "Page.javascriptDialogOpening":
                self.dialogs.append(facts["message"])
                self._send("Page.handleJavaScriptDialog", accept=False)
            case "Network.requestWillBeSent":
                self.requested.append(facts["request"]["url"])
            case "Log.entryAdded" if "Content Security Policy" in facts["entry"]["text"]:
                self.refused.append(facts["entry"]["text"])
        return message

    def open(self, url: str) -> None:
        """Open a page and wait for its load event."""
        # A page that is open already, but for the part behind the #, would not load again.
        for address in ("about:blank", url):
            self.requested, self.dialogs, self.refused, self._loaded = [], [], [], False
            self.ask("Page.navigate", url=address)
            while not self._loaded:
                self._next()

    def run(self, script: str) -> Any:
        """The value of an expression in the page; of a promise, what it resolves to."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            msg = details.get("exception", {}).get("description") or details["text"]
            raise ChromiumError(msg)
        return answer["result"].get("value")

    def key(self, name: str, code: int, text: str = "") -> None:
        """Press a key, as a user does."""
        facts = {"key": name, "code": name, "windowsVirtualKeyCode": code}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **facts)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **facts)

    def pdf(self) -> bytes:
        """The page as it prints."""
        return base64.b64decode(self.ask("Page.printToPDF", printBackground=False)["data"])


def executable() -> str:
    """The browser to start; ChromiumError where there is none."""
    given = os.environ.get("CHROMIUM")
    found = given or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        msg = "no Chromium is on the path: install the package chromium, or name one in $CHROMIUM"
        raise ChromiumError(msg)
    return found
