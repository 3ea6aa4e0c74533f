"""Rows of one kind under a form: which were filled in, and where a refusal by the domain stands."""

from typing import Any

from config.kernel.errors import Invalid


def filled(rows: Any) -> list[Any]:
    """The forms of a bound formset that somebody wrote in."""
    return [form for form in rows.forms if form.has_changed()]


def values_of(rows: Any) -> list[dict[str, Any]]:
    """What stands in them; call when the formset is valid."""
    return [dict(form.cleaned_data) for form in filled(rows)]


def show(prefix: str, rows: Any, form: Any, error: Invalid) -> None:
    """Put errors like topics.1.words beside their cells, counting filled rows, and the others on the form."""
    written = filled(rows)
    for path, text in error.fields.items():
        word, _dot, rest = path.partition(".")
        number, _dot, name = rest.partition(".")
        if word == prefix and number.isdigit() and int(number) < len(written):
            row = written[int(number)]
            row.add_error(name if name in row.fields else None, str(text))
        else:
            form.add_error(path if path in form.fields else None, str(text))
