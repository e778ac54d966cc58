"""A user in a browser, who visits pages and checks each in all three languages."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client
from django.utils import timezone

from gyoryu.programmes.models import Slot
from tests.browser.screens import assert_good, opened_page

TELEPHONE, DESK = 390, 1280
LANGUAGES = ("ko", "zh-hans", "en")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class Walk:
    """One person, one window. Buttons and fields are named in English; `look` shows the other languages too."""

    def __init__(self, browser, host, user=None, width=DESK):
        self.host = host
        self.page = opened_page(browser, width, "en-GB")
        self.page.set_default_timeout(8000)
        self.speak("en")
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": host}])

    def speak(self, language):
        self.page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.host}])

    def go(self, path):
        """Open it; the page has to be there."""
        answer = self.page.goto(path if path.startswith("http") else self.host + path)
        assert answer.status == 200, f"{answer.status} {path}"

    def look(self, path=None):
        """What stands here (or at `path`) in three languages: good for all, and no fault in the console."""
        address = self.host + path if path else self.page.url.partition("#")[0]
        for language in LANGUAGES:
            self.speak(language)
            self.go(address)
            assert self.page.get_attribute("html", "lang").lower() == language
            self.good()

    def good(self):
        assert_good(self.page, self.host)
        assert self.page.strange == [], f"{self.page.url}: {self.page.strange}"

    def press(self, name, index=0, within="main"):
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("button", name=name).nth(index).click()

    def follow(self, name, index=0, within="main"):
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=name).nth(index).click()

    def fill(self, **fields):
        for name, value in fields.items():
            box = self.page.locator(f"main [name='{name}']:not([type=hidden])").first
            if value is True:
                box.check()
            elif box.get_attribute("type") == "radio":
                self.page.check(f"main [name='{name}'][value='{value}']")
            elif box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)

    def reads(self, text):
        """It stands on the screen."""
        self.page.locator("main").get_by_text(text).first.wait_for()

    def tab_to(self, selector):
        """With the Tab key alone; what cannot be reached so is not there for many."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"the Tab key does not reach {selector}")

    def type_at(self, selector, text):
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def key(self, name):
        self.page.keyboard.press(name)

    def enter(self):
        """Where the keyboard is; it leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def close(self):
        assert self.page.strange == []
        self.page.context.close()


def windows(apply=True, wish=True):
    """Terms whose windows are open now, or closed an hour ago."""
    now = timezone.now()
    ends = {True: now + DAY, False: now - HOUR}
    return {
        "apply_from": now - 3 * DAY,
        "apply_until": ends[apply],
        "wish_from": now - 2 * DAY,
        "wish_until": ends[wish],
    }


def move_slots(event, start):
    """Move the slots of the event, so that the first starts at `start`."""
    slots = list(Slot.objects.filter(event=event).order_by("starts_at"))
    half = timedelta(minutes=30)
    for slot in reversed(slots) if start > slots[0].starts_at else slots:
        position = slots.index(slot)
        Slot.objects.filter(pk=slot.pk).update(starts_at=start + position * half, ends_at=start + (position + 1) * half)
    event.starts_on = event.ends_on = start.astimezone(ZoneInfo(event.time_zone)).date()
    event.save()
