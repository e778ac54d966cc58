import pytest

from gyoryu.people.models import User

PASSWORD = "a long sample password"


@pytest.fixture
def officer(db):
    return User.objects.create_user("officer@agency.example", PASSWORD, name_ko="김견본", language="ko")
