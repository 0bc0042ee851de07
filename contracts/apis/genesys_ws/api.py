"""One Web Services node."""

from __future__ import annotations

from typing import ClassVar

from contracts.apis.genesys_ws.writing import Writing


class GenesysWs(Writing):
    """One Genesys Web Services node, on behalf of one user."""

    name: ClassVar[str] = "genesys-ws"
    fixture: ClassVar[str] = "gws"
