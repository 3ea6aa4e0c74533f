"""What stands at /api/v1/ itself: where everything is, readable documentation, one answer for what is not there."""

from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from config.api.views import ActorView

RESOURCES = (
    "need",
    "achievement",
    "pilot-base",
    "scenario",
    "capability",
    "organization",
    "label",
    "researcher",
    "equipment",
    "publication",
    "patent",
    "term",
    "match",
    "docking",
    "transfer-project",
    "tie",
)


class RootView(ActorView):
    """The addresses of the resources."""

    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        lists = {f"{name}s".replace("matchs", "matches"): f"api:{name}-list" for name in RESOURCES}
        names = {
            **lists,
            "match-preview": "api:match-preview",
            "accuracy": "api:accuracy",
            "figures": "api:figures",
            "me": "api:me",
            "schema": "api:schema",
            "docs": "api:docs",
        }
        return Response({name: reverse(route, request=request) for name, route in names.items()})


class NothingHereView(ActorView):
    """Any other address below /api/v1/, with the bytes that a foreign or missing record gets."""

    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound()

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        raise NotFound()


class KeptSchema(SchemaGenerator):
    """Made once in a process for each of our languages: it follows from the code alone, and takes half a second.

    Whatever else a request may name, a version or a language that is not ours, is answered afresh and not kept.
    """

    made: ClassVar[dict[str, Any]] = {}

    def get_schema(self, request: Request | None = None, public: bool = False) -> Any:
        language = get_language() or ""
        if self.api_version or language not in dict(settings.LANGUAGES):
            return super().get_schema(request=request, public=public)
        if language not in self.made:
            self.made[language] = super().get_schema(request=request, public=public)
        return self.made[language]


class SchemaView(SpectacularJSONAPIView):
    """OpenAPI 3, as JSON."""

    generator_class = KeptSchema


class DocsView(SpectacularSwaggerSplitView):
    """Swagger from our own static files: no script or style inside the page, nothing from elsewhere."""

    url_name = "api:schema"
    template_name = "api/docs.html"
