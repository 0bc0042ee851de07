"""Mutants of a conforming server: operators as data, places by enumeration, applied around it.

A mutant is one small change of what an implementation does, made from the OpenAPI document and
the XSDs of an API without anybody thinking of it: a member left out, a value one off, a parameter
not looked at, an effect forgotten. What a suite says of each tells how much a pass is worth.
"""

from contracts.mutate.apply import Mutated
from contracts.mutate.enumerate import mutants
from contracts.mutate.mutant import Mutant, Side

__all__ = ["Mutant", "Mutated", "Side", "mutants"]
