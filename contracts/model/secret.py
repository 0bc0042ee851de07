"""A value that must never be shown."""

from __future__ import annotations


class Secret:
    """A password, token or key, and the name by which a reader may know it.

    `repr`, `str` and format show only `origin` (for instance `$VOSS_PASSWORD`);
    the value leaves through `reveal()` alone, and only `wire` calls that.
    Neither pickling nor JSON encoding is offered.

    `spelled` says how a shell makes a wrong secret of the right one, for which NAME stands.
    """

    __slots__ = ("_value", "origin", "spelled")

    def __init__(self, value: str, origin: str, spelled: str = "${NAME}") -> None:
        self._value = value
        self.origin = origin
        self.spelled = spelled

    def reveal(self) -> str:
        """The value itself."""
        return self._value

    def altered(self) -> Secret:
        """A wrong secret that begins as this one does; the value does not leave for it."""
        return Secret(f"{self._value}-wrong", f"{self.origin}, altered", "${NAME}-wrong")

    def near_misses(self) -> tuple[tuple[str, Secret], ...]:
        """Wrong secrets that a careless comparison takes for this one, each with what it is."""
        value = self._value
        found = {
            "with more at its end": (f"{value}-wrong", "${NAME}-wrong"),
            "without its last character": (value[:-1], "${NAME%?}"),
            "in other case": (value.swapcase(), "${NAME~~}"),
            "that is empty": ("", ""),
            "of the same length": ("~" * len(value), "${NAME//?/~}"),
        }
        return tuple(
            (what, Secret(wrong, f"{self.origin}, altered", spelled))
            for what, (wrong, spelled) in found.items()
            if wrong != value
        )

    def __repr__(self) -> str:
        return f"Secret({self.origin})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __reduce__(self) -> str:
        msg = f"a secret ({self.origin}) cannot be pickled"
        raise TypeError(msg)
