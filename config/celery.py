"""The Celery application. Messages are hints; the truth about work is the job row (config/kernel/jobs.py)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("duijie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
