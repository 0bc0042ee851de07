"""Links to files, and certificates."""

from __future__ import annotations

from typing import Any


def test_a_link_works_without_a_token_until_it_expires(server: Any) -> None:
    files = server.get("/v10/file-metadatas", orderField="name", descAsc="true", size=2).json[
        "items"
    ]
    link = server.get("/v10/files", filename=files[0]["name"]).json["path"]
    found = server.follow(link)
    assert (found.status, len(found.body)) == (200, files[0]["size"])
    location = server.send("GET", f"/v3/files/{files[0]['name']}").headers["location"]
    assert server.follow(location).body == found.body
    assert server.follow(link.replace("X-Expires=1", "X-Expires=2")).status == 403
    server.clock.advance(301)
    assert server.follow(link).status == 403


def test_seeded_files_are_many_and_not_all_ascii(server: Any) -> None:
    files = server.get("/v3/file-metadatas").json["items"]
    assert len(files) > 100
    assert any(not one["name"].isascii() for one in files)
    names = [one["name"] for one in files]
    assert len(server.get("/v10/files", filename=",".join(names[:100])).json) == 100
    assert server.get("/v3/files", filename=",".join(names[:101])).status == 400
    missing = server.get("/v3/files", filename=f"{names[0]},nowhere")
    assert (missing.status, missing.json) == (404, [{"path": "nowhere"}])


def test_a_certificate_is_read_back_in_every_version(server: Any, upload: Any) -> None:
    body, headers = upload("file", b"-----BEGIN CERTIFICATE-----")
    assert server.send("POST", "/v3/cipher/my.pem", body, headers).status == 201
    shown = server.get("/v10/cipher").json
    assert (shown["name"], shown["size"]) == ("my.pem", 27)
    for other, kind in ((upload("cert", b"x"), headers), ((b"x", {}), {}), ((b"", {}), headers)):
        assert server.send("POST", "/v10/cipher/my.pem", other[0], kind).status == 400
