"""Partner systems (合作平台): an OAuth 2 client per organization, whose secret is told once and kept as a hash.

Who holds the secret reads and writes what the organization's people do, secret texts among it. So administrators, who
register the application, never learn it: its owners draw it themselves.
"""

from django.db import transaction
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken

from config.kernel.errors import NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.models import Organization, PartnerApplication
from enterprises.rules import can_draw_partner_secret, can_manage_partners


def register_partner(name: str, organization: Organization, *, by: Actor) -> PartnerApplication:
    """Create a partner's application for an organization. It can do nothing until an owner draws its secret."""
    _may_manage(by, organization)
    application = PartnerApplication(
        name=name,
        organization=organization,
        client_secret=generate_client_secret(),
        client_type=PartnerApplication.CLIENT_CONFIDENTIAL,
        authorization_grant_type=PartnerApplication.GRANT_CLIENT_CREDENTIALS,
    )
    clean_and_save(application)
    return application


def rename_partner(application: PartnerApplication, name: str, *, by: Actor) -> PartnerApplication:
    """Change what an application is called, and nothing else of it."""
    _may_manage(by, application.organization)
    application.name = name
    application.save(update_fields=["name", "updated"])
    return application


def draw_secret(application: PartnerApplication, *, by: Actor) -> str:
    """Give the application a new secret and end every token issued under the old one; returns the secret, which
    cannot be read again. Raises NotAllowed for others than the owners of its organization."""
    if not can_draw_partner_secret(by, application.organization):
        raise NotAllowed()
    return _with_new_secret(application)


def end_access(application: PartnerApplication, *, by: Actor) -> None:
    """Make the secret and every token worthless at once. The owners can draw another."""
    _may_manage(by, application.organization)
    _with_new_secret(application)


def _with_new_secret(application: PartnerApplication) -> str:
    secret = generate_client_secret()
    with transaction.atomic():
        application.client_secret = secret
        application.save(update_fields=["client_secret", "updated"])
        AccessToken.objects.filter(application=application).delete()
    return secret


def _may_manage(by: Actor, organization: Organization) -> None:
    if not can_manage_partners(by, organization):
        raise NotAllowed()
