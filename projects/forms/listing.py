"""The form of a listing, of any kind: built from the model's own fields, so that a new field needs no second list."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.domain.queries import contacts_visible_to
from enterprises.domain.vocabulary import terms_of
from enterprises.forms.choices import choices_of, optional, region_choices, terms_today, trl_choices
from enterprises.forms.widgets import Options, Picker, PillRadios, Pills, WordsField
from enterprises.models import Organization
from projects.domain.codes import codes_in, scheme_of
from projects.fields import fields_of
from projects.forms.hints import DISCLOSURE_NOTES, EXAMPLES, HELP, LABELS
from projects.forms.sections import SECTIONS
from projects.forms.targets import read_targets, target_rows
from projects.models import KIND_MODELS, Listing

_PICKED = frozenset({"industries", "disciplines"})  # long lists with a hierarchy
_FREE_WORDS = frozenset({"keywords", "patents"})
_NOT_ASKED = frozenset({"external_id"})  # imports fill it in
_WIDE = frozenset({"title", "keywords", "patents"})
_MOST_PILLS = 9
_TOKEN_LIFE = 7 * 24 * 3600


class ListingForm(forms.Form):
    """Fields of one kind, the owner's secret text, a need's target rows, and the id the row will have.

    `token` carries that id signed, so that sending the form twice writes one row; `revision` tells whether somebody
    else changed the listing since the form was opened.
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        kind: str,
        owner: Organization,
        actor: Actor,
        listing: Listing | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.listing = kind, listing
        self.use_required_attribute = (
            False  # a draft may be saved half written; the domain says what is missing
        )
        for name in fields_of(KIND_MODELS[kind]):
            if name not in _NOT_ASKED | {"contact"}:
                self.fields[name] = _form_field(kind, name, listing)
        self.fields["contact"] = _contact_field(owner, actor)
        self.fields["secret"] = forms.CharField(
            label=_("保密内容"),
            help_text=HELP["secret"],
            max_length=20000,
            required=False,
            widget=_text_area(4),
        )
        self.targets = (
            target_rows(self.data if self.is_bound else None, listing) if _has_targets(kind) else None
        )
        for name, field in self.fields.items():
            _describe(self, name, field)

    def sections(self) -> list[dict[str, Any]]:
        """The boxes of the page, each with its bound fields."""
        return [
            {"section": section, "fields": [self[name] for name in section.fields]}
            for section in SECTIONS[self.kind]
        ]

    def is_valid(self) -> bool:
        rows_are_fine = self.targets is None or self.targets.is_valid()
        return super().is_valid() and rows_are_fine

    def values(self) -> dict[str, Any]:
        """What the verbs take: model fields, `secret` and, for a need, `targets`."""
        values = {
            name: value for name, value in self.cleaned_data.items() if name not in {"token", "revision"}
        }
        if self.targets is not None:
            values["targets"] = read_targets(self.targets)
        return values

    def row_id(self) -> UUID | None:
        """The id given out with the form; None when the token is missing, forged or a week old."""
        try:
            return UUID(signing.loads(self.data.get("token", ""), salt="listing-form", max_age=_TOKEN_LIFE))
        except signing.BadSignature:
            return None

    def take_revision(self, revision: int) -> None:
        """Give the form out again as opened on the listing as it now stands."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict; what was sent is not edited
        data["revision"] = str(revision)
        self.data = data

    def show(self, error: Invalid) -> None:
        """Put the domain's errors beside their fields."""
        for name, text in error.fields.items():
            head, _dot, rest = name.partition(".")
            if head == "targets" and self.targets is not None and rest:
                self.targets.show(rest, str(text))
            else:
                self.add_error(name if name in self.fields else None, str(text))

    @property
    def units(self) -> list[str]:
        """Units offered while typing; others may be written."""
        return [term.label for term in terms_of("unit").values()]

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or bool(self.targets is not None and any(self.targets.errors))


def new_token() -> str:
    """An id for the row a fresh form will write, signed so that nobody chooses it."""
    return signing.dumps(str(uuid4()), salt="listing-form")


def initial_of(listing: Listing, secret: str) -> dict[str, Any]:
    """What the form shows of a listing that stands."""
    values = {name: getattr(listing, name) for name in fields_of(type(listing)) if name not in _NOT_ASKED}
    return values | {"secret": secret, "revision": listing.revision}


def _has_targets(kind: str) -> bool:
    return any(section.code == "targets" for section in SECTIONS[kind])


def _text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _contact_field(owner: Organization, actor: Actor) -> forms.Field:
    """One of the owner's contacts, as far as they are the actor's own."""
    own = contacts_visible_to(actor).filter(organization=owner)
    label = Listing._meta.get_field("contact").verbose_name
    return forms.ModelChoiceField(own, empty_label=_("暂不指定"), label=label, required=False)


def _form_field(kind: str, name: str, listing: Listing | None) -> forms.Field:
    model = KIND_MODELS[kind]
    field: Any = model._meta.get_field(name)
    common: dict[str, Any] = {
        "label": LABELS.get((kind, name), field.verbose_name),
        "required": not field.blank,
    }
    keep = codes_in(getattr(listing, name)) if listing is not None and scheme_of(model, name) else []
    if name in _FREE_WORDS:
        return WordsField(**common)
    if name == "disclosure":
        return forms.ChoiceField(choices=field.choices, widget=Options(DISCLOSURE_NOTES), **common)
    if name.startswith("trl"):
        return forms.TypedChoiceField(coerce=int, empty_value=None, choices=optional(trl_choices()), **common)
    if name == "region":
        return forms.ChoiceField(choices=[("", _("请选择")), *region_choices(keep)], **common)
    if scheme := scheme_of(model, name):
        return _coded_field(field, scheme, keep, name in _PICKED, common)
    form_field: forms.Field = field.formfield(label=common["label"])
    if isinstance(field, models.TextField):
        form_field.widget = _text_area(3 if name == "summary" else 5)
    if isinstance(field, models.DateField):
        form_field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return form_field


def _coded_field(
    field: Any, scheme: str, keep: list[str], picked: bool, common: dict[str, Any]
) -> forms.Field:
    choices = choices_of(scheme, keep)
    if isinstance(field, models.CharField):
        if len(choices) <= _MOST_PILLS:
            return forms.ChoiceField(choices=optional(choices, str(_("未定"))), widget=PillRadios, **common)
        return forms.ChoiceField(choices=optional(choices), **common)
    widget = Picker(terms_today(scheme, keep)) if picked else Pills()
    return forms.MultipleChoiceField(choices=choices, widget=widget, **common)


def _describe(form: ListingForm, name: str, field: forms.Field) -> None:
    """Help text, example and the links a screen reader needs between a field, its help and its error."""
    field.help_text = HELP.get(
        name, field.help_text if name not in {"title", "summary", "description"} else ""
    )
    wide = isinstance(field.widget, forms.Textarea | Options | Picker | Pills | PillRadios) or name in _WIDE
    field.wide = wide  # type: ignore[attr-defined]  # read by the template
    if example := EXAMPLES.get(form.kind, {}).get(name):
        field.widget.attrs["placeholder"] = example
