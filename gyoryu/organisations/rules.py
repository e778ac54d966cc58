"""What holds for organisations: their identifiers, and where a name is needed."""

from __future__ import annotations

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError
from stdnum.kr import brn

from gyoryu.base.names import Names
from gyoryu.base.text import normalize_compatibility

MODULES = {"kr_brn": brn, "cn_uscc": uscc}
SCHEME_OF_COUNTRY = {"KR": "kr_brn", "CN": "cn_uscc"}
MAX_IDENTIFIER_LENGTH = 40


def compact_identifier(scheme: str, value: str) -> str | None:
    """Return the number without separators, as it is kept; None where its length, its form or its check digit is
    wrong."""
    module = MODULES.get(scheme)
    value = normalize_compatibility(value)
    if module is None:
        return value if value and len(value) <= MAX_IDENTIFIER_LENGTH else None
    try:
        number = str(module.validate(value))
    except ValidationError:
        return None
    return number if scheme != "kr_brn" or has_right_check_digit(number) else None


def has_right_check_digit(business_number: str) -> bool:
    """Return the tenth digit of a Korean business number, which python-stdnum does not look at: a weighted sum of the
    others, the last of them counted once more by its tens."""
    digits = [int(digit) for digit in business_number]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    return (total + digits[8] * 5 // 10 + digits[9]) % 10 == 0


def format_identifier(scheme: str, value: str) -> str:
    """As people write it: `120-81-47521`."""
    return str(brn.format(value)) if scheme == "kr_brn" else value


def is_sole_trader(scheme: str, value: str) -> bool:
    """Return whether a Korean business number is one person's: its fourth and fifth digits are 01 to 79 (taxed) or 90
    to 99 (not taxed) for individuals, 89 for bodies without legal personality, the rest for companies and the state."""
    if scheme != "kr_brn" or len(value) != 10 or not value.isdecimal():
        return False
    kind = int(value[3:5])
    return 1 <= kind <= 79 or kind >= 90


def has_a_name(names: Names) -> bool:
    return any((names.ko, names.zh, names.en))
