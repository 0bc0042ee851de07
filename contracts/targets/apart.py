"""Whether the targets of a run can be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from contracts.model import Target


def check_apart(paths: Sequence[Path], targets: Iterable[Target]) -> Iterator[str]:
    """A line for each file whose target has the label or the name of an earlier one.

    The label, which names the target on the command line and in evidence, is the file's name;
    the name is what reports and baselines call a target of one API.
    """
    labels: dict[str, Path] = {}
    for path in paths:
        first = labels.get(path.stem)
        if first is None:
            labels[path.stem] = path
        elif first.resolve() == path.resolve():
            yield f"{path}: is given twice; leave one out"
        else:
            yield f"{path}: is called {path.stem!r} like {first}; give the files different names"
    names: dict[tuple[str, str], str] = {}
    for target in targets:
        first_key = names.setdefault((target.api, target.name), target.key)
        if first_key != target.key:
            yield (
                f"{target.key}: target.name: {target.name!r} is the name of {first_key}, too; "
                "give each target of an API a name of its own"
            )
