"""One Web Services node."""

from __future__ import annotations

from contracts.apis.genesys_ws.refusals import Refusing
from contracts.kit import PASSED_THROUGH


class GenesysWs(Refusing):
    """One Genesys Web Services node, on behalf of one user."""

    redirects = PASSED_THROUGH

    def start(self, planned: frozenset[str]) -> None:
        """Ask for the first new state of the agent, which may take its time."""
        self.begin(planned)
