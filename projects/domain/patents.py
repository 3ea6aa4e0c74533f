"""Patent numbers of achievements: kept and judged as those in the profile of a lab."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from enterprises.domain.identifiers import kept_patent_number
from enterprises.validators import validate_patent_number
from projects.choices import ListingKind
from projects.importing.errors import BadValue
from projects.models import Achievement, Listing


def kept_patents(numbers: Iterable[str]) -> list[str]:
    """As they are kept, each once, in their order."""
    return list(dict.fromkeys(kept_patent_number(number) for number in numbers))


def patents_error(numbers: Iterable[str]) -> str:
    """What is wrong with the first number that is none, naming it; empty where all are right."""
    for number in numbers:
        try:
            validate_patent_number(number)
        except ValidationError as error:
            return _("%(number)s：%(why)s") % {"number": number, "why": error.messages[0]}
    return ""


def standing_patents_error(listing: Listing) -> str:
    """The same of a listing as it stands: numbers from before they were judged are mended before others read them."""
    if listing.kind != ListingKind.ACHIEVEMENT:
        return ""
    if isinstance(listing, Achievement):
        return patents_error(listing.patents)
    rows = Achievement.objects.filter(pk=listing.pk).values_list("patents", flat=True)
    return patents_error(number for numbers in rows for number in numbers)


def patents_cell(words: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    """From a cell that `words` takes apart to the numbers of an import. Raises BadValue."""

    def parse(cell: Any) -> list[str]:
        numbers = kept_patents(words(cell))
        if why := patents_error(numbers):
            raise BadValue(why, _("对照专利证书或受理通知书改正号码；几个号码之间用逗号或分号分开。"))
        return numbers

    return parse
