"""All rules over one kit."""

from __future__ import annotations

from contracts import apis
from contracts.catalogue import load
from contracts.catalogue.kits import Kit
from contracts.lint.problem import Problem, said_of
from contracts.lint.seeds import of_seeds
from contracts.lint.sources import sources_of
from contracts.lint.specs import unreadable, untidy
from contracts.lint.tests import of_tests
from contracts.lint.traces import judged_by_rules, of_traces
from contracts.model import ConfigurationError


def lint(kit: Kit) -> list[Problem]:
    """What is wrong with `kit`, by file and line; nothing is sent, and nothing of it is run.

    Its vocabulary and reference server are imported. Where its specs cannot be read, only that
    and what its Python files say by themselves is known.
    """
    found = list(unreadable(kit))
    if found:
        return sorted(set(found))
    spec = load(kit.name)
    files = (*sources_of(kit, "vocabulary"), *sources_of(kit, "reference"))
    found += [Problem(str(f.path), f.line, "python", f.error) for f in files if f.tree is None]
    found += untidy(kit, spec)
    found += of_tests(kit, spec, judged_by_rules(kit, spec))
    found += of_traces(kit, spec)
    if any(one.rule == "python" for one in found):
        return sorted(set(found))
    try:
        apis.find(kit.name)
    except ConfigurationError as trouble:
        found += said_of(trouble, "vocabulary", kit.file)
    found += of_seeds(kit, spec)
    return sorted(set(found))
