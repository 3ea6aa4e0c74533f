"""Widgets for vocabulary codes: pills for short lists, a searchable tree for long ones, words for free lists."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from enterprises.models import Term

_SEPARATORS = re.compile(r"[,，、;；\n]+")


class Pills(forms.CheckboxSelectMultiple):
    """A short list of codes to tick, one pill each."""

    template_name = "enterprises/widgets/pills.html"
    grouped = True


class PillRadios(forms.RadioSelect):
    """One of a short list, one pill each."""

    template_name = "enterprises/widgets/pills.html"
    grouped = True


class Options(forms.RadioSelect):
    """One of a few, each with a sentence that explains it."""

    template_name = "enterprises/widgets/options.html"
    grouped = True

    def __init__(self, notes: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.notes = notes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["notes"] = self.notes
        return context


class Picker(forms.CheckboxSelectMultiple):
    """A long code list with its hierarchy: top terms open to show what is below, a box filters by word or code."""

    template_name = "enterprises/widgets/picker.html"
    grouped = True

    def __init__(self, terms: Iterable[Term], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.terms = list(terms)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["groups"] = _groups(self.terms, set(value or ()))
        context["widget"]["chosen"] = [term for term in self.terms if term.code in set(value or ())]
        return context


def _groups(terms: Iterable[Term], chosen: Collection[str]) -> list[dict[str, Any]]:
    """Top terms with all terms below them in tree order: {term, rows: [(term, depth)], open}."""
    children: dict[str, list[Term]] = {}
    for term in terms:
        children.setdefault(term.parent, []).append(term)

    def below(code: str, depth: int) -> list[tuple[Term, int]]:
        rows: list[tuple[Term, int]] = []
        for child in children.get(code, ()):
            rows += [(child, depth), *below(child.code, depth + 1)]
        return rows

    groups = []
    for top in children.get("", ()):
        rows = [(top, 0), *below(top.code, 1)]
        groups.append({"term": top, "rows": rows, "chosen": sum(row.code in chosen for row, _depth in rows)})
    return groups


class WordsField(forms.CharField):
    """A list of free words in one line, separated by commas of either width, 顿号 or new lines."""

    def to_python(self, value: Any) -> Any:
        words = [word.strip() for word in _SEPARATORS.split(value or "")]
        return list(dict.fromkeys(word for word in words if word))

    def prepare_value(self, value: Any) -> Any:
        return _("，").join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The text's validators do not apply to the list; the model judges each word."""
