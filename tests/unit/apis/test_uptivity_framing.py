"""Where results end in what comes over the socket."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity.framing import Results, split

RESULT = b"<RESULT><REQUESTID>1</REQUESTID></RESULT>"
PRETTY = b"<RESULT>\r\n\t<REQUESTID>1</REQUESTID>\r\n</RESULT >\r\n"
DECLARED = b'<?xml version="1.0"?>' + RESULT + b"<!-- after -->\r\n"
HIDDEN = b"<RESULT><!-- </RESULT> --><A><![CDATA[</RESULT>]]></A></RESULT>\n"
MARKED = b"\xef\xbb\xbf" + RESULT + b"<!-- after -->\r\n"
WIDE = '<?xml version="1.0" encoding="UTF-16"?><RESULT>é&gt;</RESULT><!-- x -->\r\n'.encode(
    "utf-16"
)
COMMENTED = "<!-- before -->{}<RESULT><!-- </RESULT> --><A>ü</A></RESULT><!-- after --><?q?>\r\n"
WIDE_COMMENTED = [
    ("\ufeff" + COMMENTED.format("<?p?>")).encode(encoding)
    for encoding in ("utf-16-le", "utf-16-be")
]
TYPED = (
    b"<!DOCTYPE RESULT [<!ELEMENT RESULT ANY><!ENTITY a \"]>'\"><!-- it's ]> --><?p ' ]>?>\n] >"
    b"<RESULT>&a;</RESULT>\n"
)
BROKEN = b"<RESULT><A>x & y</A></RESULT>\r\n"
LINE = b"500 no such <thing>\r\n"

CASES = {
    "nothing between": [RESULT, RESULT, RESULT],
    "any line end": [RESULT + b"\r\n", RESULT + b"\n", RESULT],
    "several lines": [PRETTY, PRETTY],
    "comments and declarations": [DECLARED, DECLARED, RESULT],
    "end tags that are none": [HIDDEN, HIDDEN],
    "byte order marks": [MARKED, MARKED],
    "UTF-16": [WIDE, WIDE, WIDE],
    "UTF-16 with comments": [*WIDE_COMMENTED, *WIDE_COMMENTED],
    "document types": [TYPED, RESULT, TYPED],
    "empty-element tags": [b"<RESULT/>\n", RESULT],
    "not well-formed": [BROKEN, RESULT, BROKEN],
    "lines": [LINE, RESULT, b'{"a": 1}\n', LINE],
}


@pytest.mark.parametrize("what", CASES)
@pytest.mark.parametrize("size", [1, 2, 7, 47, 64, 4096])
def test_results_are_told_apart_however_they_come(what: str, size: int) -> None:
    data = b"".join(CASES[what])
    results = Results()
    counts = [results.feed(data[at : at + size]) for at in range(0, len(data), size)]
    assert counts[-1] == len(CASES[what])
    assert split(data) == CASES[what]


@pytest.mark.parametrize(
    "data",
    [b"", b"\r\n \r\n", b"<RESULT><A>", b"<!DOCTYPE R [<!ENTITY a", b"<?xml ", b"no line end"],
)
def test_what_is_not_whole_is_no_result(data: bytes) -> None:
    assert Results().feed(data) == 0
    assert split(data) == ([data] if data.strip() else [])


def test_the_rest_comes_last() -> None:
    assert split(RESULT + b"\r\n<RESULT><A>") == [RESULT + b"\r\n", b"<RESULT><A>"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_half_of_what_stands_behind_the_last_result_is_no_further_one(encoding: str) -> None:
    whole = COMMENTED.format("").encode(encoding)
    if encoding != "utf-8":
        whole = "\ufeff".encode(encoding) + whole
    closed = whole.index("</RESULT><".encode(encoding)) + len("</RESULT>".encode(encoding))
    for end in range(closed, len(whole) + 1):
        assert len(split(whole + whole[:end])) == 2, whole[closed:end]


def test_a_long_result_in_utf_16_may_come_in_many_packets() -> None:
    data = ("\ufeff<RESULT>" + "<A>1</A>" * 20000 + "</RESULT>").encode("utf-16-le")
    results = Results()
    counts = [results.feed(data[at : at + 512]) for at in range(0, len(data), 512)]
    assert counts[-1] == 1
