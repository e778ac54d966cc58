"""A small consultation in the database, for tests: all participants request all of the other side."""

from tests.gyoryu.factories import (
    APPLY,
    BEGIN,
    WISH,
    make_application,
    make_editor,
    make_event,
    make_interpreter,
    make_programme,
    make_terms,
    make_user,
    make_wish,
)

__all__ = ["APPLY", "BEGIN", "WISH", "consultation", "editor", "participant", "person", "programme"]

programme, person, editor = make_programme, make_user, make_editor


def consultation(sellers=3, buyers=2, slots=4, tables=2, interpreters=0, of=None, ask=True, **terms):
    """An event with accepted participants S001…, B001…, slots of half an hour and wishes of both sides."""
    event = make_event(of, slots=slots, tables=tables)
    make_terms(event, **terms)
    firms = [participant(event, "seller", k, "ko") for k in range(1, sellers + 1)]
    counterparts = [participant(event, "buyer", k, "zh") for k in range(1, buyers + 1)]
    for _ in range(interpreters):
        make_interpreter(event)
    if ask:
        for asker, counterpart in [(a, b) for a in firms for b in counterparts]:
            make_wish(asker, counterpart)
        for asker, counterpart in [(b, a) for a in firms for b in counterparts]:
            make_wish(asker, counterpart)
    return event


def participant(event, side, number, language, **fields):
    """One accepted application, with an account and a role of its own."""
    number = f"{'S' if side == 'seller' else 'B'}{number:03d}"
    return make_application(event, side, number=number, language=language, **fields)
