"""base.js: requests, debouncing, placeholders, messages, dialogs, storage."""

import pytest

from tests.browser.modules.site import browser_test

pytestmark = browser_test


@pytest.fixture
def base(site):
    site.open('<form><input name="csrfmiddlewaretoken" value="secret"></form><dialog>words</dialog>')
    return lambda expression: site.call("base.js", expression)


def test_placeholders_are_filled_by_name(base):
    assert base("module.fillPlaceholders('{done} of {all}, {done}', { done: 0, all: 3 })") == "0 of 3, 0"


def test_json_is_fetched_with_its_headers(site, base):
    site.answers["/names/"] = {"names": ["상하이"]}
    assert base("await module.fetchJson('/names/')") == {"names": ["상하이"]}


@pytest.mark.parametrize(
    ("answer", "message", "body"),
    [
        ("<p>Sign in</p>", "no JSON: 200", None),
        ((409, {"why": "taken"}), "409", {"why": "taken"}),
        (None, "Failed to fetch", None),
    ],
)
def test_whatever_is_no_good_json_is_an_error(site, base, answer, message, body):
    site.answers["/names/"] = answer
    caught = base("await module.fetchJson('/names/').catch((error) => [error.message, error.body ?? null])")
    assert caught == [message, body]


def test_posts_carry_the_token_of_the_page(site, base):
    seen = []
    site.answers["/move/"] = lambda fields: {"fields": fields}
    site.page.on("request", lambda request: seen.append(request.headers.get("x-csrftoken")))
    assert base("await module.postForJson('/move/', new URLSearchParams({ slot: 7 }))") == {"fields": {"slot": "7"}}
    assert seen[-1] == "secret"


def test_a_page_that_did_not_arrive_is_null(site, base):
    site.answers.update({"/good/": "<p>words</p>", "/bad/": 500, "/gone/": None})
    assert base("(await module.fetchPage('/good/')).querySelector('p').textContent") == "words"
    assert base("[await module.fetchPage('/bad/'), await module.fetchPage('/gone/')]") == [None, None]


def test_of_several_calls_the_last_one_counts_and_may_be_cancelled(base):
    counted = """(async () => {
      const calls = [];
      const later = module.debounce((value) => calls.push(value), 20);
      later(1); later(2);
      await module.wait(60);
      later(3); later.cancel();
      await module.wait(60);
      return calls;
    })()"""
    assert base(f"await {counted}") == [2]


@pytest.mark.parametrize(("kind", "role"), [("error", "alert"), ("success", "status"), ("", "status")])
def test_messages_look_and_sound_like_those_of_the_server(base, kind, role):
    message = base(f"(({{ className, outerHTML }}) => [className, outerHTML])(module.createMessage('<b>', '{kind}'))")
    assert message == [f"notice {kind}".strip(), f'<div class="{message[0]}" role="{role}"><p>&lt;b&gt;</p></div>']


def test_a_dialog_opens_once_and_a_click_beside_it_closes_it(site, base):
    open_it = "module.openDialog(document.querySelector('dialog'))"
    assert [base(open_it), base(open_it)] == [True, False]
    site.page.mouse.click(2, 2)
    assert not site.page.evaluate("document.querySelector('dialog').open")


def test_storage_that_is_refused_is_empty(base):
    assert base("[module.storage.write('a', [1]), module.storage.read('a')]") == [True, [1]]
    assert base("(module.storage.remove('a'), module.storage.read('a'))") is None
    refuse = "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error('full'); }"
    assert base(f"({refuse}, [module.storage.write('a', 1), module.storage.read('a')])") == [False, None]
