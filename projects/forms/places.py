"""What people write about slots, bookings and applications."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.kernel.errors import Invalid
from enterprises.actors import Actor
from enterprises.forms.choices import choices_of, trl_choices
from projects.domain.bookings import MOST_RESULTS, RESULT_FIELDS
from projects.domain.service_queries import achievements_to_enter
from projects.models import Achievement, BookingResult, PilotBase


class PlaceForm(forms.Form):
    """A form whose refusals by the domain stand at the fields they name."""

    def show(self, error: Invalid) -> None:
        for name, text in error.fields.items():
            self.add_error(name if name in self.fields else None, str(text))


class SlotForm(PlaceForm):
    """Capacity that can be booked."""

    service = forms.ChoiceField(label=_("中试服务"))
    starts_on = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("结束日期"), widget=forms.DateInput(attrs={"type": "date"}))
    places = forms.IntegerField(label=_("名额"), min_value=1, max_value=1000)
    price = forms.DecimalField(label=_("每个名额收费（元）"), min_value=0, max_digits=14, decimal_places=2)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, base: PilotBase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            pair for pair in choices_of("pilot_service") if not base.services or pair[0] in base.services
        ]
        self.fields["service"].choices = offered  # type: ignore[attr-defined]


class EntryForm(PlaceForm):
    """With which achievement somebody asks for a place, and what for."""

    achievement = forms.ModelChoiceField(label=_("成果"), queryset=Achievement.objects.none())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["achievement"].queryset = achievements_to_enter(actor)  # type: ignore[attr-defined]


class BookingForm(EntryForm):
    purpose = forms.CharField(
        label=_("要验证什么"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("对方会看到。请勿写入未公开的技术秘密。"),
    )


class ApplicationForm(EntryForm):
    plan = forms.CharField(
        label=_("验证方案"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("在这个场景里怎样做、用什么指标衡量。对方会看到，请勿写入未公开的技术秘密。"),
    )


class ReportForm(PlaceForm):
    """The level reached, and the words of the report; the measured rows stand beside it."""

    trl_reached = forms.TypedChoiceField(label=_("中试后达到的成熟度"), coerce=int)
    report = forms.CharField(
        label=_("中试报告"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("过程、条件、问题与建议。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trl_reached"].choices = trl_choices()  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """One measured result; a row left blank does not count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in RESULT_FIELDS:
            column: Any = BookingResult._meta.get_field(name)
            self.fields[name] = column.formfield(required=False)

    def row(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name) or "" for name in RESULT_FIELDS}


_Results = forms.formset_factory(ResultForm, extra=4, max_num=MOST_RESULTS, absolute_max=MOST_RESULTS)


def result_rows(data: Mapping[str, Any] | None) -> Any:
    return _Results(data, prefix="results")


def read_results(rows: Any) -> list[dict[str, str]]:
    """The rows somebody wrote in."""
    return [row for form in rows.forms if any((row := form.row()).values())]


def show_results(rows: Any, error: Invalid) -> dict[str, Any]:
    """Put errors like results.1.after beside their cells, counting filled rows; returns those of other fields."""
    filled = [form for form in rows.forms if any(form.row().values())]
    others = {}
    for path, text in error.fields.items():
        prefix, _dot, rest = path.partition(".")
        number, _dot, name = rest.partition(".")
        if prefix == "results" and number.isdigit():
            filled[int(number)].add_error(name if name in RESULT_FIELDS else None, str(text))
        else:
            others[path] = text
    return others


class SharesForm(forms.Form):
    """How many places of each hundred are kept for whom."""

    small_share = forms.IntegerField(label=_("为小微企业保留（%）"), min_value=0, max_value=100, initial=20)
    away_share = forms.IntegerField(
        label=_("为省会以外市州保留（%）"), min_value=0, max_value=100, initial=20
    )
