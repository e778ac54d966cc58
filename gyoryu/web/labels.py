"""Codes of the tables as words: states, stages, kinds."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as said

Words = dict[str, Promise]

RUN_STATES: Words = {
    "waiting": said("Waiting"),
    "running": said("Searching"),
    "done": said("Done"),
    "failed": said("Failed"),
    "cancelled": said("Cancelled"),
}
# Why a search did not end by itself, though its plan was kept.
EARLY_ENDS: Words = {
    "cancelled": said("The search was cancelled. This is the best plan found until then."),
    "memory": said("The server ran out of memory. The last good plan was kept."),
    "worker_lost": said("The server process stopped during the search. The last good plan was kept."),
    "broken": said("The search stopped because of an error. The last good plan was kept."),
}
# What the search is doing, for a progress bar.
PHASES: Words = {
    "preparing": said("Making ready (the first time takes a minute)"),
    "placing": said("Finding the meetings that fit"),
    "improving": said("Searching for a better timetable"),
    "proving": said("Proving how good it is"),
    "finishing": said("Giving tables and interpreters"),
}
PAIR_KINDS: Words = {"must": said("Must meet"), "forbidden": said("Must not meet")}
PAIR_REASONS: Words = {
    "": said("No reason given"),
    "priority": said("Priority of the organisers"),
    "delegation": said("Arranged between the two sides"),
    "met_before": said("Have met before"),
    "exclusive": said("Exclusive with another partner"),
    "competitor": said("Competitors"),
    "risk": said("Risk flag"),
}
MEETING_STATES: Words = {
    "planned": said("Planned"),
    "running": said("In progress"),
    "held": said("Held"),
    "missed": said("Missed"),
    "cancelled": said("Cancelled"),
}
CAUSES: Words = {
    "plan": said("Planned"),
    "repair": said("Repaired on the day"),
    "walk_in": said("Walk-in meeting"),
}
APPLICATION_STATES: Words = {
    "draft": said("Draft"),
    "submitted": said("Waiting for a decision"),
    "more_asked": said("More was asked for"),
    "accepted": said("Accepted"),
    "refused": said("Refused"),
    "withdrawn": said("Withdrawn"),
}
SIDES: Words = {"seller": said("Seller"), "buyer": said("Buyer or project owner")}
STAGES: Words = {"consulted": said("Consulted"), "pursuing": said("Pursuing"), "signed": said("Signed")}
ROLES: Words = {
    "officer": said("Officer"),
    "viewer": said("Viewer"),
    "gate": said("Check-in staff"),
    "interpreter": said("Interpreter"),
    "participant": said("Participant"),
}
PARTS: Words = {
    "lead": said("Lead"),
    "counterpart": said("Counterpart"),
    "implementing": said("Implementing body"),
    "supporting": said("Supporting body"),
}
EVENT_KINDS: Words = {
    "consultation": said("Export consultation"),
    "expo": said("Exhibition"),
    "exchange_visit": said("Exchange visit"),
    "seminar": said("Seminar"),
    "talks": said("High-level talks"),
}
MODES: Words = {"on_site": said("On site"), "online": said("Online"), "mixed": said("On site and online")}
PRIORITIES: Words = {
    "mutual": said("Both sides ask"),
    "buyer": said("The buyer asks"),
    "seller": said("The firm asks"),
    "early": said("The earlier request"),
    "few": said("Firms with few meetings"),
}
CONSENTS: Words = {
    "collection": said("Collection and use of personal data"),
    "cross_border": said("Disclosure to the other side, across the border"),
}
DISCLOSED: Words = {"people": said("Names of people"), "contact": said("Addresses and telephone numbers")}
PROJECT_STAGES: Words = {
    "idea": said("Idea"),
    "feasibility": said("Feasibility study"),
    "design": said("Design"),
    "tender": said("Tender"),
    "construction": said("Construction"),
}
# The look of a mark for each state of an application, see `looks.chip`.
APPLICATION_STYLES = {"submitted": "wait", "more_asked": "busy", "accepted": "good", "refused": "bad"}
# Lines of the audit log about an application, as its history.
HISTORY: Words = {
    "begin_application": said("Begun"),
    "submit_application": said("Submitted"),
    "attach_file": said("File added"),
    "remove_file": said("File removed"),
    "ask_for_more": said("Asked for more"),
    "accept_application": said("Accepted"),
    "refuse_application": said("Refused"),
    "reopen_application": said("Decision taken back"),
    "set_for_application": said("Limits and table set"),
    "withdraw_application": said("Withdrawn"),
    "give_consent": said("Consent given"),
    "withdraw_consent": said("Consent withdrawn"),
    "block_times": said("Times blocked"),
    "renew_calendar": said("Calendar address renewed"),
    "check_in": said("Arrived"),
}
# What was done with personal data, in the access log.
DEEDS: Words = {
    "read": said("Viewed"),
    "export": said("Exported"),
    "change": said("Modified"),
    "delete": said("Deleted"),
    "failed_sign_in": said("Sign-in failed"),
}
