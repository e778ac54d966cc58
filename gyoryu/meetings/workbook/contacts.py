"""Whom to write to: persons, e-mail addresses and telephone numbers in the cells where people put them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from gyoryu.base.text import normalize_compatibility
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.workbook.records import Findings, Record

CELLS = ("person", "position", "email", "mobile", "phone", "contact")
MAX_EMAIL, MAX_PHONE, MAX_NAME = 254, 40, 100
_EMAIL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+%'-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}")
_PHONE = re.compile(
    r"(?<![\w@.])(?:\+|\(\+)?\(?\d[\d() .\-]{5,24}\d(?:~\d{1,4})?"
    r"(?:\s*\(?(?:내선|구내|ext\.?|extension|转|分机|#)\s*:?\s*\d{1,6}\)?)?(?![\w@])",
    re.IGNORECASE,
)
_FAX = re.compile(rf"(?:팩스|传真|\bfax|\bf)\s*[:.)]?\s*{_PHONE.pattern}", re.IGNORECASE)
_NO_PHONE = re.compile(r"(?:19|20)\d\d[.\-](?:0?\d|1[0-2])[.\-](?:[0-2]?\d|3[01])\.?|\d{3}-\d{2}-\d{5}")
_LABEL_WORDS = (
    r"(?:e-?mails?|이메일|메일|전자우편|电子邮箱|电子邮件|邮箱|邮件|tel(?:ephone)?|phone|mobile|cell|h\.?\s?p|c\.?\s?p|[mtpe]|전화(?:번호)?|"
    r"휴대(?:전화|폰)|핸드폰|연락처|담당자?|직통|대표전화|手机|电话|联系电话|联系人|负责人|办公室|성명|姓名|contact(?: person)?|name)"
)
_LABEL = re.compile(
    rf"(?<![A-Za-z가-힣]){_LABEL_WORDS}\s*[:.)：]\s*|(?:^|(?<=\s)){_LABEL_WORDS}\.?\s*(?=;|$)", re.IGNORECASE
)
_EDGES = "☎☏✆📞📱✉📧 \t,;:/|·・()[]<>{}-–—.，；、：（）【】《》\n\"'"
_TITLE = (
    r"(?:대표(?:이사|자)?|회장|부회장|사장|부사장|전무|상무|이사|본부장|실장|부장|차장|과장|대리|팀장|주임|사원|계장|국장|처장|소장|"
    r"연구원|책임|선임|수석|매니저|프로|주무관|사무관|서기관|님|씨|선생님|박사|교수|总经理|副总经理|经理|副经理|总裁|董事长|董事|主任|"
    r"部长|科长|处长|局长|工程师|总监|主管|专员|秘书|女士|先生|小姐|老师|博士|教授|(?:senior |deputy |general |sales |vice )?"
    r"(?:manager|director|president|ceo|cto|cfo|engineer|officer|representative|assistant|chairman|secretary))"
)
_PERSON = re.compile(
    rf"(?P<name>[가-힣]{{2,4}}|[一-龥]{{2,4}}?|(?:(?:mr|ms|mrs|dr)\.?\s+)?[A-Za-z][A-Za-z'.-]*(?:\s+[A-Za-z][A-Za-z'.-]*){{0,3}}?)"
    rf"[\s,/]*(?P<title>{_TITLE}(?:[\s/]*{_TITLE})?)",
    re.IGNORECASE,
)
_KOREAN_NAME = re.compile(
    r"(?:남궁|황보|제갈|선우|독고|[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허노심하주구곽성차우진민류나엄원천방공현함변염여추도소석"
    r"선설마길연위표명기반왕금옥육인맹제모탁국어은편용])[가-힣]{1,2}"
)
_CHINESE_NAME = re.compile(
    r"[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    r"廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文洪][一-龥]{1,2}"
)
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'-]+(?:\s[A-Z][A-Za-z'.-]*){1,3}")
# Numbers that Excel keeps without their zero: Korean mobile, internet and area codes.
_WITHOUT_ZERO = re.compile(r"1[016789]\d{7,8}|70\d{8}|50\d{8,9}|2\d{7,8}|(?:3[123]|4[1234]|5[12345]|6[1234])\d{7,8}")
_WITHOUT_LEADING_ZEROS = frozenset(("TW", "HK", "MO"))
_CHINESE_LAND_LINE = re.compile(r"(?:10|2\d)\d{8}|[3-9]\d{2}\d{7,8}")
_KNOWN_WITHOUT_ZERO = re.compile(r"1[3-9]\d{9}|1[568]\d{6}|400\d{7}|800\d{7}|(?:82|86)\d{8,11}")


@dataclass(slots=True)
class ContactDetails:
    """Contact details parsed from the cells of one row; `rest` is the text not understood, by column."""

    person: str = ""
    position: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    rest: dict[str, str] = field(default_factory=dict)
    zeros: dict[str, tuple[str, str]] = field(default_factory=dict)  # by column: a note on a lost zero, and the number

    def __bool__(self) -> bool:
        return bool(self.person or self.emails or self.phones)

    @property
    def is_addressed(self) -> bool:
        return bool(self.emails or self.phones)

    def take_person(self, person: str, position: str) -> bool:
        """Keep the first person named; return whether this is the one that is kept."""
        if self.person:
            return person == self.person
        self.person, self.position = person[:MAX_NAME], self.position or position[:MAX_NAME]
        return True

    def text(self) -> str:
        """All of it on one line."""
        return ", ".join(filter(None, [f"{self.person} {self.position}".strip(), *self.emails, *self.phones]))


def details_of(record: Record, findings: Findings) -> ContactDetails:
    """Parse the contact details in the cells of a row; parts that are not stored become a note."""
    details = ContactDetails()
    for code in CELLS:
        text = record.get(code, "")
        address = address_behind(record.links.get(code, ""))
        if text:
            _read_cell(details, code, text, record.get("country", ""))
        if address:
            _add(details.emails, address)
            details.rest.pop(code, None)  # words that stand for the address
    for code, link in record.links.items():
        if code not in CELLS:
            _add(details.emails, address_behind(link))
    findings.notes.extend(_notes_on(details, record))
    return details


def _notes_on(details: ContactDetails, record: Record) -> Iterator[ImportIssue]:
    """Yield a note for each cell of which something is left out, and for each number that may have lost a zero."""
    for code, words in details.rest.items():
        is_all = words == normalize_compatibility(record.get(code, ""))
        yield record.issue("contact_not_understood" if is_all else "contact_part_left_out", code, words)
    for code, (note, number) in details.zeros.items():
        yield record.issue(note, code, number)


def address_behind(link: str) -> str:
    """Return the e-mail address of a mailto: link; "" of any other."""
    if not link.lower().startswith("mailto:"):
        return ""
    match = _EMAIL.fullmatch(unquote(link[7:].partition("?")[0]).strip())
    return match[0].lower() if match else ""


def website_behind(record: Record) -> str:
    """Return the first address of a page behind a cell, that under Website before others."""
    codes = sorted(record.links, key=lambda code: code != "website")
    return next((record.links[code] for code in codes if record.links[code].lower().startswith("http")), "")


def _read_cell(details: ContactDetails, code: str, text: str, country: str) -> None:
    """Take emails, telephone numbers and a person out of a cell, in this order; what remains goes to `rest`."""
    remaining = normalize_compatibility(text.replace("\n", " ; "))
    emails = _EMAIL.findall(remaining)
    remaining = _EMAIL.sub(" ; ", remaining)
    fax_numbers = _FAX.findall(remaining)
    phones, remaining = _cut_phones(_FAX.sub(" ; ", remaining))
    words = _words_in(remaining)
    _add_emails(details, emails)
    _add_phones(details, code, phones, country)
    left_out = fax_numbers + _extract_person(details, code, words)
    if not any((emails, phones, words, left_out)) and _has_alphanumerics(text):
        left_out = [normalize_compatibility(text)]  # a label, and nothing behind it
    if left_out:
        details.rest[code] = "; ".join(left_out)[:200]


def _cut_phones(text: str) -> tuple[list[str], str]:
    """Return the telephone numbers in `text`, and the text without them."""
    matches = [match for match in _PHONE.finditer(text) if _is_phone(match[0])]
    for match in reversed(matches):
        text = text[: match.start()] + " ; " + text[match.end() :]
    return [match[0] for match in matches], text


def _words_in(text: str) -> list[str]:
    """Return the parts of `text` that are more than labels and punctuation."""
    parts = (part.strip(_EDGES) for part in re.split(r"[;\n|]", _LABEL.sub(" ", text)))
    return list(filter(_has_alphanumerics, parts))


def _has_alphanumerics(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _add_emails(details: ContactDetails, emails: Sequence[str]) -> None:
    for email in emails:
        if len(email) <= MAX_EMAIL:
            _add(details.emails, email.lower())


def _add_phones(details: ContactDetails, code: str, phones: Sequence[str], country: str) -> None:
    for phone in phones:
        stated = _without_unopened_bracket(phone.strip(" .-"))
        number, is_sure = with_zero(stated, country)
        _add(details.phones, number[:MAX_PHONE])
        if number != stated:
            details.zeros[code] = ("zero_restored", number)
        elif not is_sure:
            details.zeros[code] = ("zeros_may_be_lost", number)


def _without_unopened_bracket(number: str) -> str:
    return number.removesuffix(")") if number.count(")") > number.count("(") > 0 else number


def _is_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return 7 <= digits <= 20 and not _NO_PHONE.fullmatch(text.strip())


def with_zero(number: str, country: str) -> tuple[str, bool]:
    """Return a telephone number with the zero that a spreadsheet takes away, where its shape shows that one is missing;
    and whether it is sure to be whole."""
    if not number.isdecimal() or number.startswith("0") or country in _WITHOUT_LEADING_ZEROS:
        return number, True
    return _with_chinese_zero(number) if country == "CN" else _with_korean_zero(number, country)


def _with_chinese_zero(number: str) -> tuple[str, bool]:
    if _CHINESE_LAND_LINE.fullmatch(number):
        return f"0{number}", True
    return number, len(number) <= 8 or bool(_KNOWN_WITHOUT_ZERO.fullmatch(number))


def _with_korean_zero(number: str, country: str) -> tuple[str, bool]:
    """Restore the leading zero of a Korean number. A number without a country is taken for a Korean one; formats of
    other countries are not known."""
    if _KNOWN_WITHOUT_ZERO.fullmatch(number):
        return number, True
    is_korean = country in ("", "KR")
    if is_korean and _WITHOUT_ZERO.fullmatch(number):
        return f"0{number}", True
    return number, not is_korean


def _extract_person(details: ContactDetails, code: str, words: list[str]) -> list[str]:
    """Extract a person with a title from the rest of a cell; return the words that are not stored."""
    if code == "position":
        details.position = details.position or " ".join(words)[:MAX_NAME]
        return []
    left_out = []
    for part in words:
        person, position = _person_named(part, code, is_addressed=details.is_addressed)
        if not person or not details.take_person(person, position):
            left_out.append(part)
    return left_out


def _person_named(words: str, code: str, *, is_addressed: bool) -> tuple[str, str]:
    """Return the person and title in a part of a cell; without a title only in the column of persons or beside an
    address."""
    person, position = person_in(words)
    if not person:
        person, position = _person_at_the_end(words, is_addressed=is_addressed)
    is_name = code == "person" or (is_addressed and _LATIN_NAME.fullmatch(words))
    return (words, "") if not person and is_name else (person, position)


def _person_at_the_end(words: str, *, is_addressed: bool) -> tuple[str, str]:
    """Return a name after a department: "국제협력과 홍견본 과장"; without a title only beside an address or a
    number."""
    tokens = words.split()
    for count in (2, 1):
        person, title = person_in(" ".join(tokens[-count:])) if len(tokens) > count else ("", "")
        if person and (title or is_addressed):
            return person, " ".join([*tokens[:-count], title]).strip()
    return "", ""


def person_in(words: str) -> tuple[str, str]:
    """Name and title, where nothing else is said: "홍견본 과장", "王样本 经理", "Ms. Hong, Manager", "홍견본"."""
    match = _PERSON.fullmatch(words)
    if match:
        return match["name"].strip(" ,"), match["title"].strip()
    if _KOREAN_NAME.fullmatch(words) or _CHINESE_NAME.fullmatch(words):
        return words, ""
    return "", ""


def _add(values: list[str], value: str) -> None:
    if value and value not in values:
        values.append(value)
