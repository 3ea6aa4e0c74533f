"""The columns an import of each kind knows, made from the model's fields and today's vocabularies."""

import re
from collections.abc import Callable, Mapping

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

from enterprises.domain.vocabulary import terms_of
from enterprises.models import Contact, Organization
from projects.domain.codes import scheme_of
from projects.domain.patents import patents_cell
from projects.domain.targets import FIELDS
from projects.fields import fields_of
from projects.importing import values
from projects.importing.columns import Column, Columns
from projects.importing.vocabulary import Entry, Vocabulary
from projects.models import KIND_MODELS, Listing, Need

# Other headings that are met in the tables of enterprises, universities and counties.
_ALIASES: dict[str, tuple[str, ...]] = {
    "external_id": ("id", "编号", "需求编号", "成果编号", "项目编号"),
    "title": ("名称", "项目名称", "需求名称", "成果名称", "技术名称", "基地名称", "场景名称"),
    "summary": ("简介", "概述", "需求简介", "成果简介"),
    "description": ("描述", "详细描述", "详细内容", "需求描述", "需求内容", "成果描述", "技术内容"),
    "region": ("地区", "所在地区", "所属地区", "城市"),
    "industries": ("所属行业", "行业领域", "应用行业"),
    "disciplines": ("学科领域", "所属学科"),
    "trl": ("成熟度", "技术成熟度等级"),
    "trl_wanted": ("期望成熟度", "期望技术成熟度"),
    "modes": ("合作模式", "拟合作方式", "转化方式"),
    "budget_band": ("预算", "经费预算", "投入预算"),
    "asking_price": ("价格", "转让价格", "报价"),
    "expires_on": ("截止日期", "有效期"),
    "patents": ("专利", "专利编号"),
}
_REGION = re.compile(r"(省|市|(壮族|回族|维吾尔|藏族)?自治[区州]|特别行政区)$")
_UNITS = re.compile("[万元]")
_SHORT: dict[str, Callable[[str], str]] = {
    "region": lambda name: _REGION.sub("", name),
    "budget_band": lambda name: _UNITS.sub("", name),
}


def import_columns(kind: str, organization: Organization | None = None) -> Columns:
    """What a file of listings of `kind` may hold, in the order of the form, the source's id first.

    `organization`: whose contacts a row may name.
    """
    model = KIND_MODELS[kind]
    people = {person.name: person for person in organization.contacts.all()} if organization else {}
    names = sorted(fields_of(model), key=lambda name: name != "external_id")
    columns = [_contact(people) if name == "contact" else _column(model, name) for name in names]
    if model is Need:
        hint = _("每行一条：指标|现值|目标值|单位|检验方法")
        columns.append(Column("targets", _("量化指标"), values.targets(FIELDS), hint=hint))
    secret = values.text(longest=20000, lines=True)
    columns.append(Column("secret", _("保密内容"), secret))
    return Columns(columns)


def vocabulary_of(scheme: str) -> Vocabulary:
    """A vocabulary of the database as an import reads it."""
    entries = (Entry(term.code, term.zh, term.en, term.parent) for term in terms_of(scheme).values())
    return Vocabulary(entries, _SHORT.get(scheme, str))


def _contact(people: Mapping[str, Contact]) -> Column:
    """The organization's contacts, by name."""
    find = values.one_of(Vocabulary(Entry(name, name) for name in people))
    label = str(Listing._meta.get_field("contact").verbose_name)
    return Column("contact", label, lambda cell: people[find(cell)])


def _column(model: type[Listing], name: str) -> Column:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    vocabulary = _vocabulary(model, field)
    return Column(
        name,
        str(field.verbose_name),
        _parser(field, vocabulary),
        aliases=_ALIASES.get(name, ()),
        hint=str(field.help_text) or _("请填写这一列。"),
        required=not field.blank and not field.has_default(),
        vocabulary=vocabulary,
    )


def _vocabulary(model: type[Listing], field: "models.Field[object, object]") -> Vocabulary | None:
    if scheme := scheme_of(model, field.name):
        return vocabulary_of(scheme)
    if field.choices:
        return Vocabulary(Entry(str(code), str(label)) for code, label in field.flatchoices)
    return vocabulary_of("trl13") if _is_level(field) else None


def _is_level(field: "models.Field[object, object]") -> bool:
    return field.name.startswith("trl")


def _parser(field: "models.Field[object, object]", vocabulary: Vocabulary | None) -> values.Parse:
    longest = getattr(field, "max_length", None) or 0
    if vocabulary is not None and _is_level(field):
        return values.level(vocabulary)
    if isinstance(field, ArrayField):
        if vocabulary is not None:
            return values.many_of(vocabulary)
        longest = field.base_field.max_length or 0
        if field.name == "patents":  # people write spaces inside a number
            return patents_cell(values.words(longest=longest, between="、,，;；"))
        return values.words(longest=longest, between=r"、,，;；\s")
    if vocabulary is not None:
        return values.one_of(vocabulary)
    if field.name == "external_id":
        return values.identifier(longest=longest)
    plain_kinds: dict[type[models.Field[object, object]], values.Parse] = {
        models.DateField: values.day,
        models.DecimalField: values.amount,
        models.BooleanField: values.flag,
        models.PositiveSmallIntegerField: values.whole,
    }
    for kind, parse in plain_kinds.items():
        if isinstance(field, kind):
            return parse
    return values.text(longest=longest, lines=isinstance(field, models.TextField))
