"""The choice of offers under several limits at once.

Formulation. Members ``i`` who may be contacted, offers ``j`` open to each, expected values ``v[i, j]`` (propensity ×
value of a response − cost), limits ``r`` with room ``b[r]``, and ``a[r, j]``, what one contact with offer ``j`` takes
of limit ``r``: 1 of the list's size, of the offer's capacity, of its channel's and its gift's; its cost of the budget.
Choose ``x[i, j]`` in {0, 1}:

- maximise ``sum v[i, j] x[i, j]``, and the salvage value of what stays unused of stock that expires,
- ``sum over j of x[i, j] <= 1``: at most one offer per member and list,
- ``sum a[r, j] x[i, j] <= b[r]`` for each limit,
- ``sum over members of cell c of x[i, j] >= m[c]`` where a group has a minimum.

Contact policy, holdout and whatever else a rule says come before: they close offers. Held-out members take no room; who
of them would have been chosen at the same prices is a control.

Method. Give each limit a price ``p[r] >= 0`` and each minimum a premium ``q[c] >= 0``; the toll of an offer is
``sum a[r, j] p[r]``. For any prices, ``D(p, q) = sum b[r] p[r] - sum m[c] q[c] + sum over i of max(0, max over j of
v[i, j] - toll[j] + q[c(i)])`` is an upper bound of what any choice can bring; the least of them is that of the linear
programme. First prices are those of a sample, drawn by hash (`attitude.choice.programme`, HiGHS). They are then refined
on all members (`attitude.choice.ascent`): a pass is one query, and gives the bound, what is used, and the members who
are near to changing their mind; the programme of those, with what all others use as given, gives the next prices. The
list (`attitude.choice.recovery`) is taken in the order of the reduced value ``v - toll + q`` until a limit would be
broken; whose offer has no room left fall to their next best, so every limit holds exactly and what is left is filled.

Equal values are told apart by a hash of the member, by less than a hundred-thousandth of what a contact is worth.
"""

from attitude.choice.problem import Limit, Minimum, Problem
from attitude.choice.solution import Solution, solve, worth_of
from attitude.choice.turns import (
    BESIDE,
    LISTED,
    Contacts,
    Ending,
    GreedyPass,
    Trial,
    begin,
    contacts_of,
    last_rank,
    take_greedily,
    trim,
)
from attitude.choice.worths import Worths, weigh

__all__ = [
    "BESIDE",
    "LISTED",
    "Contacts",
    "Ending",
    "GreedyPass",
    "Limit",
    "Minimum",
    "Problem",
    "Solution",
    "Trial",
    "Worths",
    "begin",
    "contacts_of",
    "last_rank",
    "solve",
    "take_greedily",
    "trim",
    "weigh",
    "worth_of",
]
