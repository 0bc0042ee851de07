"""The release workflow: what it checks, what it may, and that a tag has to fit."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

_ROOT = Path(__file__).parents[3]
_BASH = shutil.which("bash") or "bash"


@pytest.fixture(scope="module")
def jobs() -> Any:
    """The jobs of the workflow."""
    text = (_ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    return yaml.safe_load(text)["jobs"]


def test_only_what_was_checked_is_published(jobs: Any) -> None:
    assert jobs["publish"]["needs"] == ["check", "suite"]
    assert {jobs[one]["needs"] for one in jobs["publish"]["needs"]} == {"build"}
    built = [step for step in jobs["build"]["steps"] if "upload" in step.get("uses", "")]
    assert [step["with"]["path"] for step in built] == ["dist/"]
    assert "python -m build" not in str([jobs[one] for one in ("check", "suite", "publish")])


def test_only_the_publishing_job_may_sign_and_none_keeps_a_password(jobs: Any) -> None:
    for name, job in jobs.items():
        wanted = {"id-token": "write"} if name == "publish" else {"contents": "read"}
        assert job["permissions"] == wanted
        assert "secrets." not in str(job)
    [*_, publish] = jobs["publish"]["steps"]
    assert publish["with"] == {"attestations": True}  # the package index is the action's own


def test_the_pythons_that_are_promised_are_checked(jobs: Any) -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    promised = {
        one.rpartition(" ")[2]
        for one in project["classifiers"]
        if one.startswith("Programming Language :: Python :: 3.")
    }
    checked = jobs["check"]["strategy"]["matrix"]["python"]
    assert promised <= set(checked)
    assert project["requires-python"] == f">={checked[0]}"


@pytest.mark.parametrize(
    ("tag", "heading", "said"),
    [
        ("v1.2.0", "## 1.2.0 (2027-01-31)\n\n- New.\n", "v1.2.0: ## 1.2.0 (2027-01-31)"),
        ("v1.2.0", "## Next\n\n## 1.2.0 (2027-01-31)\n", "v1.2.0: ## 1.2.0 (2027-01-31)"),
        ("v1.2.1", "## 1.2.0 (2027-01-31)\n", "the tag is v1.2.1, the version in"),
        ("v1.2.0", "## 1.2.0, unreleased\n", "has no section '## 1.2.0 (YYYY-MM-DD)'"),
        ("v1.2.0", "## Next\n\n- Late.\n\n## 1.2.0 (2027-01-31)\n", "lines under 'Next'"),
    ],
)
def test_the_tag_the_version_and_the_changelog_agree(
    tmp_path: Path, tag: str, heading: str, said: str
) -> None:
    for name in ("ci", "contracts"):
        (tmp_path / name).mkdir()
    shutil.copy(_ROOT / "ci" / "release-check", tmp_path / "ci")
    (tmp_path / "contracts" / "__init__.py").write_text('__version__ = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{heading}\n## 1.1.0 (2026-12-24)\n")
    ended = subprocess.run(  # noqa: S603 - our own script
        [_BASH, tmp_path / "ci" / "release-check", tag], capture_output=True, text=True, check=False
    )
    assert said in ended.stdout + ended.stderr
    assert (ended.returncode == 0) == said.startswith("v")
