"""The lines of a TOML document: for each path that the parser finds, and no other."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.catalogue.positions import Position
from contracts.catalogue.toml_lines import lines_of

DOCUMENT = '''\
# a comment with = and [brackets]
top = "a # no comment \\" ]" # one
dotted.key."quoted.part" = 'C:\\'

[target]  # [not.a.table]
name = """
not = "a key"
[nor] a table ""\\""" and more"""""
tls = {verify = true, "ca_file" = "]}", inner.deep = [1, 2]}
dates = [1979-05-27 07:32:00, 07:32:00, # between
  inf, -1e3,
  [ "a", """b
c""" ],
]
literal = \'\'\'
[x]\'\'\'\'
[target . limits]
timeout_s=10
[[data.scenarios]]
name = "a"
[[data.scenarios.steps]]
send = {type = "X"}
[data.scenarios.steps.more]
x = 1
[[data.scenarios]]
steps = [{send = {}},
{}]
[[data.scenarios]]
'''
LINES: dict[Position, int] = {
    ("top",): 2,
    ("dotted", "key", "quoted.part"): 3,
    ("target",): 5,
    ("target", "name"): 6,
    ("target", "tls", "inner", "deep", 1): 9,
    ("target", "dates", 3): 11,
    ("target", "dates", 4, 1): 12,
    ("target", "literal"): 15,
    ("target", "limits"): 17,
    ("target", "limits", "timeout_s"): 18,
    ("data", "scenarios", 0): 19,
    ("data", "scenarios", 0, "steps", 0, "send", "type"): 22,
    ("data", "scenarios", 0, "steps", 0, "more", "x"): 24,
    ("data", "scenarios", 1): 25,
    ("data", "scenarios", 1, "steps", 1): 27,
    ("data", "scenarios", 2): 28,
}


def _paths(data: Any, at: Position = ()) -> Iterator[Position]:
    yield at
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _paths(value, (*at, key))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_path_has_its_line(ending: str) -> None:
    text = DOCUMENT.replace("\n", ending)
    lines = lines_of(text)
    assert set(lines) == set(_paths(tomllib.loads(text)))
    assert {at: lines[at] for at in LINES} == LINES


TEXTS = st.text("a =\"'\\\n#[]{},ä", max_size=6).flatmap(
    lambda text: st.sampled_from(
        [
            '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"',
            '"""' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""',
            "'''" + text.replace("'", "") + "'''",
        ]
    )
)
VALUES = st.recursive(
    st.sampled_from(["1", "true", "1979-05-27", "0x1F", "''", '""']) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda all_: "[" + ", \n# [\n ".join(all_) + "\n]")
        | st.lists(inner, max_size=3).map(
            lambda all_: "{" + ", ".join(f'"k {i}" = {one}' for i, one in enumerate(all_)) + "}"
        )
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.booleans(), VALUES), max_size=5))
def test_a_generated_document_has_a_line_for_each_path(parts: list[tuple[bool, str]]) -> None:
    text = "".join(
        f"{'[[list]]' if element else f'[table-{i}]'}\nkey.{i} = {value} # end\n"
        for i, (element, value) in enumerate(parts)
    )
    assert set(lines_of(text)) == set(_paths(tomllib.loads(text)))
