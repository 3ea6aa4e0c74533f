"""Wiring: settings, URLs, Celery, API plumbing. It decides nothing."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
