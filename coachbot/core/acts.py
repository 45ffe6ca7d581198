"""Every act the scripted voice may be asked for; the start-up check wants words for each."""

from __future__ import annotations

from coachbot.core.dialogue import acts as answers
from coachbot.core.model import Foundation
from coachbot.core.phrasebook import Phrasebook
from coachbot.errors import ContentError


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Rows of the table whose name only chooses code; what they say has names of its own.
_NAMES_ONLY = frozenset(
    (
        "draft.request",
        "draft.shorter",
        "draft.aside",
        "ack",
        "draft.changed",
        "request.reshape",
        "rehearse.round",
        "rehearse.level",
    )
)

QUESTIONS = _words(
    """
    any asked resume arrive.ask settle.how settle.offer listen.fact listen.onward listen.faux listen.feeling
    listen.open listen.check
    observation.ask feeling.ask feeling.open feeling.faux feeling.pick need.ask need.open need.pick gem.quote
    gem.quote_theirs
    gem.page gem.first_page request.ask message.offer message.cannot draft.show draft.pause
    draft.text draft.ask draft.edit_line rehearse.ask rehearse.with_draft rehearse.reply
    rehearse.note rehearse.easy rehearse.ordinary rehearse.hard
    outsider.ask1 outsider.ask2 outsider.ask3 card close.follow_up close.agreed_days
    close.agreed_day
    follow.ask ack.feeling ack.instead ack.need ack.need_own ack.go_on picked.none
    mirror.faux
    mirror.feeling mirror.scrap mirror.sorry mirror.worth draft.still mirror.none
    settle.breath settle.walk settle.water settle.twenty request.own
    verdict.me human.kept asked.quote mirror.letter draft.add mirror.topic listen.about listen.topic
    request.as_is request.essential request.demand request.vague request.stop request.ultimatum
    """
) | {f"{f.value}.{part}" for f in Foundation for part in ("lead", "ask", "unsure")}

DANGER = _words(
    """
    stop.suicide stop.suicide.and_hurt stop.suicide.partner stop.suicide.other stop.self_harm
    stop.partner_violence stop.partner_violence.other stop.coercive_control stop.sexual_coercion stop.stalking
    stop.child_harm stop.child_harm.me stop.harm_to_partner stop.harm_to_partner.mutual stop.used
    stop.other_harm stop.other_harm.me stop.medical
    ask.suicide ask.suicide.partner ask.suicide.other ask.self_harm ask.self_harm.partner
    ask.partner_violence ask.partner_violence.other ask.coercive_control ask.sexual_coercion ask.stalking
    ask.child_harm ask.harm_to_partner ask.used ask.other_harm ask.medical
    ask.why ask.unsure ask.no ask.no.alone ask.no.joke ask.no.angry ask.unclear ask.unclear.alone
    hold.numbers hold.unsafe hold.unsafe.own_life hold.unsafe.theirs hold.unsafe.used
    hold.again hold.again.own_life hold.again.used hold.safe hold.safe.own_life hold.safe.used
    hold.plan hold.plan.own_life hold.plan.theirs hold.plan.used hold.plan.medical hold.ground hold.phone
    hold.steps hold.steps.own_life hold.steps.theirs hold.steps.used
    hold.message hold.message.own_life hold.message.theirs hold.message.used
    hold.belittle hold.belittle.own_life hold.belittle.theirs hold.belittle.used
    hold.is_it hold.is_it.own_life hold.is_it.used
    hold.shame hold.shame.own_life hold.shame.used hold.calling hold.calling.used hold.called hold.no_answer
    hold.going hold.going.own_life hold.going.theirs hold.going.used hold.children hold.alone hold.human
    hold.angry hold.why hold.listen hold.thanks hold.back hold.back.own_life hold.back.used
    hold.stay hold.stay.own_life hold.stay.theirs hold.stay.used hold.stay.medical
    hold.leave hold.leave.which hold.left hold.left.listen hold.stands hide lines.unknown_country
    """
)

COMMANDS = _words(
    """
    start start.here start.known consent.yes consent.no help privacy history.off history.on export export.none
    export.title export.talk export.cards export.rest forget.ask forget.done
    forget.kept card.none gem.list gem.none country.ask country.set country.unknown command.unknown
    dictated.ask dictated.shown dictated.write dictated.again dictated.failed
    spent sticker photo voice other forward edit group neutral sorry paused about.short about.long
    describe./start describe./help describe./listen describe./pause describe./back describe./card
    describe./gem describe./export describe./forget describe./privacy describe./country describe./hide
    """
)

DAYS = _words(
    """
    nudges.offer nudges.ask nudges.zone nudges.zone_unknown nudges.set nudges.show nudges.rests
    nudges.slower nudges.off nudges.declined nudges.unclear nudges.not_kept nudges.did nudges.not_today
    nudges.back nudges.none_left nudges.gone pause.set pause.over pause.unclear agree.ask agree.smaller
    agree.when agree.set agree.list agree.past agreement.due agreement.which agreement.kept agreement.partly
    agreement.not agreement.changed agreement.gone thriving.ask thriving.energy thriving.willingness
    thriving.word thriving.done thriving.care thriving.discern thriving.how_often thriving.set thriving.off
    memory.list memory.none memory.kept memory.gone memory.unclear essentials.ask essentials.list
    essentials.set me.none me.title me.foundations me.thriving me.agreements me.feelings me.needs card.title
    describe./nudges describe./agree describe./thriving describe./memory describe./essentials describe./me
    """
)

SHARING = _words(
    """
    share.ask share.names share.names_unclear share.seen share.decide share.done share.note_yes share.note_no
    share.no share.none share.list share.gone share.unavailable share.note console.link describe./share
    """
)

TOGETHER = _words(
    """
    link.ask link.name_unclear link.what link.made link.left link.most link.not_kept link.over link.own
    link.already link.asks link.asks_stranger link.no link.your_name link.linked link.not_linked
    unlink.ask unlink.done unlink.kept together together.whom with.left with.not_while with.quiet
    with.rests with.which with.again with.enough with.too_long with.uncarried with.not_carried
    with.gone_already letter.to_whom letter.write letter.shown letter.gone letter.taken_back letter.waits
    letter.read letter.later letter.not set.which set.begun set.asked set.question set.whole set.waits
    set.both set.seen set.later set.no talk.offer talk.waits talk.asked talk.later talk.no talk.you_begin
    talk.they_begin talk.begin talk.say talk.hear talk.uncarried talk.uncarried_heard
    talk.shorter talk.shown_said
    talk.shown_heard talk.gone_said talk.gone_heard talk.said talk.heard talk.there_is_more
    talk.your_turn talk.their_turn talk.both_heard talk.patience talk.rested talk.hot talk.noted
    talk.both_ready talk.ended talk.over pact.write pact.shorter pact.shown pact.gone pact.waits
    pact.offered pact.agreed pact.both pact.no pact.none pact.list pact.ended pact.due pact.went
    pact.noted pact.hidden pact.both_show pact.seen describe./link describe./together describe./unlink
    describe./send
    """
)

BUTTONS = _words(
    """
    link.yes link.as link.no link.leave unlink.yes unlink.no with.letter with.questions with.talk with.pacts
    with.leave with.leave_it letter.send letter.go letter.change letter.back letter.now letter.later
    letter.not set.go set.later set.no set.done set.again set.see talk.ask talk.join talk.later talk.no
    talk.say talk.hear talk.go talk.change talk.right talk.more talk.rest talk.ready talk.see talk.small
    talk.end pact.new pact.go pact.change pact.see pact.yes pact.no pact.end pact.list pact.show
    pact.hide pact.seen
    share.look share.no share.none share.yes share.note share.no_note share.back share.you share.coach
    card.message danger.safe danger.unsafe danger.numbers danger.plan danger.ground danger.leave
    danger.over
    danger.wrong danger.stands ask.yes ask.no
    yes no listen more skip back pause restart settle settle.breath settle.walk settle.water
    settle.twenty calmer hot depth.in_it depth.afterwards else done page.next page.back gem.go
    gem.read gem.next gem.after gem.before gem.keep gem.no other f.empathy f.safety f.trust
    f.respect write myself keep
    change drop rehearse again enough when.tomorrow when.days when.none went.well went.badly
    went.not outsider end consent.yes consent.no forget.yes forget.no history.off history.on
    nudges.morning nudges.midday nudges.evening nudges.none nudges.every nudges.every.1 nudges.every.2
    nudges.every.3 nudges.every.7 nudges.time nudges.pause nudges.off nudge.did nudge.not_today
    nudge.another nudge.more agree.start agree.tomorrow agree.days agree.week agree.leave agreement.kept
    agreement.partly agreement.not agreement.changed agreement.which
    energy.1 energy.2 energy.3 energy.4 energy.5
    willing.1 willing.2 willing.3 willing.4 willing.5 thrive.1 thrive.2 thrive.3 thrive.4
    thrive.5 thriving.week thriving.month thriving.off thriving.done dictated.yes dictated.no
    level.easy level.hard dictated.right dictated.wrong memory.drop card.older me.dark me.light
    """
)


def required() -> frozenset[str]:
    """The names of all acts and buttons that need words."""
    spoken = (answers() - _NAMES_ONLY) | QUESTIONS | COMMANDS | DANGER | DAYS | SHARING | TOGETHER
    return spoken | {f"button.{b}" for b in BUTTONS}


def check_acts(book: Phrasebook, source: str) -> None:
    """Raises ContentError naming an act that has no words, or words that no act asks for."""
    wanted = required()
    missing = sorted(act for act in wanted if act not in book.acts)
    if missing:
        raise ContentError(f"{source}: the act “{missing[0]}” has no words.")
    unknown = sorted(act for act in book.acts if act.partition("@")[0] not in wanted)
    if unknown:
        raise ContentError(f"{source}: nothing asks for the act “{unknown[0]}”.")
