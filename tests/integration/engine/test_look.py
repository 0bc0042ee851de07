"""One look tells what cannot be judged from what is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from contracts import reference
from contracts.engine import Facts, Run, RunOptions, TargetOptions
from contracts.engine.look import Look, look_at
from contracts.reference import Serving, find
from contracts.selfproof import NULLS, STREAM_NULLS
from contracts.selfproof.nulls import constant

APIS = reference.available()
HTTP = {name: app for name, app in NULLS.items() if name != "silent"}


@contextmanager
def _run(api: str, url: str, folder: Path, auth: str, timeout_s: float = 1) -> Iterator[Run]:
    file = folder / "lab.toml"
    text = (
        f'[target]\napi = "{api}"\nbase_url = "{url}"\n{auth}limits = {{timeout_s = {timeout_s}}}\n'
    )
    file.write_text(text, encoding="utf-8")
    run = Run(RunOptions(TargetOptions(files=(file,))), Facts(folder / "run", ""))
    try:
        yield run
    finally:
        run.close(None)
        run.resolved.close()


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Look]:
    """Look at an application as a target of an API."""

    def at(api: str, app: Any, auth: str = "", *, raw: bool = False, vouched: bool = False) -> Look:
        with Serving([app]) as serving:
            base = serving.streams[0] if raw else serving.origins[0] + find(api).base_path
            with _run(api, str(base), tmp_path, auth, 0.3 if raw else 1) as run:
                return look_at(run.session(run.targets[0]).api, vouched=vouched)

    return at


WRONG = (
    'auth = {type = "basic", username = "a", password = {file = "p"}}\n',
    'auth = {type = "bearer", token = {file = "p"}}\n',
)


@pytest.mark.parametrize("api", APIS)
def test_a_reference_server_can_be_judged_by_one_request(
    api: str, look: Callable[..., Look]
) -> None:
    found = look(api, find(api).build())
    assert (found.barred, len(found.exchanges)) == ("", 1)
    assert found.answer.startswith("200 ")


@pytest.mark.parametrize("name", HTTP)
@pytest.mark.parametrize("api", APIS)
def test_what_implements_nothing_cannot(api: str, name: str, look: Callable[..., Look]) -> None:
    assert look(api, HTTP[name]).barred


@pytest.mark.parametrize("name", ["socket-silent", "socket-echo", "socket-page", "socket-http"])
def test_a_raw_service_that_implements_nothing_cannot(name: str, look: Callable[..., Look]) -> None:
    if name != "socket-echo":  # which sends back names of the API
        assert look("uptivity", STREAM_NULLS[name], raw=True).barred


@pytest.mark.parametrize("other", APIS)
@pytest.mark.parametrize("api", APIS)
def test_the_server_of_another_api_cannot(api: str, other: str, look: Callable[..., Look]) -> None:
    if other != api:
        assert look(api, find(other).build()).barred


def _answers(status: int, media: str = "text/plain", body: bytes = b"", **headers: str) -> Any:
    del headers
    return constant(status, media.encode(), body)


SENTENCES: Mapping[str, tuple[Any, str]] = {
    "no credentials": (_answers(401), "it requires credentials, and the target file has none"),
    "nothing there": (_answers(404), "nothing of Cisco"),
    "a page": (_answers(200, "text/html", b"<html>Hello</html>"), "pages for a browser"),
    "another API": (_answers(200, "application/json", b'{"a": 1}'), "does not answer as Cisco"),
    "a redirect": (_answers(302), "it redirects every request (302 to nowhere)"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_sentence_names_it(name: str, look: Callable[..., Look]) -> None:
    app, sentence = SENTENCES[name]
    found = look("cisco-uds", app)
    assert sentence in found.barred
    assert "target file" in found.barred or "base_url" in found.barred


@pytest.mark.parametrize("api", APIS)
def test_an_error_body_of_a_wrong_path_is_nothing_of_an_api(
    api: str, look: Callable[..., Look]
) -> None:
    body = b'{"success": false, "status": "Fail", "error_code": 4002, "error_message": "no path"}'
    assert "nothing of " in look(api, _answers(404, "application/json", body)).barred


@pytest.mark.parametrize(
    ("api", "auth"),
    [("voss", WRONG[0]), ("genesys-udm", WRONG[1]), ("genesys-ws", WRONG[0])],
)
def test_wrong_credentials_are_named(
    api: str, auth: str, look: Callable[..., Look], tmp_path: Path
) -> None:
    (tmp_path / "p").write_text("wrong", encoding="utf-8")
    assert (
        "it rejects the credentials in [target] auth (GET "
        in look(api, find(api).build(), auth).barred
    )


def test_who_refuses_the_credentials_that_it_names_is_judged(look: Callable[..., Look]) -> None:
    app = find("genesys-ws").build(faults=["basic-refused"])
    assert look("genesys-ws", app, vouched=True).barred == ""


def test_nobody_there_is_named(tmp_path: Path) -> None:
    with _run("voss", "http://127.0.0.1:9", tmp_path, "") as run:
        found = look_at(run.session(run.targets[0]).api)
    assert "no reply came from it (connection refused by 127.0.0.1:9)" in found.barred
    assert "check that it is running" in found.barred
    assert len(found.exchanges) == 3


class Partly:
    """The reference server, all of whose answers but those to `path` are others."""

    def __init__(self, api: str, path: str, other: Any) -> None:
        self._app, self._path, self._other = find(api).build(), path, other

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        mine = self._path in scope["path"] or "well-known" in scope["path"]
        await (self._app if mine else self._other)(scope, receive, send)


@pytest.mark.parametrize(
    ("api", "path"),
    [
        ("cisco-uds", "/users"),
        ("genesys-udm", "/v10/file-metadatas"),
        ("genesys-ws", "/users"),
        ("voss", "/data/Countries/"),
    ],
)
@pytest.mark.parametrize("status", [401, 404, 200])
def test_where_one_thing_works_the_rest_is_judged(
    api: str, path: str, status: int, look: Callable[..., Look]
) -> None:
    assert look(api, Partly(api, path, _answers(status))).barred == ""


@pytest.mark.parametrize("status", [400, 500, 503])
def test_who_breaks_down_everywhere_is_judged(status: int, look: Callable[..., Look]) -> None:
    if status != 503:  # that one is busy, and asked again
        assert look("genesys-ws", _answers(status)).barred == ""


BROKEN = {
    "a wrong media type": _answers(200, "text/html", b'{"statusCode": 0, "user": {}}'),
    "a wrong status": _answers(500, "application/json", b'{"statusCode": 0, "user": {}}'),
    "JSON cut short": _answers(200, "application/json", b'{"statusCode": 0, "user": {"i'),
    "single quotes": _answers(200, "application/json", b"{'statusCode': 0, 'user': {}}"),
    "UTF-16": _answers(200, "application/json", '{"statusCode": 0}'.encode("utf-16")),
    "one member left": _answers(200, "application/json", b'{"version": "1"}'),
    "404 for what is there": _answers(404, "application/json", b'{"statusCode": 0, "user": {}}'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_implementation_is_judged(name: str, look: Callable[..., Look]) -> None:
    assert look("genesys-ws", BROKEN[name]).barred == ""
