"""Chromium, and what must hold on every screen."""

import json
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

browser_test = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"browser tests skipped: there is no {CHROMIUM}"),
    pytest.mark.django_db(transaction=True),
]


def opened_page(browser, width, locale):
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=locale)
    page = context.new_page()
    page.strange = []
    page.on("console", lambda message: page.strange.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.strange.append(str(error)))
    return page


AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return {
    violations: found.violations.flatMap(({ id, nodes }) => nodes.map((one) => [id, one.html, one.failureSummary])),
    passes: found.passes.length,
    wide: [document.documentElement.scrollWidth, window.innerWidth],
    hosts: performance.getEntriesByType("resource").map((entry) => new URL(entry.name).origin),
  };
}"""


def assert_good(page, host):
    page.evaluate(AXE)  # not by a script element, which the policy forbids
    report = page.evaluate(LOOK, TAGS)
    wrong = f"{page.url}\n" + json.dumps(report["violations"], indent=1, ensure_ascii=False)[:3000]
    assert not report["violations"], wrong
    assert report["passes"]
    assert report["wide"][0] <= report["wide"][1], f"{page.url} is wider than the screen"
    assert set(report["hosts"]) <= {host}
