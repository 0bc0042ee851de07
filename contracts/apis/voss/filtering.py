"""Filters on the lists of a target: whether they list what they have to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from contracts.apis.voss.answers import Page
from contracts.apis.voss.listing import LONGEST
from contracts.apis.voss.lists import Rows, Whole
from contracts.apis.voss.sampling import Sampling
from contracts.apis.voss.texts import attributes, discriminating_sets, telling_on, telling_sets
from contracts.kit import CONDITIONS, FilterSet, Inconclusive, Partition, split_either_way

Part = Callable[[Rows], Partition]
"""What a filter has to list of given rows."""

_MOST_FILTERED = 64 << 20
"""How many bytes of filtered lists are kept."""
_POSITIVE = ("contains", "startswith", "endswith")


class Filtering(Sampling):
    """The part of the vocabulary that filters."""

    _filtered_bytes = 0

    def filtered(
        self,
        whole: Whole,
        sets: FilterSet | tuple[FilterSet, ...],
        part: Part | None = None,
        *,
        remembered: bool = False,
    ) -> tuple[Page, str | None]:
        """The list that filter sets give, and what is wrong with it; None where it is right.

        `part` is what holds whether case counts or not, when left out; it needs one set only.
        With `remembered` the list comes from memory where it was asked for before: a control.
        """
        given = (sets,) if isinstance(sets, FilterSet) else sets
        if given not in whole.pages or not remembered:
            page = self._filtered_page(whole, given)
            self._make_room(page)
            whole.pages[given] = page
        page = whole.pages[given]
        if not page.is_list:
            return page, f"refused: {page}"
        trouble = whole.trouble(part or _either_way(whole, given[0]), page)
        return page, trouble and f"{len(page.keys)} resources: {trouble}"

    def _make_room(self, page: Page) -> None:
        """Forget the filtered lists where they are too large to be kept: they are asked again."""
        response = page.exchange.response
        self._filtered_bytes += len(response.body) if response is not None else 0
        if self._filtered_bytes > _MOST_FILTERED:
            self._filtered_bytes = 0
            for _, kept in self._kept.values():
                if isinstance(kept, Whole):
                    kept.pages.clear()

    def _filtered_page(self, whole: Whole, sets: tuple[FilterSet, ...]) -> Page:
        """A filtered list; of one that goes on behind its first page, all of it in one."""
        most = LONGEST if whole.complete else len(whole)
        page = self.longest(whole.model, sets, most, **whole.how)
        short = page.is_list and whole.complete and page.total != len(page.keys)
        if not short or not page.keys or len(page.keys) >= len(whole):
            return page
        try:
            rest = self.read(whole.model, sets, **whole.how)
        except Inconclusive:
            return page  # That its pages do not make it up is judged by VOSS-FILTER-16.
        return page.joined(rest.items) if len(rest) > len(page.keys) else page

    def excuse(self, whole: Whole, one: FilterSet) -> None:
        """Raise Inconclusive where a filter that goes wrong is not its condition's fault.

        That is so where it goes right with the other value of ignore_case, or where no other
        condition works on its field, or none with its text.
        """
        turned = FilterSet(one.field, one.condition, one.text, not one.ignore_case)
        if self.works(whole, turned):
            reason = f"{one} goes wrong over case alone: see VOSS-FILTER-08 and 09"
            raise Inconclusive(reason)
        others = [c for c in CONDITIONS if c != one.condition]
        texts = whole.texts(one.field)
        if not texts:
            return
        fields = [FilterSet(one.field, c, texts[0], one.ignore_case) for c in others]
        if not any(self.works(whole, each) for each in fields):
            # Where no other field can be filtered either, the conditions are to blame.
            if self._filters_elsewhere(whole, one):
                reason = f"no condition works on {one.field}: see VOSS-FILTER-11"
                raise Inconclusive(reason)
            return
        same = [FilterSet(one.field, c, one.text, one.ignore_case) for c in others]
        telling = [each for each in same if whole.split(each).telling]
        if not one.text.isascii() and not any(self.works(whole, each) for each in telling):
            reason = f"no condition works with {one.text!r}: see VOSS-FILTER-12"
            raise Inconclusive(reason)

    def _filters_elsewhere(self, whole: Whole, one: FilterSet) -> bool:
        """Whether a condition works on another field than that of `one`."""
        return any(
            self.works(whole, FilterSet(name, condition, whole.texts(name)[0], one.ignore_case))
            for name in attributes(whole)
            if name != one.field
            for condition in _POSITIVE
        )

    def works(self, whole: Whole, one: FilterSet) -> bool:
        """Whether a filter set lists what it has to."""
        return self.filtered(whole, one, remembered=True)[1] is None

    def field_works(self, whole: Whole, name: str) -> bool | None:
        """Whether some condition works on an attribute; None where its values do not tell."""
        sets = (
            one
            for condition in ("contains", "equals", "startswith")
            for one in telling_on(whole, condition, name)
        )
        told = None
        for one in sets:
            told = self.works(whole, one)
            if told:
                break
        return told

    def filterable(self, whole: Whole) -> bool:
        """Whether a list can be filtered at all: see VOSS-FILTER-21."""
        sets = self.candidate_sets(whole, *_POSITIVE)
        return any(self.works(whole, one) for one in sets[:3])

    def sound(self, whole: Whole, condition: str) -> bool:
        """Whether a condition works with the texts that tell it from others."""
        sets = self.sampled(discriminating_sets(whole, condition)[:3], 1)
        return bool(sets) and all(
            self.works(whole, one) or self.works(whole, _ignoring(one)) for one in sets
        )

    def candidate_sets(self, whole: Whole, *conditions: str) -> list[FilterSet]:
        """Filter sets of the conditions that tell something; nobody has asked yet."""
        found: list[FilterSet] = []
        for condition in conditions:
            with suppress(Inconclusive):
                found += telling_sets(whole, condition)
        return found

    def broad_set(self, whole: Whole) -> FilterSet:
        """A working filter that leaves about half of the resources. Raises Inconclusive."""

        def unevenness(one: FilterSet) -> int:
            part = whole.split(one)
            return abs(len(part.required) - len(part.forbidden)) + len(part.either)

        candidates = self.candidate_sets(whole, *_POSITIVE)
        for one in sorted(candidates, key=unevenness):
            if self.works(whole, one):
                return one
        reason = f"no filter works alone, of {', '.join(_POSITIVE)}"
        raise Inconclusive(reason)


def _either_way(whole: Whole, one: FilterSet) -> Part:
    """What holds whether case counts or not; of the whole list itself it is known already."""
    return lambda rows: whole.split(one) if rows is whole.rows else split_either_way(rows, one)


def _ignoring(one: FilterSet) -> FilterSet:
    return FilterSet(one.field, one.condition, one.text, ignore_case=True)
