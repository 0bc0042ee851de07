"""Requirements of clients, derived from what an API's documents say of requests.

An API `voss` has the requirements of its clients under the name `voss-client`: the form of each
operation's requests, the credentials that it takes, and what a client may not make of answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

from contracts.catalogue.kits import find_kit
from contracts.catalogue.kits.kit import Kit
from contracts.catalogue.load import Spec, apis, load
from contracts.catalogue.operations import Operation
from contracts.model import CLIENT_SIDE, Basis, Catalogue, Level, Place, Requirement, Source

_RULES = {
    "PLACE": (
        "Every request goes to a path and a method that the document describes.",
        "Send the request to a documented path, by a documented method.",
    ),
    "GONE": (
        "What was removed, and is not there any more, is not changed or removed again.",
        "Forget an id once its removal was accepted, and make a new resource instead.",
    ),
    "RETRY": (
        "A client that is asked to come back later (429 or 503 with Retry-After) waits that long.",
        "Wait as many seconds as Retry-After says before the same request is sent again.",
    ),
    "REFUSED": (
        "Credentials that were refused are not sent again and again.",
        "Stop at the first 401 that follows right-looking credentials, and ask for others.",
    ),
}
"""Statements that no operation carries alone, and how a client is fixed: all of them shoulds."""


def catalogue_of(name: str) -> Catalogue:
    """The catalogue of an API, or of the clients of one.

    Raises ConfigurationError for an unknown API, SpecError for a bad file.
    """
    api = name.removesuffix(CLIENT_SIDE)
    return client_catalogue(api) if api != name else load(name).catalogue


def catalogues() -> dict[str, Catalogue]:
    """The catalogues of all APIs, and of their clients, by name."""
    names = (name for api in apis() for name in (api, f"{api}{CLIENT_SIDE}"))
    return {name: catalogue_of(name) for name in names}


def client_catalogue(api: str) -> Catalogue:
    """The requirements of the clients of `api`.

    Raises ConfigurationError for an unknown API, SpecError for a bad file.
    """
    return _made(find_kit(api))


@cache
def _made(kit: Kit) -> Catalogue:
    spec = load(kit.name)
    known = spec.catalogue
    made = list(_requirements(spec))
    digest = hashlib.sha256(f"{known.digest}{made}".encode())
    features = {one.feature: known.features[one.feature] for one in made if one.derived}
    return Catalogue(
        api=f"{kit.name}{CLIENT_SIDE}",
        title=f"{known.title}: clients",
        digest=f"sha256:{digest.hexdigest()}",
        requirements={one.id: one for one in made},
        ambiguities={},
        features={**features, "client": "What a client makes of answers."},
        places={one.id: _place(spec, one) for one in made},
        documents=known.documents,
    )


def _requirements(spec: Spec) -> Iterator[Requirement]:
    authority = next(iter(spec.catalogue.documents))
    for operation in spec.operations.values():
        yield from _of(operation, spec.prefix)
    for rule, (statement, fix) in _RULES.items():
        yield Requirement(
            id=f"{spec.prefix}-CLIENT-{rule}",
            level=Level.SHOULD,
            statement=statement,
            source=Source(authority, "the whole document"),
            basis=Basis.IMPLIED,
            feature="client",
            fix=fix,
        )


_OF_OPERATIONS = {
    "FORM": (
        Level.MUST,
        "A request of {where} has what is required, in the form that is documented.",
        "Give every required parameter and member, with a value of the documented type.",
    ),
    "EXTRA": (
        Level.SHOULD,
        "A request of {where} has no undocumented parameter or type of body.",
        "Leave out what the document does not describe, or correct its spelling.",
    ),
    "AUTH": (
        Level.MUST,
        "A request of {where} comes with credentials.",
        "Send the credentials with the request, or when they are asked for.",
    ),
}


def _of(operation: Operation, prefix: str) -> Iterator[Requirement]:
    """What the requests of one operation have to be like."""
    for kind, (level, statement, fix) in _OF_OPERATIONS.items():
        if kind == "AUTH" and not operation.secured:
            continue
        yield Requirement(
            id=f"{prefix}-CLIENT-{operation.id}-{kind}",
            level=level,
            statement=statement.format(where=f"{operation.method} {operation.path}"),
            source=operation.source,
            basis=Basis.STATED if level is Level.MUST else Basis.IMPLIED,
            feature=operation.feature,
            fix=fix,
            derived=True,
        )


def _place(spec: Spec, one: Requirement) -> Place:
    """Where the description of a requirement's operation is written."""
    _, _, name = one.id.partition("-CLIENT-")
    operation = name.rpartition("-")[0]
    for kind in ("STATUS", "BODY", "MEDIA", "AUTH"):
        found = spec.catalogue.places.get(f"{spec.prefix}-{operation}-{kind}")
        if found is not None:
            return found
    return Place(f"{spec.catalogue.api}/openapi.yaml", 1)
