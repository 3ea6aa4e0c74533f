"""A step in the life of a match or docking: besides who, when and why, on which words, for which coded reasons."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from config.kernel.models import Transition


class Decision(Transition):
    """`reasons`: codes of vocabulary exit_reason, where the road is left. `deadline`: the day that was set with the
    step. The revisions say which texts lay on the table; they are kept as they were (`projects.ListingVersion`)."""

    reasons = ArrayField(
        models.CharField(max_length=10), verbose_name=_("理由代码"), default=list, blank=True
    )
    deadline = models.DateField(_("期限"), null=True, blank=True)
    wanted_revision = models.PositiveIntegerField(_("需求版本"), null=True, blank=True)
    offered_revision = models.PositiveIntegerField(_("成果版本"), null=True, blank=True)

    class Meta(Transition.Meta):
        abstract = True
