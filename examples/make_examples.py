"""Write the example workbooks of this folder: `python examples/make_examples.py [FOLDER]`.

All firms and people in them are invented, and the same seed gives the same workbooks. The large one looks as
workbooks in use look: titles merged above the header, notes below the table, dates and times as text, names spelled
in several ways."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from invented import TRADES, Invented, chinese_buyers, firms, interpreters, other_buyers
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gyoryu.base.sheets import put

SEED = 20260512
FIRMS, CHINESE_BUYERS, INTERPRETERS = 150, 51, 46
TITLE = "2026 한중 녹색산업 수출상담회"
HEADER_ROW = 3
Rows = list[list[Any]]


@dataclass(frozen=True)
class Wish:
    seller: int
    buyer: int
    by: str  # seller or buyer
    rank: int | None
    kind: str = "wish"


def make_wishes(random: Random, sellers: list[Invented], buyers: list[Invented]) -> list[Wish]:
    """Firms ask for about nine buyers each, mostly of their own trade, and everybody for the few well known ones.
    Buyers answer some of them, add their own, insist on a few and decline a few."""
    popularity = [random.paretovariate(2.4) for _ in buyers]
    wishes = []
    for s, seller in enumerate(sellers):
        pull = [popularity[b] * (5.0 if buyer.trade == seller.trade else 1.0) for b, buyer in enumerate(buyers)]
        buyers_wished = _drawn(random, pull, random.randint(6, 11))
        wishes += [Wish(s, b, "seller", rank if rank <= 5 else None) for rank, b in enumerate(buyers_wished, 1)]
    for b, buyer in enumerate(buyers):
        interested_sellers = [wish.seller for wish in wishes if wish.buyer == b]
        pull = [
            (3.0 if s in interested_sellers else 1.0) * (4.0 if x.trade == buyer.trade else 0.3)
            for s, x in enumerate(sellers)
        ]
        for rank, s in enumerate(_drawn(random, pull, random.randint(4, 9)), 1):
            wishes.append(Wish(s, b, "buyer", rank, "must" if rank == 1 and random.random() < 0.7 else "wish"))
        requested_sellers = {wish.seller for wish in wishes if wish.buyer == b and wish.by == "buyer"}
        declined = [s for s in interested_sellers if s not in requested_sellers]
        if declined and random.random() < 0.2:
            wishes.append(Wish(random.choice(declined), b, "buyer", None, "forbidden"))
    return wishes


def _drawn(random: Random, pull: list[float], count: int) -> list[int]:
    """`count` different places, likelier the stronger the pull."""
    order = sorted(range(len(pull)), key=lambda k: random.random() ** (1.0 / pull[k]), reverse=True)
    return order[:count]


def large_korean(path: Path) -> None:
    random = Random(SEED)
    sellers = firms(FIRMS, random)
    chinese, foreign_buyers = chinese_buyers(CHINESE_BUYERS, random), other_buyers()
    buyers = [*chinese, *(buyer for buyer, _, _ in foreign_buyers)]
    wishes = make_wishes(random, sellers, buyers)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _event_sheet(workbook)
    _seller_sheet(workbook, random, sellers)
    _buyer_sheet(workbook, random, chinese, foreign_buyers)
    _wish_sheet(workbook, random, sellers, buyers, wishes)
    _interpreter_sheet(workbook, random)
    _time_sheet(workbook)
    _table_sheet(workbook, len(buyers))
    workbook.save(path)


def _event_sheet(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("행사개요")
    rows = [
        ("행사명", f"[견본] {TITLE}"),
        ("행사명(중문)", "【样本】2026韩中绿色产业出口洽谈会"),
        ("행사명(영문)", "[SAMPLE] Korea–China Green Industry Export Consultation 2026"),
        ("장소", "중국 지난(济南) 견본국제회의중심 3층"),
        ("장소(중문)", "济南样本国际会议中心三层"),
        ("장소(영문)", "Sample International Conference Centre 3F, Jinan"),
        ("기간", "2026. 5. 12.(화) ~ 5. 13.(수)"),
        ("시간대", "중국 표준시"),
        ("연속 상담 한도", 6),
    ]
    put(sheet["A1"], f"{TITLE} 개요 [견본]").font = Font(bold=True, size=14)
    sheet.merge_cells("A1:B1")
    for row, (label, value) in enumerate(rows, HEADER_ROW):
        put(sheet.cell(row, 1), label).font = Font(bold=True)
        put(sheet.cell(row, 2), value)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 64


def _table(workbook: Workbook, name: str, title: str, header: list[str], rows: Rows, *notes: str) -> Worksheet:
    """A sheet as officers make them: a merged title, a line about the date, the header, the rows, notes."""
    sheet = workbook.create_sheet(name)
    put(sheet["A1"], f"{TITLE} {title} [견본]").font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(header))
    put(sheet.cell(2, len(header)), "(2026. 4. 30. 기준)").alignment = Alignment(horizontal="right")
    line = Side("thin", color="FF9AA5B1")
    for number, text in enumerate(header, 1):
        cell = put(sheet.cell(HEADER_ROW, number), text)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE3ECF7")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(line, line, line, line)
        longest = max([len(str(row[number - 1] or "")) for row in rows] + [4])
        sheet.column_dimensions[get_column_letter(number)].width = min(44, 4 + 1.6 * longest)
    for row, values in enumerate(rows, HEADER_ROW + 1):
        for number, value in enumerate(values, 1):
            put(sheet.cell(row, number), value).border = Border(line, line, line, line)
    for offset, note in enumerate(notes, 2):
        put(sheet.cell(HEADER_ROW + len(rows) + offset, 1), f"※ {note}")
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)
    return sheet


def _seller_sheet(workbook: Workbook, random: Random, sellers: list[Invented]) -> None:
    absences = ["5/12 오전", "13일 오후", "5. 12. 09:00~10:30", "5월 13일 15시~17시 30분", "2026-05-13 오전 9:00~11:00"]
    rows: Rows = []
    for number, firm in enumerate(sellers, 1):
        speaks = random.choices(("한국어", "한국어, 중국어", "한국어/영어", "한·중·영"), (70, 12, 14, 4))[0]
        rows.append(
            [
                number,
                f"S{number:03d}",
                firm.ko,
                firm.zh,
                firm.en,
                TRADES[firm.trade][0][0],
                speaks,
                random.choice(absences) if random.random() < 0.12 else None,
                random.choice((2, 2, 3, "2건")),
                12 if random.random() < 0.1 else None,
                f"contact{number:03d}@firm.example",
                None,
            ]
        )
    header = ["연번", "기업\n번호", "업체명", "업체명\n(중문)", "업체명\n(영문)", "기술 분야", "상담언어", "불참시간"]
    header += ["최소\n상담건수", "최대\n상담건수", "담당자 연락처", "비고"]
    notes = ["연락처는 견본이며 실제로 존재하지 않습니다.", "불참시간은 현지 시각 기준입니다."]
    _table(workbook, "1. 참가기업 명단", "참가기업 명단", header, rows, *notes)


def _buyer_sheet(
    workbook: Workbook,
    random: Random,
    chinese: list[Invented],
    foreign_buyers: list[tuple[Invented, str, tuple[str, ...]]],
) -> None:
    countries = {"VN": "베트남", "KZ": "카자흐스탄", "MN": "몽골"}
    language_names = {"vi": "베트남어", "ru": "러시아어", "mn": "몽골어", "en": "영어"}
    rows: Rows = []
    lines = [(buyer, "중국", random.choice(("중국어", "中文", "중국어", "중국어, 영어"))) for buyer in chinese]
    lines += [
        (buyer, countries[country], ", ".join(language_names[code] for code in codes))
        for buyer, country, codes in foreign_buyers
    ]
    for number, (buyer, country, speaks) in enumerate(lines, 1):
        is_online = number in (12, 27, 40, 54)
        field, second_field = TRADES[buyer.trade][0][0], random.choice(list(TRADES.values()))[0][0]
        fields = field if field == second_field else f"{field}, {second_field}"
        absences = (
            random.choice(("5/13 오후", "12일 전일", "13일 14:00~17:30", "5.12 오전"))
            if random.random() < 0.15
            else None
        )
        max_meetings = random.choice((18, 20, 24)) if random.random() < 0.4 else None
        rows.append([f"B{number:03d}", buyer.ko, buyer.zh, buyer.en, country, fields, speaks, absences, max_meetings])
        rows[-1] += [None if is_online else f"T{number:02d}", "O" if is_online else None]
    header = ["번호", "기관명(국문)", "기관명(중문)", "기관명(영문)", "국적", "관심분야", "언어", "불가시간"]
    sheet = _table(
        workbook, "2. 바이어·발주처", "바이어·발주처 명단", [*header, "최대", "테이블 번호", "화상 여부"], rows, []
    )
    top, bottom = HEADER_ROW + 1, HEADER_ROW + len(chinese)
    for row in range(top + 1, bottom + 1):
        sheet.cell(row, 5).value = None
    sheet.merge_cells(start_row=top, end_row=bottom, start_column=5, end_column=5)


def _wish_sheet(
    workbook: Workbook, random: Random, sellers: list[Invented], buyers: list[Invented], wishes: list[Wish]
) -> None:
    kinds = {"must": "필수", "wish": "희망", "forbidden": "불가"}
    rows: Rows = []
    for wish in sorted(
        wishes, key=lambda w: (w.by == "buyer", w.seller if w.by == "seller" else w.buyer, w.rank or 99)
    ):
        seller, buyer = sellers[wish.seller].ko, buyers[wish.buyer].ko
        if random.random() < 0.1:  # spelled otherwise than in the list of firms
            seller = seller.replace("㈜", "(주)").replace("주식회사 ", "㈜")
        rank = None if wish.rank is None else random.choice((wish.rank, wish.rank, f"{wish.rank}순위"))
        by = "기업" if wish.by == "seller" else "바이어"
        rows.append([f"S{wish.seller + 1:03d}" if random.random() < 0.3 else seller, buyer, by, kinds[wish.kind], rank])
    header = ["참가기업", "희망 바이어", "신청구분", "상담구분", "희망순위"]
    notes = ["희망순위 1~4순위는 각각 5·4·3·2점, 그 밖의 신청은 1점으로 계산합니다."]
    _table(workbook, "3. 상담신청 현황", "상담신청 현황", header, rows, *notes)


def _interpreter_sheet(workbook: Workbook, random: Random) -> None:
    rows: Rows = []
    for number, person in enumerate(interpreters(INTERPRETERS), 1):
        pair = "한국어, 중국어"
        if number == 1:
            pair = "한국어, 베트남어"  # one for three buyers: not every wish can be met
        elif number == 2:
            pair = "한국어·러시아어"
        elif number in (3, 4):
            pair = "한국어/영어"
        elif number % 9 == 0:
            pair = "한·중·영"
        absences = random.choice(("5/12 오전", "13일 16:00~17:30", "5/13 전일")) if number % 8 == 5 else None
        rows.append(
            [f"I{number:02d}", person.ko, person.zh, person.en, pair, absences, 24 if number % 4 == 0 else None]
        )
    header = ["번호", "통역사명", "중문성명", "영문성명", "통역언어", "불참시간", "최대"]
    _table(workbook, "4. 통역", "통역 명단", header, rows, "통역은 견본이며 실제 인물이 아닙니다.")


def _time_sheet(workbook: Workbook) -> None:
    rows: Rows = [
        ["2026. 5. 12.(화)", "오전 9:00", "오후 5:30", "30분", 0, "12:00~13:00"],
        ["2026. 5. 13.(수)", "오전 9:00", "오후 5:30", "30분", 0, "12:00~13:00"],
    ]
    _table(workbook, "5. 상담시간", "상담시간", ["날짜", "시작", "종료", "1회\n상담시간", "휴식(분)", "점심시간"], rows)


def _table_sheet(workbook: Workbook, count: int) -> None:
    rows: Rows = [[f"T{k:02d}", f"{'ABC'[(k - 1) // 20]}-{(k - 1) % 20 + 1:02d}", None] for k in range(1, count + 1)]
    rows[-1][2] = "5/13 오후"
    _table(workbook, "6. 테이블", "테이블 배치", ["테이블 번호", "표시명", "사용 불가 시간"], rows)


SMALL_HEADERS = {
    "zh": {
        "name": "small-zh.xlsx",
        "event": (
            "活动信息",
            [("活动名称", "【样本】2026韩中水环境小型洽谈会"), ("地点", "济南样本会议中心"), ("时区", "北京时间")],
        ),
        "sellers": (
            "参展企业名单",
            ["编号", "企业名称（韩文）", "企业名称（中文）", "企业名称（英文）", "领域", "洽谈语言", "缺席时段"],
        ),
        "buyers": ("采购商", ["编号", "采购商名称", "英文名称", "国别", "采购需求", "语种", "桌号"]),
        "wishes": ("洽谈意向表", ["参展企业", "采购商", "由谁提出", "类型", "志愿"]),
        "interpreters": ("口译员", ["编号", "姓名", "口译语种"]),
        "slots": ("洽谈时间", ["日期", "开始", "结束"]),
        "tables": ("洽谈桌", ["桌号"]),
        "ko": "韩语",
        "zh": "中文",
        "country": "中国",
        "day": "2026年5月12日（周二）",
        "clock": "上午{}:{:02d}",
        "away": "5月12日 9:00至9:30",
        "sides": {"seller": "企业", "buyer": "采购商"},
        "kinds": {"must": "必须", "wish": "意向", "forbidden": "不可"},
        "rank": "第{}志愿",
    },
    "en": {
        "name": "small-en.xlsx",
        "event": (
            "Event",
            [("Title", "[SAMPLE] Korea–China Water Day 2026"), ("Venue", "Sample Hall, Jinan"), ("Time zone", "China")],
        ),
        "sellers": ("Firms", ["ID", "Korean name", "Chinese name", "Company", "Sector", "Languages", "Not available"]),
        "buyers": ("Buyers", ["ID", "Chinese name", "Company", "Country", "Interests", "Languages", "Table no."]),
        "wishes": ("Meeting requests", ["Firm", "Buyer", "Requested by", "Type", "Priority"]),
        "interpreters": ("Interpreters", ["ID", "Name", "Languages"]),
        "slots": ("Time slots", ["Date", "From", "To"]),
        "tables": ("Tables", ["Table no."]),
        "ko": "Korean",
        "zh": "Chinese",
        "country": "China",
        "day": "Tue 12 May 2026",
        "clock": "{}:{:02d} AM",
        "away": "12 May 2026 9:00-9:30",
        "sides": {"seller": "Seller", "buyer": "Buyer"},
        "kinds": {"must": "Must", "wish": "Wish", "forbidden": "Never"},
        "rank": "{}",
    },
}


def small(language: str, folder: Path) -> None:
    """Twelve firms, five buyers, five slots of one morning: enough to see everything, solved in a moment."""
    words, random = SMALL_HEADERS[language], Random(SEED)
    sellers, buyers = firms(12, random), chinese_buyers(5, random)
    wishes = [w for w in make_wishes(random, sellers, buyers) if (w.rank or 9) <= 3 or w.kind == "forbidden"]
    trade = 1 if language == "zh" else 2
    person = "zh" if language == "zh" else "en"
    clocks = [(9 + k // 2, 30 * (k % 2)) for k in range(5)]
    rows: dict[str, Rows] = {
        "sellers": [
            [f"S{k:02d}", f.ko, f.zh, f.en, TRADES[f.trade][0][trade], words["ko"], words["away"] if k == 4 else None]
            for k, f in enumerate(sellers, 1)
        ],
        "buyers": [
            [f"B{k}", b.zh, b.en, words["country"], TRADES[b.trade][0][trade], words["zh"], f"T{k}"]
            for k, b in enumerate(buyers, 1)
        ],
        "wishes": [
            [
                f"S{w.seller + 1:02d}",
                f"B{w.buyer + 1}",
                words["sides"][w.by],
                words["kinds"][w.kind],
                words["rank"].format(w.rank) if w.rank else None,
            ]
            for w in wishes
        ],
        "interpreters": [
            [f"I{k}", getattr(p, person), f"{words['ko']} / {words['zh']}"] for k, p in enumerate(interpreters(4), 1)
        ],
        "slots": [
            [words["day"], words["clock"].format(h, m), words["clock"].format(h + m // 30, 30 - m)] for h, m in clocks
        ],
        "tables": [[f"T{k}"] for k in range(1, 6)],
    }
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title, pairs = words["event"]
    for row, (label, value) in enumerate(pairs, 1):
        put(sheet.cell(row, 1), label)
        put(sheet.cell(row, 2), value)
    for code, lines in rows.items():
        name, header = words[code]
        sheet = workbook.create_sheet(name)
        for row, line in enumerate([header, *lines], 1):
            for number, value in enumerate(line, 1):
                put(sheet.cell(row, number), value)
                sheet.column_dimensions[get_column_letter(number)].width = 22
    workbook.save(folder / words["name"])


def main(folder: Path) -> None:
    large_korean(folder / "consultation-ko.xlsx")
    for language in SMALL_HEADERS:
        small(language, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
