"""What a fragment of the report holds."""

import re
from html.parser import HTMLParser


class Fragment(HTMLParser):
    """The elements of a piece of HTML with their attributes, and its text in the order of reading."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        if data.strip():
            self.texts.append(data.strip())

    def all(self, tag, css_class=None):
        """The attributes of all elements of this name, and class if given."""
        return [a for name, a in self.elements if name == tag and css_class in (None, *a.get("class", "").split())]


def rows_of(html):
    """The texts of the cells of each row of a table, without markup."""
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in re.findall(r"<tr>(.*?)</tr>", html, re.S)
    ]
