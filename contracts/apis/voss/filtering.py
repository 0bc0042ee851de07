"""Filters on the lists of a target: whether they list what they have to."""

from __future__ import annotations

from contracts.apis.voss.answers import Page
from contracts.apis.voss.discovery import Discovery
from contracts.apis.voss.lists import LONGEST, Whole
from contracts.apis.voss.texts import distinguishing_sets, telling_sets
from contracts.model import Inconclusive
from contracts.oracles import CONDITIONS, FilterSet, Split


class Filtering(Discovery):
    """The part of the vocabulary that filters."""

    def filtered(
        self, whole: Whole, one: FilterSet, wanted: Split | None = None
    ) -> tuple[Page, str | None]:
        """The list that a filter set gives, and what is wrong with it; None where it is right.

        `wanted` is what holds whether case counts or not, when left out.
        """
        page = self.page(whole.model, (one,), limit=LONGEST)
        if not page.is_list:
            return page, f"refused: {page}"
        whole_page = page.total == len(page.keys)
        keys = page.keys if whole_page else self.read(whole.model, (one,)).keys
        trouble = (wanted or whole.split(one)).problem(keys)
        return page, trouble and f"{len(keys)} resources: {trouble}"

    def excuse(self, whole: Whole, one: FilterSet) -> None:
        """Raise Inconclusive where a filter that goes wrong is not its condition's fault.

        That is so where it goes right with the other value of ignore_case, or where no other
        condition works on its field, or none with its text.
        """
        turned = FilterSet(one.field, one.condition, one.text, not one.ignore_case)
        if self.filtered(whole, turned)[1] is None:
            reason = f"{one} goes wrong over case alone: see VOSS-FILTER-08 and 09"
            raise Inconclusive(reason)
        others = [c for c in CONDITIONS if c != one.condition]
        fields = [
            FilterSet(one.field, c, whole.texts(one.field)[0], one.ignore_case) for c in others
        ]
        if all(self.filtered(whole, each)[1] for each in fields):
            reason = f"no condition works on {one.field}: see VOSS-FILTER-11"
            raise Inconclusive(reason)
        texts = [FilterSet(one.field, c, one.text, one.ignore_case) for c in others]
        telling = [each for each in texts if whole.split(each).telling]
        if not one.text.isascii() and all(self.filtered(whole, each)[1] for each in telling):
            reason = f"no condition works with {one.text!r}: see VOSS-FILTER-12"
            raise Inconclusive(reason)

    def works(self, whole: Whole, one: FilterSet) -> bool:
        """Whether a filter set lists what it has to: a control, asked once for each list."""
        if one not in whole.controls:
            whole.controls[one] = self.filtered(whole, one)[1] is None
        return whole.controls[one]

    def sound(self, whole: Whole, condition: str) -> bool:
        """Whether a condition works, also with texts that another one answers differently."""
        sets = [*telling_sets(whole, condition)[:1], *distinguishing_sets(whole, condition)]
        return all(self.works(whole, one) or self.works(whole, _ignoring(one)) for one in sets)

    def working_sets(self, whole: Whole, *conditions: str) -> list[FilterSet]:
        """Filter sets of the conditions, on the fields, that work. Raises Inconclusive."""
        found: list[FilterSet] = []
        for condition in conditions:
            try:
                sets = telling_sets(whole, condition)
            except Inconclusive:
                continue
            for name in dict.fromkeys(one.field for one in sets):
                of_field = [one for one in sets if one.field == name]
                if self.works(whole, of_field[0]):
                    found += of_field
        if not found:
            reason = f"no filter works alone, of {', '.join(conditions)}"
            raise Inconclusive(reason)
        return found

    def broad_set(self, whole: Whole) -> FilterSet:
        """A working filter that leaves about half of the resources. Raises Inconclusive."""

        def unevenness(one: FilterSet) -> int:
            part = whole.split(one)
            return abs(len(part.inside) - len(part.outside)) + len(part.unsure)

        return min(self.working_sets(whole, *CONDITIONS), key=unevenness)


def _ignoring(one: FilterSet) -> FilterSet:
    return FilterSet(one.field, one.condition, one.text, ignore_case=True)
