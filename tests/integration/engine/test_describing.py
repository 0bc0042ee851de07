"""What a server says of itself, as it is asked and recorded."""

from __future__ import annotations

from pathlib import Path

import msgspec

from contracts.engine import TargetOptions
from contracts.engine.targets import ask, resolve
from contracts.model import Exchange, Request, Response, Target
from contracts.reference import Serving, find

SECRET = "t0p-s3cr3t"


def _silent(target: Target) -> Exchange:
    request = Request("GET", target.base_url)
    return Exchange("1", target.key, request, Response(200, body=b"{}"), None, 0.0, 0.0)


def test_credentials_of_a_description_are_not_recorded(tmp_path: Path) -> None:
    app = find("uptivity").build()
    with Serving([app]) as serving:
        app._body = msgspec.json.encode(
            {"uc-contracts": "uptivity", "auth": {"type": "bearer", "token": SECRET}}
        )
        named = TargetOptions(urls=(("uptivity", serving.origins[0]),))
        target = resolve(named, None, _silent).targets[0]
        exchange = ask(target, tmp_path, lambda *_, **__: None)
    assert exchange.response is not None
    assert SECRET.encode() in exchange.response.body
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*.jsonl"))
    assert b"/.well-known/uc-contracts.json" in written
    assert SECRET.encode() not in written
