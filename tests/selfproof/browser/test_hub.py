"""The pages of a hub in a real Chromium: colours, phone, keyboard, screen reader, hostile texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pytest
from _recorded import recorded_catalogue
from _stored import Made, write_run

from contracts.hub import Desk, hub_app
from contracts.reference import Serving
from contracts.store import ingest, open_store
from contracts.store.queries import runs, set_groups

from .conftest import PAYLOAD

if TYPE_CHECKING:
    from _chromium import Chromium

SERIOUS = {"serious", "critical"}
AXE = (
    "axe.run(OPTIONS).then(r => ({passes: r.passes.length, violations: r.violations.map("
    "v => ({id: v.id, impact: v.impact, at: v.nodes.slice(0, 3).map(n => n.html)}))}))"
)
COLOURS = "{runOnly: ['color-contrast']}"
WIDE = "document.documentElement.scrollWidth > innerWidth"


class Hub(NamedTuple):
    """Where a hub is, and two of its runs."""

    origin: str
    latest: str
    before: str

    @property
    def pages(self) -> dict[str, str]:
        """The pages by name."""
        found = {
            "fleet": "/",
            "target": "/targets/1",
            "requirements": "/requirements",
            "requirement": "/requirements/recorded/REC-0001",
            "runs": "/runs",
            "run": f"/runs/{self.latest}",
            "compare": f"/compare?before={self.before}&after={self.latest}",
            "nothing": "/nope",
        }
        return {name: self.origin + path for name, path in found.items()}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub over four runs of two targets, whose texts are hostile."""
    home = tmp_path_factory.mktemp("hub")
    catalogue = recorded_catalogue(5)
    with open_store(str(home / "store.sqlite")) as store:
        for number in range(4):
            said = {"REC-0001": "fail", "REC-0002": "fail" if number % 2 else "pass"}
            made = (
                Made("Lab", said | {"REC-0003": "inconclusive"}, catalogue, version=PAYLOAD),
                Made(f"Two{PAYLOAD}", {"REC-0004": "fail"}, catalogue, base_url=PAYLOAD),
            )
            ingest(store, write_run(home / f"{number}", *made, number=number, day=number))
        set_groups(store, catalogue.api, "Lab", ["nightly", PAYLOAD])
        latest, before, *_ = (row.key for row in runs(store))
        with Serving([hub_app(Desk(store))]) as serving:
            yield Hub(serving.origins[0], latest, before)


def prefer(chromium: Chromium, colours: str) -> None:
    """Have the browser prefer light or dark."""
    features = [{"name": "prefers-color-scheme", "value": colours}]
    chromium.ask("Emulation.setEmulatedMedia", media="screen", features=features)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(chromium: Chromium, hub: Hub, axe: str, colours: str) -> None:
    prefer(chromium, colours)
    chromium.ask("Page.setBypassCSP", enabled=True)  # axe brings styles of its own
    options = "{}" if colours == "light" else COLOURS
    names = hub.pages if colours == "light" else ("fleet", "target", "compare")
    for name in names:
        chromium.open(hub.pages[name])
        chromium.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        chromium.run(axe + "; true")
        found = chromium.run(AXE.replace("OPTIONS", options))
        assert found["passes"] > (10 if colours == "light" else 0), name
        bad = [one for one in found["violations"] if one["impact"] in SERIOUS]
        assert bad == [], name


def test_hostile_texts_are_only_texts(chromium: Chromium, hub: Hub) -> None:
    for name, url in hub.pages.items():
        chromium.open(url)
        assert chromium.dialogs == [], name
        assert chromium.refused == [], name
        assert all(one.startswith((hub.origin, "data:")) for one in chromium.requested), name
        assert chromium.run("document.querySelectorAll('iframe, [onerror]').length") == 0, name
        links = "[...document.querySelectorAll('a[href]')].map(a => a.protocol)"
        assert set(chromium.run(links)) <= {"http:"}, name
    chromium.open(hub.pages["fleet"])
    assert "<script>" in chromium.run("document.body.innerText")


def test_a_phone_shows_whole_pages(chromium: Chromium, hub: Hub) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    chromium.ask("Emulation.setDeviceMetricsOverride", **size)
    for name, url in hub.pages.items():
        chromium.open(url)
        assert chromium.run(WIDE) is False, name
        assert chromium.run("innerWidth") == 390, name


def test_all_of_it_works_without_a_script(chromium: Chromium, hub: Hub) -> None:
    chromium.open(hub.pages["target"])
    assert chromium.run("document.scripts.length") == 0
    form = "(f => f.action + '?' + new URLSearchParams(new FormData(f)))"
    chromium.open(chromium.run(f"{form}(document.querySelector('form'))"))
    assert chromium.run("location.pathname") == "/compare"
    assert "REC-0002" in chromium.run("document.querySelector('.changes').innerText")
    chromium.ask("Emulation.setScriptExecutionDisabled", value=True)
    chromium.open(hub.pages["run"])
    chromium.ask("Emulation.setScriptExecutionDisabled", value=False)
    assert chromium.run("document.getElementById('filters').hidden")
    assert "REC-0002 came to fail" in chromium.run("document.body.innerText")


def test_the_report_can_be_filtered(chromium: Chromium, hub: Hub) -> None:
    chromium.open(hub.pages["run"])
    shown = "document.querySelectorAll('.requirement:not([hidden])').length"
    assert chromium.run(shown) == 10
    chromium.run("document.querySelector('input[value=fail]').click()")
    assert chromium.run(shown) == 2


def test_a_keyboard_and_a_screen_reader_get_everywhere(chromium: Chromium, hub: Hub) -> None:
    chromium.open(hub.pages["fleet"])
    active = "(e => e.ariaLabel || e.name || e.className || e.innerText)"
    reached = []
    for _ in range(24):
        chromium.key("Tab", 9)
        reached.append(chromium.run(f"{active}(document.activeElement)"))
    assert reached[0] == "skip"
    assert {"Fleet", "name", "api", "group", "verdict", "across", "Lab"} <= set(reached)
    assert "lists: 1 fail, 1 inconclusive, 1 warn, 2 pass" in reached
    chromium.open(hub.pages["target"])
    chromium.ask("Accessibility.enable")
    nodes = chromium.ask("Accessibility.getFullAXTree")["nodes"]
    chromium.ask("Accessibility.disable")
    told = {
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    }
    assert {"main", "banner", "navigation", "contentinfo", "table"} <= {role for role, _ in told}
    names = [name for role, name in told if role == "image"]
    assert "Verdicts of the last 4 runs, counted" in names
    assert any(name.startswith("Last runs: 2 fail, 2 pass") for name in names)
    assert any(name.startswith("95 % within") for name in names)
    assert all(names)
