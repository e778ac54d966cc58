"""Labels of stored codes: states, stages, kinds."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = dict[str, Promise]

RUN_STATES: Labels = {
    "waiting": _("Waiting"),
    "running": _("Searching"),
    "done": _("Done"),
    "failed": _("Failed"),
    "cancelled": _("Cancelled"),
}
# Why a search ended early, though its plan was kept.
EARLY_ENDS: Labels = {
    "cancelled": _("The search was cancelled. This is the best plan found until then."),
    "memory": _("The server ran out of memory. The last good plan was kept."),
    "worker_lost": _("The server process stopped during the search. The last good plan was kept."),
    "broken": _("The search stopped because of an error. The last good plan was kept."),
}
# What the search is doing, for a progress bar.
PHASES: Labels = {
    "preparing": _("Preparing (the first time takes a minute)"),
    "placing": _("Finding the meetings that fit"),
    "improving": _("Searching for a better timetable"),
    "proving": _("Proving how good it is"),
    "finishing": _("Giving tables and interpreters"),
}
PAIR_KINDS: Labels = {"must": _("Must meet"), "forbidden": _("Must not meet")}
PAIR_REASONS: Labels = {
    "": _("No reason given"),
    "priority": _("Priority of the organisers"),
    "delegation": _("Arranged between the two sides"),
    "met_before": _("Have met before"),
    "exclusive": _("Exclusive with another partner"),
    "competitor": _("Competitors"),
    "risk": _("Risk flag"),
}
MEETING_STATES: Labels = {
    "planned": _("Planned"),
    "running": _("In progress"),
    "held": _("Held"),
    "missed": _("Missed"),
    "cancelled": _("Cancelled"),
}
CAUSES: Labels = {
    "plan": _("Planned"),
    "repair": _("Repaired on the day"),
    "walk_in": _("Walk-in meeting"),
}
APPLICATION_STATES: Labels = {
    "draft": _("Draft"),
    "submitted": _("Waiting for a decision"),
    "more_asked": _("More was asked for"),
    "accepted": _("Accepted"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
SIDES: Labels = {"seller": _("Seller"), "buyer": _("Buyer or project owner")}
STAGES: Labels = {"consulted": _("Consulted"), "pursuing": _("Pursuing"), "signed": _("Signed")}
ROLES: Labels = {
    "officer": _("Officer"),
    "viewer": _("Viewer"),
    "gate": _("Check-in staff"),
    "interpreter": _("Interpreter"),
    "participant": _("Participant"),
}
PARTS: Labels = {
    "lead": _("Lead"),
    "counterpart": _("Counterpart"),
    "implementing": _("Implementing body"),
    "supporting": _("Supporting body"),
}
EVENT_KINDS: Labels = {
    "consultation": _("Export consultation"),
    "expo": _("Exhibition"),
    "exchange_visit": _("Exchange visit"),
    "seminar": _("Seminar"),
    "talks": _("High-level talks"),
}
MODES: Labels = {"on_site": _("On site"), "online": _("Online"), "mixed": _("On site and online")}
PRIORITIES: Labels = {
    "mutual": _("Both sides ask"),
    "buyer": _("The buyer asks"),
    "seller": _("The firm asks"),
    "early": _("The earlier request"),
    "few": _("Firms with few meetings"),
}
CONSENTS: Labels = {
    "collection": _("Collection and use of personal data"),
    "cross_border": _("Disclosure to the other side, across the border"),
}
DISCLOSED: Labels = {"people": _("Names of people"), "contact": _("Addresses and telephone numbers")}
PROJECT_STAGES: Labels = {
    "idea": _("Idea"),
    "feasibility": _("Feasibility study"),
    "design": _("Design"),
    "tender": _("Tender"),
    "construction": _("Construction"),
}
# Style of the chip for each state of an application, see `template_tags.chip`.
APPLICATION_STYLES = {"submitted": "pending", "more_asked": "active", "accepted": "success", "refused": "danger"}
# Audit actions of an application, as its history.
HISTORY: Labels = {
    "begin_application": _("Begun"),
    "submit_application": _("Submitted"),
    "attach_file": _("File added"),
    "remove_file": _("File removed"),
    "ask_for_more": _("Asked for more"),
    "accept_application": _("Accepted"),
    "refuse_application": _("Refused"),
    "reopen_application": _("Decision taken back"),
    "set_for_application": _("Limits and table set"),
    "withdraw_application": _("Withdrawn"),
    "give_consent": _("Consent given"),
    "withdraw_consent": _("Consent withdrawn"),
    "block_times": _("Times blocked"),
    "renew_calendar": _("Calendar address renewed"),
    "check_in": _("Arrived"),
}
# What was done with personal data, in the access log.
DEEDS: Labels = {
    "read": _("Viewed"),
    "export": _("Exported"),
    "change": _("Modified"),
    "delete": _("Deleted"),
    "failed_sign_in": _("Sign-in failed"),
}
