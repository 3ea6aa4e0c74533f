"""The API: bodies, queries and doors that ask too little."""

from tests.planted.fault import Fault

SERIALIZERS = "config/api/serializers.py"
FAULTS = (
    Fault(
        SERIALIZERS,
        "keys that nobody declared are taken in silence",
        "        if errors:\n            raise ValidationError(errors)\n        return values",
        "        return values",
        walk=("api/v1/organizations/<pk>/suspend/",),
    ),
    Fault(
        SERIALIZERS,
        "an id in a body may be anybody's row",
        'return self.rows(actor_of(self.context["request"]))',
        'return self.rows(actor_of(self.context["request"])).model._default_manager.all()',
        walk=("api/v1/matches/<pk>/approve/",),
    ),
    Fault(
        "config/api/query.py",
        "query parameters that nobody declared are taken in silence",
        "if name not in serializer.fields:",
        'if name == "":',
        walk=("api/v1/dockings/",),
    ),
    Fault(
        "projects/api/listings.py",
        "everybody reads what was said about a listing",
        "        if not (self.actor.acts_for(row.owner_id) or self.actor.is_staff_member):\n"
        "            raise NotFound()\n",
        "",
        walk=("api/v1/needs/<pk>/transitions/",),
    ),
)
