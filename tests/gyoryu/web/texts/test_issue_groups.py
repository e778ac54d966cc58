"""Import issues of one kind are grouped."""

from hypothesis import given
from hypothesis import strategies as st

from gyoryu.meetings.consultation import ImportIssue
from gyoryu.web.texts.import_messages import format_group, group_issues

issue_lists = st.lists(
    st.builds(
        ImportIssue,
        st.sampled_from(["unknown_time", "missing", "nothing_above"]),
        st.sampled_from(["참가기업", ""]),
        st.integers(0, 30),
        st.sampled_from(["A", "B"]),
        st.just("머리"),
        st.sampled_from(["가", "나", ""]),
    )
)


@given(issues=issue_lists)
def test_none_is_lost_and_none_is_said_twice(issues):
    groups = group_issues(issues)
    for issue in issues:
        matching = [g for g in groups if g.first.code == issue.code and g.first.sheet == issue.sheet]
        assert any(issue.row in group.rows and group.first.column == issue.column for group in matching)
    assert len(groups) <= len(issues)


def test_seventy_eight_of_a_kind_are_one_line():
    issues = [
        ImportIssue("unknown_time", "참가기업", row, "G", "불참", f"언젠가{row}")
        for row in (*range(2, 70), *range(80, 90))
    ]
    (group,) = group_issues(issues)
    assert group.row_text == "2–69, 80–89"
    assert "G" in format_group(group)
    assert "…" in group.text
    assert [g.row_text for g in group_issues(issues[:2])] == ["2", "3"]
