"""What every operation of an OpenAPI document says of its answers, and of who may ask."""

from __future__ import annotations

import pytest

from contracts.kit import (
    UNAUTHENTICATED,
    Api,
    ApiKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    Inconclusive,
    Judge,
    NoAuth,
    NotTested,
    Requests,
    Secret,
    refusal,
)

_NOBODY = "ucc-nobody"


@pytest.mark.requirement("*-{operation}-STATUS", "*-{operation}-MEDIA", "*-{operation}-BODY")
def test_an_operation_is_answered_as_documented(any_api: Api, operation: str, judge: Judge) -> None:
    """The plainest request that the document allows has the status, type and body that it gives."""
    answer = _asking(any_api).ask(operation)
    if not answer.accepted:
        # A refusal that is documented shows nothing of what a success looks like.
        for one in judge.requirements:
            with judge.of(one.id):
                reason = (
                    f"the plainest request was refused: {answer}; give [data] {operation} as its "
                    "body in the target file, if it needs another"
                )
                raise Inconclusive(reason)
    judge.unsaid(f"the answer shows nothing of it: {answer}")


@pytest.mark.requirement("*-{operation}-AUTH")
def test_strangers_are_refused(any_api: Api, operation: str, judge: Judge) -> None:
    """A request that is accepted is refused without credentials, and with made-up ones."""
    if isinstance(any_api.target.auth, NoAuth):
        reason = "the target file has no credentials, so nothing shows that they are asked for"
        raise NotTested(reason)
    api = _asking(any_api)
    api.ask(operation).needed(f"{operation} with the credentials of the target file")
    documented = [
        int(status)
        for status in any_api.spec.operations[operation].raw["responses"]
        if status in {"401", "403"}
    ]
    for who, auth in _strangers(any_api.target.auth):
        answer = api.ask(operation, auth=auth)
        refused = refusal(f"{operation} {who}", *(documented or [401]), cause=UNAUTHENTICATED)
        judge.refused(refused, answer)


def _asking(api: Api) -> Requests:
    """The vocabulary, where it knows how to ask for any operation. Raises NotTested."""
    if not isinstance(api, Requests):
        reason = (
            "the kit's vocabulary is neither a JsonApi nor an XmlApi, so its own tests judge it"
        )
        raise NotTested(reason)
    return api


def _strangers(own: Auth) -> list[tuple[str, Auth]]:
    made_up = Secret("ucc-made-up", "a made-up secret")
    found: list[tuple[str, Auth]] = [("without credentials", NoAuth())]
    if isinstance(own, BasicAuth):
        found.append(("of an unknown user", BasicAuth(_NOBODY, made_up)))
    elif isinstance(own, BearerAuth):
        found.append(("with a made-up token", BearerAuth(made_up)))
    elif isinstance(own, ApiKeyAuth):
        found.append(("with a made-up key", ApiKeyAuth(made_up, own.header)))
    return found
