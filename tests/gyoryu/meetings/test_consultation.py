"""What an officer knows of a consultation, around the problem of the planner."""

import pytest

from gyoryu.meetings.consultation import Consultation
from gyoryu.meetings.queries.planning import consultation_of
from tests.gyoryu.consultations import consultation


@pytest.mark.django_db
def test_names_surround_a_problem_of_ids():
    plan = consultation_of(consultation(sellers=2, buyers=1, interpreters=1))
    problem = plan.problem
    assert isinstance(plan, Consultation)
    assert plan.attendees.keys() == {participant.id for participant in problem.participants}
    assert plan.interpreters.keys() == {interpreter.id for interpreter in problem.interpreters}
    assert plan.table_names.keys() == {table.id for table in problem.tables}
    assert plan.asked_by == {pair.id: frozenset({"seller", "buyer"}) for pair in problem.pairs}
    assert {attendee.side for attendee in plan.attendees.values()} == {"seller", "buyer"}
