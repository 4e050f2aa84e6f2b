"""The phrases of pay and its reasons, in the mini-language of `reading.Line.has`."""

from __future__ import annotations

ASKED = (
    (
        "(earn|pay|salary|compensation|package|expectation|expectations|expect to make|"
        "remuneration|wage|offer|money)"
    ),
)
OWN_TOPIC = ("(salary|compensation|total comp|base|package|all in|equity|sign on|ote|take home|gross)",)
RANGE = (
    "between # .. and #",
    "# (dollars |euros |pounds )?to # .. ",
    "# to #",
    "# # ",
    "from # .. to #",
    "# .. (base|equity|bonus|stock|sign on|all in|total|gross|package)",
    ("(base|package|total|range|expect|expecting|looking for|looking at|asking for|around|somewhere) .. #"),
    "# (dollars|euros|pounds) .. plus",
)
ROLE = (
    (
        "role|job|position|responsib\\w+|scope|impact|level|seniority|in charge|charge of|"
        "carr(y|ies|ying)|own|owns|owning|lead|leads|leading|team|teams|org|roadmap|result|"
        "results|revenue|season|outcome|outcomes|market rate|band|mandate|budget|accountable|"
        "depends on|lives on|millions?|customers|users|hear|launch|launches|ship|ships|product|"
        "line"
    ),
)
REASON_LINKS = (
    (
        "because|since|as|that is (what|why|the (level|job|scope|role|kind|reason))|would (own|"
        "lead|run|carry|be in charge|be responsible)|will (own|lead|run|carry)|given|based on|"
        "i base|reflects?|reason|for (a|the|this) (role|job|position|level|scope)|in line with|"
        "what i (bring|base|would)|it is|matches|comes with|goes with|justif\\w+|worth|the "
        "(role|job|position|person)"
    ),
)
PRIVATE = (
    (
        "flat|apartment|rent|mortgage|house|kids|children|school|wife|husband|family|loan|debt|"
        "car|cost of living|expensive (city|town)|inflation|bills|lifestyle|wedding|baby|my "
        "(current|last|old|present) (salary|pay|job|flat|employer|company)|i (earn|make) now|"
        "commute|neighbou?r|friend"
    ),
)
