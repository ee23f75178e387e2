"""What the house is made of, and in which order a request passes through it."""

COMMON_APPS = frozenset({"calendars", "territory"})
"""App labels whose tables stand in the common schema; every other app's stand in the city's."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
    "motcua.base.ui",
    "motcua.base.edition",
    "motcua.base.ledger",
    "motcua.base.erasure",
    "motcua.base.access",
    "motcua.base.calendars",
    "motcua.base.territory",
    "motcua.base.files",
    "motcua.base.documents",
    "motcua.base.messages",
    "motcua.base.daysoff",
    "motcua.base.outages",
    "motcua.domain.directory",
    "motcua.domain.catalogue",
    "motcua.domain.replies",
    "motcua.domain.processes",
    "motcua.domain.cases",
    "motcua.domain.routing",
    "motcua.casework",
    "motcua.casework.bulk",
    "motcua.casework.reorganisation",
    "motcua.casework.legacy",
    "motcua.casework.looking",
    "motcua.casework.retention",
    "motcua.faces.portal",
    "motcua.faces.desk",
    "motcua.faces.console",
    "motcua.faces.practice",
    "motcua.faces.api",
    "motcua.partners.identity",
    "motcua.partners.mail",
    "motcua.ops",
]

MIDDLEWARE = [
    "motcua.ops.watching.middleware.RequestLineMiddleware",
    "motcua.base.access.present_keys.PresentKeysMiddleware",
    "motcua.base.access.middleware.SecurityHeadersMiddleware",
    "motcua.base.ui.statics.KeepStaticsMiddleware",
    "motcua.base.ui.packing.PackingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.base.ui.middleware.NoNulMiddleware",
    "motcua.base.ui.middleware.LanguageMiddleware",
    "motcua.base.rush.middleware.RushMiddleware",
    "motcua.base.outages.nobodys.NobodysPageMiddleware",
    "motcua.base.reading.middleware.OwnActsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "motcua.base.access.people.PeopleMiddleware",
    "motcua.base.ui.middleware.FaultMiddleware",
    "motcua.base.access.middleware.ClosedByDefaultMiddleware",
]
MOTCUA_PEOPLE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.base.access.signin.SessionLimitsMiddleware",
    "motcua.base.access.middleware.ActorMiddleware",
    "motcua.base.access.unsent.UnsentMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.base.ui.context.page",
            ],
            "builtins": ["motcua.base.ui.templatetags.ui"],
        },
    }
]
