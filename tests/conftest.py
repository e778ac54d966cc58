"""Random examples are the same in every run, so that what a test finds everybody finds; a busy machine may be slow."""

from pathlib import Path

from hypothesis import is_hypothesis_test, settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

ROOT = Path(__file__).parent
# Each takes more than five seconds: it visits every page, starts processes of its own, or measures quality or speed.
SLOW = frozenset(
    {
        "docread/test_floor.py",
        "gyoryu/jobs/test_failing.py",
        "gyoryu/jobs/test_killed_mail.py",
        "gyoryu/jobs/test_killed_plan.py",
        "gyoryu/jobs/test_supervisor.py",
        "gyoryu/jobs/test_worker.py",
        "gyoryu/management/commands/test_read.py",
        "gyoryu/management/commands/test_serve.py",
        "gyoryu/management/demo/test_site.py",
        "gyoryu/management/test_operators_handbook.py",
        "gyoryu/meetings/actions/test_interleaving.py",
        "gyoryu/migrations/test_upgrades.py",
        "gyoryu/news/sources/test_fetching.py",
        "gyoryu/organisations/test_queries.py",
        "gyoryu/web/forms/test_error_summary.py",
        "gyoryu/web/middleware/test_form_pages.py",
        "gyoryu/web/middleware/test_full_disk.py",
        "gyoryu/web/navigation/test_sources.py",
        "gyoryu/web/organiser/imports/test_bombs.py",
        "gyoryu/web/privacy/test_access_log.py",
        "gyoryu/web/test_clock.py",
        "gyoryu/web/test_hostile_addresses.py",
        "gyoryu/web/test_hostile_event_pages.py",
        "gyoryu/web/test_hostile_news_pages.py",
        "gyoryu/web/test_hostile_participant_pages.py",
        "gyoryu/web/test_hostile_site_pages.py",
        "gyoryu/web/test_other_programmes.py",
        "gyoryu/web/test_page_texts.py",
        "gyoryu/web/test_permissions.py",
        "gyoryu/web/test_scale.py",
        "house/test_deploy.py",
        "meetplan/search/test_ejection.py",
        "meetplan/search/test_kempe_chain.py",
        "meetplan/test_floor.py",
        "meetplan/test_session.py",
        "meetplan/test_solving.py",
    }
)


def pytest_collection_modifyitems(items):
    """Mark random search and slow modules, which `make test-fast` leaves out."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("property")
        if item.path.is_relative_to(ROOT) and item.path.relative_to(ROOT).as_posix() in SLOW:
            item.add_marker("slow")
