"""A strict Bot API server over HTTP: what it refuses, Telegram refuses."""

from tests.telegram.botapi.limits import Fault, Limits
from tests.telegram.botapi.refusals import Refused
from tests.telegram.botapi.server import TOKEN, BotApi, Control
from tests.telegram.botapi.world import Call

__all__ = ["TOKEN", "BotApi", "Call", "Control", "Fault", "Limits", "Refused"]
