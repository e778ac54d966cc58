"""Latin letters that were typed while the keyboard was in Hangul mode."""

import random
import string
import unicodedata

import pytest

from gyoryu.base.keyboards import hangul_to_latin_keys

# Which letter a key gives in Hangul mode, as KS X 5002 has it.
HANGUL = dict(zip("rsefaqtdwczxvgkoijpuhynbml", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㅏㅐㅑㅓㅔㅕㅗㅛㅜㅠㅡㅣ", strict=True))
SHIFTED = dict(zip("REQTWOP", "ㄲㄸㅃㅆㅉㅒㅖ", strict=True))


def in_hangul_mode(text, *, composed):
    """What stands in the field. `composed`: consonant and vowel as a syllable, as input methods write them."""
    jamo = "".join(SHIFTED.get(char) or HANGUL.get(char.lower(), char) for char in text)
    return unicodedata.normalize("NFKC", jamo) if composed else jamo


@pytest.mark.parametrize("composed", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_whatever_was_typed_is_found_again_but_for_its_case(seed, composed):
    random_ = random.Random(seed)
    text = "".join(random_.choice(string.ascii_letters + string.digits + "-_/:.") for _ in range(60))
    assert hangul_to_latin_keys(in_hangul_mode(text, composed=composed)).lower() == text.lower()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ㅗㅅ세://", "http://"),
        ("ㅗㅅ센://", "https://"),
        ("ㅘㅢㅝ", "hkmlnj"),
        ("닭ㄶ", "ekfrsg"),
        ("ㅃㅒ", "QO"),
        ("", ""),
    ],
)
def test_compound_letters_are_taken_apart(typed, meant):
    assert hangul_to_latin_keys(typed) == meant


def test_what_is_no_hangul_stays():
    assert hangul_to_latin_keys("S001 样例 -_") == "S001 样例 -_"
