"""The admin of the kernel, and what the admin pages of all apps share."""

from config.kernel.admin.job import JobAdmin

__all__ = ["JobAdmin"]
