"""Codes of import issues as sentences, and their place in the workbook.

Packages return codes; the sentences belong to the interfaces. Each is translated into the active language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from gyoryu.meetings.consultation import ImportIssue
from meetplan.problem import Fault

SENTENCES = {
    "not_found": gettext_noop("The file cannot be opened ({detail}). Check its name and place."),
    "empty_file": gettext_noop("The file is empty."),
    "too_large": gettext_noop(
        "The file is too large (limit: {detail}). Remove pictures and sheets that are not needed."
    ),
    "old_excel": gettext_noop("This is an old Excel file (.xls). Save it as “Excel workbook (.xlsx)” and try again."),
    "binary_excel": gettext_noop(
        "This is a binary Excel workbook (.xlsb). Save it as “Excel workbook (.xlsx)” and try again."
    ),
    "csv_is_one_sheet": gettext_noop(
        "A CSV file holds one sheet, and a plan needs several (sellers, buyers, wishes, times, tables). "
        "Open it in Excel, put the sheets into one workbook, and save it as “Excel workbook (.xlsx)”. "
        "Sellers or buyers alone can be imported as CSV on the website."
    ),
    "encrypted": gettext_noop("The file is protected by a password. Remove the password and try again."),
    "html": gettext_noop("This is a web page under the name of an Excel file. Open it in Excel and save it as .xlsx."),
    "not_excel": gettext_noop("This is not an Excel workbook. Save it as .xlsx and try again."),
    "opendocument": gettext_noop("This is an OpenDocument file. Save it as .xlsx and try again."),
    "corrupt": gettext_noop("The file is damaged and cannot be read ({detail})."),
    "bomb": gettext_noop("The file would unpack to far more than its size ({detail}); it is not opened."),
    "unsafe_xml": gettext_noop("The file contains instructions that no Excel workbook needs; it is not opened."),
    "sheet_missing": gettext_noop("The sheet “{detail}” is missing."),
    "sheet_empty": gettext_noop("There is nothing under the header."),
    "no_header": gettext_noop("No header row was found. One of its columns should be “{detail}”."),
    "column_missing": gettext_noop("The column “{detail}” is missing."),
    "missing": gettext_noop("This cell must not be empty."),
    "formula_without_value": gettext_noop(
        "The formula has no stored result ({detail}). Open the file in Excel, save it, or enter the value."
    ),
    "cell_error": gettext_noop("The cell shows an error ({detail})."),
    "not_a_whole_number": gettext_noop("“{detail}” is not a whole number."),
    "not_a_number": gettext_noop("“{detail}” is not a number."),
    "negative": gettext_noop("“{detail}” is below zero."),
    "too_small": gettext_noop("“{detail}” is too small."),
    "not_yes_or_no": gettext_noop("“{detail}” is neither yes nor no."),
    "not_a_date": gettext_noop("“{detail}” is not a date. Write it as 2026-05-12."),
    "ambiguous_date": gettext_noop("“{detail}” can be read as two dates. Write it as 2026-05-12."),
    "not_a_time": gettext_noop("“{detail}” is not a time of day. Write it as 09:30."),
    "not_a_span": gettext_noop("“{detail}” does not say from when to when. Write it as 09:30-10:00."),
    "unknown_kind": gettext_noop("“{detail}” is not a kind of request. Use must, wish or forbidden."),
    "not_a_rank": gettext_noop("“{detail}” is not a rank. Write 1, 2, 3, …"),
    "unknown_side": gettext_noop("“{detail}” does not say which side asks. Use seller, buyer or both."),
    "unknown_language": gettext_noop("The language “{detail}” is not known."),
    "unknown_country": gettext_noop("The country “{detail}” is not known and is left out."),
    "unknown_time_zone": gettext_noop("The time zone “{detail}” is not known. Write it as Asia/Seoul."),
    "ends_before_it_starts": gettext_noop("The end is not after the start ({detail})."),
    "too_short_slots": gettext_noop("Meetings of {detail} minutes are too short, or too many for one day."),
    "unknown_time": gettext_noop("“{detail}” is not one of the meeting times. Write for example 5/12 09:00-10:30."),
    "not_one_slot": gettext_noop("“{detail}” must name exactly one slot, for example 5/12 10:00."),
    "ambiguous_name": gettext_noop("“{detail}” may mean several ({hint}). Write the ID."),
    "unknown_table": gettext_noop("There is no table “{detail}”."),
    "too_few_languages": gettext_noop("An interpreter needs two languages; “{detail}” is one."),
    "not_a_table_count": gettext_noop("“{detail}” is no possible number of tables."),
    "duplicate_id": gettext_noop("“{detail}” is used twice. Each needs its own."),
    "same_side": gettext_noop("“{detail}” is on the same side as the one who asks."),
    "unknown_seller": gettext_noop("There is no firm “{detail}” among the sellers."),
    "unknown_buyer": gettext_noop("There is no buyer “{detail}” among the buyers."),
    "unknown_participant": gettext_noop("“{detail}” is neither among the sellers nor among the buyers."),
    "fixed_twice": gettext_noop("The two rows about this meeting fix different times (“{detail}”)."),
    "must_and_forbidden": gettext_noop("The same two are marked both must and forbidden ({detail})."),
    "unknown_pair": gettext_noop("“{detail}” names no meeting that was asked for."),
    "meets_before_itself": gettext_noop("“{detail}” is this meeting itself."),
    "slots_out_of_order": gettext_noop("The times overlap or are out of order ({detail})."),
    "too_many_slots_in_a_day": gettext_noop("Too many slots in one day ({detail})."),
    "min_above_max": gettext_noop("The minimum is above the maximum ({detail})."),
    "order_is_a_circle": gettext_noop("The order of meetings leads back to itself ({detail})."),
    "column_ignored": gettext_noop("The column “{detail}” is not known and was not read."),
    "sheet_ignored": gettext_noop("This sheet is not known and was not read."),
    "nothing_above": gettext_noop("“{detail}” repeats what stands above, and nothing stands there."),
    "hidden_rows_taken": gettext_noop("Hidden rows: {detail}. They are read like the others."),
    "hidden_rows_left_out": gettext_noop("Hidden rows: {detail}. They are left out."),
    "hidden_columns_taken": gettext_noop("Hidden columns: {detail}. They are read like the others."),
    "hidden_columns_left_out": gettext_noop("Hidden columns: {detail}. They are left out."),
    "hidden_sheet_taken": gettext_noop("This sheet is hidden. It is read like the others."),
    "hidden_sheet_left_out": gettext_noop("This sheet is hidden. It is left out."),
    "contact_not_understood": gettext_noop(
        "“{detail}” holds no e-mail address and no telephone number; nothing of it is kept."
    ),
    "contact_part_left_out": gettext_noop("“{detail}” was not understood as a contact and is left out."),
    "zero_restored": gettext_noop("A number without its first zero is kept as {detail}."),
    "zeros_may_be_lost": gettext_noop("{detail} may have lost zeros at its beginning. Check it."),
    "neither_side": gettext_noop("“{detail}” is neither seller nor buyer; the row is not read."),
    "side_assumed": gettext_noop(
        "No column says who is seller and who is buyer; all rows of this sheet are read as sellers."
    ),
    "side_of_row_assumed": gettext_noop(
        "It is not said whether this row is a seller or a buyer; it is read as the sheet's own side."
    ),
    "own_language_assumed": gettext_noop(
        "Only “{detail}” is given; the workbook's own language is taken as the other."
    ),
    "languages_unknown": gettext_noop("{detail}: no language is known, so no interpreter will be planned."),
    "asked_twice": gettext_noop("The same side asks twice; the heavier request counts."),
    "wish_is_forbidden": gettext_noop(
        "One side asks for the meeting, the other rules it out ({detail}); it will not be held."
    ),
    "one_person": gettext_noop(
        "One person represents several participants and cannot sit at two tables at once: {detail}."
    ),
    "time_zone_assumed": gettext_noop("No time zone is given; {detail} is assumed."),
    "nothing_to_import": gettext_noop("No sheet was understood. Say below what each sheet is, or use the template."),
    "several_of_that_name": gettext_noop("Several organisations are called “{detail}”. Choose below which is meant."),
    "wrong_identifier": gettext_noop("“{detail}” is no right number: its length or its check digit does not fit."),
    "row_twice": gettext_noop("“{detail}” stands in two rows."),
    "too_many_meetings": gettext_noop("“{detail}” is too many."),
    "on_the_other_side": gettext_noop("“{detail}” takes part on the other side already."),
    "application_stands": gettext_noop("“{detail}” has applied and was not accepted yet. Decide there first."),
    "slot_outside_event": gettext_noop("{detail} is no day of this event."),
    "characters_not_drawn": gettext_noop(
        "On paper □ stands for characters of “{detail}” that no font here has ({hint})."
    ),
    "times_not_kept": gettext_noop("Fixed and allowed times of a request are not brought in; place it by hand."),
    "not_json": gettext_noop("This is not JSON ({detail})."),
    "unknown_format": gettext_noop("The format is not known: {detail}."),
    "unknown_slot": gettext_noop("There is no slot “{detail}”."),
    "unknown_interpreter": gettext_noop("There is no interpreter “{detail}”."),
    "forbidden_elsewhere": gettext_noop("The same two are forbidden to meet at {detail}."),
    "meets_itself": gettext_noop("“{detail}” cannot meet itself."),
}


def issue_text(code: str, detail: str = "", hint: str = "") -> str:
    """Return what is wrong and what to do about it. Unknown codes are shown as they are."""
    msgid = SENTENCES.get(code)
    template = gettext(msgid) if msgid else gettext("{code} ({detail})") if detail else code
    text = template.format(code=code, detail=detail, hint=hint)
    if hint and msgid and "{hint}" not in msgid:
        text += " " + gettext("Do you mean “{hint}”?").format(hint=hint)
    return text


def issue_location(issue: ImportIssue) -> str:
    """Return the place of an issue: `Sheet!C12 (header)`; "" where it concerns the whole file."""
    if not issue.sheet:
        return ""
    if not issue.row:
        return gettext("sheet {sheet}").format(sheet=issue.sheet)
    cell = f"{issue.sheet}!{issue.column}{issue.row}" if issue.column else ""
    location = (
        cell or f"{gettext('sheet {sheet}').format(sheet=issue.sheet)} {gettext('row {row}').format(row=issue.row)}"
    )
    return f"{location} ({issue.header})" if issue.header else location


def format_issue(issue: ImportIssue) -> str:
    return ": ".join(filter(None, (issue_location(issue), issue_text(issue.code, issue.detail, issue.hint))))


def format_fault(fault: Fault) -> str:
    return f"{fault.path}: {issue_text(fault.code, fault.detail)}"


MIN_GROUP_SIZE = 3
MAX_DETAILS = 5


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """Issues of one kind in one column of a sheet. `first` stands for all of them."""

    first: ImportIssue
    rows: tuple[int, ...]
    details: tuple[str, ...]

    @property
    def text(self) -> str:
        return issue_text(self.first.code, self._detail(), self.first.hint)

    @property
    def row_text(self) -> str:
        """The rows, such as 3, 5–9."""
        return ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in _runs(self.rows)) if self.rows[0] else ""

    @property
    def place(self) -> str:
        if len(self.rows) == 1:
            return issue_location(self.first)
        rows = gettext("rows {rows}").format(rows=self.row_text)
        column = f"{self.first.sheet}!{self.first.column}" if self.first.column else self.first.sheet
        return f"{column} {rows} ({self.first.header})" if self.first.header else f"{column} {rows}"

    def _detail(self) -> str:
        joined = ", ".join(self.details[:MAX_DETAILS])
        return f"{joined}, …" if len(self.details) > MAX_DETAILS else joined


def group_issues(issues: Iterable[ImportIssue]) -> list[IssueGroup]:
    """Group issues in order: three or more of one kind in one column are one group, at the place of the first."""
    by_kind: dict[tuple[str, ...], list[ImportIssue]] = {}
    for issue in issues:
        kind = (issue.code, issue.sheet, issue.column, issue.header, issue.hint)
        by_kind.setdefault(kind, []).append(issue)
    groups = []
    for members in by_kind.values():
        parts: Sequence[Sequence[ImportIssue]] = (
            [members] if len(members) >= MIN_GROUP_SIZE else [[issue] for issue in members]
        )
        for part in parts:
            rows = tuple(sorted({issue.row for issue in part}))
            details = tuple(dict.fromkeys(issue.detail for issue in part if issue.detail))
            groups.append(IssueGroup(part[0], rows, details))
    return groups


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def format_group(group: IssueGroup) -> str:
    return ": ".join(filter(None, (group.place, group.text)))
