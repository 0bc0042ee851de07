"""Single resources."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.schemas import Schemas
from contracts.reference.voss.seed import moment
from contracts.reference.voss.state import Instance


class Instances(Schemas):
    """The layer that shows single resources."""

    def instance(self, call: Call, model: Model, pkid: str) -> Instance:  # noqa: ARG002
        """The instance with this pkid. Raises Refused (404)."""
        found = self.store.table(model).get(self.pkid_read(pkid))
        return self.unknown_instance(model, pkid) if found is None else found

    def unknown_instance(self, model: Model, pkid: str) -> Instance:
        """A pkid that no resource of the model has."""
        refuse(404, f"{model.name} has no resource {pkid}")

    def instance_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        """The reply to a GET with a pkid; the hierarchy is not needed for it."""
        return self.json(call, 200, self.instance_body(call, self.instance(call, model, pkid)))

    def instance_body(self, call: Call, instance: Instance) -> dict[str, Any]:
        """The members of a resource."""
        model = instance.model
        cached = call.flag("cached", default=self.default_cached()) or not model.is_device
        meta = self.instance_meta(call, instance, cached=cached)
        meta["summary_attrs"] = self.summary_attrs(model)
        meta["actions"] = self.actions(model)
        return {
            "meta": meta,
            "data": self.instance_data(instance) if cached else self.device_data(instance),
            **self.schema_parts(call, model),
        }

    def default_cached(self) -> bool:
        """Whether data come from the cache where nothing is said."""
        return True

    def instance_data(self, instance: Instance) -> dict[str, Any]:
        """The data of a resource as they are kept here."""
        return self.full_data(instance)

    def device_data(self, instance: Instance) -> dict[str, Any]:
        """The data of a resource as its device has them now."""
        return {**self.full_data(instance), "lastRefreshed": moment(self.clock.now())}
