"""Login, sign-up and one's own profile: the account library's forms in our words."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from enterprises.models import User


class SignInForm(LoginForm):
    """By e-mail or by mobile number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("电子邮箱或手机号")
        self.fields["login"].widget.attrs.update(placeholder="", autocomplete="username")
        self.fields["password"].widget.attrs["placeholder"] = ""


class SignUpForm(SignupForm):
    """With the name that colleagues and the other side will read."""

    name = forms.CharField(
        label=_("姓名"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["placeholder"] = ""
        self.fields["password1"].help_text = _("至少10个字符。一句自己记得住的话，比生僻的符号更好。")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        User._meta.get_field("name").run_validators(name)
        return name

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """The library has saved the user; the name goes with it."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(forms.Form):
    """One's own name and mobile number."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    phone = forms.CharField(
        label=_("手机号"), max_length=11, required=False, help_text=_("填写后可以用手机号登录。")
    )
