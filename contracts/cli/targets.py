"""Which targets the command line names."""

from __future__ import annotations

from pathlib import Path

from contracts import apis as known
from contracts.catalogue import nearest
from contracts.engine import TargetOptions
from contracts.model import Allow, ConfigurationError


def target_options(
    files: tuple[Path, ...],
    apis: tuple[str, ...],
    url: str | None,
    *,
    allow: Allow | None,
    dry_run: bool,
) -> TargetOptions:
    """The targets that are meant. Raises ConfigurationError where the options exclude each other.

    Without files and a URL they are embedded servers: those of `apis`, or all.
    """
    for one in apis:
        if one not in known.available():
            msg = f"--api: unknown API {one!r}{nearest(one, known.available())}"
            raise ConfigurationError(msg)
    if url is not None and len(apis) != 1:
        msg = (
            "--url needs to know what it is an address of: give --api once, such as --api uptivity"
        )
        raise ConfigurationError(msg)
    if url is not None and files:
        msg = "--url and target files exclude each other; write the address into a file"
        raise ConfigurationError(msg)
    if files and apis:
        msg = "--api and target files exclude each other; each file names its API"
        raise ConfigurationError(msg)
    if url is not None:
        return TargetOptions(urls=((apis[0], url),), allow=allow, dry_run=dry_run)
    return TargetOptions(files, (), apis, allow, dry_run)
