"""The certificate: read, uploaded, and read back (cipher)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from contracts.apis.genesys_udm import V3, V10, WITH_FILES, Answer, Udm, Version
from contracts.apis.genesys_udm.following import without as nothing_of
from contracts.apis.genesys_udm.refusing import malformed
from contracts.kit import Allow, Inconclusive, Judge, NotApplicable, NotTested

_OK = 200
_OF_A_KEY = frozenset({2048, 256})


def _uploaded(udm: Udm, version: Version) -> Answer:
    """The upload of the suite's certificate. Raises Inconclusive where it is not accepted."""
    udm.needs(version, "cipher")
    answer = udm.upload(version)
    answer.needed("the upload of a certificate")
    return answer


@pytest.mark.requirement("UDM-getCipherV10-STATUS", "UDM-getCipherV3-STATUS")
def test_certificate_information_is_given(udm: Udm, judge: Judge) -> None:
    """A certificate that is there is described; without one nothing is asked for."""
    for version in WITH_FILES:
        with judge.of(f"UDM-getCipher{version.name}-STATUS"):
            udm.needs(version, "cipher")
            answer = udm.certificate_info(version, checked=False)
            if not answer.succeeded or not answer.members:
                # Whether there is one is known where the suite's own was uploaded.
                _uploaded(udm, version)
            answer = udm.certificate_info(version)
            judge.equal(answer.status, _OK, "the status", shown=(answer,))


@pytest.mark.requirement("UDM-CIPHER-01", "UDM-CIPHER-02", "UDM-CIPHER3-01")
@pytest.mark.requirement("UDM-CIPHER-04", "UDM-CIPHER3-04")
def test_what_was_uploaded_is_read_back(udm: Udm, judge: Judge) -> None:
    """After an upload the name and the size are those of what was uploaded."""
    for version, requirement in ((V10, "UDM-CIPHER-01"), (V3, "UDM-CIPHER3-01")):
        another = requirement.replace("01", "04")
        with judge.of(requirement):
            udm.needs(version, "cipher")
            before = udm.certificate_info(version, checked=False)
            name = udm.certificate_name(f"-{version.name.lower()}")
            udm.upload(version, name).needed("the upload of a certificate")
            shows = partial(_has_name, name)
            answer = _info(udm, version, shows)
            with judge.of(another):
                _is_another(judge, name, before, answer)
            judge.holds(
                shows(answer),
                "the certificate information has another name than the upload",
                expected=name,
                observed=answer,
                shown=(answer,),
            )
        if another not in judge.standings:
            with judge.of(another):
                udm.needs(version, "cipher")
                reason = f"no upload is described: see {requirement}"
                raise nothing_of(judge.standings, requirement, reason)
    with judge.of("UDM-CIPHER-02"):
        _uploaded(udm, V10)
        sizes = _sizes(udm.certificate)
        answer = _info(udm, V10, lambda one: one.members.get("size") in sizes)
        size = answer.members.get("size")
        if size in _OF_A_KEY:
            # Bits or bytes of its key: the document says no more than size.
            reason = f"size {size} may be that of the key of any certificate"
            raise Inconclusive(reason)
        judge.holds(
            size in sizes,
            "the size is not that of the certificate",
            expected=f"{len(udm.certificate)} bytes, or as many as its DER has",
            observed=answer,
            shown=(answer,),
        )


def _is_another(judge: Judge, name: str, before: Answer, after: Answer) -> None:
    """What is said of the certificate is not what was said before another one was uploaded."""
    if not isinstance(after.members.get("name"), str):
        reason = "the certificate information has no name to tell certificates by"
        raise NotApplicable(reason)
    judge.holds(
        _has_name(name, after) or after.members != before.members,
        "an upload is accepted, and the certificate information is as before",
        expected="that of the certificate that was uploaded",
        observed=after,
        shown=(before, after),
    )


def _sizes(pem: bytes) -> set[int]:
    """How many bytes a certificate may be said to have: as it was sent, stripped, in DER."""
    text = b"".join(line for line in pem.splitlines() if not line.startswith(b"-----"))
    return {len(pem), len(pem.strip()), len(text), len(base64.b64decode(text))}


def _has_name(name: str, answer: Answer) -> bool:
    return name.removesuffix(".pem") in str(answer.members.get("name"))


def _info(udm: Udm, version: Version, shows: Callable[[Answer], bool]) -> Answer:
    """What is said of the certificate once the upload shows, waited for; else what was said last.

    Raises Inconclusive where nothing is.
    """
    answers: list[Answer] = []

    def look() -> Answer | None:
        answers[:] = [udm.certificate_info(version)]
        return answers[0] if shows(answers[0]) else None

    patience = udm.patience("a certificate shows", udm.patience_s)
    answer = patience.until(look) or answers[0]
    if not answer.succeeded:
        reason = f"the certificate information is not given after an upload: {answer}"
        raise Inconclusive(reason)
    return answer


@pytest.mark.requirement("UDM-CIPHER-03", "UDM-CIPHER3-02")
def test_a_form_without_the_field_is_refused(udm: Udm, judge: Judge) -> None:
    """No form, and a form whose field has another name, are refused beside one that is taken.

    v3 does not say that the field is required (UDM-AMB-42).
    """
    for version, requirement in ((V10, "UDM-CIPHER-03"), (V3, "UDM-CIPHER3-02")):
        with judge.of(requirement):
            udm.needs(version, "cipher")
            taken = udm.upload(version)
            if version is V3:
                taken.needed("the upload of a certificate")
            refusals = {
                "a form with the field certificate": udm.upload(
                    version, field="certificate", defect="the field is not named file"
                ),
                "no form at all": udm.call(
                    version.operation("uploadCipher"),
                    {"certificatefilename": udm.certificate_name()},
                    defect="no form",
                    checked=False,
                ),
            }
            for what, answer in refusals.items():
                if version is V10:
                    if not answer.accepted:
                        # Beside one that is accepted alone; one without the field is none.
                        taken.needed("the upload of a certificate")
                    judge.refused(malformed(what), answer)
                else:
                    judge.observe(f"{what} is answered with {answer.status}")


@pytest.mark.requirement("UDM-ACROSS-05")
def test_certificate_is_the_same_in_v10_and_v3(udm: Udm, judge: Judge) -> None:
    """v10 and v3 describe the same certificate."""
    udm.needs("cipher", V3)
    _same(udm, judge)
    if udm.target.allow is Allow.WRITE:
        # A certificate that came through the one is that of the other, too.
        with suppress(NotTested):
            name = udm.certificate_name("-again")
            if udm.upload(V10, name).succeeded:
                for version in WITH_FILES:
                    _info(udm, version, partial(_has_name, name))
                _same(udm, judge)


def _same(udm: Udm, judge: Judge) -> None:
    one, other = (udm.certificate_info(version, checked=False) for version in (V10, V3))
    if not one.succeeded and not other.succeeded:
        reason = f"there is no certificate: {one}"
        raise Inconclusive(reason)
    judge.equal(
        {name: other.members.get(name) for name in ("ccid", "name", "size")},
        {name: one.members.get(name) for name in ("ccid", "name", "size")},
        "what v3 says of the certificate, beside v10,",
        shown=(one, other),
    )
