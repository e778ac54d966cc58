"""Sources of the start page and the command palette, in the order in which they are shown."""

from __future__ import annotations

from gyoryu.web.gate.todo import event_day_tasks
from gyoryu.web.navigation import palette_hits, todo
from gyoryu.web.organiser.events.todo import officer_tasks
from gyoryu.web.organiser.events.todo import palette_hits as hits_of_events
from gyoryu.web.organiser.news.palette_hits import palette_hits as hits_of_news
from gyoryu.web.organiser.organisations.palette_hits import palette_hits as hits_of_organisations
from gyoryu.web.participant.todo import next_steps

TASKS: tuple[todo.Source, ...] = (officer_tasks, event_day_tasks, next_steps)
PALETTE: tuple[palette_hits.Source, ...] = (palette_hits.pages, hits_of_events, hits_of_organisations, hits_of_news)
