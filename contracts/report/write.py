"""Writing the report files of a run, all of them or none."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from contracts.model import BodyStored, Catalogue, ConfigurationError, Results
from contracts.report.badge import badge_svg
from contracts.report.collect import reproduced
from contracts.report.ctrf import ctrf
from contracts.report.curl import BODY_FOLDER, body_file
from contracts.report.document import results_json
from contracts.report.files import files_of
from contracts.report.har import har
from contracts.report.html import conformance_html
from contracts.report.junit import junit_xml
from contracts.report.markdown import summary_markdown
from contracts.report.sarif import sarif
from contracts.report.trail import Trail, trail_of

Chunks = Iterable[bytes]


def write_reports(  # noqa: PLR0913 - each says one thing of the files
    run: Path | Trail,
    results: Results,
    catalogues: Mapping[str, Catalogue],
    *,
    whole_har: bool = False,
    only: Collection[str] = (),
    beside: Sequence[str] = (),
) -> dict[str, Path]:
    """Write the reports of `results` into the folder of the run and return them by file name.

    The HTTP Archive holds the exchanges that the results name as evidence or, with `whole_har`,
    every exchange of the run. With `only` just the files of these names are written. `beside`
    names files of others in the folder that the page is to link to.

    Every file is written beside its place first and then put there, so that a reader never
    meets half a file. ConfigurationError where the folder cannot be written.
    """
    with trail_of(run) as trail:
        run_dir = trail.folder
        reports: dict[str, Callable[[], Chunks]] = {
            "results.json": lambda: results_json(results),
            "junit.xml": lambda: junit_xml(results),
            "conformance.sarif": lambda: sarif(results, catalogues),
            "ctrf.json": lambda: ctrf(results),
            "summary.md": lambda: summary_markdown(results),
            "badge.svg": lambda: badge_svg(results),
            "evidence.har": lambda: har(trail, results, whole=whole_har),
            "conformance.html": lambda: conformance_html(trail, results, catalogues, files),
        }
        files = tuple(files_of(run_dir, {*reports, *beside} - {"conformance.html"}))
        try:
            if only:
                return _write(run_dir, {name: reports[name] for name in only})
            _export_bodies(trail, results)
            return _write(run_dir, reports)
        except OSError as error:
            msg = (
                f"the reports cannot be written to {run_dir} ({error.strerror}); make the folder "
                "writable or choose another with --report-dir"
            )
            raise ConfigurationError(msg) from error


def _write(run_dir: Path, reports: Mapping[str, Callable[[], Chunks]]) -> dict[str, Path]:
    drafts = {name: run_dir / f".{name}.{os.getpid()}.part" for name in reports}
    try:
        for name, chunks in reports.items():
            _write_draft(drafts[name], chunks())
        for name, draft in drafts.items():
            draft.replace(run_dir / name)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return {name: run_dir / name for name in reports}


def write_file(path: Path, chunks: Chunks) -> None:
    """Write one file, whole or not at all. ConfigurationError where it cannot be written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            _write_draft(draft, chunks)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        msg = f"{path} cannot be written ({error.strerror}); name another place with --output"
        raise ConfigurationError(msg) from error


def _write_draft(draft: Path, chunks: Chunks) -> None:
    with draft.open("wb") as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())


def _export_bodies(trail: Trail, results: Results) -> None:
    """Write the request bodies that curl lines name as files."""
    wanted = {
        exchange
        for target in results.targets
        for requirement in target.requirements
        if any(BODY_FOLDER in line for line in requirement.curl)
        for exchange in reproduced(requirement)
    }
    if not wanted:
        return
    sent = (one.request.body for one in trail.exchanges(wanted))
    digests = {digest for digest in sent if digest is not None}
    for body in trail.bodies(digests):
        name = body_file(body.digest, body)
        if name is None:
            continue
        path = trail.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        _write_draft(draft, [content(body)])
        draft.replace(path)


def content(body: BodyStored) -> bytes:
    """The bytes of a stored body."""
    if body.text is not None:
        return body.text.encode("utf-8", "surrogatepass")
    return base64.b64decode(body.base64 or "")
