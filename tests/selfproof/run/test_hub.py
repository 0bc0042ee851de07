"""The hub over a socket: its JSON API judged by a kit, runs handed in, and what a command says."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
from _recorded import recorded_catalogue
from _stored import Made, write_run

from contracts.hub import Accepting, Desk, hub_app
from contracts.hub.api.openapi import document
from contracts.model import KITS, Verdict
from contracts.reference import Serving
from contracts.store import Store, ingest, make_token, open_store
from contracts.store.queries import runs
from tests.selfproof.run.conftest import Judgement

KIT = Path(__file__).parents[1] / "kits" / "hub"
OTHER = msgspec.structs.replace(recorded_catalogue(3), api="other")


@pytest.fixture(autouse=True, scope="module")
def no_kits() -> Iterator[None]:
    """No kit is named by the environment, and none is left there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(KITS, "")
        yield


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit, with the document that the hub serves."""
    folder = tmp_path_factory.mktemp("kit") / "hub"
    shutil.copytree(KIT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    told = json.dumps(document("", accepts=False))
    (folder / "specs" / "openapi.json").write_text(told, "utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of several runs of targets of two APIs, that keep some and break some."""
    home = tmp_path_factory.mktemp("store")
    with open_store(str(home / "store.sqlite")) as opened:
        for number in range(3):
            said = {"REC-0001": "fail", "REC-0002": "fail" if number % 2 else "pass"}
            made = [
                Made("One", said),
                Made("Two", {"REC-0002": "not-tested"}),
                Made("Three", {}, OTHER),
            ]
            folder = home / f"run-{number}"
            ingest(opened, write_run(folder, *made, number=number, day=number))
        yield opened


def target_file(folder: Path, kit: Path, origin: str, store: Store) -> Path:
    """A target file of a hub over the store."""
    keys = [row.key for row in runs(store)]
    path = folder / "hub.toml"
    path.write_text(
        f'[target]\nkit = "{kit}"\nname = "Hub"\nbase_url = "{origin}"\n'
        f'[data]\napi = "recorded"\nrequirement = "REC-0002"\nrun = "{keys[0]}"\n'
        f'before = "{keys[1]}"\nafter = "{keys[0]}"\n',
        "utf-8",
    )
    return path


def test_the_api_keeps_its_document(
    kit: Path, store: Store, tmp_path: Path, judged: Callable[..., Judgement]
) -> None:
    with Serving([hub_app(Desk(store))]) as serving:
        run = judged(target_file(tmp_path, kit, serving.origins[0], store))
    assert run.ended.code == 0, run.ended
    assert set(run.verdicts.values()) == {Verdict.PASS}, run.reasons
    assert len(run.verdicts) > 40


def test_an_api_that_pages_wrongly_is_found(
    kit: Path, store: Store, tmp_path: Path, judged: Callable[..., Judgement]
) -> None:
    app = hub_app(Desk(store))

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        query = scope["query_string"].replace(b"first=", b"erst=").replace(b"limit=1001", b"")
        await app({**scope, "query_string": query}, receive, send)

    with Serving([broken]) as serving:
        run = judged(target_file(tmp_path, kit, serving.origins[0], store))
    assert run.ended.code == 1
    assert {one for one, said in run.verdicts.items() if said is Verdict.FAIL} == {
        "HUB-PARAMETER-01",
        "HUB-listRequirements-OFFSET",
        "HUB-listRuns-OFFSET",
        "HUB-listTargets-OFFSET",
    }


def test_a_run_is_handed_in_over_a_socket(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        tar.add(write_run(tmp_path / "run"), ".")
    limits = Accepting(max_sent=len(archive.getvalue()))
    with open_store(str(tmp_path / "store.sqlite")) as store:
        given = {"Authorization": f"Bearer {make_token(store, 'ci')}"}
        with Serving([hub_app(Desk(store, limits))]) as serving, requests.Session() as session:
            session.trust_env = False
            url = f"{serving.origins[0]}/runs"
            states = []
            for _ in range(2):
                archive.seek(0)
                took = session.post(url, data=archive, headers=given, timeout=10)
                states.append((took.status_code, took.json()["state"]))
            assert states == [(201, "new"), (200, "same")]
            page = session.get(serving.origins[0] + took.headers["Location"], timeout=10)
            assert page.status_code == 200
            large = session.post(url, data=b"0" * (limits.max_sent + 1), headers=given, timeout=10)
            assert (large.status_code, large.json()["status"]) == (413, 413)
