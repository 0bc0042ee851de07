"""The modules of a kit: its vocabulary, and its reference server."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from contracts.catalogue.kits.kit import Kit
from contracts.model import ConfigurationError

_WANTED = {"vocabulary": "API", "reference": "REFERENCE"}
"""What the module of each part has to define."""
_MARK = "__uc_contracts_kit__"
"""What a package that was made of a folder has, with the folder."""


def load_part(kit: Kit, part: str) -> Any:
    """What `vocabulary` or `reference` of a kit defines: its `API`, or its `REFERENCE`.

    Raises ConfigurationError, in one line with the place, where the module cannot be imported or
    lacks it; KeyError for a kit without that part.
    """
    name = getattr(kit, part)
    if name is None:
        raise KeyError(part)
    module = _imported(kit, part, name)
    wanted = _WANTED[part]
    found = getattr(module, wanted, None)
    if found is None:
        msg = f"{_file(module)}: the {part} of kit {kit.name!r} has no {wanted}; "
        msg += f"end it with `{wanted} = …`"
        raise ConfigurationError(msg)
    return found


def _imported(kit: Kit, part: str, name: str) -> ModuleType:
    whole = f"{importable(kit)}{name}" if name.startswith(".") else name
    try:
        return importlib.import_module(whole)
    except ModuleNotFoundError as trouble:
        if trouble.name == whole:
            kit.refuse(part, f"there is no module {name!r}")
        raise _broken(kit, part, trouble) from trouble
    except Exception as trouble:
        raise _broken(kit, part, trouble) from trouble


def importable(kit: Kit) -> str:
    """The name by which the modules of a kit are imported; a folder is made a package of its own.

    Raises ConfigurationError where another module has that name.
    """
    if kit.package is not None:
        return kit.package
    name = kit.name.replace("-", "_")
    module = sys.modules.get(name)
    if getattr(module, _MARK, kit.home) != kit.home:
        _forget(name)  # a kit of that name in another folder
        module = None
    if module is None and (spec := _spec(name)) is None:
        made = ModuleType(name, f"The kit {kit.name}.")
        made.__path__ = [str(kit.home)]
        setattr(made, _MARK, kit.home)
        sys.modules[name] = made
        return name
    places = module.__path__ if module is not None else spec.submodule_search_locations
    if str(kit.home) not in [str(Path(one).resolve()) for one in places or ()]:
        kit.refuse("name", f"another module is called {name!r} already; choose another name")
    return name


def _forget(name: str) -> None:
    """Drop a package that was made of a folder, and its modules."""
    for one in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        del sys.modules[one]


def _spec(name: str) -> Any:
    try:
        return importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None


def _broken(kit: Kit, part: str, trouble: Exception) -> ConfigurationError:
    """What went wrong in a module, in one line: the innermost place in the kit's own files."""
    if isinstance(trouble, SyntaxError) and trouble.filename:
        where = f"{trouble.filename}:{trouble.lineno or 1}"
        return ConfigurationError(f"{where}: the {part} is not valid Python ({trouble.msg})")
    frames = traceback.extract_tb(trouble.__traceback__)
    own = [one for one in frames if Path(one.filename).is_relative_to(kit.home)]
    where = f"{own[-1].filename}:{own[-1].lineno}" if own else str(kit.file)
    text = " ".join(str(trouble).split())
    return ConfigurationError(
        f"{where}: the {part} of kit {kit.name!r} cannot be imported "
        f"({type(trouble).__name__}: {text})"
    )


def _file(module: ModuleType) -> str:
    return str(getattr(module, "__file__", None) or module.__name__)
