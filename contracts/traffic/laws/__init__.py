"""Laws over what traffic holds, and what traffic it would take to judge the rest, by API."""

from __future__ import annotations

from contracts.catalogue import load
from contracts.model import Target
from contracts.traffic.judge import Law
from contracts.traffic.laws.authentication import Authentication
from contracts.traffic.laws.gws import GwsRefusals, GwsUser
from contracts.traffic.laws.needs import needs_of
from contracts.traffic.laws.udm_data import UdmData
from contracts.traffic.laws.udm_lists import UdmLists
from contracts.traffic.laws.udm_lives import UdmLives
from contracts.traffic.laws.udm_refusals import UdmRefusals
from contracts.traffic.laws.uds_access import UdsAccess
from contracts.traffic.laws.uds_resources import UdsResources
from contracts.traffic.laws.uds_search import UdsSearch
from contracts.traffic.laws.uptivity import UptivityResults
from contracts.traffic.laws.voss_filters import VossFilters
from contracts.traffic.laws.voss_instances import VossInstances
from contracts.traffic.laws.voss_lists import VossLists
from contracts.traffic.laws.voss_schemas import VossSchemas

__all__ = ["laws_of", "needs_of"]

_OF_APIS = {
    "cisco-uds": (UdsAccess, UdsSearch, UdsResources),
    "genesys-udm": (UdmLists, UdmLives, UdmRefusals, UdmData),
    "genesys-ws": (GwsUser, GwsRefusals),
    "uptivity": (UptivityResults,),
    "voss": (VossLists, VossFilters, VossInstances, VossSchemas),
}


def laws_of(target: Target) -> tuple[Law, ...]:
    """The laws of the target's API, fresh."""
    spec = load(target.api)
    features = {one.id: one.feature for one in spec.catalogue.requirements.values()}
    own = (kind(target, features) for kind in _OF_APIS.get(target.api, ()))
    return (*own, Authentication(target, features, prefix=spec.prefix))
