"""Just enough of a page's markup for tests: elements with their attributes, their text and what they stand in."""

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    def __init__(self, tag, attrs, parent):
        self.tag, self.attrs, self.parent, self.text = tag, {name: value or "" for name, value in attrs}, parent, ""

    def get(self, name, default=""):
        return self.attrs.get(name, default)

    def has_class(self, name):
        return name in self.get("class").split()

    def is_in(self, other):
        return self.parent is not None and (self.parent is other or self.parent.is_in(other))


class Page(HTMLParser):
    """`all`: every element in the order of the page."""

    def __init__(self, text):
        super().__init__()
        self.all, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs, self.open[-1] if self.open else None)
        self.all.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def find(self, *tags, within=None, **attrs):
        return [
            element for element in self.all
            if (not tags or element.tag in tags)
            and (within is None or element.is_in(within))
            and all(element.get(name) == value for name, value in attrs.items())
        ]  # fmt: skip

    def of_class(self, name, *tags, within=None):
        return [element for element in self.find(*tags, within=within) if element.has_class(name)]


def collapse(text):
    """Return a page on one line, without whitespace beside its tags: templates break lines where browsers drop it."""
    return re.sub(r"\s*(<[^<>]*?)\s*(>)\s*", r"\1\2", re.sub(r"\s+", " ", text))
