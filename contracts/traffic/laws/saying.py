"""What a law says of a requirement that the target claims, in its own name."""

from __future__ import annotations

from contracts.model import Finding, Target
from contracts.oracles.checked import clip_value
from contracts.oracles.lists import Found, Mismatch
from contracts.traffic.accounts import Accounts
from contracts.traffic.seen import Seen


class Saying:
    """Part of a law: `name` is what reports call it, `known` the requirements that it may judge."""

    name = "laws"

    def __init__(self, target: Target, features: dict[str, str]) -> None:
        self.target = target
        self._every = frozenset(features)
        self._claimed = {one for one, feature in features.items() if target.claims(feature)}
        self.accounts = Accounts()

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange, of an operation of the API, into account."""
        raise NotImplementedError

    def end(self, accounts: Accounts) -> None:
        """Say what is left to say when nothing more comes."""

    def listen(self, accounts: Accounts) -> None:
        """Say what is said to `accounts` from now on."""
        self.accounts = accounts

    def knows(self, requirement: str) -> bool:
        """Whether there is such a requirement."""
        return requirement in self._every

    def passes(self, requirement: str, *shown: Seen | str) -> None:
        """The requirement was kept where it could have been broken."""
        if requirement in self._claimed:
            self.accounts.passed(self.name, requirement, _ids(shown))

    def breaks(
        self,
        requirement: str,
        summary: str,
        *shown: Seen | str,
        expected: object = "",
        observed: object = "",
        certain: bool = True,
    ) -> None:
        """The requirement was broken; not `certain`, something unseen may have come between."""
        if requirement not in self._claimed:
            return
        finding = Finding(
            requirement, summary, clip_value(expected), clip_value(observed), _ids(shown)
        )
        if certain:
            self.accounts.broken(self.name, finding)
        else:
            reason = f"{summary}; something may have changed meanwhile"
            self.accounts.doubted(self.name, requirement, reason, _ids(shown))

    def law(
        self,
        requirement: str,
        found: Found,
        summary: str,
        *shown: Seen | str,
        certain: bool = True,
    ) -> None:
        """What a law said of the evidence: the requirement was kept, or broken, or neither."""
        if found is None:
            self.passes(requirement, *shown)
        elif isinstance(found, Mismatch):
            text, expected = f"{summary} {found}", found.expected
            observed = found.observed
            self.breaks(
                requirement, text, *shown, expected=expected, observed=observed, certain=certain
            )

    def doubts(self, requirement: str, reason: str, *shown: Seen | str) -> None:
        """What was seen does not decide the requirement."""
        if requirement in self._claimed:
            self.accounts.doubted(self.name, requirement, reason, _ids(shown))


def _ids(shown: tuple[Seen | str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one if isinstance(one, str) else one.id for one in shown))[-5:]
