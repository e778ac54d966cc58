"""Moves as the grid sends them."""

from django.urls import reverse

from gyoryu.programmes.models import Slot


def put(desk, event, pair, slot, table=0, version=0, **headers):
    url = reverse("timetable-move", args=[event.pk, *pair])
    slots = list(Slot.objects.filter(event=event))
    return desk.post(url, {"slot": slots[slot].pk, "table": table, "version": version}, headers=headers)
