"""The clients that the tests of this folder use."""

from tests.partner import lab_partner, partner, visitor

__all__ = ["lab_partner", "partner", "visitor"]
