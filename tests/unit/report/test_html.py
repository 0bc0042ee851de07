"""The page: complete, self-contained, and deaf to what a target puts into it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from lxml import html

from contracts import report
from contracts.model import (
    Catalogue,
    Failure,
    Level,
    Outcome,
    Requirement,
    Results,
    Verdict,
)
from contracts.report.html import conformance_html

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

TEMPLATES = Path(report.__file__).parent / "templates"
OURS = {"script": ("page.js",), "style": ("style.css", "paper.css")}
_FOOT = re.compile(r'content: "(?:[A-Za-z0-9 ,.:-]|\\[0-9a-f]+ )*";')
_BLOCKS = re.compile(r"<(?=(?:td|th|tr|li|p|dt|dd|div|details|summary|h[1-4])\b)")
_LOADS = {"src", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href"}


def page(log: RunLog, results: Results | None = None) -> html.HtmlElement:
    """The page as a browser reads it."""
    data = b"".join(conformance_html(log.folder, results or log.results(), log.catalogues))
    return html.document_fromstring(data.decode())


def text(element: html.HtmlElement) -> str:
    """The words of an element, white space folded, a block's apart from those before it."""
    source = html.tostring(element, encoding="unicode", with_tail=False)
    apart = html.fromstring(_BLOCKS.sub(" <", source))
    return " ".join("".join(map(str, apart.itertext())).split())


def ids(root: html.HtmlElement) -> set[str]:
    """Every id of a page."""
    return {str(element.get("id")) for element in root.iter("*") if element.get("id")}


def digest(text: str) -> str:
    """How a policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def check_harmless(root: html.HtmlElement) -> None:
    """Our script alone, no handler, no frame, nothing that is fetched."""
    elements = list(root.iter("*"))
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for kind in ("script", "style"):
        [ours] = root.iter(kind)
        assert f"{kind}-src {digest(ours.text)};" in policy
        own = "\n".join((TEMPLATES / name).read_text("utf-8") for name in OURS[kind])
        assert _FOOT.sub('content: "FOOT";', ours.text) == _FOOT.sub('content: "FOOT";', own)
    assert not {"iframe", "object", "embed", "form", "base", "img"} & {
        element.tag for element in elements
    }
    for element in elements:
        for name, value in element.items():
            assert not name.startswith("on")
            assert name != "style"
            assert name not in _LOADS
            if name == "href":
                assert value.startswith("#") or (element.tag, value) == ("link", "data:,")
    style = "".join(element.text or "" for element in root.iter("style"))
    assert "url(" not in style
    assert "@import" not in style


def test_nothing_hostile_gets_through(log: RunLog, hostile_results: Results) -> None:
    data = b"".join(conformance_html(log.folder, hostile_results, log.catalogues)).decode()
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", data)
    assert "49" not in re.findall(r"\b49\b", data)
    root = html.document_fromstring(data)
    check_harmless(root)
    assert {"D-MUST", "D-SHOULD", "D-MAY", "D-NEVER"} <= ids(root)


def test_escapes_are_shown(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "got \x1b[31m", observed="\u202eabc")
    shown = text(page(log).get_element_by_id("D-MUST"))
    assert r"got \x1b[31m" in shown
    assert r"\u202eabc" in shown


def test_every_requirement_is_there_with_all_its_facts(log: RunLog) -> None:
    log.begin(readings={"D-AMB-1": "strict"})
    sent = log.exchange(method="POST", body=b'{"a":1}', answer=b"<a><b>1</b></a>")
    log.judged("D-MUST", Outcome.VIOLATION, "51 items.", expected="50", observed="51",
               exchanges=(sent,))  # fmt: skip
    log.judged("D-SHOULD", Outcome.PASS)
    log.end()
    root = page(log)
    must = text(root.get_element_by_id("D-MUST"))
    for words in (
        "Reason 51 items.",
        "Expected 50",
        "Observed 51",
        "How to fix it Count to the limit.",
        "Source demo-document, Lists (stated)",
        "Test test_a",
        "Reproduce curl -i",
        "POST http://demo.test/api/things 200 OK",
        '{ "a": 1 }',
        "<a> <b>1</b> </a>",
    ):
        assert words in must
    should = text(root.get_element_by_id("D-SHOULD"))
    assert "Reading D-AMB-1, read as strict chosen by the target file: Exclusive." in should
    ledger = text(root.get_element_by_id("D-AMB-1"))
    assert "The upper bound may be inclusive. Concerns D-SHOULD strict chosen" in ledger
    assert "Else either: Both are accepted." in ledger


def test_a_reading_that_the_ledger_does_not_list_is_shown(log: RunLog) -> None:
    log.begin(readings={"D-AMB-1": "7"})
    assert "read as 7 chosen by the target file" in text(page(log).get_element_by_id("D-SHOULD"))


def test_links_lead_somewhere_and_ids_are_unique(log: RunLog) -> None:
    log.begin()
    sent = log.exchange()
    for requirement in ("D-MUST", "D-SHOULD"):
        log.judged(requirement, Outcome.VIOLATION, "broken", exchanges=(sent, "gone"))
    log.end()
    log.begin(target="t2")
    root = page(log)
    assert len(root.xpath("//@id")) == len(ids(root))
    assert "t2-D-MUST" in ids(root)
    assert {link[1:] for link in root.xpath("//a/@href")} <= ids(root)
    assert set(root.xpath("//@aria-labelledby")) <= ids(root)


def test_an_exchange_is_shown_once_and_pointed_to_afterwards(log: RunLog) -> None:
    log.begin()
    sent = log.exchange()
    for requirement in ("D-MUST", "D-SHOULD"):
        log.judged(requirement, Outcome.VIOLATION, "broken", exchanges=(sent, "gone"))
    root = page(log)
    assert len(root.xpath(f"//*[@id='x-{sent}']")) == 1
    assert root.get_element_by_id("D-SHOULD").xpath(f".//a[@href='#x-{sent}']")
    assert "Exchange gone (the log does not hold it)" in text(root)


def test_fails_are_open_and_passes_closed(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "broken")
    log.judged("D-SHOULD", Outcome.PASS)
    log.judged("D-MAY", Outcome.PASS)
    root = page(log)
    opened = root.xpath("//details[@open]//div[@class='facts']/@id")
    assert root.get_element_by_id("D-MUST").getparent().get("open") is not None
    assert root.get_element_by_id("D-SHOULD").getparent().get("open") is None
    assert "D-MAY" not in opened


def test_the_top_says_what_is_broken_and_what_was_not_verified(log: RunLog) -> None:
    log.begin(supports={"write": False})
    log.deselected("test_a", "D-MUST", "left out by --select")
    log.judged("D-SHOULD", Outcome.VIOLATION, "unsorted")
    root = page(log)
    assert text(root.xpath("//h1")[0]) == (
        "not-verified Lab is not verified: no reply came from it (nothing was sent to it)."
    )
    assert "! warn D-SHOULD unsorted" in text(root)
    rows = [text(row) for row in root.xpath("//details//li[@class='cause']")]
    assert rows == [
        "○ not-tested D-MUST left out by --select",
        "○ not-tested D-NEVER No text can be wrong.",
        "∅ not-applicable D-MAY the target does not claim the feature write",
    ]


def test_tables_headings_and_landmarks_are_right(log: RunLog) -> None:
    log.begin()
    log.begin(target="t2", name="Other")
    root = page(log)
    assert root.get("lang") == "en"
    assert [len(root.xpath(f"//{tag}")) for tag in ("main", "header", "footer", "h1")] == [1] * 4
    assert root.xpath("//nav/@aria-label")
    for table in root.iter("table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") for cell in table.iter("th"))
    levels = [int(head.tag[1]) for head in root.xpath("//h1|//h2|//h3|//h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_long_and_binary_bodies_are_cut_with_a_note(log: RunLog) -> None:
    log.begin()
    long = log.exchange(answer=b"x" * 20_000)
    binary = log.exchange(answer=b"\xff\xfe" * 400)
    log.judged("D-MUST", Outcome.VIOLATION, "broken", exchanges=(long, binary))
    words = text(page(log).get_element_by_id("D-MUST"))
    assert "20,000 bytes, only the first 16,384 characters are shown" in words
    assert "800 bytes, not text; its beginning as a dump" in words


def test_a_failed_exchange_shows_why(log: RunLog) -> None:
    log.begin()
    lost = log.exchange(failure=Failure("timeout", "no reply in 10 s"))
    log.judged("D-MUST", Outcome.INCONCLUSIVE, "no list", exchanges=(lost,))
    words = text(page(log).get_element_by_id("D-MUST"))
    assert "No response: timeout" in words
    assert "no reply in 10 s" in words


def test_a_waiver_is_shown(log: RunLog) -> None:
    log.begin()
    results = log.results()
    target = results.targets[0]
    waived = msgspec.structs.replace(target.requirements[0], verdict=Verdict.WAIVED, reason="#7")
    target = msgspec.structs.replace(target, requirements=(waived, *target.requirements[1:]))
    root = page(log, msgspec.structs.replace(results, targets=(target,)))
    assert "~ waived D-MUST #7" in text(root)


def test_a_run_without_a_target_has_a_page(log: RunLog) -> None:
    log.begin()
    results = msgspec.structs.replace(log.results(), targets=())
    assert "Nothing was judged" in text(page(log, results))


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (Outcome.PASS, Outcome.PASS, "All 2 targets conform"),
        (Outcome.VIOLATION, Outcome.PASS, "1 of 2 targets does not conform"),
        (Outcome.INCONCLUSIVE, Outcome.PASS, "No target fails, but 1 of 2 is not verified."),
    ],
)
def test_the_sentence_of_several_targets(
    log: RunLog, first: Outcome, second: Outcome, sentence: str
) -> None:
    log.begin()
    log.judged("D-MUST", first, "because")
    one = log.results()
    target = one.targets[0]
    log.path.unlink()
    log.begin()
    log.judged("D-MUST", second)
    both = (target, *log.results().targets)
    root = page(log, msgspec.structs.replace(one, targets=both))
    assert sentence in text(root.xpath("//h1")[0])


def test_a_thousand_requirements_are_all_there(
    make_log: Callable[[Catalogue], RunLog],
    make_catalogue: Callable[..., Catalogue],
    make_requirement: Callable[..., Requirement],
) -> None:
    log = make_log(make_catalogue(*(make_requirement(f"D-{n:04}") for n in range(1000))))
    log.begin()
    for number in range(1000):
        log.judged(f"D-{number:04}", Outcome.PASS, exchanges=(log.exchange(),))
    root = page(log)
    check_harmless(root)
    assert {f"D-{number:04}" for number in range(1000)} <= ids(root)


def test_levels_are_named(log: RunLog) -> None:
    log.begin()
    assert {text(one) for one in page(log).xpath("//*[@class='level']")} == set(Level)


def test_the_offending_part_is_marked(log: RunLog) -> None:
    log.begin()
    sent = log.exchange(answer=b'{"items": [{"name": "Ann"}, {"name": "Bo"}]}')
    plain = log.exchange(answer=b'{"items": [{"name": "Ann"}]}')
    log.judged("D-MUST", Outcome.VIOLATION, "unsorted", exchanges=(sent,), where="/items/1/name")
    log.judged("D-SHOULD", Outcome.PASS, exchanges=(plain,))
    root = page(log)
    marked = [text(mark) for mark in root.iter("mark")]
    assert marked == ['"name": "Bo"']
    assert "the offending part is marked" in text(root.get_element_by_id("D-MUST"))


@pytest.mark.parametrize(
    ("where", "marked"),
    [("status", "200 OK"), ("header Content-Type", "Content-Type: application/json")],
)
def test_an_offending_status_or_header_is_marked(log: RunLog, where: str, marked: str) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "wrong", exchanges=(log.exchange(),), where=where)
    assert [text(mark) for mark in page(log).iter("mark")] == [marked]


def test_two_escapes_on_two_lines_stay_on_two_lines(log: RunLog) -> None:
    log.begin()
    sent = log.exchange(answer=b"a\x07\n\x07b")
    log.judged("D-MUST", Outcome.VIOLATION, "wrong", exchanges=(sent,))
    [body] = page(log).xpath("//pre[@aria-label='Response body']")
    assert body.text_content() == "a\\x07\n\\x07b"


def test_the_latency_is_drawn_and_told(log: RunLog) -> None:
    log.begin()
    log.exchange()
    log.exchange(failure=Failure("timeout", "no reply"))
    [row] = page(log).xpath("//table[contains(@class, 'latency')]/tbody/tr")
    words = "(no operation) p50 250 ms p95 250 ms max 250 ms responses 1 and 1 without response"
    assert text(row) == words
    [picture] = row.iter("svg")
    assert picture.get("aria-label") == "p50 250 ms, p95 250 ms, longest 250 ms"


def test_filters_offer_what_there_is(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "broken")
    panel = page(log).get_element_by_id("filters")
    assert panel.get("hidden") is not None
    assert panel.xpath(".//input[@name='verdict']/@value") == ["fail", "not-tested"]
    assert panel.xpath(".//select[@name='feature']/option/@value") == ["", "list", "write"]
    assert panel.xpath(".//select[@name='level']/option/@value") == ["", "must", "should", "may"]
    assert not panel.xpath(".//select[@name='target']")


def test_many_causes_are_folded_behind_the_first_of_them(
    make_log: Callable[[Catalogue], RunLog],
    make_catalogue: Callable[..., Catalogue],
    make_requirement: Callable[..., Requirement],
) -> None:
    log = make_log(make_catalogue(*(make_requirement(f"D-{n:02}") for n in range(30))))
    log.begin()
    for number in range(30):
        log.judged(f"D-{number:02}", Outcome.VIOLATION, f"broken in way {'x' * number}")
    [section] = page(log).xpath("//section[@aria-labelledby='failed']")
    assert len(section.xpath("./ul/li")) == 25
    assert len(section.xpath("./details/ul/li")) == 5
    assert text(section.xpath("./details/summary")[0]) == "and 5 more"
