"""The pages of a hub."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _asgi import ask
from _stored import Made, write_run
from lxml import html

from contracts.hub import Desk, hub_app
from contracts.store import Store, ingest
from contracts.store.queries import runs, targets

if TYPE_CHECKING:
    from tests.unit.hub.conftest import Hub

PAYLOAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\x1b[2J\u202e"


def words(text: str) -> str:
    """What of a page is read, in one line."""
    return " ".join(" ".join(select(text, "//text()")).split())


def select(text: str, path: str) -> Any:
    """What an XPath finds in a page."""
    return html.document_fromstring(text).xpath(path)


def key(hub: Hub, back: int = 0) -> str:
    """The id of a run."""
    return runs(hub.store)[back].key


def one(hub: Hub) -> int:
    """The id of the target One."""
    return next(row.id for row in targets(hub.store) if row.name == "One")


def test_the_fleet_has_the_worst_first_and_since_when(hub: Hub) -> None:
    said = words(hub.get("/").text)
    assert "2 targets" in said
    assert said.index("One") < said.index("<b>Two</b>")
    assert "4 May 2026" in said
    rows = select(hub.get("/").text, "//tbody/tr")
    assert [row.xpath("string(.//*[contains(@class, 'outcome')])") for row in rows] == [
        "not-conforming",
        "not-verified",
    ]
    assert rows[0].xpath(".//@aria-label") == ["lists: 1 fail, 1 warn, 3 pass"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("verdict=not-verified", ["<b>Two</b>"]),
        ("name=ONE", ["One"]),
        ("api=recorded&first=1", ["<b>Two</b>"]),
        ("name=nothing", []),
        ("feature=lists", ["One", "<b>Two</b>"]),
        ("feature=tags", []),
        ("", ["One", "<b>Two</b>"]),
    ],
)
def test_the_fleet_shows_what_is_asked_for(hub: Hub, asked: str, names: list[str]) -> None:
    assert select(hub.get(f"/?{asked}").text, "//tbody//th/a/text()") == names


def test_a_target_shows_its_past(hub: Hub) -> None:
    page = hub.get(f"/targets/{one(hub)}").text
    said = words(page)
    assert "What is broken 2" in said
    assert "3 flips" in said
    strip = select(page, "//tr[.//a='REC-0002']//svg[@class='strip']/rect/title/text()")
    assert strip == [
        "pass: 1 run, 2026-05-01",
        "fail: 1 run, 2026-05-02",
        "pass: 1 run, 2026-05-03",
        "fail: 1 run, 2026-05-04",
    ]
    assert select(page, "string(//svg[@class='trend']/desc)").startswith("From 2026-05-01 10:00")
    assert select(page, "count(//svg[@class='times']/polyline)") == 8
    assert select(page, "//input[@name='before' and @checked]/@value") == [key(hub, 1)]


def test_requirements_that_most_targets_break_come_first(hub: Hub) -> None:
    page, listed = hub.get("/requirements").text, "//table[contains(@class, 'all')]//th/a/text()"
    assert select(page, listed)[:2] == ["REC-0002", "REC-0001"]
    assert select(page, "//section[@aria-labelledby='flips']//th/a/text()") == ["REC-0002"]
    assert select(hub.get("/requirements?text=number+3").text, listed) == ["REC-0003"]


def test_a_requirement_says_who_breaks_it(hub: Hub) -> None:
    said = words(hub.get("/requirements/recorded/REC-0002").text)
    assert "Broken by 1 of 2 targets" in said
    assert "candidate for flaky in the baseline of One (3 flips)" in said
    assert "Kept by 1 target" in said
    assert "broken since 4 May 2026, 10:00 UTC" in said


def test_a_run_has_the_facts_of_its_report(hub: Hub) -> None:
    said = words(hub.get(f"/runs/{key(hub)}").text)
    for text in ("What failed", "REC-0002 came to fail", "Latency by operation", "Glossary"):
        assert text in said
    assert "https://" not in hub.get(f"/runs/{key(hub)}").text
    assert "GET http://recorded.test/api/users?skip=2" in said  # evidence from the store
    assert '"items": []' in said


def test_runs_are_paged_and_compared(hub: Hub) -> None:
    assert len(select(hub.get("/runs").text, "//tbody/tr")) == 4
    later = hub.get("/runs?before=2026-05-03T10:00:00%2B00:00").text
    assert len(select(later, "//tbody/tr")) == 2
    said = words(hub.get(f"/compare?before={key(hub, 1)}&after={key(hub)}").text)
    assert "1 requirement is worse" in said
    assert "worse REC-0002 ✓ pass" in said
    back = words(hub.get(f"/compare?before={key(hub)}&after={key(hub, 1)}").text)
    assert "Nothing is worse" in back


def test_badges_have_addresses_that_stay(hub: Hub) -> None:
    by_id = hub.get(f"/targets/{one(hub)}/badge.svg")
    by_name = hub.get("/badges/recorded/One.svg")
    assert by_id.body == by_name.body
    assert by_name.headers["content-type"] == "image/svg+xml"
    assert "not conforming, 1 failed" in by_name.text
    assert by_name.headers["cross-origin-resource-policy"] == "cross-origin"
    escaped = hub.get("/badges/recorded/%3Cb%3ETwo%3C%2Fb%3E.svg")
    assert "not verified" in escaped.text


def test_texts_of_targets_are_texts(empty: Store, tmp_path: Path) -> None:
    where = f"http://h/{PAYLOAD}"
    made = Made(f"Lab{PAYLOAD}", {"REC-0001": "fail"}, version=PAYLOAD, base_url=where)
    for number in range(2):
        ingest(empty, write_run(tmp_path / f"{number}", made, number=number, day=number))
    app = hub_app(Desk(empty))
    latest, first = (row.key for row in runs(empty))
    for path in (
        "/",
        "/targets/1",
        "/requirements/recorded/REC-0001",
        "/runs",
        f"/runs/{latest}",
        f"/compare?before={first}&after={latest}",
        "/targets/1/badge.svg",
    ):
        page = ask(app, path)
        assert page.status == 200, path
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert not {"\x1b", "\u202e"} & set(page.text)


def test_an_empty_store_says_how_to_fill_it(empty: Store) -> None:
    app = hub_app(Desk(empty))
    assert "uc-contracts ingest RUN_DIR" in ask(app, "/").text
    assert ask(app, "/requirements").status == ask(app, "/runs").status == 200


def test_links_stay_below_the_path_of_a_proxy(hub: Hub) -> None:
    app = hub_app(Desk(hub.store), "/contracts/")
    page = ask(app, "/").text
    links = select(page, "//*[not(starts-with(@href, '#') or starts-with(@href, 'data:'))]/@href")
    assert links
    assert all(one.startswith("/contracts/") for one in links)
    assert select(page, "//nav//a[@aria-current]/text()") == ["Fleet"]
