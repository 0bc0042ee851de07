"""Changes in a server: of what one of its methods is given, and of what it returns."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec

from contracts.catalogue import nearest
from contracts.mutate.values import DROPPED, SAME
from contracts.reference.table.change import ARGUMENT, GIVES, PLACE, WHEN, CellError, Step
from contracts.reference.table.exchange import ASKED
from contracts.reference.table.inside import changed, steps_of
from contracts.reference.table.matching import text_of
from contracts.reference.table.operators import value_of
from contracts.reference.table.when import Seen, given

_CALL = re.compile(r"(\w+)(?:\((.*)\))?", re.DOTALL)
_NAMED = re.compile(r"\{([\w.]+)\}")
_INSTEAD = frozenset({"returns", "calls", "gives"})
Above = Callable[[Any], Callable[..., Any]]


def seam(step: Step, key: str, above: Above, signature: inspect.Signature) -> Callable[..., Any]:
    """A method for the class of a server, in which a change is at work.

    `above` gives the method further up, `signature` is that of the method; `key` is the row's, for
    what it remembers.
    """

    def method(self: Any, *given: Any, **named: Any) -> Any:
        original = above(self)
        bound = signature.bind(self, *given, **named)
        bound.apply_defaults()
        seen = Seen(ASKED.get(), arguments=bound.arguments)
        hit = step.when.met(seen, "asked", "arguments")
        if hit and not step.when.needs("result") and not step.when.counted(self, key):
            hit = False
        if hit and step.side == "argument":
            name = step.argument_name
            bound.arguments[name] = _inside(step, bound.arguments[name], bound.arguments)
            return original(*bound.args[1:], **bound.kwargs)
        instead = step.operator in _INSTEAD and not step.pointer
        if hit and instead and not step.when.needs("result"):
            return _instead(self, step, bound.arguments)
        seen.result = original(*given, **named)
        if hit and step.when.needs("result"):
            hit = step.when.met(seen, "result") and step.when.counted(self, key)
        again = partial(original, *given, **named)
        return _after(self, step, key, seen, again) if hit else seen.result

    # Another row may call it by the names of its arguments.
    method.__signature__ = signature  # type: ignore[attr-defined]
    return method


def _after(server: Any, step: Step, key: str, seen: Seen, again: Callable[[], Any]) -> Any:
    match step.operator:
        case "returns" | "calls" | "gives" if not step.pointer:
            return _instead(server, step, seen.arguments or {})
        case "twice" if step.change is None:
            return again()
        case "frozen" | "stale":
            kept = vars(server).setdefault("_kept_of_rows", {})
            before = kept.get(key, value_of(step.argument) if step.argument else seen.result)
            if step.operator == "stale" or key not in kept:
                kept[key] = seen.result
            return before
    return _inside(step, seen.result, seen.arguments or {})


def _inside(step: Step, value: Any, arguments: Mapping[str, Any]) -> Any:
    change = step.change
    if step.operator == GIVES:
        new = next(given(arguments, step.argument), SAME)
        after = changed(value, steps_of(step.pointer), lambda *_: new)
    elif change is not None:
        after = changed(value, steps_of(step.pointer), change)
    else:
        return value
    return value if after is SAME else None if after is DROPPED else after


def _instead(server: Any, step: Step, arguments: Mapping[str, Any]) -> Any:
    """What is returned, or what another method returns."""
    if step.operator == "returns":
        return value_of(step.argument)
    if step.operator == "gives":
        return next(given(arguments, step.argument), None)
    name, values = called(step.argument)
    method = other_of(server, name)
    if values is not None:
        return method(*(_filled(one, arguments) for one in values))
    taken = inspect.signature(method).parameters
    return method(**{one: arguments[one] for one in taken if one in arguments})


def _filled(value: Any, arguments: Mapping[str, Any]) -> Any:
    """A text with `{name}` replaced by what an argument is; anything else as it is."""
    if not isinstance(value, str):
        return value
    return _NAMED.sub(lambda name: text_of(next(given(arguments, name[1]), None)), value)


def other_of(server: Any, name: str) -> Any:
    """A method of a server, or a function that its module knows; None where there is none."""
    for kind in server.__mro__ if isinstance(server, type) else type(server).__mro__:
        if name in vars(kind):
            return getattr(server, name)
        module = sys.modules.get(kind.__module__)
        function = getattr(module, name, None)
        if inspect.isfunction(function):
            return function
    return None


def called(argument: str) -> tuple[str, list[Any] | None]:
    """The method that `calls` names, and what it is given; None for the arguments at hand.

    Raises CellError where it is no call.
    """
    found = _CALL.fullmatch(argument)
    if found is None:
        raise CellError(ARGUMENT, f'{argument!r} is no call such as other, or other(3, "text")')
    if found[2] is None:
        return found[1], None
    try:
        return found[1], msgspec.json.decode(f"[{found[2]}]", type=list[Any])
    except msgspec.DecodeError as trouble:
        raise CellError(ARGUMENT, f"{argument!r}: the values are no JSON ({trouble})") from trouble


def signature_of(server: type, step: Step) -> inspect.Signature:
    """The signature of the method that a change is in. Raises CellError where there is none."""
    method = getattr(server, step.name, None)
    if not callable(method):
        known = [name for name in dir(server) if not name.startswith("_")]
        text = f"{server.__name__} has no method {step.name!r}{_near(step.name, known)}"
        raise CellError(PLACE, text)
    if inspect.iscoroutinefunction(method):
        raise CellError(PLACE, f"{step.name} is asynchronous")
    signature = inspect.signature(method)
    if step.argument_name and step.argument_name not in signature.parameters:
        text = f"{step.name} has no argument {step.argument_name!r}"
        raise CellError(PLACE, text + nearest(step.argument_name, [*signature.parameters][1:]))
    for one in step.when.conditions:
        first = one.name.partition(".")[0]
        if one.needs == "arguments" and first not in signature.parameters:
            text = f"{step.name} has no argument {first!r}"
            raise CellError(WHEN, text + nearest(first, [*signature.parameters]))
    if step.operator == "calls" and step.change is None:
        other = called(step.argument)[0]
        if other_of(server, other) is None:
            raise CellError(ARGUMENT, f"{server.__name__} has no method {other!r}")
    return signature


def _near(word: str, known: list[str]) -> str:
    """The name meant, if one is near: all of them are too many to show."""
    said = nearest(word, known)
    return said if "did you mean" in said else ""
