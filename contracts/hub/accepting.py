"""`POST /runs`: taking a run from somebody who has a token."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from contracts.hub import answers, asked
from contracts.hub.api import shapes
from contracts.hub.archive import NoArchive, TooLarge, unpack
from contracts.hub.desk import Accepting, Desk
from contracts.model import EvidenceError
from contracts.store import Ingested, State, Store, Taken, Token, check_token, ingest
from contracts.store.queries import set_place

_REALM = 'Bearer realm="uc-contracts hub"'
_KINDS = frozenset(
    {
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
        "application/octet-stream",
        "application/x-www-form-urlencoded",  # what curl says where nobody tells it
    }
)
_SPOOLED = 1 << 20


async def take(desk: Desk, request: Request) -> Response:
    """Take the run in the body, an archive of its folder."""
    accepting = desk.accepting
    assert accepting is not None  # noqa: S101 - there is no such route otherwise
    token = await _token(desk, request)
    batch = asked.word(request, "batch")
    kind = request.headers.get("content-type", "application/octet-stream").partition(";")[0]
    if kind.strip().lower() not in _KINDS:
        msg = "the body is to be a tar archive, application/gzip or application/x-tar"
        raise HTTPException(415, msg)
    try:
        with tempfile.TemporaryDirectory(prefix="uc-hub-") as name:
            folder = Path(name)
            with (folder / "sent").open("w+b", buffering=_SPOOLED) as sent:
                await _receive(request, sent, accepting)
                taken = await desk.write(
                    _ingest, desk.store, sent, folder / "run", accepting, batch, token
                )
    except OSError as error:
        msg = f"there is no room for the run on the hub's disk ({error.strerror}); try again later"
        raise HTTPException(507, msg) from error
    links = answers.Links(request.scope.get("root_path", ""))
    body = msgspec.json.encode(
        shapes.Taken(taken.key, taken.state.value, taken.targets, taken.verdicts)
    )
    headers = {"Location": links.run(taken.key), "Cache-Control": "no-store"}
    status = 201 if taken.state is State.NEW else 200
    return Response(body, status, headers, "application/json")


async def _token(desk: Desk, request: Request) -> Token:
    """The token of the request. Raises HTTPException where there is none, or it is not good."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        msg = "a token is needed: Authorization: Bearer …; `uc-contracts hub token NAME` makes one"
        raise HTTPException(401, msg, {"WWW-Authenticate": _REALM})
    found: Token | None = await desk.write(check_token, desk.store, given.strip())
    if found is None:
        msg = "the token is not known, or was revoked, or has expired; ask for another one"
        headers = {"WWW-Authenticate": f'{_REALM}, error="invalid_token"'}
        raise HTTPException(401, msg, headers)
    return found


async def _receive(request: Request, sent: IO[bytes], accepting: Accepting) -> None:
    """Write the body to a file. Raises HTTPException where it is too large, or takes too long."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > accepting.max_sent:
        raise _too_large(accepting)
    size = 0
    try:
        async with asyncio.timeout(accepting.patience_s):
            async for block in _blocks(request):
                size += len(block)
                if size > accepting.max_sent:
                    raise _too_large(accepting)
                sent.write(block)
    except TimeoutError:
        msg = f"the archive did not come within {accepting.patience_s:,.0f} s; send it again"
        raise HTTPException(408, msg) from None
    except ClientDisconnect:
        msg = "the connection ended before the archive did"
        raise HTTPException(400, msg) from None
    sent.seek(0)


async def _blocks(request: Request) -> AsyncIterator[bytes]:
    async for block in request.stream():
        yield block


def _too_large(accepting: Accepting) -> HTTPException:
    msg = (
        f"the archive is larger than {accepting.max_sent:,} bytes, which is the most that this hub "
        "takes; send the logs without their bodies, or ingest the run where the store is"
    )
    return HTTPException(413, msg, {"Connection": "close"})


def _ingest(  # noqa: PLR0913 - each is one thing of the run
    store: Store,
    sent: IO[bytes],
    folder: Path,
    accepting: Accepting,
    batch: str | None,
    token: Token,
) -> Ingested:
    """Unpack and take in. Raises HTTPException for what is no run."""
    folder.mkdir()
    try:
        unpack(sent, folder, accepting)
        taken = ingest(store, folder, batch=batch)
    except TooLarge as error:
        raise HTTPException(413, str(error)) from error
    except NoArchive as error:
        raise HTTPException(415, str(error)) from error
    except EvidenceError as error:
        raise HTTPException(422, _without(folder, error)) from error
    except Taken as error:
        said = _without(folder, error).removeprefix(f"the store {store.name} ")
        raise HTTPException(409, f"the store {said}") from error
    if taken.state is not State.SAME:
        set_place(store, taken.key, f"sent with the token {token.name}")
    return taken


def _without(folder: Path, error: Exception) -> str:
    """The text of an error without the place where the archive was unpacked."""
    return str(error).replace(f"{folder}/", "").replace(str(folder), "the archive")
