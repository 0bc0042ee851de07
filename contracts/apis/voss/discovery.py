"""What is found out about a target and remembered: its hierarchy, whole lists, pages of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

from contracts.apis.voss import hierarchy
from contracts.apis.voss.answers import Page
from contracts.apis.voss.hierarchy import Tree
from contracts.apis.voss.listing import LONGEST
from contracts.apis.voss.lists import PagesOverlap, Whole, gather
from contracts.apis.voss.requests import TRANSACTIONS, Requests
from contracts.kit import Allow, Exchange, FilterSet, Inconclusive, TargetUnreachable

SUBSCRIBERS = "relation/Subscriber"
COMMON = (
    "data/User",
    SUBSCRIBERS,
    hierarchy.MODEL,
    "data/NumberInventory",
    "data/InternalNumberInventory",
    "data/Countries",
    "device/cucm/Phone",
    "device/cucm/User",
)
"""Models that are common, to be tried where none is given."""
WORKER = re.compile(r"-[0-9]+-$")
"""How the names end that one of several processes of a run gives."""
EXPLICIT: Mapping[str, Any] = {"traversal": "down", "summary": True}
_ROOT = "sys"
_HIGHEST = 8
_MOST = 6000
_TRIES = 3
"""How often what does not come is asked for, at most."""
_MOST_HELD = 4 << 20
"""How many bytes of pages are kept."""
_SHOWN = 3

Found = TypeVar("Found")


class Discovery(Requests):
    """The part of the vocabulary that remembers."""

    _held = 0

    def refresh(self) -> None:
        """Forget all that was read of the target."""
        super().refresh()
        self._kept.clear()
        self._failed.clear()

    def looks(self) -> Iterator[Exchange]:
        """The nodes of the hierarchy, transactions, lists of common models, forms and pages."""
        node = self.target.data.get("hierarchy", _ROOT)
        how = {"failures": "return", "operation": None}
        given = self.target.data.get("models", ())
        for model in dict.fromkeys((hierarchy.MODEL, *given, TRANSACTIONS, *COMMON)):
            yield self.page(model, hierarchy=node, limit=1, how=how).exchange
        query = (("hierarchy", node), ("format", "json"), ("schema", "true"))
        for model in dict.fromkeys((*given, *COMMON[:2])):
            yield self.ask(f"/{model}/add/", query, failures="return").exchange

    def misfit(self) -> str:
        """A node of the target file that the target does not know, and how it calls its own.

        A target that refuses a node of which its own list says the name is at fault itself. One
        that takes dot notation with the root in front, or without it, is asked in that form.
        """
        data = self.target.data
        given = {f"[data] {key}": data.get(key) for key in ("hierarchy", "own_hierarchy")}
        if self.target.allow is Allow.WRITE:
            given["[data.create] hierarchy"] = data.get("create", {}).get("hierarchy")
        for key, node in given.items():
            if not node or not (answer := self._nodes_at(node)).refused:
                continue
            other = _spelt_otherwise(node)
            if self._nodes_at(other).is_list:
                if other != _ROOT:
                    continue
                return f"{key} is {node!r}, which it refuses ({answer}); it takes {other!r}"
            tree = self.tree_of_caller()
            known = [*(one.dotted for one in tree if one.dotted), *tree.nodes]
            if known and {node, other}.isdisjoint(known):
                some = ", ".join(known[:_SHOWN])
                return f"{key} is {node!r}, which it refuses ({answer}); give a node such as {some}"
        return ""

    def _nodes_at(self, node: str, **how: Any) -> Page:
        options = {"failures": "return", "operation": None}
        return self.page(hierarchy.MODEL, hierarchy=node, how=options, **{"limit": 1, **how})

    def tree_of_caller(self) -> Tree:
        """The nodes that are listed without a node of the target file; none where none is."""
        for node in ("", _ROOT):
            page = self._nodes_at(node, limit=LONGEST)
            if page.is_list and page.keys:
                return Tree(page.items)
        return Tree(())

    # Lists that are read as a whole

    def read(
        self, model: str, filters: Sequence[FilterSet] = (), *, most: int | None = None, **how: Any
    ) -> Whole:
        """A list, read now, with `most` resources; parameters as for `page`.

        Without `most` it is the whole list, up to max_list resources. Raises Inconclusive.
        """
        cap = most or int(self.target.data.get("max_list", _MOST))
        length = min(cap, LONGEST)

        def onward(skip: int) -> Page:
            page = self.longest(model, filters, length, skip=skip, **how)
            if skip == 0 and page.is_list and not page.keys:
                # Whether skip=0 leaves all resources out is judged by VOSS-PAGE-03.
                plain = self.longest(model, filters, length, **how)
                return plain if plain.is_list and plain.keys else page
            return page

        try:
            return gather(model, how, onward, cap)
        except PagesOverlap:
            # How pages follow each other is judged apart: by now longer ones may be asked for.
            return gather(model, how, onward, cap)

    def whole(self, model: str, **how: Any) -> Whole:
        """As `read`, from memory where it was read before. Raises Inconclusive."""
        found: Whole = self._keep(
            (model, *sorted(how.items())), lambda: self.read(model, **how), model
        )
        return found

    def view(self, whole: Whole, **parameters: Any) -> Page:
        """A page of a list, from memory where it was asked for before: a control."""
        key = tuple(sorted(parameters.items()))
        if key not in whole.views:
            page = self.page(whole.model, **parameters)
            response = page.exchange.response
            self._held += len(response.body) if response is not None else 0
            if self._held > _MOST_HELD:
                self._forget_views()
            whole.views[key] = page
        return whole.views[key]

    def _forget_views(self) -> None:
        """Forget the pages: large ones are asked for again rather than kept."""
        self._held = 0
        for _, kept in self._kept.values():
            if isinstance(kept, Whole):
                kept.views.clear()

    def settled(
        self,
        condition: bool,  # noqa: FBT001 - the subject
        *wholes: Whole,
        ordered: bool = False,
    ) -> bool:
        """`condition`, after `wholes` were seen to be as they were where it does not hold.

        With `ordered` their order counts, too. Raises Inconclusive where the target's data have
        moved since they were read.
        """
        if condition:
            return True
        for whole in wholes:
            most = None if whole.complete else len(whole)
            again = self.read(whole.model, most=most, **whole.how)
            if not whole.complete:
                again = again.beginning(len(whole))
            longer = not whole.complete and again.total != whole.total
            if again.rows != whole.rows or longer:
                self._kept.clear()
                reason = f"the list of {whole.model} changed while it was being looked at"
                raise Inconclusive(reason)
            if ordered and again.keys != whole.keys:
                self._kept.clear()
                reason = f"the list of {whole.model} comes in another order each time"
                raise Inconclusive(reason)
        return False

    def hold_still(self, *wholes: Whole, ordered: bool = False) -> None:
        """Raise Inconclusive where the target's data have moved since `wholes` were read."""
        self.settled(False, *wholes, ordered=ordered)  # noqa: FBT003 - the subject

    # What is found out

    @cached_property
    def explicit(self) -> dict[str, Any]:
        """The defaults that lists are read with: whether they are the defaults is judged apart."""
        return dict(EXPLICIT)

    @cached_property
    def _kept(self) -> dict[tuple[Any, ...], tuple[Inconclusive | None, Any]]:
        return {}

    @cached_property
    def _failed(self) -> Counter[tuple[Any, ...]]:
        return Counter()

    def _keep(self, key: tuple[Any, ...], find: Callable[[], Found], what: str) -> Found:
        """What `find` found when it was first asked, also where it raised Inconclusive.

        What did not come at all is asked for again, three times at most.
        """
        if key not in self._kept:
            try:
                self._kept[key] = (None, find())
            except Inconclusive as obstacle:
                trouble = type(obstacle)(f"{what}: {obstacle.reason}")
                self._failed[key] += 1
                if isinstance(obstacle, TargetUnreachable) and self._failed[key] < _TRIES:
                    raise trouble from obstacle
                self._kept[key] = (trouble, None)
        trouble_kept, found = self._kept[key]
        if trouble_kept is not None:
            raise Inconclusive(trouble_kept.reason)
        return cast("Found", found)

    @property
    def hierarchy(self) -> str:
        """The node from which lists are read. Raises Inconclusive where none can be found."""
        given: str = self.target.data.get("hierarchy", "")
        if given:
            return self.in_a_form_taken(given)
        return self._keep(("hierarchy",), self._find_hierarchy, "the hierarchy")

    def in_a_form_taken(self, given: str) -> str:
        """A node of the target file: in the other form where the one given is refused.

        The report says so. That the document's form is refused is judged by VOSS-HIER-01.
        """
        return self._keep(("node", given), lambda: self._taken(given), "the hierarchy")

    def _taken(self, given: str) -> str:
        answer = self._nodes_at(given)
        if not answer.refused and not (answer.is_list and not answer.items):
            return given
        taken = self._other_form(given) if answer.refused else self._with_nodes(given)
        if taken != given:
            said = "is refused" if answer.refused else "gives nothing"
            self.note(f"The node {given!r} of the target file {said}; {taken!r} is asked for.")
        return taken

    def _with_nodes(self, given: str) -> str:
        """The pkid of a node whose list is empty by its name alone, as if nobody knew that."""
        names = {given, _spelt_otherwise(given)}
        for node in self.tree_of_caller():
            if node.dotted in names and self._nodes_at(node.pkid).items:
                return node.pkid
        return given

    def _other_form(self, given: str) -> str:
        """Another form of a node, as the target's own list shows it; `given` where none is seen."""
        names = {given, given.removeprefix(f"{_ROOT}."), f"{_ROOT}.{given}"}
        for node in self.tree_of_caller():
            if node.pkid == given:
                return node.dotted or given
            if node.dotted in names:
                return node.pkid
        other = _spelt_otherwise(given)
        return other if self._nodes_at(other).is_list else given

    def _find_hierarchy(self) -> str:
        answer = None
        for node in (_ROOT, ""):
            answer = self.longest(hierarchy.MODEL, most=1, hierarchy=node)
            if answer.is_list and answer.keys:
                return node or answer.keys[0]
        reason = f"no node is known; name one in [data] hierarchy ({answer})"
        raise Inconclusive(reason)

    def tree(self) -> Tree:
        """The nodes at and below the hierarchy, and those above them. Raises Inconclusive."""
        return self._keep(("tree",), self._find_tree, "the hierarchy")

    def tree_around(self) -> Tree:
        """The nodes below the topmost one above the hierarchy; the same as `tree` where it is that.

        Raises Inconclusive where they cannot be read as a whole.
        """
        return self._keep(("tree around",), self._find_tree_around, "the hierarchy around")

    def _find_tree_around(self) -> Tree:
        tree = self.tree()
        top = tree.top
        if top is None or not tree.above_the_list(top):
            return tree
        asked = {**self.explicit, "traversal": "down", "hierarchy": top.pkid}
        whole = self.read(hierarchy.MODEL, most=LONGEST, **asked)
        if not whole.complete:
            reason = f"there are more nodes below {top.name} than are read as a whole"
            raise Inconclusive(reason)
        return self._tree_of(whole, top.pkid)

    def _find_tree(self) -> Tree:
        tree = self.whole(hierarchy.MODEL, most=LONGEST, **{**self.explicit, "traversal": "down"})
        return self._tree_of(tree, self.target.data.get("hierarchy", ""))

    def _tree_of(self, tree: Whole, known: str) -> Tree:
        """The nodes of a list, and those above them."""
        items = list(tree.items)
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
        return Tree(items, known, frozenset(tree.rows))


def _spelt_otherwise(node: str) -> str:
    """Dot notation with the root in front, or without it where it has one."""
    rooted = node.startswith(f"{_ROOT}.")
    return node.removeprefix(f"{_ROOT}.") if rooted else f"{_ROOT}.{node}"
