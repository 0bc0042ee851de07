"""One look at a target before a run: a single request that only reads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from contracts.engine.facts import Facts
from contracts.engine.options import RunOptions, TargetOptions
from contracts.engine.run import Run
from contracts.model import Exchange, Target


class Look(msgspec.Struct, frozen=True):
    """A target with what it says of itself, and how it answered."""

    target: Target
    exchange: Exchange

    @property
    def answer(self) -> str:
        """How it answered, in a line."""
        response, failure = self.exchange.response, self.exchange.failure
        if response is None:
            return f"no answer: {failure.message if failure else 'no reason is known'}"
        media = response.media_type or "no media type"
        return f"{response.status} {media}, {self.exchange.seconds * 1000:.0f} ms"

    @property
    def refused(self) -> bool:
        """Whether the credentials, or that there are none, were refused."""
        return self.exchange.response is not None and self.exchange.response.status in {401, 403}


@contextmanager
def looked_at(named: TargetOptions) -> Iterator[list[Look]]:
    """Look at each of these targets once. Nothing but GET and HEAD is sent, and nothing is kept.

    Raises ConfigurationError for what cannot be meant; then nothing is sent.
    """
    with tempfile.TemporaryDirectory(prefix="uc-contracts-") as folder:
        run = Run(RunOptions(named), Facts(Path(folder), ""))
        try:
            yield [Look(one, run.session(one).api.first_look()) for one in run.targets]
        finally:
            run.close(None)
            run.resolved.close()
