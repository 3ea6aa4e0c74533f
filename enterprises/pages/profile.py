"""One's own profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid
from enterprises.actors import ActorRequest
from enterprises.domain.profile import edit_profile
from enterprises.forms.accounts import ProfileForm
from enterprises.forms.refusals import show


@login_required
def profile(request: ActorRequest) -> HttpResponse:
    """Name and mobile number; the e-mail address, password and second factor have pages of the account library."""
    user = request.actor.user
    form = ProfileForm(
        request.POST or None, initial={"name": user and user.name, "phone": user and user.phone}
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_profile(**form.cleaned_data, by=request.actor)
        except Invalid as error:
            show(form, error.fields)
        else:
            messages.success(request, _("已保存。"))
            return redirect("enterprises:profile")
    return render(request, "enterprises/profile.html", {"form": form}, status=422 if form.errors else 200)
