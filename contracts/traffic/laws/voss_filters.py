"""Filters of VOSS, by the lists without them that were seen."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.oracles import (
    CONDITIONS,
    FilterSet,
    Partition,
    Table,
    both,
    matches,
    split,
    split_either_way,
)
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.lists import Shelf, Shelves
from contracts.traffic.laws.saying import Saying
from contracts.traffic.laws.voss_lists import Listed, listed_in
from contracts.traffic.seen import Seen

_FLAGS = {"true": True, "false": False}


class VossFilters(Saying):
    """The laws of filtered lists."""

    name = "filters"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._shelves = Shelves()

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        self._shelves.note(seen)
        one = listed_in(seen)
        if one is None:
            return
        view = one.view
        if view.how.filters:
            self._filtered(one)
        else:
            self._shelves.enter(view, self._shelves.shelf(view))

    def _filtered(self, one: Listed) -> None:
        sets = list(_sets(one))
        attributes = one.page.summary_attrs
        if not sets or any(each.field not in attributes for each in sets):
            return
        if len(sets) == 1:
            self._no_others(one, sets[0])
        whole = self._whole(one)
        if whole is None or one.view.skip or one.view.end != len(one.view.keys):
            return
        table = Table({key: whole.rows[key] for key in whole.rows})
        if len(sets) == 1:
            self._alone(one, sets[0], whole, table)
        else:
            self._together(one, sets, whole, table)

    def _whole(self, one: Listed) -> Shelf | None:
        """The same list without a filter, in any order, where all of it was seen."""
        for how, shelf in self._shelves.others(one.view):
            if not how.filters and shelf.whole() is not None:
                return shelf
        return None

    def _no_others(self, one: Listed, asked: FilterSet) -> None:
        """What is listed matches, as its own data shows."""
        condition = asked.condition or "contains"
        if condition not in CONDITIONS:
            return
        for item in one.page.items:
            if asked.field not in item.data:
                continue
            value = item.data[asked.field]
            if matches(value, condition, asked.text, ignore_case=None) is False:
                required = _of_condition(asked)
                text = f"the filter {asked} lists a resource that does not match"
                self.breaks(required, text, one.seen, expected=asked.text, observed=value)
                return

    def _alone(self, one: Listed, asked: FilterSet, whole: Shelf, table: Table) -> None:
        """One filter set, over the whole list."""
        keys = one.view.keys
        loose = split_either_way(table, asked)
        shown = whole.shown(one.seen)
        if problem := loose.problem(keys):
            text = f"the filter {asked} does not list what matches: {problem}"
            self.breaks(_of_condition(asked), text, *shown, certain=whole.certain)
            return
        if loose.telling:
            self.passes(_of_condition(asked), *shown)
            self._beside(one, loose, *shown)
        self._case(one, asked, table, *shown)

    def _case(self, one: Listed, asked: FilterSet, table: Table, *shown: str) -> None:
        """Whether case counts, where it makes a difference."""
        ways = [split(table, _with_case(asked, ignoring)) for ignoring in (True, False)]
        ignoring, minding = ways
        if not ignoring.required & minding.forbidden and not minding.required & ignoring.forbidden:
            return
        required = {True: "VOSS-FILTER-08", False: "VOSS-FILTER-09", None: "VOSS-FILTER-10"}
        wanted, other = ways if asked.ignore_case is not False else (minding, ignoring)
        identifier = required[asked.ignore_case]
        if wanted.problem(one.view.keys) is None:
            self.passes(identifier, *shown)
        elif other.problem(one.view.keys) is None:
            text = f"the filter {asked} takes case the other way"
            self.breaks(identifier, text, *shown)

    def _beside(self, one: Listed, loose: Partition, *shown: str) -> None:
        """What counts beside a filter: the total, an order, and a filter of transactions."""
        total = one.counted
        if total is not None and not loose.either:
            if total == len(loose.required):
                self.passes("VOSS-FILTER-16", *shown)
            else:
                text = f"the total of a filtered list is {total}; {len(loose.required)} match"
                self.breaks("VOSS-FILTER-16", text, *shown, observed=total, certain=False)
        if one.asked.get("order_by"):
            self.passes("VOSS-FILTER-17", *shown)
        if one.seen.exchange.request.operation == "listTransactions":
            self.passes("VOSS-TRANS-01", *shown)

    def _together(self, one: Listed, sets: list[FilterSet], whole: Shelf, table: Table) -> None:
        """Several sets: equals makes the others be ignored, else all of them count."""
        equal = [each for each in sets if each.condition == "equals"]
        if len(equal) > 1:
            return
        splits = [split_either_way(table, each) for each in (equal or sets)]
        wanted = splits[0]
        for each in splits[1:]:
            wanted = both(wanted, each)
        required = "VOSS-FILTER-14" if equal else "VOSS-FILTER-23"
        shown = whole.shown(one.seen)
        others = [split_either_way(table, each) for each in sets if each not in equal]
        apart = (
            any(other.forbidden & wanted.required for other in others)
            if equal
            else all(other.required - wanted.required for other in others)
        )
        problem = wanted.problem(one.view.keys)
        if problem is None and wanted.required and wanted.forbidden and apart:
            self.passes(required, *shown)
            self.passes("VOSS-FILTER-13", *shown)
        elif problem is not None:
            text = f"{len(sets)} filters do not list what they have to: {problem}"
            self.breaks(required, text, *shown, certain=False)


def _sets(one: Listed) -> Iterator[FilterSet]:
    """The filter sets of a request; none where keys are given a different number of times."""
    values: dict[str, list[str]] = {}
    for name, value in one.view.how.filters:
        values.setdefault(name, []).append(value)
    fields, texts = values.get("filter_field", []), values.get("filter_text", [])
    conditions = values.get("filter_condition", [])
    cases = values.get("ignore_case", [])
    if len(fields) != len(texts) or any(
        given and len(given) != len(fields) for given in (conditions, cases)
    ):
        return
    for at, field in enumerate(fields):
        case = _FLAGS.get(cases[at].lower()) if cases else None
        yield FilterSet(field, conditions[at] if conditions else None, texts[at], case)


def _of_condition(asked: FilterSet) -> str:
    if asked.condition is None:
        return "VOSS-FILTER-07"
    return f"VOSS-FILTER-0{CONDITIONS.index(asked.condition) + 1}"


def _with_case(asked: FilterSet, ignoring: bool) -> FilterSet:  # noqa: FBT001 - of two
    return FilterSet(asked.field, asked.condition, asked.text, ignoring)
