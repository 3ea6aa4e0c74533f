"""The kernel: what every app stands on. Closed: a new file here needs an ADR."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "config.kernel"
    label = "kernel"
    verbose_name = "内核"
