"""The lint of kits: what is wrong with one, before anything is sent."""

from contracts.lint.kit import lint
from contracts.lint.problem import Problem, said_of

__all__ = ["Problem", "lint", "said_of"]
