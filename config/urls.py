"""Every address of the service."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz
from projects.pages.home import home

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("config.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", home, name="home"),
    path("", include("enterprises.urls")),
    path("", include("projects.urls")),
    path("", include("matchmaking.urls")),
]
