"""Answers that need more than words: pickers, drafts, gems read whole, rehearsals, times to come.

A row that stands in neither table is answered by the act of its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coachbot.core.answering import (
    closing,
    gems,
    listening,
    messages,
    picking,
    rehearsing,
    requests,
    settling,
)
from coachbot.core.answering.context import Answer, Context
from coachbot.core.signals import Signal as S

# By what the row says.
ANSWERS: Mapping[str, Callable[[Context], Answer]] = {
    "ack": listening.ack,
    "mirror": listening.mirror,
    "mirror.more": listening.more,
    "again": listening.again,
    "verdict": listening.verdict,
    "human": listening.what_we_are,
    "mirror.listening": listening.only_mirror,
    "upset": listening.upset,
    "listen.just": listening.just_listen,
    "bye.card": closing.bye,
    "foreign": listening.foreign,
    "feeling.picker": picking.opens("feeling"),
    "feeling.wrong": picking.opens("feeling"),
    "feeling.which": picking.opens("feeling"),
    "need.picker": picking.opens("need"),
    "need.wrong": picking.opens("need"),
    "need.which": picking.opens("need"),
    "pause": settling.pause,
    "settle.how": settling.settle,
    "settle.still": settling.still,
    "settle.heard": settling.told,
    "settle.check": settling.look_in,
    "settle.calmer": settling.calmer,
    "settle.pause_line": settling.pause_line,
    "calmer": settling.calmer,
    "gem.kept": gems.keep,
    "gem.not_for_me": gems.not_for_me,
    "gem.no": gems.leave,
    "draft.undone": messages.undone,
    "foundation.choose": requests.choose_foundation,
    "foundation.unsure": requests.unsure,
    "request.reshape": requests.reshape,
    "request.ok": requests.as_asked,
    "request.ideas": requests.ideas,
    "request.none": requests.nothing_to_ask,
    "request.which": requests.ideas,
    "write": messages.write,
    "write.first": messages.write_first,
    "message.paste": messages.paste,
    "message.myself": messages.myself,
    "draft.changed": messages.changed,
    "draft.request": messages.asks_anew,
    "draft.shorter": messages.shorter,
    "draft.aside": messages.aside,
    "draft.edit": messages.edit,
    "draft.dropped": messages.drop,
    "draft.kept": messages.kept,
    "rehearse.begin": rehearsing.begin,
    "rehearse.round": rehearsing.play,
    "rehearse.level": rehearsing.level,
    "close.agreed": closing.agreed,
    "close.no_follow_up": closing.declined,
    "thanks": closing.thanks,
    "follow.ask": closing.how_it_went,
    "follow.well": closing.went_well,
    "follow.helped": closing.helped,
    "follow.badly": closing.listen_after("follow.badly"),
    "follow.not_said": closing.listen_after("follow.not_said"),
    "follow.more": closing.listen_after("follow.more"),
    "outsider.begin": closing.outsider,
    "insight": listening.insight,
}

# Rows without words of their own.
SIGNALS: Mapping[S, Callable[[Context], Answer]] = {
    S.TOGGLE: picking.toggle,
    S.PAGE: picking.toggle,
    S.PICKED: picking.picked,
    S.SOMETHING_ELSE: picking.something_else,
    S.READ_GEM: gems.read,
    S.NEIGHBOUR: gems.neighbour,
    S.FOUNDATION: requests.foundation,
}

__all__ = ["ANSWERS", "SIGNALS", "Answer", "Context"]
