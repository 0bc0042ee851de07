"""Which targets the command line names."""

from __future__ import annotations

from pathlib import Path

from contracts import reference
from contracts.catalogue import find_kit
from contracts.cli.kits import asked_kits
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
        _hold_known(one)
    own = asked_kits()
    if own and not apis and not files:
        apis = own
        if url is None:
            _hold_served(own)
    if url is not None and len(apis) != 1:
        msg = (
            "--url needs to know what it is an address of: give --api once, such as --api uptivity,"
            " or --kit once"
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


def _hold_known(api: str) -> None:
    try:
        find_kit(api)
    except ConfigurationError as trouble:
        msg = f"--api: {trouble}"
        raise ConfigurationError(msg) from trouble


def _hold_served(kits: tuple[str, ...]) -> None:
    """Raise ConfigurationError where a kit has no server to judge in place of a target."""
    for one in kits:
        if one not in reference.available():
            msg = f"the kit {one!r} has no reference server to judge; give --url or a target file"
            raise ConfigurationError(msg)
