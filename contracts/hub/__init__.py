"""The hub: pages and a JSON API over a store of runs. It needs the extra `store`."""

from contracts.hub.app import hub_app
from contracts.hub.desk import Accepting, Desk

__all__ = ["Accepting", "Desk", "hub_app"]
