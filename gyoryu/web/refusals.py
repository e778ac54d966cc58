"""Why something was not done, as a sentence for the reader. Rooms refuse with codes; the words stand here."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as said

from gyoryu.base.refusals import Refused

SENTENCES: dict[str, Promise | str] = {
    "changed_meanwhile": said(
        "Someone else has changed this in the meantime. Nothing of yours was saved yet; look again."
    ),
    # the directory of organisations
    "needs_a_name": said("Give a name in at least one language."),
    "wrong_identifier": said("This number is not right: its length or its check digit does not fit."),
    "identifier_taken": said("Another organisation has this number already."),
    "same_organisation": said("These are not two entries but one."),
    "both_refer": said("Both take part in the same thing ({table}), where only one may. Decide there first."),
    # planning
    "no_slots": said("There are no time slots yet. Make them first."),
    "no_participants": said("Nobody has been accepted yet, so there is nobody to plan for."),
    "bad_seconds": said("The search may last from 1 to 600 seconds."),
    "run_is_over": said("This run is already over."),
    "run_has_no_plan": said("This run has no plan to take over."),
    "run_is_stale": said("Participants, slots, tables or interpreters of this plan are no longer there. Plan again."),
    "nothing_to_publish": said("The draft is empty. There is nothing to publish."),
    # moving by hand
    "forbidden": said("The two are marked as not to meet."),
    "seller_away": said("The firm is not there at that time."),
    "buyer_away": said("The buyer is not there at that time."),
    "seller_busy": said("The firm has another meeting at that time."),
    "buyer_busy": said("The buyer has another meeting at that time."),
    "seller_full": said("The firm already has as many meetings as it may."),
    "buyer_full": said("The buyer already has as many meetings as it may."),
    "seller_run": said("The firm would have too many meetings without a pause."),
    "buyer_run": said("The buyer would have too many meetings without a pause."),
    "no_table": said("No table is free at that time."),
    "table_taken": said("That table is taken or closed at that time."),
    "no_interpreter": said("No interpreter for the two is free at that time."),
    "taken_meanwhile": said("Someone else was quicker: that place has just been taken."),
    "not_in_this_event": said("One of the two does not take part in this event."),
    # the day
    "too_late": said("There is nothing left today that could be changed."),
    "meeting_is_past_that": said("This has already been noted otherwise."),
    "already_meets": said("The two already have a meeting."),
    "bad_scope": said("Say how long somebody is absent."),
    "bad_absent": said("Say who is absent."),
    "not_accepted": said("This organisation does not take part."),
    "not_today": said("Today is not a day of this event."),
}


def sentence_of(refusal: Refused) -> str:
    """The sentence for a refusal, with its details filled in."""
    return sentence(refusal.code, **refusal.detail)


def sentence(code: str, **detail: object) -> str:
    said_so = SENTENCES.get(code)
    return (
        str(said_so).format(**detail)
        if said_so is not None
        else str(said("This cannot be done now ({code}).")).format(code=code)
    )
