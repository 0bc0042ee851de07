"""`junit.xml`: one test suite per target, one test case per requirement."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from contracts.model import RequirementResult, Results, TargetResult, Verdict
from contracts.report.text import for_xml
from contracts.report.wording import gate_sentence

_SKIPPED = frozenset(
    {Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE, Verdict.WAIVED}
)


def junit_xml(results: Results) -> Iterator[bytes]:
    """`results` in the JUnit form that CI servers read.

    A fail is a failure and an error an error; what was not judged is skipped, with the reason;
    a warn has passed, with its finding in `system-out`.
    """
    counts = [_totals(target) for target in results.targets]
    root = etree.Element(
        "testsuites",
        name="uc-contracts",
        time=f"{results.seconds:.3f}",
    )
    for key in _totals(None):
        root.set(key, str(sum(one[key] for one in counts)))
    for target in results.targets:
        root.append(_suite(results, target))
    yield etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _suite(results: Results, target: TargetResult) -> etree._Element:
    suite = etree.Element(
        "testsuite",
        name=for_xml(f"{target.api}: {target.name}"),
        timestamp=for_xml(results.suite.started),
        time=f"{target.seconds:.3f}",
    )
    for key, count in _totals(target).items():
        suite.set(key, str(count))
    properties = etree.SubElement(suite, "properties")
    for name, value in (
        ("verdict", target.verdict.value),
        ("base_url", target.base_url),
        ("allow", target.allow),
        ("catalogue", target.catalogue),
        ("exchanges", str(target.exchanges)),
        ("suite", results.suite.version),
        ("seed", str(results.suite.seed)),
        ("depth", results.suite.depth),
        ("unreached", target.trouble or ""),
        ("stopped", results.stopped or ""),
        ("safety", results.safety.statement if results.safety else ""),
        ("gate", gate_sentence(results.gate) if results.gate else ""),
        ("decision", str(results.decision or "")),
        *(("note", note) for note in target.notes),
        *(("left behind", one) for one in target.left_behind),
    ):
        if value:
            etree.SubElement(properties, "property", name=name, value=for_xml(value))
    for requirement in target.requirements:
        suite.append(_case(target, requirement, results.suite.page(target.api, requirement.id)))
    return suite


def _case(target: TargetResult, requirement: RequirementResult, page: str) -> etree._Element:
    case = etree.Element(
        "testcase",
        classname=for_xml(f"{target.api}.{requirement.feature}"),
        name=for_xml(f"{requirement.id} {requirement.statement}"),
        time="0",
    )
    reason = for_xml(requirement.reason)
    match requirement.verdict:
        case Verdict.FAIL:
            failure = etree.SubElement(case, "failure", message=reason, type=requirement.level)
            failure.text = for_xml(_details(requirement, page))
        case Verdict.ERROR:
            error = etree.SubElement(case, "error", message=reason, type="suite")
            error.text = for_xml(_details(requirement, page))
        case verdict if verdict in _SKIPPED:
            etree.SubElement(case, "skipped", message=f"{verdict.value}: {reason}")
        case Verdict.WARN:
            out = etree.SubElement(case, "system-out")
            out.text = for_xml(f"warn: {_details(requirement, page)}")
        case _:
            pass
    return case


def _details(requirement: RequirementResult, page: str) -> str:
    """The finding as plain text, with all that is needed to see it again."""
    lines = [requirement.reason, f"statement: {requirement.statement}"]
    lines.append(f"source: {requirement.source} ({requirement.level}, {requirement.basis})")
    if page:
        lines.append(f"about it: {page}")
    if requirement.expected:
        lines.append(f"expected: {requirement.expected}")
    if requirement.observed:
        lines.append(f"observed: {requirement.observed}")
    if requirement.fix:
        lines.append(f"how to fix it: {requirement.fix}")
    lines += [f"test: {test}" for test in requirement.tests]
    lines += requirement.curl
    return "\n".join(lines)


def _totals(target: TargetResult | None) -> dict[str, int]:
    counts = target.counts() if target else dict.fromkeys(Verdict, 0)
    return {
        "tests": sum(counts.values()),
        "failures": counts[Verdict.FAIL],
        "errors": counts[Verdict.ERROR],
        "skipped": sum(counts[verdict] for verdict in _SKIPPED),
    }
