"""The entry granian calls, once in each of its worker processes."""

import gc
import os
import signal

from django.core.wsgi import get_wsgi_application

from motcua.ops.leaving import Application, Leaving, tell_ready
from motcua.ops.processes import die_with_parent
from motcua.ops.watching import tracing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings.run")
YOUNG = 10_000
"""So many things must have come and stayed before garbage is looked for, not 700: one page of a list has that many,
and what it leaves goes by itself. Looking took a twentieth of each page's time."""
SERVED = os.environ.get("MOTCUA_SERVED_BY") == "granian"
if SERVED:
    die_with_parent(signal.SIGKILL)
    # The handler inherited from the master would pass over a TERM that comes before this worker serves.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

application: Application = get_wsgi_application()
tracing.begin("web")
if SERVED:
    application = leaving = Leaving(application)
    leaving.end_when_told()
    gc.freeze()  # what was loaded stays: looking through it for garbage, at the end too, takes long and finds nothing
    gc.set_threshold(YOUNG)
    tell_ready()
