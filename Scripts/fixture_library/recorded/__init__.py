"""Real clients against the real server: what each does, and what there is to say about it.

A note follows the event that completes what it is about: the request, the response, a frame of one side, counted from
0, or what the server did on its own. `Scripts/record-fixtures` runs the clients.
"""

from __future__ import annotations

from .clients import CLIENTS
from .compression import COMPRESSION
from .endings import ENDINGS
from .lessons import LESSONS
from .lies import LIES
from .rooms import ROOMS

RECORDINGS = [*CLIENTS, *COMPRESSION, *LESSONS, *ENDINGS, *ROOMS, *LIES]
