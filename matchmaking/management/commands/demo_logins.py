"""manage.py demo_logins: who can log in to the demo, as a table."""

from typing import Any

from django.core.management.base import BaseCommand

from enterprises.domain.demo_credentials import CLIENT_ID, CLIENT_SECRET, PASSWORD
from enterprises.models import PartnerApplication, User

_PEOPLE = (
    ("admin@example.com", "管理员 administrator"),
    ("broker@example.com", "技术经理人 broker"),
    ("enterprise@example.com", "企业 enterprise"),
    ("lab@example.com", "实验室 lab"),
)


class Command(BaseCommand):
    """Prints nothing where no demo data was loaded."""

    help = "Print the logins of the demo province."

    def handle(self, *_args: Any, **_options: Any) -> None:
        standing = set(
            User.objects.filter(email__in=[email for email, _role in _PEOPLE]).values_list("email", flat=True)
        )
        for email, role in _PEOPLE:
            if email in standing:
                self.stdout.write(f"{role:<28}{email:<26}{PASSWORD}")
        if PartnerApplication.objects.filter(client_id=CLIENT_ID).exists():
            self.stdout.write(f"{'合作平台 partner (OAuth2)':<26}{CLIENT_ID:<26}{CLIENT_SECRET}")
