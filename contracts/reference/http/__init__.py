"""HTTP for reference servers: reading, refusing, replying, credentials, paths, and its liberties.

Requests are read by Starlette, and paths matched by its templates. What is sent is plain bytes:
a seeded fault has to be able to send what no framework would.
"""

from contracts.reference.http.credentials import basic, bearer, cookie
from contracts.reference.http.json_forms import json_forms
from contracts.reference.http.liberties import Media, MoreHeaders, WithoutHeaders, http_liberties
from contracts.reference.http.message import Headers, HttpCall, QueryCall, Refused, Reply, refuse
from contracts.reference.http.routes import Routes
from contracts.reference.http.server import HttpServer, JsonServer

__all__ = [
    "Headers",
    "HttpCall",
    "HttpServer",
    "JsonServer",
    "Media",
    "MoreHeaders",
    "QueryCall",
    "Refused",
    "Reply",
    "Routes",
    "WithoutHeaders",
    "basic",
    "bearer",
    "cookie",
    "http_liberties",
    "json_forms",
    "refuse",
]
