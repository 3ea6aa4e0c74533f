"""The admin: rows, forms and actions for people whose they are not."""

from tests.planted.fault import Fault

BASE = "config/kernel/admin/base.py"
FAULTS = (
    Fault(
        BASE,
        "whoever may enter the admin may act in it",
        "return bool(request.actor.is_administrator)  # type: ignore[attr-defined]",
        "return True",
        walk=("admin/matchmaking/matchrun/start/",),
    ),
    Fault(
        BASE,
        "what changes by verbs only can be added by hand",
        "    def has_add_permission(self, request: HttpRequest) -> bool:\n        return False\n",
        "    def has_add_permission(self, request: HttpRequest) -> bool:\n        return True\n",
        walk=("admin/matchmaking/verdict/add/", "admin/enterprises/contact/add/"),
    ),
    Fault(
        "matchmaking/admin/match.py",
        "tied administrators see how well a pair fits",
        "visible = judged_by(actor, matches_visible_to(actor))",
        "visible = matches_visible_to(actor)",
        walk=("admin/matchmaking/match/<object_id>/compare/", "admin/matchmaking/match/<object_id>/change/"),
    ),
    Fault(
        "matchmaking/admin/run.py",
        "everybody in the admin starts a full match",
        "        if not self.has_act_permission(request):\n            raise PermissionDenied\n        runs =",
        "        runs =",
        walk=("admin/matchmaking/matchrun/start/",),
    ),
    Fault(
        "projects/admin/listing.py",
        "drafts of others stand in the admin",
        "return listings_visible_to(request.actor, self.model)  # type: ignore[attr-defined]",
        "return self.model._default_manager.all()",
        walk=("admin/projects/need/<object_id>/change/", "admin/projects/need/"),
    ),
    Fault(
        "enterprises/admin/organization.py",
        "administrators edit organizations they are tied to",
        "        if obj is not None and request.actor.is_tied_to(obj.pk):  # type: ignore[attr-defined]\n"
        "            return False\n",
        "",
        walk=("admin/enterprises/organization/<object_id>/change/",),
    ),
    Fault(
        "enterprises/rules.py",
        "administrators end the access of platforms of those they are tied to",
        'of an organization\n    they are tied to."""\n'
        "    return actor.is_administrator and not actor.is_tied_to(organization.pk)",
        'of an organization\n    they are tied to."""\n    return actor.is_administrator',
        walk=("admin/enterprises/partnerapplication/<object_id>/rotate/",),
    ),
    Fault(
        "enterprises/admin/user.py",
        "administrators set other people's passwords",
        "        if not request.user.is_superuser:\n            raise PermissionDenied\n",
        "",
        walk=("admin/enterprises/user/<id>/password/",),
    ),
    Fault(
        "enterprises/admin/log.py",
        "technology managers read the admin's log",
        "    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:\n"
        "        return self.has_act_permission(request)",
        "    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:\n        return True",
        walk=("admin/admin/logentry/",),
    ),
)
