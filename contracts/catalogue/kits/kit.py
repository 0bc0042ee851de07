"""Reading `kit.toml`: the name of a kit, and where its parts are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from contracts.catalogue.positions import Position
from contracts.catalogue.resources import conformance_dir, specs_dir
from contracts.catalogue.toml_lines import lines_of
from contracts.catalogue.validate import placed, problems, schema
from contracts.model import SpecError

FILE = "kit.toml"
VERSION = 1
"""The first number of the version of `contracts.kit`."""
_RESERVED = frozenset({"any_api", "judge", "law", "life", "operation", "request", "target"})
"""Arguments of tests that mean something already."""
_SCHEMA = "kit.schema.json"
_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")


class Kit(msgspec.Struct, frozen=True):
    """A kit: an API's name, and where what encodes its document is.

    `home` is the folder of `kit.toml`; `document` the id of the document that is the authority;
    `fixture` what tests call the vocabulary. `vocabulary` and `reference` are modules: with a dot
    in front, of the kit's own package; None where it has none. `package` is the name of that
    package where it is installed. `extends` names the kit whose requirements and tests this one
    adds to.
    """

    name: str
    prefix: str
    title: str
    document: str
    home: Path
    specs: Path
    tests: Path
    fixture: str
    vocabulary: str | None = None
    reference: str | None = None
    extends: str | None = None
    package: str | None = None

    @property
    def file(self) -> Path:
        """The `kit.toml`."""
        return self.home / FILE

    @property
    def shipped(self) -> bool:
        """Whether the kit comes with the suite."""
        return self.home.parent == specs_dir()

    def settings(self) -> dict[str, Any]:
        """All that `kit.toml` says. Raises SpecError where it has become unreadable."""
        return _read(self.file)

    def refuse(self, key: str | Position, text: str) -> NoReturn:
        """Raise SpecError for what `key` of `kit.toml` says."""
        at = (key,) if isinstance(key, str) else key
        raise SpecError(placed(self.file, _lines(self.file), at, text))


def read_kit(home: Path, package: str | None = None) -> Kit:
    """The kit in the folder `home`; `package` is its name where it is an installed package.

    Raises SpecError naming file, line and key.
    """
    home = home.resolve()
    path = home / FILE
    data = _read(path)
    name = data["name"]
    shipped = home.parent == specs_dir()
    found = Kit(
        name=name,
        prefix=data["prefix"],
        title=data["title"],
        document=data.get("document", name),
        home=home,
        specs=home / data.get("specs", "specs"),
        tests=conformance_dir() / name if shipped else home / data.get("tests", "tests"),
        fixture=data.get("fixture", name.replace("-", "_")),
        vocabulary=_module(home, data, "vocabulary"),
        reference=_module(home, data, "reference"),
        extends=data.get("extends"),
        package=package,
    )
    for key, folder in (("specs", found.specs), ("tests", found.tests)):
        if key in data and not folder.is_dir():
            found.refuse(key, f"there is no folder {folder}")
    if not found.specs.is_dir():
        found.refuse("specs", f"there is no folder {found.specs}; put requirements.yaml there")
    if data.get("kit_version", VERSION) > VERSION:
        text = f"this release has version {VERSION} of contracts.kit; install a newer one"
        found.refuse("kit_version", text)
    if found.fixture in _RESERVED:
        key = "fixture" if "fixture" in data else "name"
        found.refuse(key, f"{found.fixture!r} is a fixture of the suite itself; choose another")
    if shipped and name != home.name:
        found.refuse("name", f"{name!r} is not the folder's name")
    return found


def _module(home: Path, data: Mapping[str, Any], part: str) -> str | None:
    """The module of a part: what the file says, or what is in the folder under the usual name."""
    said: str | None = data.get(part)
    if said is None:
        there = (home / f"{part}.py").is_file() or (home / part / "__init__.py").is_file()
        return f".{part}" if there else None
    top = said.partition(".")[0]
    own = (home / f"{top}.py").is_file() or (home / top).is_dir()
    return f".{said}" if own else said


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as trouble:
        msg = f"{path}: cannot be read ({trouble.strerror}); a kit is a folder with a {FILE}"
        raise SpecError(msg) from trouble
    except UnicodeDecodeError as trouble:
        msg = f"{path}: is not UTF-8 text; save it as UTF-8"
        raise SpecError(msg) from trouble
    except tomllib.TOMLDecodeError as trouble:
        found = _PLACE.search(str(trouble))
        line = f":{found[1]}" if found else ""
        msg = f"{path}{line}: is not valid TOML: {trouble}"
        raise SpecError(msg) from trouble
    for at, wrong in problems(data, schema(_SCHEMA)):
        raise SpecError(placed(path, lines_of(text), at, wrong))
    return data


def _lines(path: Path) -> Mapping[Position, int]:
    return lines_of(path.read_text("utf-8-sig"))
