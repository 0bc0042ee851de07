"""Requests to operations, by method and path."""

from __future__ import annotations

import pytest

from contracts.catalogue import load
from contracts.traffic.matching import Router

UDM = "https://udm.example/udm"


def operation(api: str, base: str, method: str, url: str, page: str | None = None) -> str | None:
    place = Router(load(api), base, page).place(method, url)
    return place.operation.id if place.operation else None


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/v10/export/jobs", "listJobsV10"),
        ("GET", "/v10/export/jobs/?from=1", "listJobsV10"),
        ("GET", "/v4/export/jobs", "listJobsV4"),
        ("DELETE", "/v10/export/jobs/17", "deleteJobV10"),
        ("POST", "/v10/export/jobs/cancel/17", "cancelJobV10"),
        ("GET", "/v10/export/history/17/progress", "getProgressV10"),
        ("PATCH", "/v10/export/jobs", None),
        ("GET", "/v10/export/unknown", None),
    ],
)
def test_versions_methods_and_paths(method: str, path: str, expected: str | None) -> None:
    assert operation("genesys-udm", UDM, method, UDM + path) == expected


def test_literals_go_before_parameters() -> None:
    base = "https://voss.example/api"
    for path, expected in (
        ("/data/User/", "listResources"),
        ("/tool/Transaction/", "listTransactions"),
        ("/data/User/help/", "getHelp"),
        ("/data/User/5c2f/", "getInstance"),
        ("/device/cucm/Phone/", "listDevices"),
    ):
        assert operation("voss", base, "GET", base + path) == expected


def test_values_of_the_path_are_decoded() -> None:
    place = Router(load("genesys-udm"), UDM).place("GET", f"{UDM}/v10/files/a%20b.zip")
    assert place.values == {"filename": "a b.zip"}


@pytest.mark.parametrize(
    "url",
    [
        "https://udm.example/other",
        "https://udm.example/udmother/v10/version",
        "http://udm.example/udm/v10/version",
        "https://udm.example:444/udm/v10/version",
        "https://udm.example:x/udm/v10/version",
    ],
)
def test_what_goes_elsewhere_is_not_below(url: str) -> None:
    assert not Router(load("genesys-udm"), UDM).place("GET", url).below


def test_the_usual_port_and_the_case_of_a_host_make_no_difference() -> None:
    url = "https://UDM.example:443/udm/v10/version"
    assert operation("genesys-udm", UDM, "GET", url) == "getVersionV10"


def test_a_base_url_may_end_with_what_all_paths_begin_with() -> None:
    for base in ("https://gws.example", "https://gws.example/api/v2"):
        assert operation("genesys-ws", base, "GET", "https://gws.example/api/v2/me") == "getMe"


def test_the_only_page_has_any_letter_case_and_the_name_that_the_target_gives_it() -> None:
    base = "http://upt.example"
    assert operation("uptivity", base, "GET", f"{base}/WebApi.ASPX?type=test") == "commandByGet"
    assert operation("uptivity", base, "POST", f"{base}/api", "/api") == "commandByPost"
    assert operation("uptivity", base, "GET", f"{base}/webAPI.aspx", "/api") is None
