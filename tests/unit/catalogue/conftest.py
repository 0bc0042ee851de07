"""A copy of the Uptivity specs to break, one defect at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.catalogue import Spec, read_kit, specs_dir
from contracts.catalogue.load import load_from
from contracts.model import SpecError


class Copy:
    """The folder `uptivity` of the specs, somewhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(specs_dir() / "uptivity", folder)

    def text(self, name: str) -> str:
        """What file `name` says."""
        return (self.folder / name).read_text("utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        """Let file `name` say `content`."""
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(data)

    def change(self, name: str, old: str, new: str, *, last: bool = False) -> int:
        """Put `new` for the first (or last) `old` of file `name`; gives the line of it, from 1."""
        text = self.text(name)
        at = text.rindex(old) if last else text.index(old)
        self.write(name, text[:at] + new + text[at + len(old) :])
        return text.count("\n", 0, at) + 1

    def load(self) -> Spec:
        """What the loader makes of the folder."""
        return load_from(read_kit(self.folder))

    def trouble(self, name: str) -> tuple[int, str]:
        """Line and text of the loader's first error, which must begin with the file."""
        with pytest.raises(SpecError) as caught:
            self.load()
        text = caught.value.lines[0]
        assert "\n" not in text
        prefix = f"{self.folder / name}:"
        assert text.startswith(prefix), text
        line, _, rest = text.removeprefix(prefix).partition(": ")
        return (int(line) if line.isdecimal() else 0), rest or line.strip()


@pytest.fixture
def make_copy(tmp_path: Path) -> Callable[[], Copy]:
    """A maker of copies."""
    made: list[Copy] = []

    def make() -> Copy:
        made.append(Copy(tmp_path / str(len(made)) / "uptivity"))
        return made[-1]

    return make


@pytest.fixture
def specs(make_copy: Callable[[], Copy]) -> Copy:
    """A copy that is still right."""
    return make_copy()
