"""The words of the phone book."""

from __future__ import annotations

from contracts.kit import JsonApi, Own


class PhoneBook(JsonApi):
    """A phone book."""

    def contact(self) -> Own:
        """A contact of the suite's own."""
        return self.make("postContacts")


API = PhoneBook
