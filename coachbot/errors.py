"""The error tree. Every message is one plain sentence; none holds a message's text or a secret.

CoachbotError
    OperatorError        the operator reads it, on stderr; exit 1
        SettingsError    a setting is missing or wrong
        ContentError     a file in prompts/ or knowledge/ is broken: names file and line
        StoreError       the database cannot be reached, read, written or upgraded
            Taken        another program receives into it: this one ends
            Away         its server does not answer just now: ask again
        ChannelError     Telegram refuses the token, or another process is polling
        ImportRefused    a saved page cannot become a gem; the sentence goes on from the file's name
        VectorsError     a model that turns texts into vectors is missing or broken
    Refused              a coach reads it, in the console, with its HTTP status
    UsageError           the operator reads it; exit 2
    VoiceError           nobody reads it: the model failed, by kind; the scripted words go out
    Conflict             nobody reads it: someone else saved this conversation first; load and try again
"""

from __future__ import annotations


class CoachbotError(Exception):
    """Anything that coachbot raises on purpose."""


class OperatorError(CoachbotError):
    """Something that whoever runs the program can mend."""


class SettingsError(OperatorError):
    """A setting is missing or wrong."""


class ContentError(OperatorError):
    """A file of words or knowledge cannot be used; the sentence names the file and the line."""


class StoreError(OperatorError):
    """The database cannot be reached, read, written or upgraded."""


class Taken(StoreError):
    """Another program receives messages into this database."""


class Away(StoreError):
    """The database's server does not answer just now; asked again, it may."""


class ChannelError(OperatorError):
    """Telegram refuses us, or another process is already receiving."""


class ImportRefused(OperatorError):
    """A saved page cannot become a gem; the sentence is without a capital and a stop."""


class VectorsError(OperatorError):
    """A model that turns texts into vectors is missing or broken."""


class Refused(CoachbotError):
    """Something that a coach may not do, or that can't be done; `status` is the answer's HTTP status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class UsageError(CoachbotError):
    """A command was called with words it does not know."""


class Conflict(CoachbotError):
    """A conversation was saved by someone else since it was loaded."""


class VoiceError(CoachbotError):
    """A model failed.

    `kind` is connection, refused, limited, server, request, slow, cut, truncated, filtered, garbled, empty,
    long or unfit; `retry_after` are seconds that the server asked for.
    """

    def __init__(self, kind: str, retry_after: float | None = None) -> None:
        super().__init__(kind)
        self.kind, self.retry_after = kind, retry_after
