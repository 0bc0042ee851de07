"""A small kit to try, in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.model import KITS

TOML = """\
name = "phone-book"
prefix = "PHB"
title = "Phone book"
document = "phone-book-2"
"""
REQUIREMENTS = """\
features:
  contacts: Contacts.
requirements:
  - id: PHB-LIST-01
    level: must
    statement: GET /contacts lists the contacts.
    section: Lists
    basis: stated
    feature: contacts
"""
OPENAPI = """\
openapi: 3.1.0
info: {title: Phone book, version: "2", x-document: phone-book-2}
paths:
  /contacts:
    get:
      operationId: listContacts
      x-feature: contacts
      responses:
        "200":
          description: The contacts.
          content:
            application/json:
              schema: {type: object, required: [items], properties: {items: {type: array}}}
"""
VOCABULARY = """\
from contracts.kit import Api


class PhoneBook(Api):
    \"\"\"A phone book.\"\"\"

    def contacts(self):
        return self.wire.send("GET", "/contacts", operation="listContacts")


API = PhoneBook
"""
TESTS = """\
import pytest


@pytest.mark.requirement("PHB-LIST-01")
def test_contacts_are_listed(phone_book, judge):
    \"\"\"There is a list.\"\"\"
    answer = phone_book.contacts()
    judge.equal(answer.response.status, 200, "the status")
"""
FILES = {
    "kit.toml": TOML,
    "specs/requirements.yaml": REQUIREMENTS,
    "specs/openapi.yaml": OPENAPI,
    "vocabulary.py": VOCABULARY,
    "tests/test_lists.py": TESTS,
}


class Folder:
    """A kit in a folder, whose files can be changed before it is read."""

    def __init__(self, home: Path) -> None:
        self.home = home
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        """Let file `name` say `text`."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which is there."""
        text = (self.home / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))


@pytest.fixture(autouse=True)
def no_kits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No kit is named, and what a test names is forgotten after it."""
    monkeypatch.setenv(KITS, "")
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in {"phone_book", "other_book"}:
            del sys.modules[name]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A kit that is right."""
    return Folder(tmp_path / "book")
