"""Other machines over HTTP: where they are, who asks them, and how far an answer of theirs is trusted.

Nothing here runs unless the user names an address. What comes back is bounded in time and size, and no
request goes to another origin than the one that was named.
"""

from __future__ import annotations

from kg.remote.address import Endpoint
from kg.remote.client import Client, Reply
from kg.remote.failures import RemoteError, failure

__all__ = ["Client", "Endpoint", "RemoteError", "Reply", "failure"]
