"""Scopes: lists of one kind at several places, one of which is within, or beside, another."""

from __future__ import annotations

from collections.abc import Collection

from contracts.oracles.lists.found import Found, Lacking, Mismatch


def contained(part: Collection[str], whole: Collection[str]) -> Found:
    """Containment: all that a list has is in that of a wider scope."""
    missing = set(part) - set(whole)
    if missing:
        where = f"{len(missing)} of {len(part)} items are missing"
        return Mismatch(f"{len(part)} items among others", f"{len(missing)} are missing", where)
    return None if part else Lacking("a narrower list with items")


def disjoint(one: Collection[str], other: Collection[str]) -> Found:
    """Apartness: lists of scopes beside each other have nothing in common."""
    both = set(one) & set(other)
    if both:
        where = f"{len(both)} items are in both lists"
        return Mismatch("nothing in common", f"{len(both)} items in both", where)
    return None if one and other else Lacking("two lists with items")
