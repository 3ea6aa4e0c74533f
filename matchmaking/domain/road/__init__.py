"""转化路线: from the level an achievement has to the level a need asks for, on one page.

* candidates: which pilot bases, proof-of-concept centres and scenarios fit the achievement, by the engine.
* plan: which of them, in which order, from which level to which. Pure.
* closing: the last two steps, a catalogue entry of first sets and a finance product.
* propose: the three together, for a pair; nothing is written.
* edit: the plan of a docking, written from a proposal, changed by both sides, adopted by both.
* chain: what an order of steps must obey, and how levels follow it.
* insertion: where a step of the two sides' own goes, and what gives way to it.
* writing: how a changed road is held, checked as a whole, saved and recorded.
* progress: how far each step has come, read off bookings, applications and the transfer project.
"""
