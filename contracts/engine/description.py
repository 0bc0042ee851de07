"""How a target stands in the log of a run."""

from __future__ import annotations

from contracts import apis
from contracts.catalogue import load
from contracts.engine.options import TargetOptions
from contracts.model import EMBEDDED, Target, TargetDescribed


def described(target: Target, named: TargetOptions) -> TargetDescribed:
    """How a target stands in the log."""
    return TargetDescribed(
        target=target.key,
        api=target.api,
        name=target.name,
        base_url=target.base_url,
        allow=target.allow,
        catalogue=load(target.api).catalogue.digest,
        supports=target.supports,
        readings=target.readings,
        excluded=target.excluded,
        service=apis.find(target.api).service(target) or "",
        origin=_origin(named, target),
    )


def _origin(named: TargetOptions, target: Target) -> str:
    """Where a target is described; see `TargetDescribed`."""
    paths = {path.stem: path for path in named.files}
    if target.key in paths:
        return str(paths[target.key].absolute())
    return "" if named.urls else EMBEDDED
