"""Bookings of pilot slots: who may ask, who answers, and never one too many however many answer at once."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from config.kernel.errors import IllegalTransition, Invalid, NotAllowed
from projects.domain.bookings import (
    SlotFull,
    confirm_booking,
    refuse_booking,
    report_booking,
    request_booking,
    withdraw_booking,
)
from projects.domain.publication import close_listing
from projects.domain.slots import close_slot, open_slot, reopen_slot
from projects.models import Booking, Slot
from tests.factories import make_booking, make_listing, make_organization, make_slot, writer_for

RESULTS = [{"indicator": "收率", "before": "71", "after": "86", "unit": "%"}]


def base_of(booking_or_slot):
    slot = booking_or_slot if isinstance(booking_or_slot, Slot) else booking_or_slot.slot
    return writer_for(slot.base.owner)


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabularies")
class TestSlots:
    def test_only_the_bases_writers_open_one(self):
        slot = make_slot()
        with pytest.raises(NotAllowed):
            open_slot(slot.base, {}, by=writer_for(make_organization()))
        with pytest.raises(NotAllowed):
            close_slot(slot, by=writer_for(make_organization()))

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"service": "dancing"}, "service"),
            ({"service": "design"}, "service"),  # one of the five, but not this base's
            ({"places": 0}, "places"),
            ({"price": "-1"}, "price"),
            ({"price": "1.005"}, "price"),
            ({"starts_on": dt.date(2020, 1, 1), "ends_on": dt.date(2020, 1, 2)}, "ends_on"),
            ({"taken": 3}, "taken"),
        ],
    )
    def test_values_that_break_a_rule_are_named(self, values, field):
        with pytest.raises(Invalid) as refused:
            make_slot(**values)
        assert list(refused.value.fields) == [field]

    def test_a_slot_that_ends_before_it_starts_is_refused(self):
        today = timezone.localdate()
        with pytest.raises(Invalid, match="结束日期"):
            make_slot(starts_on=today + dt.timedelta(9), ends_on=today + dt.timedelta(8))

    def test_a_closed_slot_takes_no_request_until_it_is_opened_again(self):
        slot = make_slot()
        close_slot(slot, by=base_of(slot), note="检修")
        with pytest.raises(Invalid) as refused:
            make_booking(slot=slot)
        assert list(refused.value.fields) == ["slot"]
        reopen_slot(slot, by=base_of(slot))
        assert make_booking(slot=slot).state == "requested"
        assert [step.note for step in slot.transitions.all()] == ["检修", ""]


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabularies")
class TestRequests:
    def test_it_remembers_the_level_of_the_achievement(self):
        booking = make_booking()
        assert (booking.state, booking.trl_before, booking.slot.taken) == ("requested", 5, 0)
        assert [(step.old, step.new) for step in booking.transitions.all()] == [("", "requested")]

    def test_nobody_books_for_others(self):
        with pytest.raises(NotAllowed):
            request_booking(
                make_slot(), make_listing("achievement"), purpose="放大", by=writer_for(make_organization())
            )

    def test_what_cannot_be_booked(self):
        slot = make_slot()
        own, draft = (
            make_listing("achievement", owner=slot.base.owner),
            make_listing("achievement", publish=False),
        )
        standing = make_booking(slot=slot).achievement
        for achievement, field in ((own, "achievement"), (draft, "achievement"), (standing, "__all__")):
            with pytest.raises(Invalid) as refused:
                make_booking(slot=slot, achievement=achievement)
            assert list(refused.value.fields) == [field]
        with pytest.raises(Invalid) as refused:
            make_booking(slot=slot, purpose=" ")
        assert list(refused.value.fields) == ["purpose"]

    def test_a_base_that_is_off_show_takes_no_request(self):
        slot = make_slot()
        close_listing(slot.base, by=base_of(slot))
        with pytest.raises(Invalid, match="已停止预约"):
            make_booking(slot=slot)

    def test_who_was_refused_may_ask_again(self):
        booking = make_booking()
        refuse_booking(booking, by=base_of(booking), note="须先完成反应风险评估")
        again = make_booking(slot=booking.slot, achievement=booking.achievement)
        assert again.state == "requested"


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabularies")
class TestAnswers:
    def test_only_the_base_answers_and_a_no_has_a_reason(self):
        booking = make_booking()
        applicant = writer_for(booking.achievement.owner)
        for act in (
            lambda: confirm_booking(booking, by=applicant),
            lambda: refuse_booking(booking, by=applicant, note="不"),
            lambda: report_booking(booking, results=RESULTS, trl_reached=7, by=applicant),
            lambda: withdraw_booking(booking, by=base_of(booking)),
        ):
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(Invalid):
            refuse_booking(booking, by=base_of(booking), note=" ")

    def test_a_full_slot_confirms_no_more_and_a_withdrawal_frees_a_place(self):
        slot = make_slot(places=1)
        first, second = make_booking(slot=slot), make_booking(slot=slot)
        confirm_booking(first, by=base_of(slot))
        with pytest.raises(SlotFull):
            confirm_booking(second, by=base_of(slot))
        assert (second.state, Booking.objects.get(pk=second.pk).state) == ("requested", "requested")
        withdraw_booking(first, by=writer_for(first.achievement.owner))
        assert confirm_booking(second, by=base_of(slot)).state == "confirmed"
        assert Slot.objects.get(pk=slot.pk).taken == 1

    def test_a_withdrawn_request_frees_nothing(self):
        booking = make_booking()
        withdraw_booking(booking, by=writer_for(booking.achievement.owner))
        assert Slot.objects.get(pk=booking.slot_id).taken == 0

    def test_the_database_itself_refuses_one_too_many(self):
        slot = make_slot(places=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.filter(pk=slot.pk).update(taken=2)


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabularies")
class TestReports:
    def test_it_is_done_with_what_was_measured(self):
        booking = make_booking()
        confirm_booking(booking, by=base_of(booking))
        report_booking(
            booking, results=RESULTS, trl_reached=7, report="连续运行 72 小时。", by=base_of(booking)
        )
        fresh = Booking.objects.get(pk=booking.pk)
        assert (fresh.state, fresh.trl_before, fresh.trl_reached) == ("done", 5, 7)
        assert [str(row) for row in fresh.results.all()] == ["收率 71 → 86 %"]
        assert Slot.objects.get(pk=fresh.slot_id).taken == 1  # the place was used

    def test_a_request_that_was_not_confirmed_has_nothing_to_report(self):
        booking = make_booking()
        with pytest.raises(IllegalTransition):
            report_booking(booking, results=RESULTS, trl_reached=7, by=base_of(booking))
        assert booking.results.count() == 0

    @pytest.mark.parametrize(
        ("results", "level", "field"),
        [
            ([], 7, "results"),
            ([{"indicator": "收率", "before": "71", "after": ""}], 7, "results.0.after"),
            ([{"indicator": "收率", "before": "7", "after": "8", "colour": "x"}], 7, "results.0.colour"),
            (RESULTS * 31, 7, "results"),
            (RESULTS, 14, "trl_reached"),
        ],
    )
    def test_what_is_missing_is_named(self, results, level, field):
        booking = make_booking()
        confirm_booking(booking, by=base_of(booking))
        with pytest.raises(Invalid) as refused:
            report_booking(booking, results=results, trl_reached=level, by=base_of(booking))
        assert list(refused.value.fields) == [field]
        assert Booking.objects.get(pk=booking.pk).state == "confirmed"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("vocabularies")
def test_of_twelve_confirmed_at_once_exactly_as_many_as_there_are_places():
    """Twelve connections, one slot with five places: nobody waits for good, nobody is squeezed in."""
    slot = make_slot(places=5)
    bookings = [make_booking(slot=slot) for _n in range(12)]
    start, outcomes = threading.Barrier(len(bookings)), []

    def confirm(pk):
        mine = Booking.objects.select_related("slot__base__owner").get(pk=pk)
        start.wait()
        try:
            outcomes.append(str(confirm_booking(mine, by=base_of(mine)).state))
        except SlotFull:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[booking.pk]) for booking in bookings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["confirmed"] * 5 + ["full"] * 7
    assert Slot.objects.get(pk=slot.pk).taken == 5
    assert Booking.objects.filter(state="confirmed").count() == 5
    assert Booking.objects.filter(state="requested", transitions__new="confirmed").count() == 0
