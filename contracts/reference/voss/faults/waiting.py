"""Faults in synchronous and asynchronous changes: VOSS-ASYNC-02 to -06."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node
from contracts.reference.voss.transactions import ENDS_AFTER_S, Pending, Work


@fault("nowait-true-blocks", violates="VOSS-ASYNC-04", kind="wrong-value", related="VOSS-ASYNC-05")
class _NowaitTrueBlocks(Voss):
    """nowait=true blocks until the change has been made, and is answered like nowait=false."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if b"nowait=true" in scope.get("query_string", b""):
            await asyncio.sleep(ENDS_AFTER_S)
        await super().__call__(scope, receive, send)

    def supports_async(self, model: Model, action: str) -> bool:  # noqa: ARG002
        return False


@fault("creation-undone", violates="VOSS-ASYNC-02", kind="forgotten")
class _CreationUndone(Voss):
    """A POST says that a resource is made, and it is taken away again at once."""

    def written(self, instance: Instance) -> dict[str, Any]:
        said = super().written(instance)
        if not instance.tags and not instance.version_tag:
            self.delete(instance)
        return said


class _Effect(Voss):
    """What was submitted with nowait=true has another effect."""

    def carry_out(self, one: Pending) -> None:
        work = one.work
        one.work = lambda: self.instead(one.transaction, work)
        super().carry_out(one)

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:
        raise NotImplementedError


@fault("nowait-true-no-effect", violates="VOSS-ASYNC-06", kind="omitted")
class _NowaitTrueNoEffect(_Effect):
    """What is submitted with nowait=true succeeds, and is not done."""

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:  # noqa: ARG002
        return {}


@fault("nowait-true-fails", violates="VOSS-ASYNC-06", kind="wrong-value")
class _NowaitTrueFails(_Effect):
    """What is submitted with nowait=true always fails."""

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:  # noqa: ARG002
        return refuse(400, "the workflow has failed")


@fault(
    "nowait-true-data-lost",
    violates="VOSS-ASYNC-06",
    kind="only-sometimes",
    related="VOSS-TEMPLATE-02 VOSS-TEMPLATE-01",
)
class _NowaitTrueDataLost(_Effect):
    """What is created with nowait=true has its first attribute only."""

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:  # noqa: ARG002
        self.thin = True
        try:
            return work()
        finally:
            self.thin = False

    thin = False

    def create(self, model: Model, node: Node, data: dict[str, Any]) -> Instance:
        kept = {model.summary[0]: data[model.summary[0]]} if self.thin else data
        return super().create(model, node, kept)
