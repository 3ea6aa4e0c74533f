"""An owner draws the secret of their organization's partner system: told once, on this answer and nowhere else."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_variables

from enterprises.actors import ActorRequest
from enterprises.domain.partners import draw_secret
from enterprises.domain.queries import partners_visible_to
from enterprises.models import Organization
from enterprises.rules import can_draw_partner_secret

VERB = "draw_secret"  # of the organization's act page


@sensitive_variables("secret")
def draw(request: ActorRequest, organization: Organization) -> HttpResponse:
    """The application is named by its client_id."""
    if not can_draw_partner_secret(request.actor, organization):
        raise Http404
    applications = partners_visible_to(request.actor).filter(organization=organization)
    application = get_object_or_404(applications, client_id=request.POST.get("application", ""))
    secret = draw_secret(application, by=request.actor)
    context = {"organization": organization, "application": application, "secret": secret}
    return render(request, "enterprises/partner_secret.html", context)
