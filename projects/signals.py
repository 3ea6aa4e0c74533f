"""What this app announces, inside the transaction of the change; receivers write job rows, nothing else."""

from django.dispatch import Signal

market_changed = Signal()  # no arguments: many listings changed at once, in one transaction
listing_changed = Signal()  # listing_id, kind, in_market: the card or the state of a listing changed
# kind (NewsKind), organizations (ids), member_id or bid_id: what just happened, and whom it concerns
news = Signal()
