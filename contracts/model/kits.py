"""Where the processes of a run find kits."""

KITS = "UC_CONTRACTS_KITS"
"""The environment variable with the folders of further kits; what a process starts inherits it."""
