"""New notices by mail: one letter a day to each person who wants it, in their language."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.kernel.jobs import enqueue
from enterprises.actors import Actor, actor_for_user
from enterprises.models import User
from matchmaking.domain.notices import Reading, notices_as_read_by, notices_visible_to
from matchmaking.models import Notice, NoticeMark

MOST_LINES = 20


def plan_letters() -> int:
    """Write one job for each person who may have something to read (beat, every morning); returns how many."""
    people = User.objects.filter(is_active=True, email__isnull=False)
    people = people.filter(Q(memberships__isnull=False) | Q(groups__isnull=False)).distinct()
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        for pk in ids:
            enqueue("mail_notices", user_id=str(pk))
    return len(ids)


def mail_notices(user_id: UUID) -> bool:
    """Send one person what was told since the last letter and is not read; True when a letter went out.

    The mark is written in the transaction of the job: a worker killed in between sends the letter twice, never not.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not user.email:
        return False
    NoticeMark.objects.get_or_create(user=user)
    mark = NoticeMark.objects.select_for_update().get(user=user)
    if not mark.wants_mail:
        return False
    now, actor = timezone.now(), actor_for_user(user)
    news = notices_visible_to(actor).filter(created__lte=now)
    for moment in filter(None, (mark.read_until, mark.mailed_until)):
        news = news.filter(created__gt=moment)
    count = news.count()
    if count:
        with translation.override(user.language):
            _letter(user, actor, list(news[:MOST_LINES]), count).send()
    NoticeMark.objects.filter(user=user).update(mailed_until=now)
    return count > 0


def _letter(user: User, actor: Actor, news: list[Notice], count: int) -> EmailMessage:
    subject = ngettext("对接平台：%(count)s 条新通知", "对接平台：%(count)s 条新通知", count) % {
        "count": count
    }
    lines = [_line(reading) for reading in notices_as_read_by(actor, news)]
    if count > len(lines):
        lines.append(_("……另有 %(more)s 条") % {"more": count - len(lines)})
    address = settings.SITE_ADDRESS + reverse("matchmaking:notices")
    end = _("全部通知：%(address)s\n不想再收到邮件，可在该页面关闭。") % {"address": address}
    return EmailMessage(subject, "\n".join([*lines, "", end]), to=[user.email or ""])


def _line(reading: Reading) -> str:
    notice = reading.notice
    line = f"· {notice}：{reading.title}" + (f" · {reading.why}" if reading.why else "")
    return line + (" · " + _("期限 %(day)s") % {"day": notice.due.isoformat()} if notice.due else "")
