"""Rehearsing a run: the embedded reference server stands in for a target."""

from __future__ import annotations

from contextlib import ExitStack

import msgspec

from contracts import reference
from contracts.model import ConfigurationError, Limits, NoAuth, Target, Tls
from contracts.targets import is_asked, is_raw


def stand_in(target: Target, stack: ExitStack) -> Target:
    """`target`, at the address of an embedded server of its API that is asked to describe itself.

    Raises ConfigurationError where there is no such server.
    """
    if target.api not in reference.available():
        msg = f"--dry-run: there is no reference server of {target.api} to rehearse against"
        raise ConfigurationError(msg)
    server = reference.find(target.api)
    serving = stack.enter_context(reference.Serving([server.build()]))
    stream = serving.streams[0] if is_raw(target.base_url) else None
    return msgspec.structs.replace(
        target,
        base_url=stream or serving.origins[0] + server.base_path,
        auth=NoAuth(),
        tls=Tls(),
        limits=Limits(),
        proxy=None,
        supports={},
        data={},
        # Whether the real one describes itself, and so may be written to, is not asked here:
        # the most that a run could send is shown.
        allow_stated=target.allow_stated or not is_asked(target),
    )


def as_known(stand: Target, real: Target) -> Target:
    """The described stand-in, told as much as the file tells of the real target.

    The values are the stand-in's own, where it has some: an id of the real system means nothing
    to it.
    """
    # A port that the stand-in does not have would be the real target's, on this machine.
    port = reference.find(stand.api).port_key
    return msgspec.structs.replace(
        stand,
        supports={**stand.supports, **real.supports},
        data={
            name: stand.data.get(name, value)
            for name, value in real.data.items()
            if name != port or name in stand.data
        },
    )
