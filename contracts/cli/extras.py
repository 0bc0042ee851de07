"""Extras: parts of the suite whose dependencies a plain installation does not have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from contracts.model import ConfigurationError


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Have an import that fails for want of an extra say so: `what` needs it.

    Raises ConfigurationError; what is missing of the suite itself stays an ImportError.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "contracts":
            raise
        msg = (
            f"{what} needs the extra `{extra}` ({error.name} is not installed): "
            f"pip install 'uc-contracts[{extra}]'"
        )
        raise ConfigurationError(msg) from error
