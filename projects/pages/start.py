"""From the box of the home page to the form of a need, through the login where there is none yet."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from enterprises.actors import ActorRequest
from projects.choices import ListingKind

LONGEST = 5000
_KEY = "text_of_need"


@require_POST
def start(request: ActorRequest) -> HttpResponse:
    """Keep the text in the session, not in the address: it may be confidential, and addresses are logged."""
    request.session[_KEY] = request.POST.get("text", "").replace("\x00", "").strip()[:LONGEST]
    return redirect("projects:new", kind=ListingKind.NEED)


def take_text(request: ActorRequest) -> str:
    """The text kept, once."""
    return str(request.session.pop(_KEY, ""))
