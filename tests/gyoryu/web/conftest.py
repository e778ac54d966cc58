import pytest

from gyoryu.people.models import User

PASSWORD = "a long sample password"


@pytest.fixture
def officer(db):
    return User.objects.create_user("officer@agency.example", PASSWORD, name_ko="김견본", language="ko")


@pytest.fixture
def operator(db):
    return User.objects.create_superuser("operator@agency.example", PASSWORD, name_en="Sample Operator", language="en")


@pytest.fixture
def hostile_stage(db, settings, tmp_path):
    from tests.gyoryu.web.hostile_stage import Stage

    settings.FILES = tmp_path
    with Stage() as stage:
        yield stage
