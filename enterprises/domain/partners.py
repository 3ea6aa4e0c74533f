"""Partner systems (合作平台): an OAuth 2 client per organization, whose secret is told once and kept as a hash."""

from django.db import transaction
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken

from config.kernel.errors import NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.models import Organization, PartnerApplication


def register_partner(name: str, organization: Organization, *, by: Actor) -> tuple[PartnerApplication, str]:
    """Create a partner's application for an organization; returns it and its secret, which cannot be read again."""
    _may_manage(by)
    secret = generate_client_secret()
    application = PartnerApplication(
        name=name,
        organization=organization,
        client_secret=secret,
        client_type=PartnerApplication.CLIENT_CONFIDENTIAL,
        authorization_grant_type=PartnerApplication.GRANT_CLIENT_CREDENTIALS,
    )
    clean_and_save(application)
    return application, secret


def rename_partner(application: PartnerApplication, name: str, *, by: Actor) -> PartnerApplication:
    """Change what an application is called, and nothing else of it."""
    _may_manage(by)
    application.name = name
    application.save(update_fields=["name", "updated"])
    return application


def rotate_secret(application: PartnerApplication, *, by: Actor) -> str:
    """Replace the secret and end every token issued under the old one; returns the new secret."""
    _may_manage(by)
    secret = generate_client_secret()
    with transaction.atomic():
        application.client_secret = secret
        application.save(update_fields=["client_secret", "updated"])
        AccessToken.objects.filter(application=application).delete()
    return secret


def _may_manage(by: Actor) -> None:
    if not by.is_administrator:
        raise NotAllowed()
