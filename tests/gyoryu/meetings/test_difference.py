"""How one timetable differs from another."""

from gyoryu.meetings.difference import PlacementCell, difference

STAYS, GOES, COMES, MOVES = (1, 10), (2, 10), (3, 10), (4, 10)


def pairs(rows):
    return [(row["seller"], row["buyer"]) for row in rows]


def test_pairs_are_added_moved_or_dropped_in_order():
    before = {MOVES: PlacementCell(3), STAYS: PlacementCell(1, 7, 5), GOES: PlacementCell(2), (5, 10): PlacementCell(9)}
    after = {STAYS: PlacementCell(1, 7, 5), COMES: PlacementCell(2), MOVES: PlacementCell(4)}
    changes = difference(before, after)
    assert {kind: pairs(rows) for kind, rows in changes.items()} == {
        "added": [COMES], "moved": [MOVES], "dropped": [GOES, (5, 10)],
    }  # fmt: skip
    (moved,) = changes["moved"]
    assert moved["before"] == {"slot": 3, "table": None, "interpreter": None}
    assert moved["after"]["slot"] == 4
    assert changes["added"][0]["before"] is None
    assert changes["dropped"][0]["after"] is None


def test_another_table_or_interpreter_at_the_same_time_is_a_move():
    before = {STAYS: PlacementCell(1, 7, 5)}
    for cell in (PlacementCell(1, 8, 5), PlacementCell(1, 7, None)):
        assert pairs(difference(before, {STAYS: cell})["moved"]) == [STAYS]
    assert difference(before, dict(before)) == {"added": [], "moved": [], "dropped": []}
