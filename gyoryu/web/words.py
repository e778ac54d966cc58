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
