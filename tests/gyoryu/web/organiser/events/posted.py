"""What the forms of an event send."""


def event_data(**more):
    return {
        "name_en": "Sample event", "kind": "consultation", "mode": "on_site", "starts_on": "2027-05-12",
        "ends_on": "2027-05-13", "country": "KR", "time_zone": "Asia/Seoul", "other_time_zone": "Asia/Shanghai",
        "language": "ko", **more,
    }  # fmt: skip


def terms_data(**more):
    return {
        "apply_from": "2026-03-01T09:00", "apply_until": "2026-04-01T18:00", "wish_from": "2026-04-05T09:00",
        "wish_until": "2026-04-20T18:00", "keep_months": "12", "priorities": ["buyer", "mutual"], "version": "1",
        **more,
    }  # fmt: skip
