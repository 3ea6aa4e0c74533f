"""The admin site: stock Django admin behind our own login, with the work that waits on its first page."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

_ORDER = ["matchmaking", "projects", "enterprises", "kernel"]


class Site(AdminSite):
    site_header = _("对接 · 管理后台")
    site_title = _("对接管理后台")
    index_title = _("管理首页")
    enable_nav_sidebar = False  # lists are wide; the first page and the path at the top lead everywhere

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """People log in where everybody does, with second factor and rate limit; who is no staff is turned away."""
        # Only at this point are all apps loaded: this module itself is an app's configuration.
        from allauth.account.decorators import secure_admin_login  # noqa: PLC0415

        response: HttpResponse = secure_admin_login(super().login)(request, extra_context=extra_context)
        return response

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from matchmaking.domain.pending import pending_counts  # noqa: PLC0415  as above

        waiting = pending_counts(request.actor)  # type: ignore[attr-defined]
        return super().index(request, {**(extra_context or {}), "waiting": waiting})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Our apps first, in the order of the work; made when the list is looked into, because every page is given one,
        few show it, and making it takes a third of a page's time."""

        def in_order() -> list[Any]:
            apps = super(Site, self).get_app_list(request, app_label)
            return sorted(
                apps, key=lambda app: _ORDER.index(app["app_label"]) if app["app_label"] in _ORDER else 99
            )

        return cast(list[Any], SimpleLazyObject(in_order))


class SiteConfig(AdminConfig):
    default_site = "config.admin.Site"
