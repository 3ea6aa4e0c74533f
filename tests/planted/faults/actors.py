"""Who is asking: rights read wrongly, scopes and tokens that say too much, forms without their token."""

from tests.planted.fault import Fault

ACTORS, PERMISSIONS = "enterprises/actors/__init__.py", "config/api/permissions.py"
FAULTS = (
    Fault(
        "enterprises/actors/rights.py",
        "members of a suspended organization keep their rights",
        "where membership.user_id = %(user)s and organization.state <> %(suspended)s",
        "where membership.user_id = %(user)s",
        walk=("contacts/<pk>/", "api/v1/organizations/<pk>/"),
    ),
    Fault(
        ACTORS,
        "viewers write",
        "_WRITERS = frozenset({Role.OWNER, Role.EDITOR})",
        "_WRITERS = frozenset(Role)",
        walk=("api/v1/matches/<pk>/interest/",),
    ),
    Fault(
        ACTORS,
        "a partner system acts as an owner",
        "return Actor(application=application, roles={organization.pk: Role.EDITOR}, verified=verified)",
        "return Actor(application=application, roles={organization.pk: Role.OWNER}, verified=verified)",
        walk=("api/v1/organizations/<pk>/",),
    ),
    Fault(
        ACTORS,
        "whoever may enter the admin is an administrator",
        "is_administrator=user.is_superuser or ADMINISTRATOR_GROUP in rights.groups,",
        "is_administrator=user.is_staff,",
        walk=("api/v1/organizations/<pk>/suspend/",),
    ),
    Fault(
        ACTORS,
        "people without an organization count as members",
        "return bool(self.verified)",
        "return self.signed_in",
        walk=("listings/<pk>/", "api/v1/needs/<pk>/"),
    ),
    Fault(
        PERMISSIONS,
        "a token may do everything, whatever its scope",
        "return sorted(request.auth.scopes)",
        "return [READ, WRITE]",
        walk=("api/v1/matches/<pk>/interest/",),
    ),
    Fault(
        PERMISSIONS,
        "writing needs the scope to read",
        "        return READ\n    return WRITE",
        "        return READ\n    return READ",
        walk=("api/v1/dockings/<pk>/advance/",),
    ),
    Fault(
        PERMISSIONS,
        "visitors reach what is closed to them",
        "            if is_open(view):\n                return True",
        "            if view is not None:\n                return True",
        walk=("api/v1/matches/",),
    ),
    Fault(
        "config/settings.py",
        "forms are taken without their token",
        '    "django.middleware.csrf.CsrfViewMiddleware",\n',
        "",
        walk=("contacts/<pk>/",),
        csrf=True,
    ),
    Fault(
        "enterprises/pages/contacts.py",
        "one form is taken without its token",
        "@login_required\n@require_POST\ndef remove(",
        '@__import__("django.views.decorators.csrf", fromlist=["x"]).csrf_exempt\n'
        "@login_required\n@require_POST\ndef remove(",
        walk=("contacts/<pk>/remove/",),
        csrf=True,
    ),
    Fault(
        "config/libraries.py",
        "the API takes a browser's cookie without a token",
        '        "rest_framework.authentication.SessionAuthentication",\n',
        '        "tests.planted.carelessness.CookieAlone",\n',
        walk=("api/v1/matches/<pk>/interest/",),
        csrf=True,
    ),
)
