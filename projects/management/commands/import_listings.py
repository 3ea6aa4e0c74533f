"""manage.py import_listings: rows of a JSONL, CSV or Excel file become listings of an organization."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from config.kernel.errors import DomainError
from enterprises.models import Organization
from projects.choices import ListingKind
from projects.domain.import_example import example_row
from projects.domain.import_listings import Import, aim_of, import_listings
from projects.importing.reading import open_table
from projects.importing.report import OUTCOME_LABELS, Report, Result, write_report
from projects.importing.template import write_template
from projects.states import ListingState

PROVINCE = Path(settings.BASE_DIR) / "seeds" / "province"
SHOWN = 20  # remarks printed; the report file has all


class Command(BaseCommand):
    """Repeating an import changes nothing; an import that was stopped is completed by repeating it."""

    help = "Import listings of an organization from a JSONL, CSV or XLSX file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=ListingKind.values)
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument(
            "--organization", metavar="CREDIT_CODE", default="", help="whose listings they are"
        )
        parser.add_argument(
            "--publish", action="store_true", help="put on show (trusted) or submit for review"
        )
        parser.add_argument("--report", type=Path, metavar="FILE.csv", help="write what became of each row")
        parser.add_argument("--encoding", default="", help="of a text file, where guessing goes wrong")
        parser.add_argument("--dry-run", action="store_true", help="check every row, keep nothing")
        parser.add_argument(
            "--template", type=Path, metavar="FILE.xlsx", help="write an empty workbook instead"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["template"]:
                self._write_template(options["kind"], options["template"])
            else:
                self._import(options)
        except DomainError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def _write_template(self, kind: str, path: Path) -> None:
        task = Import(kind, Organization())
        example = example_row(kind, task.columns, PROVINCE)
        write_template(path, str(ListingKind(kind).label), task.columns, example)
        self.stdout.write(_("模板已写入 %(path)s") % {"path": path})

    def _import(self, options: dict[str, Any]) -> None:
        if options["file"] is None or not options["organization"]:
            raise CommandError(_("请写明要导入的文件和 --organization 统一社会信用代码。"))
        organization = Organization.objects.filter(credit_code=options["organization"]).first()
        if organization is None:
            raise CommandError(
                _("没有统一社会信用代码为 %(code)s 的主体。") % {"code": options["organization"]}
            )
        task = Import(options["kind"], organization, options["publish"], options["dry_run"])
        table = open_table(options["file"], task.columns, options["encoding"])
        self.stdout.write(f"{options['file'].name}: {table.about}")
        self.stdout.write(f"{organization}: {self._plan(task)}")
        report = import_listings(task, table, after_batch=self._progress)
        if table.ignored:
            self.stdout.write(_("没有导入的列：%(names)s") % {"names": "、".join(table.ignored)})
        self._summary(report)
        if options["report"]:
            write_report(report, options["report"])
            self.stdout.write(_("逐行结果已写入 %(path)s") % {"path": options["report"]})

    def _plan(self, task: Import) -> str:
        if task.dry_run:
            return _("试运行，不保存任何内容")
        if not task.publish:
            return _("导入为草稿")
        if aim_of(task.organization) == ListingState.PUBLISHED:
            return _("直接发布（免审主体）")
        return _("提交审核（主体不是免审主体，由管理员审核后发布）")

    def _progress(self, report: Report) -> None:
        self.stdout.write(
            _("  %(rows)s 行，%(speed).0f 行/秒")
            % {"rows": len(report.results), "speed": report.rows_per_second}
        )
        self.stdout.flush()

    def _summary(self, report: Report) -> None:
        remarked = report.remarked()
        for result in remarked[:SHOWN]:
            self._remark(result)
        if len(remarked) > SHOWN:
            self.stdout.write(
                _("  ……还有 %(count)s 行，用 --report FILE.csv 查看") % {"count": len(remarked) - SHOWN}
            )
        outcomes = [f"{label} {report.outcomes[outcome]}" for outcome, label in OUTCOME_LABELS.items()]
        states = [f"{state} {count}" for state, count in sorted(report.states.items())]
        self.stdout.write(
            _("完成：%(rows)s 行，%(seconds).1f 秒（%(speed).0f 行/秒）。")
            % {"rows": len(report.results), "seconds": report.seconds, "speed": report.rows_per_second}
        )
        self.stdout.write("  " + "，".join(outcomes) + (f"；{'，'.join(states)}" if states else ""))

    def _remark(self, result: Result) -> None:
        for fault in result.faults:
            where = _("  第 %(number)s 行 %(outcome)s %(column)s“%(value)s”：") % {
                "number": result.number,
                "outcome": OUTCOME_LABELS[result.outcome],
                "column": fault.column,
                "value": fault.shown,
            }
            self.stdout.write(f"{where}{fault.why}{fault.repair}")
