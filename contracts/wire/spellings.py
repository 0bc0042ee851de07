"""The spellings of a secret: in which forms a target may repeat it, and how they are found.

Looked for are: the value itself, in another case and reversed; base64 at each alignment, in both
alphabets; hexadecimal; UTF-16; and any of these with characters percent-encoded, as character
references of XML and HTML, or escaped as in JSON and programming languages, also twice over.
"""

from __future__ import annotations

import html.entities
import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property

_SHORTEST = 4
_SHORTEST_REVERSED = 6
# Shorter ones are looked for as they are written alone, unless a digit or sign is in them.
_SHORTEST_IN_ANY_CASE = 8
_SHORTEST_HALF = 4
_LONG_HALF = 6
# An inner part of a base64 text this long or longer is no coincidence.
_SHORTEST_BASE64_PART = 8
# What is longer is looked for by its beginning alone, where every character may be escaped.
_LONGEST_PATTERN = 200
_ROUNDS = 3

_ESCAPE = re.compile(
    rb"%([0-9a-f]{2})|&#x0*([0-9a-f]{1,6});?|&#0*([0-9]{1,7});?|&([a-z][a-z0-9]{1,30});"
    rb"|\\u([0-9a-f]{4})|\\u\{0*([0-9a-f]{1,6})\}|\\x([0-9a-f]{2})|\\([\"'\\/])",
    re.IGNORECASE,
)
_ESCAPERS = (b"%", b"&", b"\\")


class Spellings:
    """The forms of one secret value.

    `lowered` are those that are searched for as they are, in lower case: some of them stand in
    whatever holds the secret in one piece that is not escaped; `escapable` stand in it once
    escapes are undone.
    """

    def __init__(self, value: str) -> None:
        self.value = value
        raw = value.encode("utf-8", "surrogatepass")
        self._raws = tuple(dict.fromkeys((raw, raw.replace(b" ", b"+"), *_latin(value))))
        self._bold = len(value) >= _SHORTEST_IN_ANY_CASE or not value.isalpha()
        self._blobs = tuple(dict.fromkeys((b64encode(raw), *_inner_base64(raw))))
        self._hex = raw.hex().encode()
        half = -(-len(raw) // 2)
        splits = self._splits = len(raw) >= 2 * _SHORTEST_HALF
        plain = (raw[:half], raw[-half:]) if splits else (raw,)
        needles = [*plain, *self._raws[1:], *self._cased, *self._blobs, self._hex, *_utf16(value)]
        needles += self._reversed
        self.lowered = tuple(dict.fromkeys(one.lower() for one in needles))
        self.escapable = tuple(
            dict.fromkeys(
                one.lower()
                for one in (*self._raws, *self._cased, *self._reversed, *self._blobs, self._hex)
            )
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """The forms whose beginning is looked for where a text was cut short."""
        return (self.value, *(one.decode("ascii") for one in self._blobs))

    @property
    def _cased(self) -> tuple[bytes, ...]:
        """In another case, where letters beyond ASCII are in it."""
        if not self._bold or self.value.isascii():
            return ()
        cased = (self.value.lower(), self.value.upper())
        return tuple(one.encode("utf-8", "surrogatepass") for one in cased)

    @property
    def _reversed(self) -> tuple[bytes, ...]:
        if len(self.value) < _SHORTEST_REVERSED:
            return ()
        return (self.value[::-1].encode("utf-8", "surrogatepass"),)

    def without(self, data: bytes, mark: bytes, *, escaped: bool) -> bytes:
        """`data` with `mark` in the place of the secret; `escaped`: escapes may be in it."""
        for one in (*self._raws, *self._blobs):
            if one in data:
                data = data.replace(one, mark)
        data = self._literal.sub(mark, data)
        return self._escaped.sub(mark, data) if escaped else data

    def halves(self, lowered: bytes) -> tuple[bytes, ...]:
        """The two parts of the secret that stand apart from each other in `lowered`, if so."""
        if not self._splits:
            return ()
        raw = self._raws[0].lower()
        lowered = lowered.replace(raw, b"\0")
        half = -(-len(raw) // 2)
        for begins in (True, False):
            if (raw[:half] if begins else raw[-half:]) not in lowered:
                continue
            length = _longest(raw, half, lowered, begins=begins)
            at = length if begins else len(raw) - length
            parts = (raw[:at], raw[at:])
            rest = parts[begins]
            if rest in lowered and all(map(_is_telling, parts)):
                return parts
        return ()

    @cached_property
    def _literal(self) -> re.Pattern[bytes]:
        """The forms in which no character is escaped, but for plain ones as they are written."""
        any_case = [self._hex, *_utf16(self.value)]
        if self._bold:
            any_case += [*self._raws, *self._cased, *self._reversed]
        exact = [] if self._bold else list(self._reversed)
        exact += [re.sub(rb"\+", b"-", one).replace(b"/", b"_") for one in self._blobs]
        parts = [b"(?i:%s)" % b"|".join(map(re.escape, any_case))]
        return re.compile(b"|".join([*parts, *map(re.escape, exact)]))

    @cached_property
    def _escaped(self) -> re.Pattern[bytes]:
        """The forms in which any character may be escaped."""
        plain = [_spelled(self.value, any_case=self._bold)]
        if self._reversed:
            plain.append(_spelled(self.value[::-1], any_case=self._bold))
        blobs = [_spelled(one.decode("ascii"), any_case=False) for one in self._blobs]
        return re.compile(b"|".join([*plain, *blobs, _spelled(self._hex.decode(), any_case=True)]))


def _longest(raw: bytes, least: int, lowered: bytes, *, begins: bool) -> int:
    """How long the longest beginning (or end) of `raw` in `lowered` is; `least` of it is there."""
    low, high = least, len(raw)
    while low + 1 < high:
        middle = (low + high) // 2
        if (raw[:middle] if begins else raw[-middle:]) in lowered:
            low = middle
        else:
            high = middle
    return low


def unescaped(lowered: bytes) -> Iterator[bytes]:
    """`lowered` with its escapes undone, once, twice, and so on, while there are some."""
    for _ in range(_ROUNDS):
        if not any(one in lowered for one in _ESCAPERS):
            return
        found = _ESCAPE.sub(_undone, lowered).lower()
        if found == lowered:
            return
        yield found
        lowered = found


def _undone(hit: re.Match[bytes]) -> bytes:
    octet, hexadecimal, decimal, name, four, braced, two, itself = hit.groups()
    if octet or two:
        return bytes([int(octet or two, 16)])
    if itself:
        return bytes(itself)
    if name:
        found = html.entities.html5.get(f"{name.decode()};")
        return found.encode() if found else bytes(hit[0])
    code = int(decimal) if decimal else int(hexadecimal or four or braced, 16)
    return chr(code).encode("utf-8", "surrogatepass") if code < 0x110000 else bytes(hit[0])  # noqa: PLR2004 - all of Unicode


def _is_telling(part: bytes) -> bool:
    """Whether a part of a secret is more than a word that may stand anywhere."""
    return len(part) >= _LONG_HALF or (len(part) >= _SHORTEST_HALF and not part.isalpha())


def _latin(value: str) -> Iterator[bytes]:
    if not value.isascii():
        try:
            yield value.encode("latin-1")
        except UnicodeEncodeError:
            return


def _utf16(value: str) -> tuple[bytes, ...]:
    """What both byte orders have in common, or each where they have too little."""
    little = value.encode("utf-16-le", "surrogatepass")
    big = value.encode("utf-16-be", "surrogatepass")
    return (little[:-1],) if little[:-1] == big[1:] else (little, big)


def _inner_base64(raw: bytes) -> Iterator[bytes]:
    """What base64 of a longer text shows of `raw` inside it, at each of the three offsets."""
    for offset in range(3):
        whole = b64encode(b"\0" * offset + raw).rstrip(b"=")
        lead = -(-offset * 8 // 6)
        sure = (offset + len(raw)) * 8 // 6
        part = whole[lead:sure]
        if len(part) >= _SHORTEST_BASE64_PART:
            yield part


def _spelled(text: str, *, any_case: bool) -> bytes:
    """A pattern of `text` in which any character may be escaped."""
    characters = text[:_LONGEST_PATTERN]
    return b"".join(_spelled_character(one, any_case) for one in characters)


@cache
def _spelled_character(character: str, any_case: bool) -> bytes:  # noqa: FBT001 - a cached helper
    variants = {character, character.lower(), character.upper()} if any_case else {character}
    variants = {one for one in variants if len(one) == 1}
    return b"(?:%s)" % b"|".join(
        dict.fromkeys(one for variant in sorted(variants) for one in _ways(variant))
    )


# Each may itself be escaped by the round before.
_PERCENT = rb"%(?:25)*"
_AMPERSAND = rb"(?:&|%26|\\u0026)(?:amp;)*"
_BACKSLASH = rb"(?:\\|%5[cC])+"


def _ways(character: str) -> Iterator[bytes]:
    raw = character.encode("utf-8", "surrogatepass")
    yield re.escape(raw)
    for latin in _latin(character):
        yield re.escape(latin)
        yield b"%s(?i:%02x)" % (_PERCENT, latin[0])
    yield b"".join(b"%s(?i:%02x)" % (_PERCENT, octet) for octet in raw)
    code = ord(character)
    yield b"%s#0*%d;?" % (_AMPERSAND, code)
    yield b"%s#[xX]0*(?i:%x);?" % (_AMPERSAND, code)
    for name in _names()[character]:
        yield b"%s%s" % (_AMPERSAND, re.escape(name.encode()))
    if code <= 0xFFFF:  # noqa: PLR2004 - the basic plane
        yield b"%su(?i:%04x)" % (_BACKSLASH, code)
    else:
        high, low = divmod(code - 0x10000, 0x400)
        yield b"%su(?i:%04x)%su(?i:%04x)" % (_BACKSLASH, 0xD800 + high, _BACKSLASH, 0xDC00 + low)
    yield b"%su\\{0*(?i:%x)\\}" % (_BACKSLASH, code)
    yield b"%sU0*(?i:%x)(?![0-9a-fA-F])" % (_BACKSLASH, code)
    if code <= 0xFF:  # noqa: PLR2004 - what two digits say
        yield b"%sx(?i:%02x)" % (_BACKSLASH, code)
    if character in "\"'\\/":
        yield b"%s%s" % (_BACKSLASH, re.escape(raw))
    if character == " ":
        yield rb"\+"


@cache
def _names() -> defaultdict[str, list[str]]:
    """The names of HTML for each character."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, characters in html.entities.html5.items():
        if name.endswith(";"):
            names[characters].append(name)
    return names
