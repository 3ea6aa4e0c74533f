"""Everything under /api/v1/, and the token endpoint."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from config.api.oauth import TokenView
from config.api.root import DocsView, NothingHereView, RootView, SchemaView

api: list[URLPattern | URLResolver] = [
    path("", RootView.as_view(), name="root"),
    path("", include("enterprises.api.urls")),
    path("", include("projects.api.urls")),
    path("", include("matchmaking.api.urls")),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    re_path(r"", NothingHereView.as_view()),
]
urlpatterns = [
    path("oauth/token/", TokenView.as_view(), name="oauth-token"),
    path("api/v1/", include((api, "api"))),
]
