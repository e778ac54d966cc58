"""Traditional characters are read as simplified ones and restored in the result."""

from docread.chinese_variants import restore_original_characters, to_simplified
from docread.document import Document, Organisation, Source

TEXT = "山東省生態環境廳與韓國環境部簽署備忘錄"


def test_simplification_is_one_to_one():
    assert to_simplified(TEXT) == "山东省生态环境厅与韩国环境部签署备忘录"
    assert to_simplified("환경부 abc 山东省") == "환경부 abc 山东省"


def organisation(name, *aliases):
    return Organisation(name, aliases, "CN", "agency", ((0, len(name)),), 1.0)


def test_values_are_restored_to_the_characters_of_the_text():
    simplified = to_simplified(TEXT)
    document = Document(
        TEXT,
        "zh",
        source=Source(simplified[:8], (0, 8)),
        organisations=(organisation("山东省生态环境厅", "韩国环境部", "没有"),),
    )
    restored = restore_original_characters(document, simplified)
    assert restored.organisations == (organisation("山東省生態環境廳", "韓國環境部", "没有"),)
    assert restored.source.name == TEXT[:8]


def test_a_value_joined_from_two_places_is_restored_by_its_parts():
    document = Document(TEXT, "zh", organisations=(organisation("韩国环境部·山东省"),))
    restored = restore_original_characters(document, to_simplified(TEXT))
    assert restored.organisations[0].name == "韓國環境部·山東省"


def test_codes_stay_as_they_are():
    document = Document(TEXT, "zh", organisations=(organisation("山东省"),))
    assert restore_original_characters(document, to_simplified(TEXT)).organisations[0].kind == "agency"
