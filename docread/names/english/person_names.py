"""What may be the name of a person in Latin letters: Korean and Chinese by surname and syllables, others by their shape."""

from __future__ import annotations

from docread.names.english.places import places
from docread.names.english.vocabulary import EVENT_WORDS, HEADS, NOT_BODIES, ROLE_WORDS, STARTERS, SUFFIXES
from docread.patterns import regex

_KOREAN_SURNAMES = frozenset(
    [
        "Kim",
        "Lee",
        "Park",
        "Choi",
        "Choe",
        "Jung",
        "Jeong",
        "Chung",
        "Kang",
        "Cho",
        "Jo",
        "Yoon",
        "Yun",
        "Jang",
        "Chang",
        "Lim",
        "Im",
        "Han",
        "Oh",
        "Seo",
        "Suh",
        "Shin",
        "Sin",
        "Kwon",
        "Hwang",
        "Ahn",
        "An",
        "Song",
        "Ryu",
        "Yoo",
        "Yu",
        "You",
        "Hong",
        "Jeon",
        "Jun",
        "Ko",
        "Koh",
        "Moon",
        "Mun",
        "Son",
        "Sohn",
        "Yang",
        "Bae",
        "Baek",
        "Paik",
        "Heo",
        "Hur",
        "Huh",
        "Nam",
        "Shim",
        "Sim",
        "Noh",
        "Roh",
        "Ha",
        "Kwak",
        "Gwak",
        "Sung",
        "Seong",
        "Cha",
        "Joo",
        "Ju",
        "Woo",
        "Koo",
        "Gu",
        "Ku",
        "Min",
        "Na",
        "Jin",
        "Ji",
        "Eom",
        "Uhm",
        "Chae",
        "Won",
        "Cheon",
        "Chun",
        "Bang",
        "Kong",
        "Hyun",
        "Hahm",
        "Ham",
        "Yeom",
        "Byun",
        "Chu",
        "Do",
        "So",
        "Seok",
        "Sun",
        "Seol",
        "Ma",
        "Gil",
        "Yeon",
        "Wi",
        "Pyo",
        "Myung",
        "Ki",
        "Ban",
        "Ra",
        "Wang",
        "Keum",
        "Ok",
        "Yuk",
        "In",
        "Maeng",
        "Je",
        "Mo",
        "Tak",
        "Kook",
        "Eun",
        "Pyeon",
        "Ye",
        "Lah",
        "Hyeon",
        "Do",
        "Tae",
        "Rhee",
        "Yi",
        "Pak",
        "Lyu",
        "Namgung",
        "Namkoong",
        "Hwangbo",
        "Sunwoo",
        "Jegal",
        "Dokgo",
    ]
)
_CHINESE_SURNAMES = frozenset(
    [
        "Wang",
        "Li",
        "Zhang",
        "Liu",
        "Chen",
        "Yang",
        "Huang",
        "Zhao",
        "Zhou",
        "Wu",
        "Xu",
        "Sun",
        "Hu",
        "Zhu",
        "Gao",
        "Lin",
        "He",
        "Guo",
        "Ma",
        "Luo",
        "Liang",
        "Song",
        "Zheng",
        "Xie",
        "Han",
        "Tang",
        "Feng",
        "Yu",
        "Dong",
        "Xiao",
        "Cheng",
        "Cao",
        "Yuan",
        "Deng",
        "Fu",
        "Shen",
        "Zeng",
        "Peng",
        "Lu",
        "Lyu",
        "Su",
        "Jiang",
        "Cai",
        "Jia",
        "Ding",
        "Wei",
        "Xue",
        "Ye",
        "Yan",
        "Pan",
        "Du",
        "Dai",
        "Xia",
        "Zhong",
        "Tian",
        "Ren",
        "Fan",
        "Fang",
        "Shi",
        "Yao",
        "Tan",
        "Liao",
        "Zou",
        "Xiong",
        "Jin",
        "Hao",
        "Kong",
        "Bai",
        "Cui",
        "Kang",
        "Mao",
        "Qiu",
        "Qin",
        "Gu",
        "Hou",
        "Shao",
        "Meng",
        "Long",
        "Wan",
        "Duan",
        "Lei",
        "Qian",
        "Yin",
        "Yi",
        "Chang",
        "Qiao",
        "Lai",
        "Gong",
        "Wen",
        "Pang",
        "Lan",
        "Ouyang",
        "Situ",
        "Zhuge",
        "Xing",
        "Hong",
        "Ge",
        "Mu",
        "Niu",
        "Sheng",
        "Zhan",
        "Nie",
        "Bao",
        "Zuo",
        "Bi",
        "Ji",
        "Chu",
        "Ni",
        "Tong",
        "Geng",
        "Guan",
    ]
)
_SYLLABLE = r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|ia|ua|uo|a|o|e|i|u|v)"
_PINYIN_GIVEN = regex(rf"(?:{_SYLLABLE}){{1,2}}(?:'{_SYLLABLE})?$")
_GIVEN = regex(r"^[A-Z][a-z]{1,6}-[a-z]{2,7}$")
_HYPHENED = regex(r"^[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,7}$")
_PART = regex(
    r"^(?:[A-Z]\.?|[A-Z][a-z’'éèáíóúñçüöäãõ]+(?:-[A-Z]?[a-zéèáíóúüöä]+)*|(?:Mc|Mac|O'|O’|D'|De|Le|Al-|El-)[A-Z][a-z]+|al-[A-Z][a-z]+|bin|van|von|de|da|der|dos|al|bint)$"
)
_NO_PART = EVENT_WORDS | HEADS | NOT_BODIES | ROLE_WORDS | SUFFIXES | STARTERS | frozenset(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Province", "City", "County", "District", "Provincial", "Municipal", "People", "Metropolitan", "National", "International", "Green", "Environmental", "Environment", "Korea", "China", "Korean", "Chinese", "Global", "Economic", "Technology", "Technologies", "Energy", "Carbon", "Water", "Trade", "Investment", "Industry", "Policy", "Affairs", "General", "Cooperation", "Development", "Climate", "Smart", "Digital", "Free", "Asia", "Asian", "European", "North", "South", "East", "West", "Business", "Team", "Cabinet", "State", "Party", "Communist", "Central", "House", "Senate", "Article", "Chapter"]
)  # fmt: skip


def is_surname(word: str) -> bool:
    return word in _KOREAN_SURNAMES or word in _CHINESE_SURNAMES


def is_east_asian(words: tuple[str, ...] | list[str]) -> bool:
    """`Kim Min-su`, `Min-su Kim`, `Wang Guilin`, `Lee Minho`."""
    if not 2 <= len(words) <= 3:
        return False
    first, last = words[0], words[-1]
    if len(words) == 2 and (
        (first in _KOREAN_SURNAMES and _HYPHENED.match(last)) or (last in _KOREAN_SURNAMES and _HYPHENED.match(first))
    ):
        return True
    if (
        len(words) == 2
        and _GIVEN.match(last)
        and _PART.match(first)
        and first not in _NO_PART
        and first not in places()
    ):
        return True  # `Min-su` is a given name, whatever the surname
    given = "".join(words[1:]).lower()
    return (
        first in _CHINESE_SURNAMES
        and last[0].isupper()
        and last not in _NO_PART
        and last not in places()
        and bool(_PINYIN_GIVEN.match(given))
    )


def is_person(words: tuple[str, ...] | list[str]) -> bool:
    """Whether words may be a full name where the text around says that a person stands here."""
    if not 2 <= len(words) <= 5 or any(word in _NO_PART or (word.isupper() and len(word) > 3) for word in words):
        return False
    if is_east_asian(words):
        return True
    if " ".join(words) in places() or (words[0] in places() and not is_surname(words[0])):
        return False
    return all(_PART.match(word) for word in words) and words[0][0].isupper()


def surname_of(words: tuple[str, ...] | list[str]) -> str:
    """The word by which a text goes on calling a person."""
    first, last = words[0], words[-1]
    if len(words) == 2 and last in _KOREAN_SURNAMES and _HYPHENED.match(first):
        return last
    if first in _KOREAN_SURNAMES and (
        len(words) > 1 and (_HYPHENED.match(words[1]) or len(words) == 3 or first not in {"In", "So", "Do"})
    ):
        western = last in _KOREAN_SURNAMES and first not in {"Kim", "Lee", "Park", "Choi"}
        return last if western and len(words) == 2 and not is_east_asian(words) else first
    return first if is_east_asian(words) else last
