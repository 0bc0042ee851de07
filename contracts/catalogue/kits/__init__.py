"""Kits: what makes an API one that the suite can judge, and where its parts are.

A kit is a folder with a `kit.toml`: the five that ship (`specs/<api>/`), those of installed
packages, and those that a command, a target file or the environment names.
"""

from contracts.catalogue.kits.kit import FILE, Kit, read_kit
from contracts.catalogue.kits.parts import importable, load_part
from contracts.catalogue.kits.registry import (
    add_kit,
    find_kit,
    kits,
    suites_of,
    troubles,
)

__all__ = [
    "FILE",
    "Kit",
    "add_kit",
    "find_kit",
    "importable",
    "kits",
    "load_part",
    "read_kit",
    "suites_of",
    "troubles",
]
