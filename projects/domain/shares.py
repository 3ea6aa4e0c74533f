"""Dividing an amount so that its parts sum to it to the cent."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

CENT = Decimal("0.01")


def up_to_the_cent(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_CEILING)


def split(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`total` (whole cents) in parts as the weights are, by largest remainder (Hare-Niemeyer): every part is its
    exact quota rounded down or up to the cent, and the cents left over go to the largest remainders, the first of
    equals first.

    Raises ValueError for negative weights, for weights that sum to nothing, and for a total with parts of a cent.
    """
    whole = sum(weights, Decimal(0))
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative, and sum to more than 0")
    cents = total / CENT
    if cents != cents.to_integral_value() or cents < 0:
        raise ValueError(f"{total} is not a number of cents")
    # Integers from here on: a quotient of decimals is rounded, and a rounded remainder may rank wrongly.
    scale = Decimal(10) ** max(0, *(-weight.as_tuple().exponent for weight in weights))  # type: ignore[operator]
    units = [int((weight * scale).to_integral_value(ROUND_FLOOR)) for weight in weights]
    quotas = [divmod(int(cents) * unit, sum(units)) for unit in units]
    left = int(cents) - sum(quotient for quotient, _remainder in quotas)
    by_remainder = sorted(range(len(units)), key=lambda at: (-quotas[at][1], at))
    extra = set(by_remainder[:left])
    return [(quotient + (at in extra)) * CENT for at, (quotient, _remainder) in enumerate(quotas)]
