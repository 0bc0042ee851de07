"""Filter texts, chosen from what a list is seen to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from hypothesis import strategies as st

from contracts.apis.voss.lists import Whole
from contracts.model import Inconclusive
from contracts.oracles import CONDITIONS, FilterSet

_FEW = 2


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


def _spread(values: Sequence[str], count: int) -> Sequence[str]:
    return values[:: max(1, len(values) // count)][:count]


def _telling(
    whole: Whole,
    condition: str,
    fit: Callable[[str], bool],
    ignore_case: bool | None,  # noqa: FBT001 - three-valued
    fields: Sequence[str],
) -> Iterator[FilterSet]:
    for name in fields or attributes(whole):
        for value in _spread(whole.texts(name), 6):
            candidates = (
                FilterSet(name, condition, text, ignore_case)
                for text in texts_of(value, condition)
                if fit(text)
            )
            yield from islice((one for one in candidates if whole.split(one).telling), 1)


def distinguishing_sets(whole: Whole, condition: str) -> list[FilterSet]:
    """Filter sets that another condition, or a careless comparison, answers differently.

    Of plain texts, or of words in any alphabet where plain ones tell nothing. For each other
    condition one text with which the two lists differ; for equals and notequal also texts
    that are nearly a value: one character less or another one, signs left out.
    """
    key = ("distinguishing", condition)
    if key not in whole.pools:
        plain = list(_distinguishing(whole, condition, is_plain))
        whole.pools[key] = plain or list(_distinguishing(whole, condition, is_wordy))
    return whole.pools[key]


def _distinguishing(
    whole: Whole, condition: str, fit: Callable[[str], bool]
) -> Iterator[FilterSet]:
    for other in CONDITIONS:
        if other == condition:
            continue
        pool = (
            FilterSet(name, condition, text, ignore_case=False)
            for name in attributes(whole)
            for value in _spread(whole.texts(name), 6)
            for text in dict.fromkeys((*texts_of(value, other), value[1:], value[:-1]))
            if fit(text)
        )
        yield from islice((one for one in pool if _differs(whole, one, other)), 1)
    if condition not in {"equals", "notequal"}:
        return
    for name in attributes(whole):
        values = whole.texts(name)
        longest = max(values, key=len)
        signs = next((one for one in values if not one.isalnum()), "")
        for text in dict.fromkeys((longest[:-1], longest[:-1] + "x", _bare(signs))):
            if fit(text):
                yield FilterSet(name, condition, text, ignore_case=False)


def _differs(whole: Whole, one: FilterSet, condition: str) -> bool:
    mine = whole.split(one)
    other = whole.split(FilterSet(one.field, condition, one.text, one.ignore_case))
    return bool(mine.inside & other.outside or mine.outside & other.inside)


def _bare(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


@st.composite
def filter_sets(draw: st.DrawFn, whole: Whole, condition: str) -> FilterSet:
    """Filter sets from any value of any attribute, any part of it, case ignored or not."""
    name = draw(st.sampled_from(attributes(whole)))
    value = draw(st.sampled_from(whole.texts(name)))
    if condition not in {"equals", "notequal"}:
        length = draw(st.integers(1, min(len(value), 8)))
        start = 0
        if condition == "endswith":
            start = len(value) - length
        elif condition != "startswith":
            start = draw(st.integers(0, len(value) - length))
        value = value[start : start + length]
    return FilterSet(name, condition, value, draw(st.booleans()))


def drawn_sets(
    whole: Whole, condition: str, fit: Callable[[str], bool] = is_plain
) -> st.SearchStrategy[FilterSet]:
    """Those of `filter_sets` that tell something. Raises Inconclusive where there are none."""
    telling_sets(whole, condition, fit=fit)
    return filter_sets(whole, condition).filter(
        lambda one: fit(one.text) and whole.split(one).telling
    )
