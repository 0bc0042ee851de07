"""What makes a reference server a mock to write a client against.

A journal of requests, faults and liberties that are switched while it serves, a reset, leave for
pages of other origins, and an admin service for all of it.
"""

from contracts.reference._mock.admin import Admin
from contracts.reference._mock.certificate import Certificate, made_certificate
from contracts.reference._mock.data import data_taken, with_data
from contracts.reference._mock.journal import Entry, Journal
from contracts.reference._mock.stand import Stand

__all__ = [
    "Admin",
    "Certificate",
    "Entry",
    "Journal",
    "Stand",
    "data_taken",
    "made_certificate",
    "with_data",
]
