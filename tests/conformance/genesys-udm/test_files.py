"""Exported files: metadata, links, downloads (file-metadatas, files)."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from contracts.apis.genesys_udm import BY_NAME, V3, V10, WITH_FILES, Answer, Udm, Version
from contracts.kit import Inconclusive, Judge

_SEE_OTHER = 303
_NOT_FOUND = 404


def _download(udm: Udm, version: Version) -> Answer:
    """The 303 for a file that is listed. Raises Inconclusive where there is none."""
    udm.needs(version, "files")
    name = udm.names(version)[0]
    answer = udm.on_file(version, "getFile", name)
    if answer.status != _SEE_OTHER:
        reason = f"{name} is not answered with 303: {answer}"
        raise Inconclusive(reason)
    return answer


@pytest.mark.requirement("UDM-FILES-01", "UDM-FILES3-01")
def test_listed_files_are_answered_with_303(udm: Udm, judge: Judge) -> None:
    """Files that the metadata name are there, those with unusual names too."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "01")):
            udm.needs(version, "files")
            names = udm.names(version)
            for name in (names[0], names[-1]):
                answer = udm.on_file(version, "getFile", name)
                if answer.status == _NOT_FOUND:
                    _is_listed_still(udm, version, name)
                judge.holds(
                    answer.status == _SEE_OTHER,
                    f"{version.name}: a file that is listed is not answered with 303",
                    expected=f"303 for {name}",
                    observed=answer,
                    shown=(answer,),
                )


def _is_listed_still(udm: Udm, version: Version, name: str) -> None:
    """Raise Inconclusive where a file was deleted since it was listed: somebody may, or time."""
    udm.forget("list", "files")
    if name not in udm.names(version):
        reason = f"file {name} was deleted while it was being looked at"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDM-FILES-02", "UDM-FILES3-02")
def test_303_has_a_location(udm: Udm, judge: Judge) -> None:
    """Where the file is stands in Location."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "02")):
            answer = _download(udm, version)
            judge.holds(
                bool(_location(udm, answer)),
                f"{version.name}: the 303 says nowhere where the file is",
                expected="Location, as HTTP has it",
                observed="no Location",
                shown=(answer,),
            )


def _location(udm: Udm, answer: Answer) -> str:
    """Where a 303 says that the file is: in Location, or in a link as others are given."""
    response = answer.exchange.response
    header = (response.header("Location") or "").strip() if response else ""
    return header or next(iter(udm.paths_in(answer)), "")


@pytest.mark.requirement("UDM-FILES-03", "UDM-FILES3-03")
def test_location_leads_to_the_file(udm: Udm, judge: Judge) -> None:
    """What Location names is there, without the credentials of the API."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "03")):
            answer = _download(udm, version)
            if not _location(udm, answer):
                reason = "the 303 has no Location: see UDM-FILES-02 and UDM-FILES3-02"
                raise Inconclusive(reason)
            name = udm.names(version)[0]
            _leads_to(udm, judge, udm.fetch(_location(udm, answer), answer), version, name)


def _leads_to(udm: Udm, judge: Judge, file: Answer, version: Version, name: str) -> None:
    """The link leads to a file; an empty one is one, where the metadata say that it is empty."""
    response = file.exchange.response
    media = (response.header("Content-Type") or "") if response else ""
    is_page = media.startswith("text/html")
    is_empty = not file.raw and udm.size_of(version, name) != 0
    judge.holds(
        file.succeeded and not is_empty and (not is_page or name.endswith((".html", ".htm"))),
        f"{version.name}: the link does not lead to the file",
        expected=f"200 and the content of {name}",
        observed=file,
        shown=(file,),
    )


@pytest.mark.requirement("UDM-FILES-04", "UDM-FILES3-04", "UDM-FILES-14")
def test_links_are_given(udm: Udm, judge: Judge) -> None:
    """Links are given for one file and for several."""
    for version, requirement, most in (
        (V10, "UDM-FILES-04", 1),
        (V10, "UDM-FILES-14", 3),
        (V3, "UDM-FILES3-04", 3),
    ):
        with judge.of(requirement):
            udm.needs(version, "files")
            names = udm.names(version)
            if most > 1 and len(names) == 1 and version is V10:
                reason = "the target has one file only"
                raise Inconclusive(reason)
            single = ""
            # The last one is a name that is not plain, where there is one.
            for some in dict.fromkeys(map(tuple, (names[:1], names[:most], names[-1:]))):
                answer = udm.links(version, some)
                paths = udm.paths_in(answer)
                single = single or next(iter(paths), "")
                # One link may lead to all of them, but not one to the first alone.
                alone = len(paths) == 1 < len(some) and _asks_for(paths[0]) == _asks_for(single)
                given = answer.succeeded and bool(paths) and not alone
                for name in some if not given else ():
                    _is_listed_still(udm, version, name)
                judge.holds(
                    given,
                    f"{version.name}: no links are given to files that are listed",
                    expected=f"200 and path, for {', '.join(some)}",
                    observed=answer,
                    shown=(answer,),
                )
                judge.observe(f"{len(udm.paths_in(answer))} links for {len(some)} files")


def _asks_for(link: str) -> tuple[str, list[str]]:
    """The address of a link and the names of its parameters: a signature is another each time."""
    parts = urlsplit(link)
    return parts.path, sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))


@pytest.mark.requirement("UDM-FILES-05", "UDM-FILES3-05")
def test_links_lead_to_files(udm: Udm, judge: Judge) -> None:
    """Each of several links can be used as it is."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "05")):
            udm.needs(version, "files")
            names = udm.names(version)[:2]
            answer = udm.links(version, names)
            paths = udm.paths_in(answer)
            if not answer.succeeded or not paths:
                reason = f"no links are given: {answer}"
                raise Inconclusive(reason)
            for path, name in zip(paths, names, strict=False):
                _leads_to(udm, judge, udm.fetch(path, answer), version, name)


@pytest.mark.requirement("UDM-FILES-16", "UDM-FILES3-16")
def test_each_download_is_the_file_that_was_asked_for(udm: Udm, judge: Judge) -> None:
    """Files of different sizes are downloaded with different contents."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "16")):
            udm.needs(version, "files")
            sizes = {name: udm.size_of(version, name) for name in udm.names(version)}
            one = next((name for name, size in sizes.items() if size), None)
            others = [name for name, size in sizes.items() if size and one and size != sizes[one]]
            if one is None or not others:
                reason = "the metadata do not tell files apart by their size"
                raise Inconclusive(reason)
            downloads = []
            other = others[0]
            for name in (one, other):
                answer = udm.on_file(version, "getFile", name)
                if answer.status != _SEE_OTHER or not _location(udm, answer):
                    reason = f"{name} is not answered with 303 and where it is: {answer}"
                    raise Inconclusive(reason)
                downloads.append(udm.fetch(_location(udm, answer), answer).needed("the download"))
            judge.holds(
                downloads[0].raw != downloads[1].raw,
                f"{version.name}: two files are downloaded with the same content",
                expected=f"{one} with {sizes[one]} bytes, {other} with {sizes[other]}",
                observed=f"{len(downloads[0].raw)} bytes each, alike",
                shown=tuple(downloads),
            )


@pytest.mark.requirement("UDM-FILES-12", "UDM-FILES3-12")
def test_each_file_has_a_link(udm: Udm, judge: Judge) -> None:
    """Links to several files are one to each; a single one may lead to all of them."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "12")):
            udm.needs(version, "files")
            names = udm.names(version)[:3]
            if len(names) == 1:
                reason = "the target has one file only"
                raise Inconclusive(reason)
            answer = udm.links(version, names)
            paths = udm.paths_in(answer)
            if not answer.succeeded or not paths:
                reason = f"no links are given: {answer}"
                raise Inconclusive(reason)
            judge.holds(
                len(paths) == 1 or len(set(paths)) == len(paths) == len(names),
                f"{version.name}: not each of several files has a link of its own",
                expected=f"{len(names)} links, for {', '.join(names)}",
                observed=answer,
                shown=(answer,),
            )


@pytest.mark.requirement("UDM-ACROSS-06")
def test_files_are_the_same_in_v10_and_v3(udm: Udm, judge: Judge) -> None:
    """v10 and v3 list the same files."""
    udm.needs("files", V3)
    udm.standing(lambda: _same_files(udm, judge))


def _same_files(udm: Udm, judge: Judge) -> None:
    udm.forget("list")
    wholes = [udm.filled(BY_NAME[f"files{version.name}"]) for version in WITH_FILES]
    one, other = ({udm.name_of(row) for row in whole.rows} for whole in wholes)
    if one != other:
        for whole in wholes:
            udm.settled(whole)
    judge.equal(
        sorted(other - one)[:3] + sorted(one - other)[:3],
        [],
        "what only one of v3 and v10 lists",
        shown=tuple(whole.first for whole in wholes),
    )
