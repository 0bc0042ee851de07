"""What is found out about a target: its hierarchy, its models, whole lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

from contracts.apis.voss import hierarchy
from contracts.apis.voss.answers import Answer, Item
from contracts.apis.voss.hierarchy import Tree
from contracts.apis.voss.lists import LONGEST, Whole, gather
from contracts.apis.voss.requests import TRANSACTIONS, Requests, Value
from contracts.apis.voss.texts import attributes, is_awkward
from contracts.catalogue import read_table
from contracts.model import Exchange, Inconclusive
from contracts.oracles import FilterSet

SUBSCRIBERS = "relation/Subscriber"
_ROOT = "sys"
_COMMON = (
    "data/User",
    SUBSCRIBERS,
    hierarchy.MODEL,
    "data/NumberInventory",
    "data/InternalNumberInventory",
    "data/Countries",
    "device/cucm/Phone",
    "device/cucm/User",
)
_DEVICES = ("device/cucm/Phone", "device/cucm/User", "device/cucm/Line")
_ENOUGH = 8
_HIGHEST = 8
_CANDIDATES = 4
_USUAL = 1000
_MOST = 6000

Found = TypeVar("Found")


class Discovery(Requests):
    """The part of the vocabulary that remembers."""

    def refresh(self) -> None:
        """Forget all that was read of the target."""
        super().refresh()
        self._kept.clear()

    def first_look(self) -> Exchange:
        """The first node of the hierarchy."""
        node = self.target.data.get("hierarchy", _ROOT)
        how = {"failures": "return"}
        return self.page(hierarchy.MODEL, hierarchy=node, limit=1, how=how).exchange

    # Lists that are read as a whole

    def read(self, model: str, filters: Sequence[FilterSet] = (), **how: Any) -> Whole:
        """A whole list, read now; parameters as for `page`. Raises Inconclusive."""
        most = int(self.target.data.get("max_list", _MOST))
        sent = {"limit": LONGEST, **how}
        return gather(model, how, lambda skip: self.page(model, filters, skip=skip, **sent), most)

    def whole(self, model: str, **how: Any) -> Whole:
        """A whole list, from memory where it was read before. Raises Inconclusive."""
        found: Whole = self._keep(
            (model, *sorted(how.items())), lambda: self.read(model, **how), model
        )
        return found

    def settled(self, condition: bool, *wholes: Whole) -> bool:  # noqa: FBT001 - the subject
        """`condition`, after `wholes` were seen to be as they were where it does not hold.

        Raises Inconclusive where the target's data have moved since they were read.
        """
        if condition:
            return True
        for whole in wholes:
            again = self.read(whole.model, **whole.how)
            if again.rows != whole.rows:
                self._kept.clear()
                reason = f"the list of {whole.model} changed while it was being looked at"
                raise Inconclusive(reason)
        return False

    # What is found out

    @cached_property
    def _kept(self) -> dict[tuple[Any, ...], tuple[Inconclusive | None, Any]]:
        return {}

    def _keep(self, key: tuple[Any, ...], find: Callable[[], Found], what: str) -> Found:
        """What `find` found when it was first asked, also where it raised Inconclusive."""
        if key not in self._kept:
            try:
                self._kept[key] = (None, find())
            except Inconclusive as obstacle:
                self._kept[key] = (Inconclusive(f"{what}: {obstacle.reason}"), None)
        trouble, found = self._kept[key]
        if trouble is not None:
            raise Inconclusive(trouble.reason)
        return cast("Found", found)

    @property
    def hierarchy(self) -> str:
        """The node from which lists are read. Raises Inconclusive where none can be found."""
        given: str = self.target.data.get("hierarchy", "")
        return given or self._keep(("hierarchy",), self._find_hierarchy, "the hierarchy")

    def _find_hierarchy(self) -> str:
        answer = None
        for node in (_ROOT, ""):
            answer = self.page(hierarchy.MODEL, hierarchy=node, limit=LONGEST)
            if answer.is_list and answer.keys:
                return node or answer.keys[0]
        reason = f"no node is known; name one in [data] hierarchy ({answer})"
        raise Inconclusive(reason)

    def tree(self) -> Tree:
        """The nodes at and below the hierarchy, and those above them. Raises Inconclusive."""
        return self._keep(("tree",), self._find_tree, "the hierarchy")

    def _find_tree(self) -> Tree:
        items = list(self.whole(hierarchy.MODEL, traversal="down").items)
        asked: set[str] = set()
        for _ in range(_HIGHEST):
            found = Tree(items)
            # A list may leave out the node from which it is read, as one that hangs further up.
            missing = {one.parent for one in found} - found.nodes.keys() - asked - {""}
            if not missing:
                break
            asked |= missing
            answers = [self.get(hierarchy.MODEL, one) for one in sorted(missing)]
            items += [one.item for one in answers if one.item is not None and one.item.key]
        return Tree(items, self.target.data.get("hierarchy", ""))

    def totals(self) -> Mapping[str, int]:
        """The models whose lists are to be read, with what they say of their lengths."""
        return self._keep(("totals",), self._find_totals, "the models")

    def _find_totals(self) -> Mapping[str, int]:
        found = {}
        for model in self.target.data.get("models", _COMMON):
            page = self.page(model, limit=1)
            if page.is_list and page.keys:
                found[model] = page.total or 0
        if not found:
            reason = "no model with resources is known; name some in [data] models"
            raise Inconclusive(reason)
        return found

    def sample(self) -> Whole:
        """The whole list that serves for most tests: of some length and some variety.

        Raises Inconclusive where there is none.
        """
        return self._keep(("sample",), self._find_sample, "a list to look at")

    def _find_sample(self) -> Whole:
        # The suite changes the first, the document makes exceptions for the second, and the
        # third grows with whatever is done.
        unfit = {self.target.data.get("create", {}).get("model"), SUBSCRIBERS, TRANSACTIONS}
        totals = {model: total for model, total in self.totals().items() if model not in unfit}
        usual = [model for model, total in totals.items() if total <= _USUAL]
        longest = sorted(usual, key=lambda one: -totals[one])[:_CANDIDATES]
        found = [whole for whole in map(self.whole, longest) if len(whole) >= _ENOUGH]
        fit = [whole for whole in found if attributes(whole)]
        if not fit:
            reason = f"no list has {_ENOUGH} to {_USUAL} resources that differ in a text attribute"
            raise Inconclusive(reason)
        return max(fit, key=_variety)

    def any_list(self) -> Whole:
        """The sample, or else the longest list: for what one resource is enough to tell.

        Raises Inconclusive where no list has any.
        """
        try:
            return self.sample()
        except Inconclusive:
            totals = self.totals()
            return self.whole(max(totals, key=lambda one: totals[one]))

    def device_model(self) -> str:
        """A model of Unified CM devices. Raises Inconclusive where none is known."""
        return self._keep(("device",), self._find_device, "a device/cucm model")

    def _find_device(self) -> str:
        given = self.target.data.get("cucm_model")
        for model in (given,) if given else _DEVICES:
            if self.page(model, limit=1).is_list:
                return str(model)
        reason = "none can be listed; name one in [data] cucm_model"
        raise Inconclusive(reason)

    def first(self, model: str) -> Item:
        """The first resource of a list. Raises Inconclusive where it has none."""
        items = self.whole(model).items
        if not items:
            reason = f"{model} has no resources"
            raise Inconclusive(reason)
        return items[0]

    def schema(self, model: str, **parameters: Value) -> Answer:
        """The answer that carries a model's schema: of the list, the add form or an instance.

        The first of them that has one, or else the list's (VOSS-AMB-27).
        """
        asked: dict[str, Any] = {"schema": True, **parameters}
        listed = self.page(model, limit=1, **asked)
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


def _variety(whole: Whole) -> tuple[int, int, int]:
    """How much a list has to tell: attributes, of those the ones with awkward texts, length."""
    names = attributes(whole)
    awkward = [name for name in names if any(is_awkward(one) for one in whole.texts(name))]
    return len(names), len(awkward), len(whole)


def has_schema(answer: Answer) -> bool:
    """Whether an answer carries a schema."""
    found = answer.members.get("schema")
    return answer.accepted and isinstance(found, dict) and bool(found)
