"""Garbled text is refused; text in many languages is not."""

import random

import pytest

import docread
from docread.formats import extract
from docread.formats.legibility import is_garbled
from tests.docread.formats.sample_files import LINE


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(random.Random(n).randrange(0xAC00, 0xD7A4)) for n in range(300)),
        "".join(chr(random.Random(n).randrange(0x4E00, 0x9FA5)) for n in range(300)),
        "\ue0c3\ue7c3 환경부 \uf8c0" * 40,
        (LINE * 3).encode("cp949").decode("latin-1"),
        (LINE * 3).encode().decode("cp1252", "replace"),
        LINE.encode("cp949").decode("utf-16-be", "replace") * 3,
        "7KH 0LQLVWU\\ VLJQHG DQ DJUHHPHQW RI FRRSHUDWLRQ " * 10,
    ],
)
def test_garbled_text_is_refused(text):
    assert extract(text.encode("utf-8", "replace")).code == "garbled"


@pytest.mark.parametrize(
    "text",
    [
        LINE * 5,
        "山东省生态环境厅与韩国环境部签署绿色产业合作谅解备忘录。" * 5,
        "山東省生態環境廳與韓國環境部簽署綠色產業合作備忘錄，雙方將舉辦洽談會。" * 5,
        "The Ministry of Environment signed an agreement. " * 10,
        "Le ministère a signé un accord à Genève, où l'été été annoncé. " * 10,
        "王样本、李样本、张样本、赵样本、钱样本、孙样本。" * 8,
        "1,200 3,400 56% 7.8 " * 40,
        "Bộ Môi trường đã ký thỏa thuận hợp tác với tỉnh Sơn Đông. " * 8,
        "Министерство подписало соглашение. " * 10,
        "環境省は山東省と協定を結んだ。" * 10,
        "똠방각하 펲시콜라 쀍 뷁 " * 3 + LINE,
    ],
)
def test_real_text_is_not_garbled(text):
    assert not isinstance(extract(text.encode()), docread.Refusal)


def test_a_text_of_a_few_letters_is_not_judged():
    assert not is_garbled("\ufffd" * 19)
    assert is_garbled("\ufffd" * 20)
