"""Filter texts, chosen from what a list is seen to hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import islice, zip_longest
from random import Random

from contracts.apis.voss.lists import Whole
from contracts.kit import CONDITIONS, Comparison, FilterSet, Inconclusive, Partition, rivals

_FEW = 2
_DRAWN = 40
_HALF = 0.5
_LOOKED_AT = 60
"""How many texts are considered for the filters of a condition."""


def attributes(whole: Whole) -> list[str]:
    """The summary attributes with at least two different texts, in the order of summary_attrs."""
    return [name for name in whole.summary_attrs if len(whole.texts(name)) >= _FEW]


def texts_of(value: str, condition: str) -> Iterator[str]:
    """Texts with which `value` meets a condition (or does not, for the two negative ones)."""
    if condition in {"equals", "notequal"}:
        yield value
        return
    for length in sorted({1, 2, 3, (len(value) + 1) // 2, len(value)}):
        if length > len(value):
            continue
        if condition == "startswith":
            yield value[:length]
        elif condition == "endswith":
            yield value[-length:]
        else:
            for start in range(0, len(value) - length + 1, max(1, length - 1)):
                yield value[start : start + length]


def is_plain(text: str) -> bool:
    """Whether a text is made of letters and digits of ASCII alone."""
    return text.isascii() and text.isalnum()


def is_wordy(text: str) -> bool:
    """Whether a text is made of letters and digits of any alphabet."""
    return text.isalnum()


def _is_beyond(text: str) -> bool:
    """Whether a text is made of letters and digits, one of them beyond ASCII."""
    return text.isalnum() and not text.isascii()


def is_awkward(text: str) -> bool:
    """Whether a text has a character that a URL, a pattern or a query may take for its own."""
    return not is_plain(text) and text == text.strip()


def telling_sets(
    whole: Whole,
    condition: str,
    *,
    fit: Callable[[str], bool] = is_plain,
    ignore_case: bool | None = False,
    fields: Sequence[str] = (),
) -> list[FilterSet]:
    """Filter sets that list some of the resources and leave out some, whether case counts or not.

    From a few values of each attribute. Raises Inconclusive where the data allow none.
    """
    key = (condition, fit, ignore_case, *fields)
    if key not in whole.pools:
        whole.pools[key] = list(_telling(whole, condition, fit, ignore_case, fields))
    found = whole.pools[key]
    if not found:
        reason = f"{whole.model} has no values with which {condition} could be told from nothing"
        raise Inconclusive(reason)
    return found


def telling_on(whole: Whole, condition: str, name: str) -> list[FilterSet]:
    """A filter set on an attribute that divides the list; none where no value does."""
    try:
        return telling_sets(whole, condition, fit=bool, fields=(name,))[:1]
    except Inconclusive:
        return []


def telling_beside(
    whole: Whole,
    candidates: Sequence[FilterSet],
    sets: Sequence[FilterSet],
    join: Callable[[Partition, Partition], Partition],
) -> list[FilterSet]:
    """Candidates on another field that change what `sets` list together, joined by `join`.

    First what leaves most room for more.
    """
    parts = [whole.split(one) for one in sets]
    shorter = [reduce(join, parts)] if parts else []
    fields = {one.field for one in sets}
    found: dict[FilterSet, int] = {}
    for one in candidates:
        wanted = reduce(join, (*parts, whole.split(one)))
        if one.field not in fields and all(wanted.problem(two.required) for two in shorter):
            found[one] = min(len(wanted.required), len(wanted.forbidden))
    return sorted(found, key=lambda one: -found[one])


def _spread(values: Sequence[str], count: int) -> Sequence[str]:
    return values[:: max(1, len(values) // count)][:count]


def _telling(
    whole: Whole,
    condition: str,
    fit: Callable[[str], bool],
    ignore_case: bool | None = False,  # noqa: FBT001, FBT002 - three-valued
    fields: Sequence[str] = (),
) -> Iterator[FilterSet]:
    for name in fields or attributes(whole):
        for value in _spread(whole.texts(name), 6):
            candidates = (
                FilterSet(name, condition, text, ignore_case)
                for text in texts_of(value, condition)
                if fit(text)
            )
            yield from islice((one for one in candidates if whole.split(one).telling), 1)


def discriminating_sets(whole: Whole, condition: str) -> list[FilterSet]:
    """Filter sets that a wrong comparison answers differently, few for all wrong ones.

    Of plain texts and one with a letter beyond ASCII, or of words in any alphabet where plain
    ones tell nothing. Case counts in one and not in the next: the answer is the same either way.
    """
    key = ("discriminating", condition)
    if key not in whole.pools:
        plain = list(_discriminating(whole, condition, is_plain))
        beyond = list(islice(_telling(whole, condition, _is_beyond), 1))
        whole.pools[key] = plain + beyond or list(_discriminating(whole, condition, is_wordy))
    return whole.pools[key]


def _discriminating(
    whole: Whole, condition: str, fit: Callable[[str], bool]
) -> Iterator[FilterSet]:
    chosen: list[FilterSet] = []
    pool = list(islice(_pool(whole, condition, fit), _LOOKED_AT))
    for rival in rivals(condition):
        if any(_differs(whole, one, rival) for one in chosen):
            continue
        # Another attribute each time, where one tells as well.
        used = Counter(one.field for one in chosen)
        by_use = sorted(pool, key=lambda one: used[one.field])
        fitting = (one for one in by_use if whole.split(one).telling)
        found = next((one for one in fitting if _differs(whole, one, rival)), None)
        if found is not None:
            chosen.append(found)
    unused = [one for one in pool if one.field not in {each.field for each in chosen}]
    for name in dict.fromkeys(one.field for one in unused):
        of_field = (one for one in unused if one.field == name and whole.split(one).telling)
        chosen += islice(of_field, 1)
    if condition in {"equals", "notequal"}:
        chosen += _near(whole, condition, fit)
    for number, one in enumerate(chosen):
        yield FilterSet(one.field, condition, one.text, ignore_case=number % 2 == 1)


def apart_sets(whole: Whole, condition: str, *, fields: Sequence[str] = ()) -> list[FilterSet]:
    """Filter sets that other conditions answer differently, what tells most of them apart first.

    Few for all conditions that the data can tell; some may list nothing, as they should.
    """
    key = ("apart", condition, *fields)
    if key not in whole.pools:
        pool = list(islice(_pool(whole, condition, is_plain, fields), _LOOKED_AT // 2))
        others = [one for one in CONDITIONS if one != condition]
        told = {one: {it for it in others if _tells(whole, one, it)} for one in pool}
        left, chosen = set(others), []
        while best := max(pool, key=lambda one: len(told[one] & left), default=None):
            if not told[best] & left:
                break
            left -= told[best]
            chosen.append(best)
        whole.pools[key] = chosen
    return whole.pools[key]


def _tells(whole: Whole, one: FilterSet, other: str) -> bool:
    """Whether another condition with the same text lists other resources."""
    mine = whole.split(one)
    theirs = whole.split(FilterSet(one.field, other, one.text, one.ignore_case))
    return bool(mine.required & theirs.forbidden or mine.forbidden & theirs.required)


def _pool(
    whole: Whole, condition: str, fit: Callable[[str], bool], fields: Sequence[str] = ()
) -> Iterator[FilterSet]:
    """Parts of values, of one attribute after the other."""

    def texts(name: str) -> Iterator[str]:
        for value in _spread(whole.texts(name), 4):
            for kind in dict.fromkeys((condition, "startswith", "endswith", "equals")):
                yield from islice(texts_of(value, kind), 5)

    columns = [
        [FilterSet(name, condition, text, ignore_case=False) for text in dict.fromkeys(found)]
        for name in fields or attributes(whole)
        for found in [[one for one in texts(name) if fit(one)]]
    ]
    for row in zip_longest(*columns):
        yield from (one for one in row if one is not None)


def _near(whole: Whole, condition: str, fit: Callable[[str], bool]) -> Iterator[FilterSet]:
    """Texts that are nearly a value: a character less or another one, or signs left out."""
    for name in attributes(whole)[:2]:
        longest = max((one for one in whole.texts(name) if fit(one)), key=len, default="")
        signs = next((one for one in whole.texts(name) if not one.isalnum()), "")
        for text in dict.fromkeys((longest[:-1], f"{longest[:-1]}x", _bare(signs))):
            if text and fit(text):
                yield FilterSet(name, condition, text, ignore_case=False)


def _differs(whole: Whole, one: FilterSet, rival: Comparison) -> bool:
    """Whether a wrong comparison lists other resources, whatever is done with case."""
    mine = whole.split(one)
    known: dict[str, bool] = {}
    for wanted, keys in ((True, mine.required), (False, mine.forbidden)):
        for key in keys:
            value = whole.rows[key][one.field]
            if value not in known:
                known[value] = rival(value, one.text)
            if known[value] is not wanted:
                return True
    return False


def _bare(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def random_sets(
    whole: Whole, condition: str, random: Random, fit: Callable[[str], bool] = is_wordy
) -> list[FilterSet]:
    """Filter sets from any value of any attribute, any part of it, case ignored or not.

    At most forty, each of which lists some resources and leaves out some.
    """
    names = attributes(whole)
    found: dict[FilterSet, None] = {}
    for _ in range(_DRAWN if names else 0):
        name = random.choice(names)
        value = random.choice(whole.texts(name))
        if condition not in {"equals", "notequal"}:
            length = random.randint(1, min(len(value), 8))
            start = random.randint(0, len(value) - length)
            if condition in {"startswith", "endswith"}:
                start = 0 if condition == "startswith" else len(value) - length
            value = value[start : start + length]
        one = FilterSet(name, condition, value, ignore_case=random.random() < _HALF)
        if fit(value) and whole.split(one).telling:
            found[one] = None
    return list(found)
