"""The pages that are made from the package when the site is built; MkDocs loads this as a hook."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from site_commands import commands_page
from site_copies import copies
from site_kit import kit_page
from site_requirements import requirement_pages


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those that are written."""
    for name, text in _pages():
        files.append(File.generated(config, name, content=text))
    return files


def _pages() -> Iterator[tuple[str, str]]:
    """Each page with its place below `docs/`."""
    yield "reference/cli.md", commands_page()
    yield "reference/kit.md", kit_page()
    yield from requirement_pages()
    yield from copies()
