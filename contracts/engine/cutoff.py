"""A target that was lost in mid-run, and how the processes of a run tell each other."""

from __future__ import annotations

import contextlib
from hashlib import sha256
from pathlib import Path


class CutOff:
    """Whether a target of the run in `directory` was lost, in a file that all processes see."""

    def __init__(self, directory: Path, key: str) -> None:
        name = sha256(key.encode()).hexdigest()[:16]
        self._path = directory / "evidence" / f"cut-off-{name}"
        self._reason = ""

    @property
    def reason(self) -> str:
        """Why nothing more of it is judged; empty where it is."""
        if not self._reason:
            with contextlib.suppress(FileNotFoundError):
                self._reason = self._path.read_text(encoding="utf-8")
        return self._reason

    def tell(self, reason: str) -> bool:
        """Say so to all; whether nobody has said it before."""
        if self.reason:
            return False
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(reason, encoding="utf-8")
        self._reason = reason
        return True


def forget_cut_off(directory: Path) -> None:
    """Remove the files by which the processes of a run told each other."""
    for one in (directory / "evidence").glob("cut-off-*"):
        one.unlink()
