"""The site: its generated pages, and that each topic and each requirement has its place."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from contracts.catalogue import load

_ROOT = Path(__file__).parents[3]
_DOCS = _ROOT / "docs"


@pytest.fixture(scope="module", autouse=True)
def _hooks() -> None:
    sys.path.insert(0, str(_DOCS / "_hooks"))


@pytest.fixture(scope="module")
def page() -> str:
    from site_requirements import page_of  # noqa: PLC0415 - found by the fixture above

    return page_of("voss")


def test_every_requirement_has_an_address(page: str) -> None:
    catalogue = load("voss").catalogue
    anchors = re.findall(r"^### .* \{ #(\S+) \}$", page, re.MULTILINE)
    assert sorted(anchors) == sorted([*catalogue.requirements, *catalogue.ambiguities])


def test_a_requirement_says_what_there_is_to_say(page: str) -> None:
    entry = page.partition("{ #VOSS-HIER-01 }")[2].partition("\n### ")[0]
    assert "**must**, stated. Source: API Parameters" in entry
    assert "lines 3-6" in entry
    assert "Reading: [VOSS-AMB-03](#VOSS-AMB-03)" in entry
    assert re.search(r"Tests: `test_\w+\.py::test_\w+`", entry)
    assert re.search(r"Faults: `[a-z-]+`", entry)
    assert "How to fix it: " in entry


def test_the_strength_is_that_of_faults_and_of_a_proof_that_was_kept(
    page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from site_requirements import page_of  # noqa: PLC0415 - found by the fixture above

    def strength(text: str) -> str:
        entry = text.partition("{ #VOSS-HIER-01 }")[2].partition("\n### ")[0]
        return entry.partition("- Strength: broken by ")[2].splitlines()[0]

    assert re.fullmatch(r"\d+ faults; kinds: omitted, .*wrong-value", strength(page))
    proof = {"strength": [{"id": "VOSS-HIER-01", "mutants": 12, "kinds": ["drop", "omitted"]}]}
    (tmp_path / "voss.json").write_text(json.dumps(proof))
    monkeypatch.setenv("UC_CONTRACTS_PROOFS", str(tmp_path))
    assert re.fullmatch(
        r"\d+ faults and 12 mutants; kinds: drop, omitted, .*", strength(page_of("voss"))
    )


def test_the_commands_and_their_options_are_listed() -> None:
    from site_commands import commands_page  # noqa: PLC0415 - found by the fixture above

    page = commands_page()
    assert "## uc-contracts run { #run }" in page
    assert "<code>--baseline FILE</code>" in page
    assert "--only-results" not in page


def test_links_of_the_files_at_the_root_lead_into_the_site() -> None:
    from site_copies import copies  # noqa: PLC0415 - found by the fixture above

    written = dict(copies())
    assert "](glossary.md)" in written["contributing.md"]
    for text in written.values():
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert (_DOCS / link).exists() or link in written or "://" in link


def test_the_readme_links_to_pages_that_exist() -> None:
    readme = (_ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", readme)
    assert [link for link in links if not (_ROOT / link).exists()] == []
    assert len(readme.splitlines()) < 100


def test_the_site_asks_nothing_from_the_network() -> None:
    config = yaml.safe_load((_ROOT / "mkdocs.yml").read_text("utf-8"))
    assert config["theme"]["font"] is False
    assert not {"extra_css", "extra_javascript", "repo_url"} & set(config)
    pages = "".join(page.read_text("utf-8") for page in _DOCS.rglob("*.md"))
    assert "```mermaid" not in pages  # it is fetched where one is drawn


def test_the_page_of_the_public_face_has_every_name() -> None:
    from site_kit import kit_page  # noqa: PLC0415 - found by the fixture above

    import contracts.kit  # noqa: PLC0415 - here alone

    page, _, servers = kit_page().partition("## Reference servers\n")
    named = re.findall(r"^::: contracts\.kit\.(\w+)$", page, re.MULTILINE)
    assert sorted(named) == sorted([*contracts.kit.__all__])
    judging = page.partition("## Judging\n")[2].partition("\n## ")[0]
    assert re.findall(r"kit\.(\w+)$", judging, re.MULTILINE) == ["requirement", "Judge", "Depth"]
    assert "::: contracts.kit.reference.ReferenceApi\n" in servers
