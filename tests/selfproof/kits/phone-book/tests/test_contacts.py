"""Contacts that are added."""

from __future__ import annotations

from typing import Any

from contracts.kit import Judge, requirement


@requirement("PHB-ADD-01")
def test_an_added_contact_is_found(phone_book: Any, judge: Judge) -> None:
    """What POST says of a contact is what its address gives."""
    own = phone_book.contact()
    found = phone_book.get(own.path)
    judge.equal(found.status, 200, "the status of the new contact's address", shown=(found,))
    judge.equal(found.body, own.answer.body, "the new contact", shown=(own.answer, found))
