"""Refusal codes as sentences for the reader. Packages refuse with codes; the texts are here."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gyoryu.base.models import AuditLine
from gyoryu.base.names import Names
from gyoryu.base.refusals import Refused
from gyoryu.web.texts.languages import language_of

SENTENCES: dict[str, Promise | str] = {
    "changed_meanwhile": _(
        "Someone else has changed this in the meantime. Nothing of yours was saved yet; look again."
    ),
    # numbers as people type them
    "no_number": _("This is not a number. Type for example 150,000 or 1.5억 or 15万."),
    "two_meanings": _("This number can be read in two ways. Separate thousands by commas (150,000), or use none."),
    "units_out_of_order": _("The units of this number are out of order: the greater comes first (2억 3,000만)."),
    "too_many_digits": _("This number has too many digits."),
    "undo_is_over": _("This can no longer be undone."),
    "emails_have_gone": _("The emails have been sent, so this can no longer be undone."),
    "changed_by_oneself": _(
        "You have changed this in another window in the meantime. Nothing was saved here yet; look again."
    ),
    # the directory of organisations
    "needs_a_name": _("Give a name in at least one language."),
    "wrong_identifier": _("This number is not right: its length or its check digit does not fit."),
    "identifier_taken": _("Another organisation has this number already."),
    "same_organisation": _("These are not two entries but one."),
    "both_refer": _("Both take part in the same thing ({table}), where only one may. Decide there first."),
    # planning
    "no_slots": _("There are no time slots yet. Create them first."),
    "no_participants": _("Nobody has been accepted yet, so there is nobody to plan for."),
    "all_slots_have_begun": _("All time slots of this event have begun; there is nothing left to plan."),
    "bad_seconds": _("The search may last from 1 to 600 seconds."),
    "run_is_over": _("This run is already over."),
    "run_has_no_plan": _("This run has no plan to adopt."),
    "run_is_stale": _("This plan no longer fits the event: something in it was changed or has begun. Plan again."),
    "locked_meanwhile": _(
        "Meetings were locked after this plan was begun, and it would move them ({count}). Plan again, or unlock them."
    ),
    "nothing_to_publish": _("The draft is empty. There is nothing to publish."),
    "draft_is_published": _("The draft is the same as what is published. There is no change to publish."),
    "draft_is_old": _("A repair was published while you worked on the draft. Begin again from what is published."),
    "slots_have_begun": _(
        "The draft places meetings in time slots that have begun since ({count}). "
        "Move them to a later time, or plan again."
    ),
    # moving by hand
    "slot_has_begun": _("This time slot has already begun."),
    "meeting_has_begun": _("This meeting has already begun."),
    "meeting_has_not_begun": _("This meeting has not begun yet."),
    "same_person": _("The same person represents both of them."),
    "seller_same_person": _("The person who represents the firm has a meeting for another participant at that time."),
    "buyer_same_person": _("The person who represents the buyer has a meeting for another participant at that time."),
    "forbidden": _("The two are marked as not to meet."),
    "seller_away": _("The firm is not there at that time."),
    "buyer_away": _("The buyer is not there at that time."),
    "seller_busy": _("The firm has another meeting at that time."),
    "buyer_busy": _("The buyer has another meeting at that time."),
    "seller_full": _("The firm already has as many meetings as it may."),
    "buyer_full": _("The buyer already has as many meetings as it may."),
    "seller_max_run": _("The firm would have too many meetings without a pause."),
    "buyer_max_run": _("The buyer would have too many meetings without a pause."),
    "fixed": _("This meeting is fixed at another time."),
    "slot_not_allowed": _("The two may meet only at certain other times."),
    "predecessor": _("Another meeting has to be held before this one."),
    "successor": _("This meeting has to be held before another one."),
    "no_table": _("No table is free at that time."),
    "table_taken": _("That table is taken or closed at that time."),
    "no_interpreter": _("No interpreter for the two is free at that time."),
    "taken_meanwhile": _("Someone else was faster: that place has just been taken."),
    "not_in_this_event": _("One of the two does not take part in this event."),
    # the day
    "repair_is_stale": _(
        "The timetable has changed since this proposal was made, and it no longer fits. Ask for a new one."
    ),
    "repair_is_late": _("Meetings that this proposal would change have begun in the meantime. Ask for a new one."),
    "too_late": _("There is nothing left today that could be changed."),
    "meeting_is_past_that": _("This has already been noted otherwise."),
    "already_meets": _("The two already have a meeting."),
    "bad_scope": _("Say how long somebody is absent."),
    "bad_absent": _("Say who is absent."),
    "not_accepted": _("This organisation does not take part."),
    # logs and results
    "meeting_was_cancelled": _("This meeting did not take place, so there is nothing to log."),
    "bad_amount": _("The amount is too large or below zero."),
    "own_log": _("Only the other side can confirm or dispute a log."),
    "bad_verdict": _("Say whether you confirm or dispute it."),
    "not_over": _("The event has not begun yet."),
    "meetings_to_come": _("{count} meetings are still to come. Say why the figures are closed all the same."),
    "bad_currency": _("Give the code of a foreign currency, such as USD."),
    "bad_rate": _("A rate is larger than zero."),
    "not_today": _("Today is not a day of this event."),
    # setting up
    "already_a_party": _("This body is a party to the programme already."),
    "needs_an_organisation": _("A participant acts for an organisation: choose it."),
    "last_officer": _("This is the last officer of the programme. Give the role to somebody else first."),
    "ends_before_it_starts": _("The last day is before the first."),
    "slots_outside": _("There are time slots on days that would no longer belong to the event. Remove them first."),
    "window_ends_before_it_opens": _("A window has to close after it opens."),
    "most_below_least": _("The most is less than the least."),
    "bad_priorities": _("These priorities are not known."),
    "day_outside": _("Choose days of the event."),
    "no_slots_fit": _("No slot fits between these times."),
    "slots_in_use": _("Meetings are planned in slots that would go. Take them out of the timetable first."),
    "bad_count": _("Add from 1 to {most} at once."),
    "name_taken": _("Another one has this name already."),
    "table_in_use": _("Meetings are planned at this table. Move them first."),
    "two_languages": _("An interpreter speaks two languages or more."),
    "interpreter_in_use": _("This interpreter has meetings. Give them to somebody else first."),
    # emails
    "email_is_under_way": _("This email has been sent, is on its way, or is no longer needed."),
    "emails_are_sent": _("These emails have been sent. They can no longer be withdrawn."),
    # inviting and screening
    "no_terms": _("Say first until when one may apply."),
    "window_is_over": _("The application window is over. Move its end first."),
    "too_many": _("At most {most} at once."),
    "invitation_withdrawn": _("This invitation was withdrawn."),
    "invitation_used": _("This invitation has led to an application already."),
    "needs_a_reason": _("Give the reason. The applicant reads it."),
    "cannot_be_decided": _("This cannot be decided now; look again where it stands."),
    "has_meetings": _("It has meetings in the timetable. Take them out first."),
    # importing
    "import_is_over": _("This import is over or is being worked on. Look again where it stands."),
    "import_has_faults": _("There are faults. Mend them in the workbook, and choose it again."),
    "import_is_not_done": _("This import has not been brought in, or was taken back already."),
    "broken": _("This broke off. Nothing was changed. Try again; if it happens again, tell whoever runs this site."),
    # tokens
    "bad_scope_of_token": _("Choose at least one thing that the token may do."),
    "bad_end": _("Choose an end in the future."),
    # applying, consents, requests
    "window_not_open": _("Applications are not open yet."),
    "applications_are_over": _("The deadline for applications is over."),
    "meetings_are_arranged": _("You have meetings already. Tell the organisers, who take them off the timetable."),
    "only_invited": _("Only those who are invited can apply to this event."),
    "cannot_be_sent": _("This application has been decided and cannot be sent again."),
    "needs_collection_consent": _("Without the consent to collection and use nobody can take part."),
    "needs_people": _("Name at least one person who comes."),
    "needs_topics": _("Say what you offer or look for."),
    "applied_already": _("This organisation has applied already. Ask your colleagues, or the organisers."),
    "cannot_be_withdrawn": _("This application is already over."),
    "needed_to_take_part": _("Without this consent nobody can take part. Withdraw the application first."),
    "wishes_not_open": _("Meeting requests are not open yet."),
    "wishes_are_over": _("The deadline for meeting requests is over."),
    "not_the_other_side": _("Meetings are between the two sides only."),
    "too_many_wishes": _("You may send {most} requests. Withdraw one first."),
    "no_time_left": _("Leave at least one time free."),
    "file_too_large": _("The file is too large. At most {most} MB."),
    "file_is_empty": _("The file is empty."),
    "disk_full": _("The disk of the server is full. Tell the operator of this site, and try again later."),
    "file_type_unknown": _("Files of this type are not taken. PDF, PNG, JPEG, DOCX, XLSX, PPTX and HWPX are."),
    "file_is_suspicious": _("The file is broken, or holds what it should not. Save it again as a PDF."),
    "too_many_files": _("At most {most} files. Remove one first."),
    # personal data
    "last_operator": _("Nobody else runs this site. Make another operator first."),
    "last_officer_of": _("You are the last officer of {programmes}. Give somebody else that role first."),
    "address_does_not_match": _("This is not the address of the account."),
    # policy news
    "mail_is_empty": _("The e-mail holds neither a text nor a document. Save the attachment itself, and bring that."),
    "nothing_left": _("The first field is empty. Fill it in, or reject the proposal."),
    "not_a_day": _("Write days as 2026-05-12, months as 2026-05 and years as 2026."),
    "needs_a_programme": _("Choose the programme that this becomes a record of."),
    "choose_a_programme": _("Choose a programme. What belongs to the whole site is kept by its editors."),
    "programme_has_document": _("The programme has the same document already. Decide on it there."),
    "needs_a_text": _("Give a title and a text in at least one language."),
    "address_not_https": _("Only addresses that begin with https:// are fetched."),
    "host_not_allowed": _("This host is not on the list of hosts that your operator allows."),
    "hours_out_of_range": _("Between 1 and {most} hours."),
    "source_is_known": _("This source is already being visited."),
    "press_key_is_missing": _("The operator has not entered a key of the press-release service yet."),
    "nothing_to_watch": _("Type at least one word to watch."),
    "not_a_code": _("A code of the Harmonized System has 4, 6, 8 or 10 digits, as 8421.39."),
    "too_many_watches": _("You may keep {most} watches. End one first."),
    "too_much_typed": _("This is too much text. Shorten it, or bring it as a file."),
}


def sentence_for_refusal(refusal: Refused) -> str:
    """Return the sentence for a refusal, with its details."""
    return sentence(refusal.code, **refusal.detail)


def refusal_text_for(
    refusal: Refused, by: int | None, kind: str, key: int, verbs: Collection[str] = (), **details: int
) -> str:
    """As `sentence_for_refusal`; a conflict over the row `kind` `key` has a sentence of its own where `by` was the last
    to change it: in another window of the same user."""
    is_own = is_own_conflict(refusal, by, kind, key, verbs, **details)
    return sentence("changed_by_oneself") if is_own else sentence_for_refusal(refusal)


def is_own_conflict(
    refusal: Refused, by: int | None, kind: str, key: int, verbs: Collection[str] = (), **details: int
) -> bool:
    """Return whether the last change of the row was by the same user. `verbs` and `details` filter the audit lines:
    those of these actions that do not name another row."""
    if refusal.code != "changed_meanwhile":
        return False
    lines = AuditLine.objects.filter(kind=kind, key=str(key))
    if verbs:
        lines = lines.filter(verb__in=verbs)
    for name, value in details.items():
        lines = lines.filter(Q(**{f"details__{name}": value}) | Q(**{f"details__{name}__isnull": True}))
    last = lines.values_list("by", flat=True).first()
    return last is not None and last == by


def sentence(code: str, **detail: object) -> str:
    """Return the sentence for a code. Details of type `Names`, or lists of them, are in the reader's language."""
    template = SENTENCES.get(code)
    return (
        str(template).format(**{name: _detail(value) for name, value in detail.items()})
        if template is not None
        else str(_("This cannot be done now ({code}).")).format(code=code)
    )


def _detail(value: object) -> object:
    if isinstance(value, Names):
        return value.in_language(language_of(get_language()))
    if isinstance(value, list):
        return ("、" if language_of(get_language()) == "zh" else ", ").join(str(_detail(item)) for item in value)
    return value
