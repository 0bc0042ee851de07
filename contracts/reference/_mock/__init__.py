"""Reference servers as mocks to write a client against.

A journal of requests, faults and liberties that are switched while it serves, a reset, leave for
pages of other origins, and an admin service for all of it.
"""

from contracts.reference._mock.admin import Admin
from contracts.reference._mock.certificate import Certificate, made_certificate
from contracts.reference._mock.data import data_taken, with_data
from contracts.reference._mock.journal import Entry, Journal
from contracts.reference._mock.server import MockServer

__all__ = [
    "Admin",
    "Certificate",
    "Entry",
    "Journal",
    "MockServer",
    "data_taken",
    "made_certificate",
    "with_data",
]
