"""What another machine answers when it does not do what was asked, in one line of ours."""

from __future__ import annotations

import re

from kg.errors import KGError
from kg.remote.credentials import PASSWORD, PLAIN, TOKEN, USER

_SHOWN = 200  # characters of the machine's own words
_HINTS = {
    400: "mend what was asked",
    403: "ask whoever keeps it for the right to do this",
    404: "give the address at which SPARQL is answered, often .../sparql or .../query",
    405: "it answers, but not to this: is it the right address?",
    408: "narrow the question, or ask again later",
    413: "send less at a time, or raise the server's limit",
    415: "it does not take this format: is it the right address?",
    429: "wait a little and ask again",
    503: "it is overloaded or starting: ask again later",
    504: "narrow the question, or ask again later",
}
_MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)


class RemoteError(KGError):
    """Another machine does not do what it is asked; `status` is 0 if it gave no answer."""

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", hint: str = "", status: int = 0) -> None:
        super().__init__(what, where=where, hint=hint)
        self.status = status


def failure(status: int, media_type: str, body: bytes, where: str, *, known: bool = False) -> RemoteError:
    """The error that an answer with `status` stands for; `known` if credentials were sent."""
    said = told(body, media_type)
    if status == 401:
        if known:
            what = "it does not accept the credentials"
            hint = f"check {USER} and {PASSWORD}, or {TOKEN}; without https {PLAIN}=1 lets Basic be tried"
        else:
            what = "it asks who you are"
            hint = f"set {USER} and {PASSWORD}, or {TOKEN}, in the environment"
        return RemoteError(what, where=where, hint=hint, status=status)
    hint = _HINTS.get(status) or ("ask whoever keeps it" if status >= 500 else "is it the right address?")
    return RemoteError(
        f"it answers {status}{f': {said}' if said else ''}", where=where, hint=hint, status=status
    )


def told(body: bytes, media_type: str) -> str:
    """The beginning of what a machine says, on one line and without markup."""
    text = body[: 64 * _SHOWN].decode("utf-8", "replace")
    if "html" in media_type or text.lstrip()[:1] == "<":
        text = _MARKUP.sub(" ", text)
    words = " ".join(text.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
