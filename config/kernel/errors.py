"""The few errors of the domain. Raised deep, translated once at the border (pages, API, admin, commands)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DomainError(Exception):
    """Something the caller asked for cannot be done; `code` is stable, `message` is for a person."""

    code = "domain_error"
    status = 422
    message: Text = _("请求无法完成。")

    def __init__(self, message: Text | None = None, *, code: str | None = None) -> None:
        self.message = message if message is not None else type(self).message
        self.code = code or type(self).code
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)

    @property
    def sentence(self) -> str:
        """What a person reads when no form field is there to stand beside."""
        return str(self.message)


class Invalid(DomainError):
    """Field values that break a rule: `fields` maps a field name to what is wrong and how to repair it."""

    code = "invalid"
    message = _("有内容需要修改。")

    def __init__(self, fields: Mapping[str, Text], message: Text | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields)

    def __str__(self) -> str:
        return "; ".join(f"{name}: {text}" for name, text in self.fields.items())

    @property
    def sentence(self) -> str:
        return " ".join(str(text) for text in self.fields.values())


class NotAllowed(DomainError):
    """The object is visible to the caller, the act is not theirs."""

    code = "not_allowed"
    status = 403
    message = _("您没有权限进行此操作。")


class IllegalTransition(DomainError):
    """The state table has no such move from the present state."""

    code = "illegal_transition"
    status = 409
    message = _("当前状态下不能进行此操作。")


class LostRace(IllegalTransition):
    """Somebody else moved the object between our reading and our writing."""

    code = "lost_race"
    message = _("其他人刚刚处理了这条记录，请刷新后查看。")
