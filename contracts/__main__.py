"""`python -m contracts` is `uc-contracts`."""

from contracts.cli import main

main()
