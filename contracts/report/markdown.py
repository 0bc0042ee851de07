"""`summary.md`: the outcome in GitHub's and GitLab's Markdown, for job summaries and comments.

Everything that is not ours is escaped: it can neither format nor link, embed or mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts.model import Level, RequirementResult, Results, SuiteFacts, TargetResult, Verdict
from contracts.report.causes import causes, rests
from contracts.report.text import one_line, plural, shorten
from contracts.report.wording import BROKEN, gate_sentence, run_sentence, target_sentence

# What a comment may hold on GitHub is 65,536 characters.
_MAX = 60_000
_MAX_ROWS = 40
_MAX_REASON = 240
_MAX_IDS = 12
_SIGNS = {"conforming": "✅", "not-verified": "⚠️", "not-conforming": "❌"}
_UNVERIFIED = (Verdict.INCONCLUSIVE, Verdict.WAIVED, Verdict.NOT_TESTED)
_SPECIAL = re.compile(r"[\\`*_{}\[\]()!|~<>&$#]")
# Mentions, references and addresses are found in the text that is left after formatting: only
# what breaks the text in two keeps them from becoming links.
_LINKING = re.compile(r"@|&#35;|:(?=//)|(?<=www)(?=\.)", re.IGNORECASE)


def summary_markdown(results: Results) -> Iterator[bytes]:
    """The verdict, a table of targets, what was found and what was not verified; bounded."""
    lines = [f"## {_SIGNS[results.verdict]} {escaped(run_sentence(results))}", ""]
    if results.stopped:
        lines += [f"**The run stopped early:** {escaped(results.stopped)}", ""]
    if results.decision:
        lines += [f"**{escaped(str(results.decision), 600)}**", ""]
    lines += _safety(results)
    lines += _overview(results)
    lines += _gate(results)
    for target in results.targets:
        lines += _target(target, results.suite, named=len(results.targets) > 1)
    suite = results.suite
    facts = f"uc-contracts {suite.version}, {suite.started}, seed {suite.seed}, depth {suite.depth}"
    lines.append(f"<sub>{escaped(facts)}</sub>")
    text = "\n".join(lines)
    if len(text) > _MAX:
        cut = text.rfind("\n", 0, _MAX)
        text = f"{text[:cut]}\n\n… cut: the report has the rest."
    yield f"{text}\n".encode()


def escaped(text: str, limit: int = _MAX_REASON) -> str:
    """`text` on one line, meaning nothing to Markdown: it neither formats, links nor mentions."""
    shown = shorten(one_line(text), limit)
    plain = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", shown)
    return _LINKING.sub(lambda match: f"{match[0]}<!-- -->", plain)


def _overview(results: Results) -> list[str]:
    there = {one.verdict for target in results.targets for one in target.requirements}
    columns = [one for one in Verdict if one in there]
    head = ["target", "verdict", *(one.value for one in columns), "exchanges"]
    rows = [
        f"| {' | '.join(head)} |",
        f"| --- | --- |{' ---: |' * (len(columns) + 1)}",
    ]
    for target in results.targets:
        counts = target.counts()
        name = f"`{target.api}` {escaped(target.name, 80)}"
        cells = [name, target.verdict.value, *(f"{counts[one]:,}" for one in columns)]
        rows.append(f"| {' | '.join(cells)} | {target.exchanges:,} |")
    return [*rows, ""] if results.targets else []


def _safety(results: Results) -> Iterator[str]:
    """What was sent and must not have been."""
    for one in results.safety.violations if results.safety else ():
        yield from (f"**Sent, and not allowed:** {escaped(one, 600)}", "")


def _gate(results: Results) -> Iterator[str]:
    """What a baseline makes of the run."""
    gate = results.gate
    if gate is None:
        return
    yield from (f"**Baseline:** {escaped(gate_sentence(gate))}", "")
    new = gate.new(*BROKEN)
    lines = [
        f"new: {one.requirement} {one.verdict.value}, {one.target}"
        + (f" ({one.note})" if one.note else "")
        for one in new[:_MAX_ROWS]
    ]
    lines += [f"… and {len(new) - _MAX_ROWS:,} more that are new"] if len(new) > _MAX_ROWS else []
    lines += [f"stale: {one}" for one in gate.stale[:_MAX_ROWS]]
    lines += [f"expires soon: {one}" for one in gate.warnings[:_MAX_ROWS]]
    yield from (f"- {escaped(line)}" for line in lines)
    yield ""


def _target(target: TargetResult, suite: SuiteFacts, *, named: bool) -> list[str]:
    lines = [f"### {escaped(target_sentence(target))}", ""] if named else []
    left = [f"Left behind: {one}" for one in target.left_behind[:_MAX_ROWS]]
    for note in (target.trouble, *target.notes, *left):
        lines += [f"> {escaped(note, 600)}", ""] if note else []
    broken = [
        one
        for verdict in (Verdict.ERROR, Verdict.FAIL, Verdict.WARN)
        for one in target.requirements
        if one.verdict is verdict
    ]
    if broken:
        lines += ["| verdict | requirement | what was found |", "| --- | --- | --- |"]
        lines += [_row(one, suite.page(target.api, one.id)) for one in broken[:_MAX_ROWS]]
        if len(broken) > _MAX_ROWS:
            lines.append(f"| | | … and {len(broken) - _MAX_ROWS:,} more |")
        lines.append("")
    return lines + _unverified(target)


def _row(one: RequirementResult, page: str) -> str:
    name = f"[{one.id}]({page})" if page else one.id
    seen = f"; observed: {one.observed}" if one.observed else ""
    wanted = f"; expected: {one.expected}" if one.expected else ""
    return f"| {one.verdict.value} | {name} | {escaped(f'{one.reason}{wanted}{seen}')} |"


def _unverified(target: TargetResult) -> list[str]:
    found = []
    for cause in causes(target, _UNVERIFIED):
        ids = [
            one.id
            for one in cause.requirements
            if one.level is Level.MUST or one.verdict is Verdict.INCONCLUSIVE
        ]
        if ids:
            found.append((cause, ids))
    if not found:
        return []
    count = plural(sum(len(ids) for _, ids in found), "requirement")
    lines = ["<details>", f"<summary>Not verified: {count}</summary>", ""]
    for cause, ids in found[:_MAX_ROWS]:
        more = f" and {len(ids) - _MAX_IDS:,} more" if len(ids) > _MAX_IDS else ""
        said = rests(cause) if cause.rests_on and len(ids) > 1 else cause.reason
        lines.append(f"- {cause.verdict.value}: {', '.join(ids[:_MAX_IDS])}{more}: {escaped(said)}")
    if len(found) > _MAX_ROWS:
        lines.append(f"- … for {len(found) - _MAX_ROWS:,} more reasons")
    return [*lines, "", "</details>", ""]
