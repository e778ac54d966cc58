"""No input breaks a page: any number, any word in every address, as everybody."""

from tests.gyoryu.web.hostile import IN_NUMBERS, IN_WORDS, fill_route, routes
from tests.gyoryu.web.hostile_stage import ALL, AREAS, ROLES, area_of
from tests.gyoryu.web.walking import arguments


def test_every_page_is_of_an_area():
    assert {area_of(route) for route, _, _ in routes()} == set(AREAS)


def test_addresses(hostile_stage):
    stage = hostile_stage
    for route, name, pattern in routes():
        kinds = pattern.pattern.converters
        valid = arguments(name, kinds, stage.known) if kinds else {}
        for argument, kind in kinds.items():
            hostile = IN_NUMBERS if type(kind).__name__ == "IntConverter" else IN_WORDS
            for n, value in enumerate(hostile):
                url = fill_route(route, {**valid, argument: value})
                for role in ROLES if ALL else ("officer", ("stranger", "firm", "operator")[n % 3]):
                    stage.ask(role, ("get", "post")[n % 2], url)
                    if ALL:
                        stage.ask(role, ("post", "get")[n % 2], url)
    assert not stage.broken, "\n".join(stage.broken)
