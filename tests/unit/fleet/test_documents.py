"""Target files that travel: merged, written, placed."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.fleet.documents import as_elsewhere, merged, placed
from contracts.fleet.toml import dumped
from contracts.model import Secret

KEYS = st.text(max_size=8)
VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.dates(min_value=dt.date(1, 1, 1)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=30)
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_written_reads_back(document: dict[str, object]) -> None:
    assert tomllib.loads(dumped(document)) == document


def test_ones_own_stands_before_the_default_and_credentials_stay_whole() -> None:
    defaults = {
        "target": {"allow": "write", "auth": {"type": "basic", "username": "u"}, "limits": {"a": 1}}
    }
    own = {"target": {"auth": {"type": "none"}, "limits": {"b": 2}}, "data": {"model": "x"}}
    assert merged(own, defaults) == {
        "target": {"allow": "write", "auth": {"type": "none"}, "limits": {"a": 1, "b": 2}},
        "data": {"model": "x"},
    }


DOCUMENT = {
    "target": {
        "kit": "../kit",
        "auth": {"plugin": "a:B", "keys": [{"file": "k"}, {"env": "K"}], "url": "u"},
        "tls": {"ca_file": "ca.pem", "verify": True},
        "proxy": {"url": "http://p", "password": {"file": "/etc/p"}},
    },
    "data": {"file": "as it is"},
}


def test_relative_paths_start_where_the_worker_has_the_files() -> None:
    found = placed(DOCUMENT, Path("/srv/fleet/lab"))
    assert found["target"] == {
        "kit": "/srv/fleet/kit",
        "auth": {"plugin": "a:B", "keys": [{"file": "/srv/fleet/lab/k"}, {"env": "K"}], "url": "u"},
        "tls": {"ca_file": "/srv/fleet/lab/ca.pem", "verify": True},
        "proxy": {"url": "http://p", "password": {"file": "/etc/p"}},
    }
    assert found["data"] == {"file": "as it is"}


def test_what_only_a_worker_has_is_not_looked_for() -> None:
    found = as_elsewhere(DOCUMENT)["target"]
    assert "auth" not in found
    assert found["tls"] == {"verify": True}
    assert isinstance(found["proxy"]["password"], Secret)
    odd = as_elsewhere({"target": {"auth": {"type": "bearer", "token": {"env": "not a name"}}}})
    assert odd["target"]["auth"]["token"] == {"env": "not a name"}  # which is said to be wrong
