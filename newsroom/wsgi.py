"""The WSGI application: `granian --interface wsgi newsroom.wsgi:application` or gunicorn in its place.

Stored pages are answered before Django, which is loaded when something else is asked for.
"""

import gc
import importlib
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.conf import settings

from articles.public.front import serving

# A page waits at most so long for a thread that computes; the default of 5 ms is what readers would notice beside a
# slow request of the desk.
sys.setswitchinterval(0.0005)


def load_django() -> Any:
    from django.core.wsgi import get_wsgi_application  # half a second, which the first reader need not wait

    loaded = get_wsgi_application()
    importlib.import_module(settings.ROOT_URLCONF)  # otherwise the first request's
    # What is loaded stays. To look through it for garbage took 50 ms, in which no page was answered.
    gc.freeze()
    return loaded


application = serving(load_django)
