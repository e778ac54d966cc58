"""Wishes in other shapes than one a row mean the same pairs."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gyoryu.meetings.workbook import BadWorkbook, read_workbook
from gyoryu.meetings.workbook.layouts import rank_in_header
from tests.gyoryu.meetings.workbook.workbooks import packed, plain_sheets

FIRMS = {"S1": "㈜가람", "S2": "누리", "S3": "다온측정"}
BUYERS = {"B1": "清禾水务", "B2": "岚海环保", "B3": "绿源"}


def with_wishes(rows, firms=FIRMS, buyers=BUYERS):
    sheets = plain_sheets()
    sheets["참가기업"] = [["번호", "기업명", "언어"], *([i, n, "한국어"] for i, n in firms.items())]
    sheets["바이어"] = [["번호", "기업명(중문)", "언어"], *([i, n, "중국어"] for i, n in buyers.items())]
    sheets["상담신청"] = rows
    return read_workbook(packed(sheets))


def pairs(consultation):
    return {(p.a, p.b): p.weight for p in consultation.problem.pairs if p.kind != "forbidden"}


@pytest.mark.parametrize(
    ("header", "base", "rank"),
    [
        ("희망바이어1", "희망바이어", 1),
        ("희망바이어 (2순위)", "희망바이어", 2),
        ("1순위", "", 1),
        ("제3지망", "", 3),
        ("第一志愿", "", 1),
        ("意向采购商2", "意向采购商", 2),
        ("1st choice", "choice", 1),
        ("Choice 3", "choice", 3),
        ("First choice", "choice", 1),
        ("Buyer 2", "buyer", 2),
        ("②", "", 2),
        ("바이어", "바이어", None),
    ],
)
def test_the_number_in_a_header(header, base, rank):
    assert rank_in_header(header) == (base, rank)


WIDE = st.sampled_from(
    [
        ("기업", "희망바이어{}"),
        ("참가기업", "{}순위"),
        ("기업명", "{}지망"),
        ("참가기업", "바이어 {}순위"),
        ("기업", "희망 바이어({}순위)"),
        ("企业名称", "意向采购商{}"),
        ("企业", "第{}志愿"),
        ("Company", "Buyer {}"),
        ("Firm", "Choice {}"),
        ("Seller", "Preferred buyer {}"),
    ]
)
CHOICES = st.fixed_dictionaries(
    {firm: st.lists(st.sampled_from(list(BUYERS)), unique=True, max_size=3) for firm in FIRMS}
)
BY_NAME = st.booleans()


@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(heads=WIDE, choices=CHOICES, by_name=BY_NAME)
def test_a_column_for_each_choice(heads, choices, by_name):
    if not any(choices.values()):
        return
    rows = [[heads[0], *(heads[1].format(k) for k in (1, 2, 3))]]
    for firm, partners in choices.items():
        rows.append([FIRMS[firm] if by_name else firm, *(BUYERS[b] if by_name else b for b in partners)])
    expected = {(f, b): 6.0 - k for f, partners in choices.items() for k, b in enumerate(partners, 1)}
    assert pairs(with_wishes(rows)) == expected


SIGNS = {
    "○": "wish",
    "O": "wish",
    "√": "wish",
    "희망": "wish",
    "1": "wish",
    "必须": "must",
    "필수": "must",
    "×": None,
    "X": None,
    "불가": None,
    "-": None,
    None: None,
}


@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(
    cells=st.fixed_dictionaries({(f, b): st.sampled_from(list(SIGNS)) for f in FIRMS for b in BUYERS}),
    corner=st.sampled_from(["구분", "기업 \\ 바이어", None, "参展企业", "Company", "기업명"]),
    turned=st.booleans(),
    by_name=BY_NAME,
)
def test_a_matrix(cells, corner, turned, by_name):
    expected = {pair: SIGNS[sign] for pair, sign in cells.items() if SIGNS[sign]}
    columns, lines = (FIRMS, BUYERS) if turned else (BUYERS, FIRMS)
    if turned:
        corner = {"기업명": "바이어", "参展企业": "采购商", "Company": "Buyer"}.get(corner, corner)
    rows = [[corner, *(columns[c] if by_name else c for c in columns)]]
    for line in lines:
        sign = [cells[(column, line) if turned else (line, column)] for column in columns]
        rows.append([lines[line] if by_name else line, *sign])
    marked = [
        c for c in columns if any(rows[k][1 + list(columns).index(c)] not in (None, "-") for k in range(1, len(rows)))
    ]
    if not expected or not marked:
        return
    consultation = with_wishes(rows)
    assert {(p.a, p.b): p.kind for p in consultation.problem.pairs if p.kind != "forbidden"} == expected
    side = "buyer" if turned else "seller"
    assert all(consultation.asked_by[p.id] == {side} for p in consultation.problem.pairs if p.kind != "forbidden")


@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(choices=CHOICES, joint=st.sampled_from([", ", "; ", "、", "\n", " / ", "·", " 및 ", " and "]), by_name=BY_NAME)
def test_several_in_one_cell(choices, joint, by_name):
    if not any(choices.values()):
        return
    rows = [["기업", "희망바이어"]]
    rows += [
        [f, joint.join(BUYERS[b] if by_name else b for b in partners) or None]
        for f, partners in choices.items()
        if partners
    ]
    assert pairs(with_wishes(rows)) == {(f, b): 1.0 for f, partners in choices.items() for b in partners}


def test_numbers_before_several_in_one_cell_are_ranks():
    consultation = with_wishes([["기업", "희망바이어"], ["S1", "1. B2, 2. B1"], ["S2", "①B1 ②B3".replace(" ", "\n")]])
    assert pairs(consultation) == {("S1", "B2"): 5.0, ("S1", "B1"): 4.0, ("S2", "B1"): 5.0, ("S2", "B3"): 4.0}


def test_a_name_with_a_comma_is_one_name():
    consultation = with_wishes(
        [["기업", "바이어"], ["S1", "Blue, Green & Co., Ltd."]], buyers={"B1": "Blue, Green & Co., Ltd."}
    )
    assert pairs(consultation) == {("S1", "B1"): 1.0}


def test_a_part_that_nobody_knows_is_a_fault_of_its_own():
    with pytest.raises(BadWorkbook) as bad:
        with_wishes([["기업", "희망바이어"], ["S1", "B1, 없는회사"]])
    assert [(f.code, f.detail) for f in bad.value.faults] == [("unknown_buyer", "없는회사")]


RANKS = {
    "circled": ["①", "②", "③"],
    "dingbats": ["❶", "❷", "❸"],
    "stars": ["★★★", "★★", "★"],
    "open stars": ["★★★", "★★☆", "★☆☆"],
    "signs": ["◎", "○", "△"],
    "korean": ["상", "중", "하"],
    "chinese": ["高", "中", "低"],
    "letters": ["A", "B", "C"],
    "roman": ["Ⅰ", "Ⅱ", "Ⅲ"],
    "ordinals": ["1st", "2nd", "3rd"],
    "words": ["High", "Medium", "Low"],
    "wishes": ["第一志愿", "第二志愿", "第三志愿"],
    "numbers": [1, 2.0, "３"],
}


@pytest.mark.parametrize("way", RANKS)
def test_symbols_as_ranks(way):
    rows = [["기업", "바이어", "순위"], *(["S1", b, rank] for b, rank in zip(BUYERS, RANKS[way], strict=True))]
    assert pairs(with_wishes(rows)) == {("S1", "B1"): 5.0, ("S1", "B2"): 4.0, ("S1", "B3"): 3.0}


def test_a_symbol_that_is_no_rank_is_a_fault():
    with pytest.raises(BadWorkbook, match="not_a_rank"):
        with_wishes([["기업", "바이어", "순위"], ["S1", "B1", "♣"]])


def test_numbers_without_the_zeros_that_excel_takes_away():
    consultation = with_wishes([["기업", "바이어"], [1, 7]], firms={"001": "가람"}, buyers={"007": "清禾"})
    assert pairs(consultation) == {("001", "007"): 1.0}
