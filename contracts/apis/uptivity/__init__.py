"""NICE Uptivity: commands, and the RESULT that answers each."""

from contracts.apis.uptivity.api import BY_GET, WAYS, Uptivity
from contracts.apis.uptivity.reply import Reply
from contracts.apis.uptivity.scenarios import Scenario, Step, scenarios

API = Uptivity

__all__ = ["API", "BY_GET", "WAYS", "Reply", "Scenario", "Step", "Uptivity", "scenarios"]
