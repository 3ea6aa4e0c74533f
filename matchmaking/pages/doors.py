"""What the doors of this app share: finding what the actor may see, and saying what came of an act."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from config.kernel.errors import DomainError, Invalid, LostRace
from enterprises.actors import Actor, ActorRequest
from enterprises.forms.refusals import show
from matchmaking.domain.queries import dockings_visible_to, matches_visible_to
from matchmaking.models import Docking, Match


def match_or_404(actor: Actor, pk: UUID) -> Match:
    """The match, with both listings and owners; what the actor may not see is not there."""
    return get_object_or_404(matches_visible_to(actor), pk=pk)


def docking_or_404(actor: Actor, pk: UUID) -> Docking:
    return get_object_or_404(dockings_visible_to(actor), pk=pk)


def attempt(request: ActorRequest, verb: Callable[..., Any], *args: Any, done: Any, **values: Any) -> bool:
    """Call the verb as the request's actor and say what came of it; True when it was done."""
    try:
        verb(*args, by=request.actor, **values)
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, done)
        return True
    return False


def settled(
    request: ActorRequest,
    form: forms.BaseForm,
    verb: Callable[..., Any],
    *args: Any,
    done: Any,
    **values: Any,
) -> bool:
    """Call the verb with what a form brought. False where it is wrong, which then stands at its field; True where it
    was done or refused as a whole, which was said."""
    try:
        verb(*args, by=request.actor, **values)
    except Invalid as error:
        show(form, error.fields)
        return False
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, done)
    return True


def say(request: ActorRequest, error: DomainError) -> None:
    """The refusal as a message on the next page; a lost race is nobody's fault and only a warning."""
    level = messages.WARNING if isinstance(error, LostRace) else messages.ERROR
    messages.add_message(request, level, error.sentence)


def back_to(name: str, pk: UUID) -> HttpResponse:
    """The page of the object, fresh."""
    return redirect(f"matchmaking:{name}", pk=pk)
