"""How long a target took to answer, by operation; memory is flat in the number of exchanges."""

from __future__ import annotations

import math
from collections import Counter

from contracts.model import ExchangeRecorded, Latency

_STEP = math.log(1.02)
_SHORTEST = 1e-6
_MAX_OPERATIONS = 1_000


class Latencies:
    """Counts times in classes 2 % wide, a few hundred at most for each operation."""

    def __init__(self) -> None:
        self._operations: dict[str, _Times] = {}

    def add(self, exchange: ExchangeRecorded) -> None:
        """Count one exchange. Of one without a response only that there was none."""
        name = exchange.request.operation or ""
        if name not in self._operations and len(self._operations) >= _MAX_OPERATIONS:
            name = ""
        times = self._operations.setdefault(name, _Times())
        if exchange.response is None:
            times.failures += 1
        else:
            times.add(exchange.seconds)

    def results(self) -> tuple[Latency, ...]:
        """The latency of each operation, in order of their ids."""
        return tuple(times.result(name) for name, times in sorted(self._operations.items()))


class _Times:
    """The times of one operation."""

    def __init__(self) -> None:
        self.failures = 0
        self._classes: Counter[int] = Counter()
        self._max = 0.0

    def add(self, seconds: float) -> None:
        self._classes[round(math.log(max(seconds, _SHORTEST)) / _STEP)] += 1
        self._max = max(self._max, seconds)

    def result(self, operation: str) -> Latency:
        return Latency(
            operation=operation,
            responses=self._classes.total(),
            failures=self.failures,
            p50=self._quantile(0.5),
            p95=self._quantile(0.95),
            max=round(self._max, 6),
        )

    def _quantile(self, share: float) -> float:
        """The time within which `share` of the responses came; 0 where none came."""
        wanted = math.ceil(share * self._classes.total())
        seen = 0
        for one in sorted(self._classes):
            seen += self._classes[one]
            if seen >= wanted:
                return round(min(math.exp(one * _STEP), self._max), 6)
        return 0.0
