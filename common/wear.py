"""The landlord's wear table (grille de vétusté): what is left to the tenant of a repair found at move-out.

Decree 2016-382, art. 4: a table gives each thing a theoretical life and flat yearly allowances on the price of its
repair. The values are the landlord's, from its collective agreement.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_ALL = Decimal(100)


@dataclass(frozen=True)
class WearRow:
    """``years``: the life. ``free_years``: years at the start without allowance. ``yearly``: percent taken off for
    each year after them. ``residual``: percent that always stays, also beyond the life."""

    years: int
    free_years: int
    yearly: Decimal
    residual: Decimal


@dataclass(frozen=True)
class Share:
    """Who bears how much of a price. ``percent`` is the tenant's."""

    percent: Decimal
    tenant: Decimal
    landlord: Decimal


def tenant_percent(row: WearRow, age: int) -> Decimal:
    """What is left to the tenant after ``age`` years, in percent: never more than for a newer thing.

    :raises ValueError: a negative age
    """
    if age < 0:
        raise ValueError("an age cannot be negative")
    if age >= row.years:
        return row.residual
    return max(row.residual, _ALL - row.yearly * max(0, age - row.free_years))


def move_out_share(price: Decimal, age: int, row: WearRow) -> Share:
    """The shares of the price (euros) of repairing what the tenant damaged, after ``age`` years. To the cent; both
    shares make up the price.

    :raises ValueError: a negative price or age
    """
    if price < 0:
        raise ValueError("a price cannot be negative")
    percent = tenant_percent(row, age)
    tenant = (price * percent / _ALL).quantize(_CENT, ROUND_HALF_UP)
    return Share(percent, tenant, price - tenant)
