"""Secret text (保密内容): written and read by those who write for its owner; an administrator's reading leaves a row.

Everything here opens the secret tables itself and gives back plain values: no queryset of theirs leaves this file.
"""

import datetime as dt
import logging
from collections.abc import Collection, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kernel.errors import Invalid, NotAllowed
from config.kernel.secrets import secrets_open
from enterprises.actors import Actor
from projects.models import Listing, ListingSecret, ReadingAlert, SecretReading
from projects.rules import can_read_secret, can_write_secret

MOST_A_DAY = 30  # distinct secrets one administrator reads before the others are told
log = logging.getLogger(__name__)


def secret_text(listing: Listing, *, by: Actor) -> str:
    """The secret text for those who write for the owner; empty for everybody else, without a look at the table."""
    if not can_write_secret(by, listing):
        return ""
    return secret_texts([listing.pk]).get(listing.pk, "")


def secret_texts(ids: Collection[UUID]) -> dict[UUID, str]:
    """Secret texts by listing. For verbs that have judged who asks: imports of the owner's own, the owner's own run."""
    with secrets_open():
        return dict(ListingSecret.objects.filter(listing__in=ids).values_list("listing_id", "text"))


def write_secret(listing: Listing, text: str) -> None:
    """Keep the text, or delete it where it is empty. Raises Invalid for text that cannot be read. The caller judges."""
    if text.strip():
        secret = ListingSecret(listing_id=listing.pk, text=text)
        try:
            secret.full_clean(exclude=["listing"], validate_unique=False)
        except ValidationError as error:
            raise Invalid({"secret": " ".join(error.messages)}) from error
        with secrets_open():
            secret.save()
    else:
        with secrets_open():
            ListingSecret.objects.filter(listing_id=listing.pk).delete()


def read_secret(listing: Listing, *, by: Actor, reason: str) -> str:
    """An administrator reads a secret text; the owner sees that they did, and why. Empty where there is none.

    More than MOST_A_DAY distinct ones on a day by one person are told to the other administrators.
    Raises NotAllowed for others and for who is tied to the owner, Invalid without a reason.
    """
    if not can_read_secret(by, listing):
        raise NotAllowed(_("只有与发布主体无利益关联的管理员可以查阅保密内容。"))
    if not reason.strip():
        raise Invalid({"reason": _("请写明查阅理由，发布主体会看到。")})
    assert by.user is not None  # only people are administrators
    with secrets_open():
        secret = ListingSecret.objects.filter(listing=listing.pk).first()
        if secret is None:
            return ""
        SecretReading.objects.create(
            listing_id=listing.pk, reader=by.user, by_label=by.label, reason=reason.strip()
        )
        today = _day_of(timezone.now())
        count = (
            SecretReading.objects.filter(reader=by.user, at__range=today).values("listing").distinct().count()
        )
    if count > MOST_A_DAY:
        log.warning("%s has read %s secrets today", by.user.pk, count)
        ReadingAlert.objects.update_or_create(
            reader=by.user, day=timezone.localdate(), defaults={"count": count}
        )
    return secret.text


def readings_of(listing: Listing, *, by: Actor) -> Sequence[SecretReading]:
    """Who read the secret of one's own listing, when and why, the latest first; nothing for everybody else."""
    if not can_write_secret(by, listing):
        return []
    with secrets_open():
        return list(SecretReading.objects.filter(listing=listing.pk).order_by("-id"))


def _day_of(moment: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    start = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + dt.timedelta(days=1)
