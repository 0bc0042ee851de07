"""The reference servers as pages of other origins use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.reference import MockServer, Serving, find

if TYPE_CHECKING:
    from _chromium import Chromium

ASK = """
fetch("{url}", {{method: "{method}", headers: {{
  Authorization: "Basic " + btoa("{account}"), "Content-Type": "application/json"}},
  body: {body}}}).then(r => r.status + " " + r.headers.get("x-request-id")).catch(e => String(e))
"""


def test_a_page_of_another_origin_is_let_in_where_it_is_told(chromium: Chromium) -> None:
    voss, uptivity = find("voss"), find("uptivity")
    mocks = [MockServer(voss, origins=("*",)), MockServer(voss), MockServer(uptivity)]
    with Serving(mocks) as serving:
        free, closed, other = serving.origins
        chromium.open(f"{other}/webAPI.aspx?type=TEST&requestid=1")

        def ask(origin: str, method: str, body: str, account: str = "admin:voss-demo") -> str:
            url = f"{origin}/api/data/Contact/?hierarchy=sys&format=json"
            script = ASK.format(url=url, method=method, body=body, account=account)
            return str(chromium.run(script))

        name = "JSON.stringify({name: 'Web', company: 'A'})"
        assert ask(free, "GET", "null").startswith("200 0000")
        assert ask(free, "POST", name).startswith("201 0000")
        assert ask(free, "GET", "null", "admin:wrong").startswith("401 0000")
        assert ask(closed, "GET", "null") == "TypeError: Failed to fetch"
