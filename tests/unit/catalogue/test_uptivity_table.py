"""`result-codes.tsv` against the table of the document, written anew from it."""

from __future__ import annotations

import re

import pytest

from contracts.catalogue import load, read_table
from contracts.oracles import CodeKind, ResultCodes

CODES = """
0 RECORDING_STARTED            1 ERROR_ALREADY_RECORDING       2 ERROR_OUT_OF_DISK_SPACE
3 ERROR_NO_FREE_CHANNELS       4 ERROR_UNKNOWN                 5 DEVICE_ALIAS_UNSPECIFIED
6 ERROR_SCHEDULER_NOT_RUNNING  7 DEVICE_NOT_IN_CALL            8 DEVICE_INVALID
9 DID_NOT_MATCH_A_SCHEDULE     10 UNKNOWN_MESSAGE_TYPE         11 ERROR_PROCESSING_MESSAGE
12 DEVICE_NOT_RECORDING        13 RECORDING_STOPPED            14 REQUESTID_INVALID
15 INVALID_REQUEST_TYPE        16 INVALID_MESSAGE_FORMAT       17 INVALID_MESSAGE_FORMAT
18 ERROR_NO_DEFAULT_RECORDING_PATH                             20 OK
21 ERROR_INVALID_ACTION        22 ERROR_KEYS_NOT_UNIQUE        23 DATABASE_QUERY_ERROR
24 AGENT_NOT_FOUND             25 AGENT_NOT_ACTIVE             26 BLANK_REQUIRED_VALUE
27 NO_GROUP                    28 USER_NOT_FOUND               29 MODE_INVALID
30 EVENT_TYPE_INVALID          31 ERROR_CLIENT_NOT_FOUND       32 ERROR_ALREADY_MONITORING
33 SESSIONID_UNSPECIFIED       34 ERROR_RECORDER_NOT_RUNNING   35 ERROR_BLOCKED_RECORDING_FILTER
36 ERROR_LOGGER_NOT_RUNNING    37 RECORDING_UPDATED            38 BLACKOUT_INVALID_STATE
39 UNLICENSED                  40 RECORDID_INVALID             41 FILE_NOT_FOUND
42 AGENT_ALREADY_EXIST         43 STREAMING_STARTED            44 COMMAND_NOT_ALLOWED
45 EMAIL_NOT_VALID             46 PARTIAL_CORE_RESPONSE        47 COMMAND_QUEUE_FULL
48 TOO_MANY_CLIENTS            49 COMMAND_NOT_SUPPORTED        50 ROLE_ALREADY_EXISTS
51 PERMISSIONIDENT_NOT_FOUND   52 ROLE_NOT_FOUND               53 SITEID_NOT_VALID
54 USER_ALREADY_EXIST          55 CONFIG_ERROR                 56 MASKID_NOT_VALID
57 PHONEID_IN_USE              58 STATUS_DEFAULT               59 PARAMETERS_INVALID
"""
DOCUMENT = {int(code): f"API_{label}" for code, label in re.findall(r"(\d+) ([A-Z_]+)", CODES)}
OPEN = {7, 9, 12, 46, 58}
LIKELY_SUCCESSES = {0, 13, 37, 43}


@pytest.fixture
def rows() -> list[dict[str, str]]:
    """The rows of the table that ships with the suite."""
    return list(read_table(load("uptivity").directory / "result-codes.tsv"))


def test_the_document_has_59_rows_and_no_19() -> None:
    assert sorted(DOCUMENT) == [one for one in range(60) if one != 19]


def test_codes_and_labels_are_those_of_the_document(rows: list[dict[str, str]]) -> None:
    assert [(int(row["code"]), row["label"]) for row in rows] == list(DOCUMENT.items())


def test_kinds_are_as_the_ledger_reads_the_table(rows: list[dict[str, str]]) -> None:
    for row in rows:
        code, label = int(row["code"]), row["label"]
        if code == 20:
            kind = CodeKind.SUCCESS
        elif "ERROR" in label.split("_"):
            kind = CodeKind.ERROR
        elif code in LIKELY_SUCCESSES:
            kind = CodeKind.LIKELY_SUCCESS
        else:
            kind = CodeKind.OPEN if code in OPEN else CodeKind.LIKELY_ERROR
        assert row["kind"] == kind, row


def test_codes_are_looked_up_both_ways(rows: list[dict[str, str]]) -> None:
    codes = ResultCodes(rows)
    assert list(codes) == list(DOCUMENT)
    assert codes.label(20) == "API_OK"
    assert codes.codes("API_INVALID_MESSAGE_FORMAT") == {16, 17}
    assert codes.codes("API_OK ") == frozenset()
    assert (19 in codes, 60 in codes, -1 in codes, 59 in codes) == (False, False, False, True)
    assert (codes.label(19), codes.kind(19)) == ("", CodeKind.OPEN)


@pytest.mark.parametrize(
    "row",
    [{"code": "x", "label": "A", "kind": "open"}, {"code": "1", "label": "A", "kind": "good"}],
)
def test_a_row_that_is_no_code_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"x|good"):
        ResultCodes([row])


def test_every_row_has_its_requirement() -> None:
    found = load("uptivity").catalogue.requirements
    rows = {one: found[one].statement for one in found if one.startswith("UPT-CODE-")}
    assert rows == {
        f"UPT-CODE-{code:02}": f"A request whose outcome is {label} is answered with "
        f"RESULTCODE {code}."
        for code, label in DOCUMENT.items()
    }
