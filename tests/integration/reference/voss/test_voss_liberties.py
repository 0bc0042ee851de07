"""Whatever liberties are taken, what counts stays as it is."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.liberties import LIBERTIES


def invariants(client: Any) -> None:
    """What holds whatever liberties are taken."""
    whole = client.get(limit=2000).json
    rows = whole["resources"]
    assert (whole["pagination"]["total"], len(rows)) == (180, 180)
    pages = [client.get(skip=skip, limit=60).json["resources"] for skip in (0, 60, 120)]
    assert [one for page in pages for one in page] == rows
    for one in rows[::40]:
        shown = client.get(f"data/User/{one['meta']['pkid']}/", hierarchy=None).json
        assert one["data"].items() <= shown["data"].items()
    found = client.get(filter_field="last_name", filter_text="smith", limit=2000).json
    expected = {
        one["meta"]["pkid"]
        for one in rows
        if "smith" in (one["data"].get("last_name") or "").lower()
    }
    assert {one["meta"]["pkid"] for one in found["resources"]} == expected
    made = client.change("POST", "data/Contact/", {"name": "One"}).json["pkid"]
    client.change("PATCH", f"data/Contact/{made}/+tag/", tag=["a", "b"])
    client.change("PATCH", f"data/Contact/{made}/+tag_version/", version_tag="1.2")
    meta = client.get(f"data/Contact/{made}/").json["meta"]
    assert (set(meta["tags"]), "1.2" in meta["version_tag"]) == ({"a", "b"}, True)
    client.change("DELETE", f"data/Contact/{made}/")
    assert client.get(f"data/Contact/{made}/").status >= 400
    late = client.change("DELETE", f"data/User/{rows[0]['meta']['pkid']}/", nowait="true").json
    client.clock.advance(1)
    over = client.get(f"tool/Transaction/{late['transaction_id']}/").json
    assert over["data"]["status"] in {"Success", "Completed", "Landed"}
    assert client.get(limit=1).json["pagination"]["total"] == 179


def test_all_liberties_together_keep_what_counts(voss_with: Any) -> None:
    invariants(voss_with())
    invariants(voss_with(liberties=LIBERTIES))
    invariants(voss_with(liberties=list(reversed(LIBERTIES))))
