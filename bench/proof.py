"""The whole proof: every fault and every liberty of the reference servers by the whole suite.

    python bench/proof.py [API …]

The tests prove the same with a sample of the faults. Prints what was found of each API, and the
table per requirement.
"""

from __future__ import annotations

import sys
import time

from rich.console import Console

from contracts import reference
from contracts.catalogue import load
from contracts.selfproof import cost_table, prove, sensitivity_table


def main() -> None:
    """Prove and print; the exit code is 1 where the proof fails."""
    failed = False
    for api in sys.argv[1:] or reference.available():
        began = time.perf_counter()
        proof = prove(api)
        took = time.perf_counter() - began
        catalogue = load(api).catalogue
        levels = {one.id: one.level for one in catalogue.requirements.values()}
        troubles = {
            "missed": proof.missed(),
            "unrelated": proof.unrelated(),
            "blinding": proof.blinding(),
            "false alarms": proof.false_alarms(),
            "false greens": proof.false_greens(levels),
        }
        Console(width=100).print(sensitivity_table(proof, catalogue))
        Console(width=100).print(cost_table(proof))
        for name, found in troubles.items():
            failed |= bool(found)
            print(f"{api} {name}: {found or 'none'}")
        print(f"{api}: {len(proof.faults)} faults, {len(proof.liberties)} servers, {took:.0f} s")
    sys.exit(failed)


if __name__ == "__main__":
    main()
