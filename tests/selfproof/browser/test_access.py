"""The report by keyboard and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _chromium import Chromium

    from tests.selfproof.browser.conftest import Recorded

SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["page", "matrix", "listing"])
def test_axe_finds_nothing_serious(
    chromium: Chromium, small: Recorded, axe: str, name: str, colours: str
) -> None:
    features = [{"name": "prefers-color-scheme", "value": colours}]
    chromium.ask("Emulation.setEmulatedMedia", media="screen", features=features)
    chromium.open(getattr(small, name).as_uri())
    chromium.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    chromium.run(axe + "; true")
    found = chromium.run(
        "axe.run().then(r => ({passes: r.passes.length, violations: r.violations.map("
        "v => ({id: v.id, impact: v.impact, at: v.nodes.slice(0, 3).map(n => n.html)}))}))"
    )
    assert found["passes"] > (10 if name == "listing" else 15)
    assert [one for one in found["violations"] if one["impact"] in SERIOUS] == []


def test_axe_would_find_something(chromium: Chromium, small: Recorded, axe: str) -> None:
    chromium.open(small.page.as_uri())
    chromium.run("document.querySelector('#filter-text').parentElement.replaceWith("
                 "document.createElement('input'))")  # fmt: skip
    chromium.run(axe + "; true")
    ids = chromium.run("axe.run({runOnly: ['label']}).then(r => r.violations.map(v => v.id))")
    assert "label" in ids


def test_a_keyboard_gets_everywhere(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    active = "(e => e.id || e.name || e.className || e.tagName)(document.activeElement)"
    chromium.key("Tab", 9)
    assert chromium.run(active) == "skip"
    assert chromium.run("document.activeElement.getBoundingClientRect().left >= 0")
    reached = set()
    for _ in range(90):
        chromium.key("Tab", 9)
        reached.add(chromium.run(active))
    assert {"filter-text", "level", "feature", "verdict", "filter-reset", "filter-open"} <= reached
    chromium.run("document.querySelector('#REC-0003').parentElement.firstElementChild.focus()")
    was = chromium.run("document.querySelector('#REC-0003').parentElement.open")
    chromium.key(" ", 32, " ")
    assert chromium.run("document.querySelector('#REC-0003').parentElement.open") is not was


def test_what_a_screen_reader_is_told(chromium: Chromium, plain: Recorded) -> None:
    chromium.open(plain.page.as_uri())
    chromium.run("document.querySelectorAll('.fold').forEach(e => { e.open = true; })")
    chromium.ask("Accessibility.enable")
    nodes = chromium.ask("Accessibility.getFullAXTree")["nodes"]
    chromium.ask("Accessibility.disable")
    told = {
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    }
    roles = {role for role, _ in told}
    assert {"main", "banner", "navigation", "search", "contentinfo", "status", "table"} <= roles
    assert ("searchbox", "Text") in told
    assert ("combobox", "Level") in told
    assert ("heading", "Latency by operation") in told
    assert any(role == "image" and name.startswith("p50 ") for role, name in told)
    assert all(name for role, name in told if role in {"region", "search", "navigation"})
