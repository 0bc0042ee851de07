"""The report in a real Chromium: filters, evidence, links, paper, and no script but ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _chromium import Chromium

    from tests.selfproof.browser.conftest import Recorded

SHOWN = "[...document.querySelectorAll('.requirement')].filter(e => e.offsetParent).length"
ALL = "document.querySelectorAll('.requirement:not([hidden])').length"


def choose(chromium: Chromium, selector: str, value: str) -> None:
    """Put a value into a control, as a user does."""
    chromium.run(
        f"(() => {{ const e = document.querySelector({selector!r}); e.value = {value!r};"
        "e.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )


def click(chromium: Chromium, selector: str) -> None:
    """Click something."""
    chromium.run(f"document.querySelector({selector!r}).click()")


def test_filters_show_what_is_asked_for_and_all_again(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    assert chromium.run(ALL) == 100
    click(chromium, "input[value=fail]")
    assert chromium.run(ALL) == chromium.run(SHOWN) == 5
    assert chromium.run("document.getElementById('filter-count').textContent") == (
        "5 of 100 requirements shown"
    )
    click(chromium, "input[value=inconclusive]")
    assert chromium.run(ALL) == 10
    click(chromium, "#filter-reset")
    assert chromium.run(ALL) == 100
    choose(chromium, "select[name=level]", "should")
    assert chromium.run(ALL) == 20
    choose(chromium, "select[name=feature]", "lists")
    levels = "[...document.querySelectorAll('.requirement:not([hidden])')]"
    features = f"[...new Set({levels}.map(e => e.dataset.feature + e.dataset.level))]"
    assert chromium.run(features) == ["listsshould"]
    click(chromium, "#filter-reset")
    choose(chromium, "#filter-text", "rec-0042 IN the order")
    assert chromium.run(ALL) == 1
    empty = "[...document.querySelectorAll('.group:not([hidden])')].filter(g => !g.offsetParent)"
    assert chromium.run(f"{empty}.length") == 0
    choose(chromium, "#filter-text", "nothing of the kind")
    assert chromium.run(ALL) == 0


def test_the_filter_stands_in_the_address(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    click(chromium, "input[value=fail]")
    choose(chromium, "#filter-text", "in the order")
    address = chromium.run("location.href")
    assert address.endswith("#?verdict=fail&text=in+the+order")
    chromium.open(address)
    assert chromium.run(ALL) == 5
    assert chromium.run("document.querySelector('input[value=fail]').checked")
    click(chromium, "#filter-reset")
    assert chromium.run("location.hash") == ""
    link = "document.querySelector('a[data-filter^=\"verdict=inconclusive\"]')"
    chromium.run(f"new Promise(d => {{ {link}.click(); setTimeout(d, 100); }})")
    assert chromium.run(ALL) == 5
    assert chromium.run("document.getElementById('filters').getBoundingClientRect().top") < 20
    chromium.run("new Promise(d => { scrollTo(0, 1e6); setTimeout(d, 100); })")
    click(chromium, "#filter-reset")
    chromium.run("scrollTo(0, 4000)")
    assert chromium.run("document.getElementById('filters').getBoundingClientRect().top") == 0


def test_what_failed_stands_first_with_its_cause(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    first = "document.querySelector('main .cause')"
    assert chromium.run(f"{first}.getBoundingClientRect().bottom") < 900
    assert chromium.run(f"{first}.innerText").split()[:3] == ["✕", "fail", "REC-0003"]
    assert chromium.run(f"{first}.querySelectorAll('a').length") == 5
    files = "[...document.querySelectorAll('.files a')].map(a => a.getAttribute('href'))"
    there = chromium.run(files)
    assert {"results.json", "junit.xml", "evidence/"} <= set(there)
    assert all((plain.folder / one).exists() for one in there)


def test_a_command_line_is_copied(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    chromium.run("navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }")
    button = "document.querySelector('#REC-0003 .copy')"
    chromium.run(f"new Promise(d => {{ {button}.click(); setTimeout(d, 50); }})")
    assert chromium.run("copied").startswith('curl -i -u "admin:$PASSWORD" ')
    assert chromium.run(f"{button}.textContent") == "Copied"


def test_on_a_phone_a_link_shows_verdict_and_id(chromium: Chromium, plain: Recorded) -> None:
    phone = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    chromium.ask("Emulation.setDeviceMetricsOverride", **phone)
    chromium.open(f"{plain.page.as_uri()}#REC-0050")
    chromium.run("new Promise(done => setTimeout(done, 50))")
    row = "document.getElementById('REC-0050').parentElement.querySelector('.id')"
    bar = "document.getElementById('filters').getBoundingClientRect().bottom"
    assert chromium.run(bar) <= chromium.run(f"{row}.getBoundingClientRect().top") < 400
    assert chromium.run("document.documentElement.scrollWidth") <= 390


def test_evidence_opens_and_has_the_offending_part_marked(
    chromium: Chromium, plain: Recorded
) -> None:
    chromium.open(plain.page.as_uri())
    exchange = "document.querySelector('#REC-0003 .exchange')"
    assert not chromium.run(f"{exchange}.querySelector('pre').checkVisibility()")
    chromium.run(f"{exchange}.querySelector('summary').focus()")
    chromium.key("Enter", 13, "\r")
    assert chromium.run(f"{exchange}.open")
    assert chromium.run(f"{exchange}.querySelector('mark').innerText") == '"name": "User 2"'
    curl = chromium.run("document.querySelector('#REC-0003 .curl').innerText")
    assert curl.startswith('curl -i -u "admin:$PASSWORD" ')


@pytest.mark.parametrize("disabled", ["script", ""], ids=["no-script", "script"])
def test_a_link_to_a_requirement_shows_it(
    chromium: Chromium, plain: Recorded, disabled: str
) -> None:
    chromium.ask("Emulation.setScriptExecutionDisabled", value=bool(disabled))
    chromium.open(f"{plain.page.as_uri()}#REC-0050")
    assert chromium.run("document.getElementById('REC-0050').checkVisibility()")
    if not disabled:  # what a page without scripts waits for never comes
        chromium.run("new Promise(done => setTimeout(done, 50))")
    row = "document.getElementById('REC-0050').parentElement.querySelector('.id')"
    bar = "Math.max(0, document.getElementById('filters').getBoundingClientRect().bottom)"
    assert chromium.run(bar) <= chromium.run(f"{row}.getBoundingClientRect().top") < 900


def test_a_link_leads_to_what_a_filter_hides(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    click(chromium, "input[value=fail]")
    chromium.run("new Promise(d => { location.hash = '#REC-0050'; setTimeout(d, 200); })")
    assert chromium.run("document.getElementById('REC-0050').checkVisibility()")


def test_without_script_everything_is_there_and_opens(chromium: Chromium, plain: Recorded) -> None:
    chromium.ask("Emulation.setScriptExecutionDisabled", value=True)
    chromium.open(plain.page.as_uri())
    assert chromium.run("document.getElementById('filters').checkVisibility()") is False
    assert chromium.run(ALL) == 100
    click(chromium, "#REC-0003 .exchange summary")
    assert chromium.run("document.querySelector('#REC-0003 mark').checkVisibility()")


@pytest.mark.parametrize("name", ["page", "matrix"])
def test_no_script_of_a_target_runs_and_nothing_is_fetched(
    chromium: Chromium, hostile: Recorded, name: str
) -> None:
    page = getattr(hostile, name)
    chromium.open(page.as_uri())
    chromium.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    chromium.run("new Promise(done => setTimeout(done, 200))")
    assert chromium.dialogs == []
    assert chromium.refused == []
    assert chromium.requested == [page.as_uri(), "data:,"] or chromium.requested == [page.as_uri()]
    assert "evil.test" in chromium.run("document.body.textContent")
    assert chromium.run("getComputedStyle(document.body).display") == "block"
    assert chromium.run("document.querySelectorAll('img, iframe, script').length") == 1
    assert chromium.run("document.title").startswith("Conformance")


def test_what_got_past_the_escaping_would_still_not_run(
    chromium: Chromium, plain: Recorded
) -> None:
    text = plain.page.read_text("utf-8")
    assert text.count("<main") == 1
    loose = plain.folder / "loose.html"
    bad = "<script>alert(1)</script><img src=http://evil.test/x onerror=alert(2)>"
    bad += "<style>body{display:none}</style><a id=bad href='javascript:alert(3)'>x</a>"
    loose.write_text(text.replace("<main", f"{bad}<main"), encoding="utf-8")
    chromium.open(loose.as_uri())
    click(chromium, "#bad")
    chromium.run("new Promise(done => setTimeout(done, 200))")
    assert chromium.dialogs == []
    assert chromium.run("getComputedStyle(document.body).display") == "block"
    assert len(chromium.refused) >= 4
    assert chromium.run(ALL) == 100
    # The same page without the policy shows that the dialogs would have been seen.
    loose.write_text(
        re.sub("<meta http-equiv=[^>]*>", "", loose.read_text("utf-8")), encoding="utf-8"
    )
    chromium.open(loose.as_uri())
    assert "1" in chromium.dialogs


def test_it_prints_with_the_evidence_of_what_failed(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    click(chromium, "input[value=pass]")
    click(chromium, "#filter-reset")
    paper = chromium.pdf()
    assert len(paper) > 30_000
    assert len(re.findall(rb"/Type */Page\b", paper)) <= 6
    chromium.ask("Emulation.setEmulatedMedia", media="print", features=[])
    assert chromium.run("document.querySelector('#REC-0003 mark').checkVisibility()")
    assert not chromium.run("document.getElementById('filters').checkVisibility()")
    assert chromium.run("document.querySelector('#REC-0005').checkVisibility()") is False
    assert not chromium.run("document.getElementById('REC-AMB-01').checkVisibility()")
    assert not chromium.run("document.getElementById('REC-0000').checkVisibility()")
    style = chromium.run("document.querySelector('style').textContent")
    assert 'content: "Conformance report, 1 May 2026, 10:00 UTC, A recorded API"' in style
    assert 'content: counter(page) " / " counter(pages)' in style
    width = "document.querySelector('.r-fail .statement').getBoundingClientRect().width"
    assert chromium.run(width) > 300
    background = "getComputedStyle(document.querySelector('main > section')).backgroundColor"
    assert chromium.run(background) == "rgb(255, 255, 255)"


def test_a_large_page_opens_in_time(chromium: Chromium, large: Recorded) -> None:
    """Time of the processor, not of the clock: the machine may be doing something else."""
    chromium.ask("Performance.enable", timeDomain="threadTicks")
    chromium.open(large.page.as_uri())
    assert chromium.run(ALL) == 1_000
    assert 0.05 < spent(chromium) < 2.0
    chromium.ask("Performance.disable")


def spent(chromium: Chromium) -> float:
    """Seconds that the page's main thread has worked."""
    metrics = chromium.ask("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


def test_the_matrix_shows_where_targets_differ(chromium: Chromium, plain: Recorded) -> None:
    rows = "[...document.querySelectorAll('tr.cell')].filter(e => e.offsetParent).length"
    chromium.open(plain.matrix.as_uri())
    features = "[...document.querySelectorAll('tr.feature')].filter(e => e.offsetParent).length"
    assert (chromium.run(features), chromium.run(rows)) == (5, 0)
    click(chromium, ".opener")
    assert 0 < chromium.run(rows) < 30
    words = "document.querySelector('td.h-fail[data-requirement] .words')"
    click(chromium, "#filter-open")
    assert chromium.run(rows) == 100
    assert not chromium.run(f"{words}.checkVisibility()")
    chromium.run(f"{words}.parentElement.focus()")
    assert chromium.run(f"{words}.checkVisibility()")
    assert chromium.run(f"{words}.innerText").startswith("REC-0003: fail the third item")
    click(chromium, "#filter-open")
    choose(chromium, "#filter-text", "REC-0042")
    assert chromium.run(rows) == 1
    click(chromium, "#filter-differs")
    assert chromium.run(rows) == 0
