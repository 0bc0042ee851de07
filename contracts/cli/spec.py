"""`uc-contracts spec`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from contracts.catalogue import Spec, apis, load, nearest, specs_dir
from contracts.cli.kits import asked_kits
from contracts.cli.names import API
from contracts.cli.settings import Command
from contracts.model import ConfigurationError
from contracts.targets.schema import NAME, target_schema

_KINDS = {
    ".xsd": "XSD 1.0 of XML bodies, named in the OpenAPI file by x-xsd",
    ".tsv": "a table of the document",
}
_KNOWN = {
    "requirements.yaml": "the catalogue of requirements",
    "ambiguities.yaml": "the ledger of ambiguous places, with their readings",
    "document.yaml": "the document's title, publisher, edition and address",
    "data.schema.json": "JSON Schema of [data] in a target file",
    "seed.schema.json": "JSON Schema of a file for `serve --data`",
}
_SHARED = {
    "target.schema.json": "JSON Schema of a target file",
    "fleet.schema.json": "JSON Schema of a fleet file",
    "baseline.schema.json": "JSON Schema of a baseline",
    "results.schema.json": "JSON Schema of results.json",
    "events.schema.json": "JSON Schema of the events in evidence/",
    "sensitivity.schema.json": "JSON Schema of sensitivity.json",
}


@click.command("spec", cls=Command)
@click.option(
    "--api",
    type=API,
    metavar="API",
    help="The API whose files are meant; by default those that all APIs share.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Copy the files to this folder, which is created if necessary; with FILE, the file to "
    "write.",
)
@click.argument("file", required=False)
def command(api: str | None, output: Path | None, file: str | None) -> None:
    """Print or copy the OpenAPI files, XSDs and JSON Schemas that the suite uses.

    Without FILE and --output the files are listed; with FILE, one of them is printed.
    """
    api = api or next(iter(asked_kits()), None)
    spec = load(api) if api else None
    folder = spec.directory if spec else specs_dir()
    files = dict(_files(folder))
    if file is not None:
        if file not in files:
            msg = f"there is no file {file!r}{nearest(file, files)}"
            raise ConfigurationError(msg)
        _hand_out(file, _text(folder, file, spec), output)
    elif output is None:
        width = max(map(len, files))
        for name, what in files.items():
            click.echo(f"{name:{width}}  {what}")
        if api is None:
            click.echo(f"\nFiles of one API: uc-contracts spec --api {'|'.join(apis())}")
    else:
        for name in files:
            _write(output / name, _text(folder, name, spec))
        click.echo(f"Wrote {len(files)} files to {output}")


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The files of a folder, each with what it is."""
    for path in sorted(folder.iterdir(), key=lambda one: (one.suffix != ".yaml", one.name)):
        shared = _SHARED.get(path.name) if folder == specs_dir() else None
        what = _KNOWN.get(path.name) or _KINDS.get(path.suffix) or shared
        if path.suffix == ".yaml" and what is None:
            what = "OpenAPI 3.1"
        if path.is_file() and what is not None:
            yield path.name, what
    if folder != specs_dir():
        yield NAME, "JSON Schema of a target file, with the API's features, readings and data"


def _text(folder: Path, name: str, spec: Spec | None) -> str:
    """What is in a file; the schema of one API's target files is made of several."""
    if name == NAME and spec is not None:
        schema = target_schema(spec)
        return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return (folder / name).read_text("utf-8")


def _hand_out(name: str, text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output / name if output.is_dir() else output, text)


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as trouble:
        msg = f"{target} cannot be written ({trouble.strerror}); name another place with --output"
        raise ConfigurationError(msg) from trouble
