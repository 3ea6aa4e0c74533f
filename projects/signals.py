"""What this app announces, inside the transaction of the change; receivers write job rows, nothing else."""

from django.dispatch import Signal

market_changed = Signal()  # no arguments: many listings changed at once, in one transaction
listing_changed = Signal()  # listing_id, kind, in_market: the card or the state of a listing changed
# kind (NewsKind) and about what: member_id, bid_id or evaluation_id; whom it concerns: organizations, people (ids), or
# with staff=True the administrators
news = Signal()
