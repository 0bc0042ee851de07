"""Data of the user's: the account, the hierarchy, and resources by model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.reference.seeds import Data, InvalidData, Seeds
from contracts.reference.voss.model_list import HIERARCHY_NODE, MODELS
from contracts.reference.voss.seed import plant
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import ROOT, Row, Store, pkid_of

_NAMED_BY = {"data/FieldDisplayPolicy": "policy", "data/ConfigurationTemplate": "template"}
"""Models of which the target file names a resource, and its key there."""


def fill(server: Voss, data: Data) -> None:
    """Have this account, these nodes and these resources, as far as they are named."""
    account = data.get("account", {})
    server.username = account.get("username", server.username)
    server.password = account.get("password", server.password)
    store = server.store
    seed = dict(store.seed)
    if "nodes" in data:
        store = server.store = _planted(server, data["nodes"])
        seed = {
            name: [row for row in known if row.path in store.paths] for name, known in seed.items()
        }
    for name, given in data.get("resources", {}).items():
        seed[name] = [_row(store, name, number, one) for number, one in enumerate(given)]
    store.seed = seed


def _planted(server: Voss, nodes: list[Mapping[str, Any]]) -> Store:
    store = Store(server.clock)
    for place, one in enumerate(nodes):
        above = one["path"].rpartition(".")[0]
        earlier = {before["path"] for before in nodes[:place]}
        if one["path"] in earlier:
            raise InvalidData(("nodes", place, "path"), f"{one['path']!r} is there twice")
        if above and above not in earlier:
            why = f"the node above it, {above!r}, has to come before it"
            raise InvalidData(("nodes", place, "path"), why)
    plant(store, [(one["path"], one["type"]) for one in nodes])
    table = store.table(HIERARCHY_NODE)
    for one in nodes:
        facts = table[store.paths[f"{ROOT}.{one['path']}"].pkid].data
        facts.pop("description", None)
        if "description" in one:
            facts["description"] = one["description"]
    return store


def _row(store: Store, name: str, number: int, one: Mapping[str, Any]) -> Row:
    path = one.get("hierarchy", ROOT)
    node = store.node_at(path)
    if node is None:
        at = ("resources", name, number, "hierarchy")
        raise InvalidData(at, f"there is no node {path!r}; there is: {', '.join(store.paths)}")
    return Row(
        MODELS[name],
        node.path,
        dict(one["data"]),
        one.get("pkid") or pkid_of(f"{name} of a file {number}"),
        tuple(one.get("tags", ())),
        one.get("version_tag", ""),
    )


def target(before: Data, data: Data) -> Data:
    """Who calls, and what the built-in data are named by where they are still there."""
    named = dict(before["data"])
    resources = data.get("resources", {})
    for model, key in _NAMED_BY.items():
        if model in resources:
            named.pop(key)
    if "nodes" in data:
        named["create"] = {k: v for k, v in named["create"].items() if k != "hierarchy"}
    auth = {**before["auth"], **data.get("account", {})}
    return {**before, "auth": auth, "data": named}


SEEDS = Seeds(fill, target)
