"""中试档期与预约: capacity of a pilot base that can be booked, the bookings, and what was measured."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.kernel.models import PublicRow, Transition
from enterprises.validators import validate_plain_text
from projects.models.achievement import Achievement
from projects.models.listing import trl_field
from projects.models.pilot_base import PilotBase
from projects.states import LIVE_BOOKINGS, BookingState, SlotState


class Slot(PublicRow):
    """中试档期: one of the five services, from a day to a day, for so many bookings at a price each.

    `taken` counts bookings that were confirmed, also those since done; the database keeps it within `places`.
    """

    base = models.ForeignKey(PilotBase, models.PROTECT, related_name="slots", verbose_name=_("中试基地"))
    service = models.CharField(_("中试服务"), max_length=30)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    places = models.PositiveSmallIntegerField(
        _("名额"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    taken = models.PositiveSmallIntegerField(_("已占用"), default=0, editable=False)
    price = models.DecimalField(
        _("每个名额收费（元）"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    note = models.CharField(_("说明"), max_length=200, blank=True, validators=[validate_plain_text])
    state = models.CharField(
        _("状态"), max_length=20, choices=SlotState, default=SlotState.OPEN, editable=False
    )
    created = models.DateTimeField(_("创建时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("中试档期")
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["base", "starts_on"], name="slot_of_base")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=SlotState.values), name="slot_state_known"),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("places")), name="slot_never_overbooked"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="slot_ends_after_start",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"

    @property
    def free(self) -> int:
        return self.places - self.taken


class SlotTransition(Transition):
    """A slot opened or closed for bookings."""

    subject = models.ForeignKey(Slot, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("中试档期流转记录")


class Booking(PublicRow):
    """中试预约: an achievement's owner asks for a place in a slot; done when the base has reported what it measured."""

    number = models.CharField(_("预约编号"), max_length=20, unique=True, editable=False)
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings", verbose_name=_("中试档期"))
    achievement = models.ForeignKey(
        Achievement, models.PROTECT, related_name="bookings", verbose_name=_("成果")
    )
    purpose = models.TextField(
        _("要验证什么"),
        max_length=2000,
        validators=[validate_plain_text],
        help_text=_("对方会看到。请勿写入未公开的技术秘密。"),
    )
    state = models.CharField(
        _("状态"), max_length=20, choices=BookingState, default=BookingState.REQUESTED, editable=False
    )
    trl_before = trl_field(_("中试前成熟度"))
    trl_reached = trl_field(_("中试后达到的成熟度"))
    report = models.TextField(_("中试报告"), max_length=5000, blank=True, validators=[validate_plain_text])
    requested = models.DateTimeField(_("申请时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("中试预约")
        ordering = ["-requested", "id"]
        indexes = [models.Index(fields=["state", "-requested"], name="booking_list")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=BookingState.values), name="booking_state_known"
            ),
            models.UniqueConstraint(
                fields=["slot", "achievement"],
                condition=models.Q(state__in=sorted(LIVE_BOOKINGS)),
                name="one_live_booking",
                violation_error_message=_("这项成果已经预约了这个档期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BookingTransition(Transition):
    """One step of a booking."""

    subject = models.ForeignKey(Booking, models.PROTECT, related_name="transitions")

    class Meta(Transition.Meta):
        verbose_name = verbose_name_plural = _("中试预约流转记录")


class BookingResult(models.Model):
    """One measured result of a pilot run: which indicator, before, after, in which unit."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="results", verbose_name=_("中试预约"))
    indicator = models.CharField(_("指标"), max_length=100, validators=[validate_plain_text])
    before = models.CharField(_("中试前"), max_length=50, validators=[validate_plain_text])
    after = models.CharField(_("中试后"), max_length=50, validators=[validate_plain_text])
    unit = models.CharField(_("单位"), max_length=30, blank=True, validators=[validate_plain_text])
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("实测结果")
        ordering = ["booking", "position", "id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.before} → {self.after} {self.unit}".strip()
