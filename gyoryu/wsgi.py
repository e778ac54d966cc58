"""The website for a WSGI server: `granian --interface wsgi gyoryu.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gyoryu.settings")
application = get_wsgi_application()
# Django reads the key at the first session only; a server without one should not start at all.
assert settings.SECRET_KEY
