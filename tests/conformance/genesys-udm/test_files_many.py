"""Links to many files, to some that do not exist, and to none (GET files)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from contracts.apis.genesys_udm import V3, V10, WITH_FILES, Answer, Udm, Version
from contracts.apis.genesys_udm.refusing import not_found
from contracts.kit import Inconclusive, Judge, NotTested

_NOT_FOUND = 404
_TOO_LONG = frozenset({413, 414, 431})
_LIMIT = 100
_UNKNOWN = "ucc-no-such-file-{}.zip"


@pytest.mark.requirement("UDM-FILES-06", "UDM-FILES3-06")
def test_more_than_100_files(udm: Udm, judge: Judge) -> None:
    """v3 refuses 101 names, 100 of which it takes."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "06")):
            udm.needs(version, "files")
            names = udm.names(version)
            if len(names) <= _LIMIT:
                if version is V3:
                    _looks_for_a_hundred(udm, judge, names)
                reason = f"the target has {len(names)} files; it takes more than {_LIMIT}"
                raise NotTested(reason)
            taken = udm.links(version, names[:_LIMIT])
            if version is V3 and taken.refused:
                _takes_a_hundred(udm, judge, names, taken)
            if not taken.succeeded:
                reason = f"links to 100 files are not given: {taken}"
                raise Inconclusive(reason)
            answer = udm.links(version, names[: _LIMIT + 1], defect="101 names", checked=False)
            if answer.status in _TOO_LONG:
                reason = f"the address is too long for the target: {answer}"
                raise Inconclusive(reason)
            if version is V3:
                if len(udm.paths_in(taken)) == 1 and not answer.refused:
                    reason = "one link leads to all files: it does not show how many they are"
                    raise Inconclusive(reason)
                judge.holds(
                    answer.refused or len(udm.paths_in(answer)) <= _LIMIT,
                    "v3 gives links to more than 100 files",
                    expected="400, or 100 links",
                    observed=f"{answer.status} with {len(udm.paths_in(answer))} links",
                    shown=(taken, answer),
                )
            judge.observe(f"{version.name}: 101 names are answered with {answer.status}")


def _takes_a_hundred(udm: Udm, judge: Judge, names: list[str], refusal: Answer) -> None:
    """A limit of 100 lets 100 names pass where it lets 99: no more is refused than it says."""
    if refusal.status in _TOO_LONG:
        return
    fewer, most = udm.links(V3, names[: _LIMIT - 1]), _LIMIT - 1
    if not fewer.succeeded:
        fewer, most = _as_many_as_pass(udm, names[:_LIMIT])
    judge.holds(
        not fewer.succeeded,
        f"v3 gives links to {most} files, and refuses {most + 1}",
        expected="links to 100 files",
        observed=refusal,
        shown=(fewer, refusal),
    )


def _as_many_as_pass(udm: Udm, names: list[str]) -> tuple[Answer, int]:
    """How many names a limit below 100 lets pass, and the answer to so many.

    The answer is a refusal where an address may be too long instead: one more of the shortest
    names is refused where as many of the longest pass.
    """
    names = sorted(names, key=lambda name: len(quote(name, safe="")))
    passes, refused = 0, len(names)
    while refused - passes > 1:
        middle = (passes + refused) // 2
        if udm.links(V3, names[:middle], checked=False).succeeded:
            passes = middle
        else:
            refused = middle
    longest = names[-passes:] if passes else []
    short, long = (
        sum(len(quote(one, safe="")) for one in some) for some in (names[:refused], longest)
    )
    return udm.links(V3, longest if long > short else names, checked=False), passes


def _looks_for_a_hundred(udm: Udm, judge: Judge, names: list[str]) -> None:
    """A limit of 100 lets 100 names pass where it lets 99, also where some do not exist."""
    asked = [*names, *_unknown(_LIMIT)]
    fewer, most = (
        udm.links(V3, asked[:count], defect="some do not exist", checked=False)
        for count in (_LIMIT - 1, _LIMIT)
    )
    if fewer.status == _NOT_FOUND and most.status not in {_NOT_FOUND, *_TOO_LONG}:
        judge.holds(
            condition=False,
            summary="v3 looks for 99 files, some of which do not exist, and not for 100",
            expected="404 for the files that do not exist",
            observed=most,
            shown=(fewer, most),
        )


def _unknown(count: int) -> list[str]:
    return [_UNKNOWN.format(number) for number in range(count)]


@pytest.mark.requirement("UDM-FILES-07", "UDM-FILES3-07")
def test_one_missing_file_is_404(udm: Udm, judge: Judge) -> None:
    """No links come where one of the files does not exist; without it they do."""
    for version in WITH_FILES:
        with judge.of(version.requirement("FILES", "07")):
            known, answer = _some_missing(udm, version)
            codes = (400, 404) if version is V10 else (404,)
            case = "a request for files two of which do not exist"
            judge.refused(not_found(case, *codes), answer, detail=f"{version.name}, with {known}")


def _some_missing(udm: Udm, version: Version) -> tuple[str, Answer]:
    """A file that is there, and the answer to a request for it and two that are not."""
    udm.needs(version, "files")
    known = udm.names(version)[0]
    udm.links(version, [known]).needed("a link to a file")
    first, second = _unknown(2)
    asked = [first, known, second]
    return known, udm.links(version, asked, defect="files that do not exist", checked=False)


@pytest.mark.requirement("UDM-FILES3-10")
def test_404_names_the_missing_files(udm: Udm, judge: Judge) -> None:
    """The array of the 404 has the two files that are not there, and not the third."""
    known, answer = _some_missing(udm, V3)
    if answer.status != _NOT_FOUND:
        reason = f"missing files are not answered with 404: see UDM-FILES3-07 ({answer})"
        raise Inconclusive(reason)
    named = [_text(one) for one in answer.body] if isinstance(answer.body, list) else []
    judge.holds(
        len(named) == len(_unknown(2)) and all(any(u in n for n in named) for u in _unknown(2)),
        "the 404 has no array of the missing files",
        expected=_unknown(2),
        observed=answer,
        shown=(answer,),
    )
    judge.holds(
        not any(known == name for name in named),
        "the 404 names a file that is there",
        expected=_unknown(2),
        observed=answer,
        shown=(answer,),
    )


def _text(item: Any) -> str:
    """An item of the array: a name, or an object that holds it."""
    return item if isinstance(item, str) else msgspec.json.encode(item).decode()


@pytest.mark.requirement("UDM-FILES-11", "UDM-FILES3-14")
def test_links_to_nothing(udm: Udm, judge: Judge) -> None:
    """What a request for links without filename is answered with."""
    for version, requirement in ((V10, "UDM-FILES-11"), (V3, "UDM-FILES3-14")):
        with judge.of(requirement):
            udm.needs(version, "files")
            answer = udm.call(version.operation("getFileLinks"), checked=False)
            judge.observe(f"{version.name}: without filename {answer.status}")
