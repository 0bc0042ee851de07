"""Which of a target's lists serve for tests: models, samples, schemas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from contracts.apis.voss.answers import Answer, Item
from contracts.apis.voss.discovery import COMMON, EXPLICIT, SUBSCRIBERS, WORKER, Discovery
from contracts.apis.voss.lists import Whole
from contracts.apis.voss.meta import find, summary_attrs_in
from contracts.apis.voss.requests import TRANSACTIONS, Value
from contracts.apis.voss.texts import attributes, is_awkward
from contracts.kit import Inconclusive, read_table, telling

_DEVICES = ("device/cucm/Phone", "device/cucm/User", "device/cucm/Line")
_ENOUGH = 8
_CANDIDATES = 3
_FEW = 5
_USUAL = 1000
"""Lists of so many resources are read as a whole."""
_BEGINNING = 300
"""How many resources of longer lists are looked at."""


class Sampling(Discovery):
    """The part of the vocabulary that chooses."""

    @property
    def models(self) -> Sequence[str]:
        """The models whose lists may be read: those of the target file, or a few common ones."""
        found: Sequence[str] = self.target.data.get("models", COMMON)
        return found

    def totals(self) -> Mapping[str, int]:
        """The models whose lists are to be read, with what they say of their lengths."""
        found: dict[str, int] = self._keep(("totals",), self._find_totals, "the models")
        for model in self._changed & found.keys():
            page = self.page(model, limit=_FEW, count=True, **self.explicit)
            found[model] = (page.total if page.is_list else None) or found[model]
        self._changed.clear()
        return found

    @cached_property
    def _changed(self) -> set[str]:
        """The models whose lists have become longer or shorter since they were counted."""
        return set()

    def _find_totals(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for model in self.models:
            page = self.longest(model, most=1, count=True, **self.explicit)
            if not page.is_list and not found:
                # Where what is said in so many words is refused nothing is said.
                page = self.longest(model, most=1)
                self.explicit = {} if page.is_list else dict(EXPLICIT)
            if page.is_list and not page.keys:
                # Whether a list with limit=1 may be empty all the same is judged apart.
                page = self.longest(model, most=_FEW, count=True, **self.explicit)
            if page.is_list and page.keys:
                found[model] = page.total or 0
        if not found:
            reason = "no model with resources is known; name some in [data] models"
            raise Inconclusive(reason)
        return found

    def sample(self) -> Whole:
        """The list that serves for most tests: of some length and some variety.

        A whole one of 8 to 1000 resources, or the beginning of a longer one. Raises Inconclusive
        where there is none.
        """
        return self._keep(("sample",), self._find_sample, "a list to judge by")

    def _find_sample(self) -> Whole:
        # The document makes exceptions for the first, and the second grows with whatever is done.
        unfit = {SUBSCRIBERS, TRANSACTIONS}
        if WORKER.search(self.prefix):
            # Other processes make resources of this model meanwhile.
            unfit.add(self.target.data.get("create", {}).get("model"))
        totals = {model: total for model, total in self.totals().items() if model not in unfit}
        by_length = sorted(totals, key=lambda one: (totals[one] > _USUAL, -totals[one]))
        found: list[Whole] = []
        trouble = Inconclusive(
            f"no list has {_ENOUGH} resources or more that differ in a text attribute"
        )
        for model in by_length[:_CANDIDATES]:
            try:
                found.append(self.beginning(model))
            except Inconclusive as obstacle:
                trouble = obstacle
        fit = [whole for whole in found if len(whole) >= _ENOUGH and attributes(whole)]
        if not fit:
            raise trouble
        chosen = self._ordered(max(fit, key=_variety))
        of_all = "all" if chosen.complete else f"the first of {chosen.total}"
        self._note_once(
            f"Lists, filters and orders are judged on {len(chosen)} resources of {chosen.model} "
            f"({of_all})."
        )
        return chosen

    def others(self) -> list[Whole]:
        """A list of devices and one of other resources, beside the sample, as far as there are.

        Each is known as a whole and has texts to filter by.
        """
        own = self.target.data.get("create", {}).get("model")
        found: dict[bool, Whole] = {}
        for model in self.totals():
            devices = model.startswith("device/")
            if devices in found or model in {self.sample().model, own, SUBSCRIBERS, TRANSACTIONS}:
                continue
            with suppress(Inconclusive):
                whole = self.beginning(model)
                if whole.complete and len(whole) >= _ENOUGH and attributes(whole):
                    found[devices] = whole
        return list(found.values())

    def forget(self, model: str) -> None:
        """Forget what was read of a model, one of whose resources the suite has changed."""
        for key in [one for one in self._kept if one[0] == model]:
            del self._kept[key]
        self._changed.add(model)
        found = self._kept.get(("sample",), (None, None))[1]
        if found is None or found.model == model:
            self._kept.pop(("sample",), None)

    def _note_once(self, text: str) -> None:
        if text not in self._noted:
            self._noted.add(text)
            self.note(text)

    @cached_property
    def _noted(self) -> set[str]:
        return set()

    def beginning(self, model: str, **how: Any) -> Whole:
        """A list as a whole where it is not long, else its beginning. Raises Inconclusive."""
        long = self.totals().get(model, 0) > _USUAL
        asked = {**self.explicit, **how}
        found = self.whole(model, most=_BEGINNING if long else _USUAL, **asked)
        if not found.summary_attrs:
            found.summary_attrs = self.summary_of(found)
        if not found.complete and not found.total and not how:
            found.total = self.totals().get(model)
        return found if found.complete else found.beginning(_BEGINNING)

    def summary_of(self, whole: Whole) -> tuple[str, ...]:
        """The summary attributes of a list that does not name them: see VOSS-SCHEMA-03."""
        said = next(find(self.known_schema(whole.model).body, "summary_attrs"), None)
        shown = dict.fromkeys(name for item in whole.items for name in item.data)
        return summary_attrs_in({"summary_attrs": said}) or tuple(shown)

    def _ordered(self, whole: Whole) -> Whole:
        """The list in an order that leaves nothing open, where an attribute allows one.

        The order of equals is not promised: it may differ between pages.
        """
        if not whole.summary_attrs or whole.is_unique(whole.summary_attrs[0]):
            return whole
        for name in whole.summary_attrs[1:]:
            if whole.is_unique(name):
                with suppress(Inconclusive):
                    found = self.beginning(whole.model, **{**whole.how, "order_by": name})
                    return found if len(found) >= len(whole) else whole
        return whole

    def any_list(self) -> Whole:
        """The sample, or else the longest list: for what one resource is enough to tell.

        Raises Inconclusive where no list has any.
        """
        try:
            return self.sample()
        except Inconclusive:
            totals = self.totals()
            found = self.beginning(max(totals, key=lambda one: totals[one]))
            if not found.keys:
                raise
            return found

    def beyond(self, whole: Whole) -> frozenset[str]:
        """Attributes that resources have beyond their summary; empty where there are none."""
        full = self.get(whole.model, whole.keys[0]).resource()
        others = set(full.data) - set(whole.summary_attrs) - {"pkid"}
        schema = self.known_schema(whole.model).members.get("schema")
        properties = next(find(schema, "properties"), None)
        if isinstance(properties, dict) and others & set(properties):
            # Members that the schema does not know are an implementation's own.
            others &= set(properties)
        return frozenset(others)

    def device_model(self) -> str:
        """A model of Unified CM devices. Raises Inconclusive where none is known."""
        return self._keep(("device",), self._find_device, "a device/cucm model")

    def _find_device(self) -> str:
        given = self.target.data.get("cucm_model")
        for model in (given,) if given else _DEVICES:
            if self.longest(model, most=1).is_list:
                return str(model)
        reason = "none can be listed; name one in [data] cucm_model"
        raise Inconclusive(reason)

    def first(self, model: str) -> Item:
        """The first resource of a list. Raises Inconclusive where it has none."""
        items = self.beginning(model).items
        if not items:
            reason = f"{model} has no resources"
            raise Inconclusive(reason)
        return items[0]

    def known_schema(self, model: str) -> Answer:
        """As `schema`, from memory where it was asked for before: for what is beside the point."""
        return self._keep(("schema", model), lambda: self.schema(model), f"the schema of {model}")

    def schema(self, model: str, **parameters: Value) -> Answer:
        """The answer that carries a model's schema: of the list, the add form or an instance.

        The first of them that has one, or else the list's (VOSS-AMB-27).
        """
        asked: dict[str, Any] = {"schema": True, **parameters}
        listed = self.longest(model, most=1, **asked)
        if has_schema(listed) or self.reading("VOSS-AMB-27") == "list":
            return listed
        others: list[Answer] = [self.add_form(model, **parameters)]
        if listed.is_list and listed.keys:
            others.append(self.get(model, listed.keys[0], **asked))
        return next((one for one in others if has_schema(one)), listed)

    @cached_property
    def schema_versions(self) -> Sequence[Mapping[str, str]]:
        """The rows of the document's mapping."""
        return read_table(self.spec.directory / "schema-versions.tsv")


def _variety(whole: Whole) -> tuple[int, int, int, int]:
    """How much a list has to tell.

    Attributes whose order could be told, those with awkward texts or without a value, all, length.
    """
    names = attributes(whole)
    ordered = [name for name in names if telling(sorted(whole.texts(name)))]
    awkward = [name for name in names if any(is_awkward(one) for one in whole.texts(name))]
    gaps = [name for name in names if any(one in (None, "") for one in whole.values(name))]
    return len(ordered), len(awkward) + len(gaps), len(names), len(whole)


def has_schema(answer: Answer) -> bool:
    """Whether an answer carries a schema."""
    found = answer.members.get("schema")
    return answer.accepted and isinstance(found, dict) and bool(found)
