"""The `pytest11` entry point: what an installation adds to every pytest on the machine.

That is one hook, which does nothing unless the command line has `--target FILE.toml` and nobody
else has such an option. Only then the plugin itself is loaded, with its options and its imports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

_PLUGIN = "contracts.plugin"
_OPTION = "--target"


@pytest.hookimpl(trylast=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    """Load the plugin if a target file is named; a worker of xdist is told by its options.

    It comes after the conftest files: one that loads the plugin, or has a `--target` of its own,
    is left alone.
    """
    asked = any(value.endswith(".toml") for value in _values(args))
    if asked and hasattr(parser.parse_known_args(args), "target"):
        return
    if asked or hasattr(early_config.option, "target_url"):
        early_config.pluginmanager.import_plugin(_PLUGIN)


def _values(args: Sequence[str]) -> Iterator[str]:
    for number, one in enumerate(args):
        name, equals, value = one.partition("=")
        if name == _OPTION:
            yield value if equals else next(iter(args[number + 1 :]), "")
