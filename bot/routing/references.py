"""Public references, such as `HZ-7K3M-QF4X`: said on the telephone, written on letters, shown in public.

Random, not counted: a counter would tell how many hazards a landlord has. 29 signs, without vowels (no rude words) and
without 1, I, L, O, U (nothing looks alike). The last is a check sign: a weighted sum modulo 29, a prime, so every single
wrong sign and every swap of two is noticed. Seven random signs make 17 thousand million; the database refuses one met twice.
"""

import secrets
from collections.abc import Sequence

SIGNS = "023456789BCDFGHJKMNPQRSTVWXYZ"
_RANDOM = 7


def new_reference(prefix: str) -> str:
    """A new reference; `prefix` is two letters for the kind of need."""
    return reference(prefix, [secrets.randbelow(len(SIGNS)) for _ in range(_RANDOM)])


def reference(prefix: str, values: Sequence[int]) -> str:
    """The reference for seven values of 0 to 28."""
    signs = "".join(SIGNS[value] for value in values) + SIGNS[_check(values)]
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def is_reference(text: str) -> bool:
    """Whether it is well formed and its check sign fits, however it is spaced or cased."""
    prefix, _, rest = text.strip().upper().replace(" ", "").partition("-")
    signs = rest.replace("-", "")
    if len(prefix) != 2 or len(signs) != _RANDOM + 1 or any(sign not in SIGNS for sign in signs):
        return False
    values = [SIGNS.index(sign) for sign in signs]
    return _check(values[:-1]) == values[-1]


def _check(values: Sequence[int]) -> int:
    """Weights 2 to 8; the check sign itself has weight 1."""
    return sum(weight * value for weight, value in enumerate(values, 2)) % len(SIGNS)
