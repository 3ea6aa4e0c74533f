"""The parties (主体): people, organizations, roles, labels, contacts, vocabularies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    name = "enterprises"
    verbose_name = _("主体")
