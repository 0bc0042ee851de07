"""`uc-contracts explain`."""

from __future__ import annotations

import textwrap

import click

from contracts import reference
from contracts.catalogue import (
    Spec,
    apis,
    client_catalogue,
    is_judged_in_passing,
    judging_tests,
    load,
    nearest,
    needing,
)
from contracts.cli.kits import option_of
from contracts.cli.names import EXPLAINED
from contracts.cli.settings import Command
from contracts.model import ConfigurationError, Requirement


@click.command("explain", cls=Command)
@click.argument("identifier", type=EXPLAINED, metavar="ID")
def command(identifier: str) -> None:
    """Explain a requirement (UPT-ID-02), an ambiguity (UPT-AMB-16), a fault or a liberty."""
    if _seeds(identifier):
        return
    wanted = {one.casefold(): (api, one) for api in apis() for one in _ids(load(api))}
    found = wanted.get(identifier.casefold())
    if found is None and _of_clients(identifier):
        return
    if found is None:
        known = [one for _, one in wanted.values()]
        hint = nearest(identifier.upper(), known)
        hint = hint if "did you mean" in hint else "; `uc-contracts requirements` lists them"
        msg = f"there is no requirement, fault or liberty {identifier!r}{hint}"
        raise ConfigurationError(msg)
    api, name = found
    spec = load(api)
    if name in spec.catalogue.requirements:
        _requirement(api, spec, spec.catalogue.requirements[name])
    else:
        _ambiguity(spec, name)
        resting = [r.id for r in spec.catalogue.requirements.values() if r.ambiguity == name]
        if resting:
            _field("Requirements that depend on it", ", ".join(resting))


def _seeds(identifier: str) -> bool:
    """Explain the faults and liberties of that name; whether there are any."""
    shown = False
    for server in map(reference.find, reference.available()):
        fault = server.faults.get(identifier.casefold())
        liberty = server.liberties.get(identifier.casefold())
        for noun, one in (("fault", fault), ("liberty", liberty)):
            if one is None:
                continue
            click.echo(f"{one.id}  (a {noun} of the reference server: {server.title})\n")
            _paragraph(one.summary)
            if fault is not None and one is fault:
                requirement = load(server.api).catalogue.requirements[fault.violates]
                _field("Violates", f"{requirement.id}: {requirement.statement}")
            if liberty is not None and one is liberty and liberty.ambiguity:
                place = load(server.api).catalogue.ambiguities[liberty.ambiguity]
                _field("Left open by", f"{place.id}: {place.problem}")
            _field("Try it", f"uc-contracts serve {option_of(server.api)} --{noun} {one.id}")
            shown = True
    return shown


def _of_clients(identifier: str) -> bool:
    """Explain the requirement of clients of that name; whether there is one."""
    for api in apis():
        catalogue = client_catalogue(api)
        for one in catalogue.requirements.values():
            if one.id.casefold() == identifier.casefold():
                click.echo(f"{one.id}  ({catalogue.title}, {one.level}, {one.basis})\n")
                _paragraph(one.statement)
                _field("Source", str(one.source))
                _field("Judged by", "uc-contracts judge --side client, serve --judge-client, proxy")
                _field("How to fix it", one.fix or "")
                return True
    return False


def _ids(spec: Spec) -> list[str]:
    return [*spec.catalogue.requirements, *spec.catalogue.ambiguities]


def _requirement(api: str, spec: Spec, one: Requirement) -> None:
    click.echo(f"{one.id}  ({spec.catalogue.title}, {one.level}, {one.basis})\n")
    _paragraph(one.statement)
    _field("Source", str(one.source))
    document = spec.catalogue.documents.get(one.source.document)
    if document and document.address:
        click.echo(f"  {document.address}")
    _field("Feature", f"{one.feature}: {spec.catalogue.features[one.feature]}")
    if one.needs:
        _field("Needs", ", ".join(one.needs))
    if needs_it := list(needing(spec.catalogue, one.id)):
        _field("Needed by", ", ".join(needs_it))
    if one.ambiguity:
        click.echo()
        _ambiguity(spec, one.ambiguity)
    _field("Judged by", "")
    for line in _judges(api, one):
        click.echo(textwrap.indent(textwrap.fill(line, 90), "  "))
    if api in reference.available():
        faults = [f for f in reference.find(api).faults.values() if f.violates == one.id]
        if faults:
            _field("Proven by seeded faults", ", ".join(fault.id for fault in faults))
    if one.fix:
        _field("How to fix it", one.fix)


def _judges(api: str, one: Requirement) -> list[str]:
    if one.not_tested:
        return [f"No test: {one.not_tested}"]
    tests = [f"{name}: {text}" for name, text in judging_tests(api, one.id)]
    if one.derived and not tests:
        return ["Every exchange of the operation is checked as it passes."]
    if is_judged_in_passing(api, one):
        return tests or ["Every exchange is checked as it passes."]
    return tests or ["Nothing: no test, schema or rule names it."]


def _ambiguity(spec: Spec, name: str) -> None:
    entry = spec.catalogue.ambiguities[name]
    click.echo(f"Ambiguity {entry.id}:")
    _paragraph(f"{entry.where}. {entry.problem}", "  ")
    for reading in entry.readings:
        mark = "*" if reading.name == entry.chosen else " "
        text = f"{mark} {reading.name}: {reading.effect}"
        click.echo(textwrap.fill(text, 92, initial_indent="  ", subsequent_indent="      "))
    click.echo(
        f'  (* in force; choose another with [readings] {entry.id} = "…" in the target file)'
    )


def _field(name: str, text: str) -> None:
    click.echo(f"\n{name}:")
    if text:
        _paragraph(text, "  ")


def _paragraph(text: str, indent: str = "") -> None:
    filled = textwrap.fill(
        text, 92, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    click.echo(filled)
