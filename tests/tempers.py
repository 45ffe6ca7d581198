"""People of different tempers, and what each would answer to each kind of question."""

from __future__ import annotations

from dataclasses import dataclass

from coachbot.core.session import Session


@dataclass(frozen=True)
class Person:
    """What somebody would answer to each kind of question."""

    temper: str
    opener: str
    feeling: str = "hurt"
    need: str = "respect"
    insight: str = "i go quiet and leave the room"
    request: str = "ask {them} to sit down with me on sunday for twenty minutes"
    wants: str = "yes"

    def answer(self, session: Session) -> str:
        """What they say to what was asked."""
        asked = session.asked or ""
        told = {
            "fact": "we argued about it at dinner and it ended badly",
            "check": "yes",
            "feeling": self.feeling,
            "need": self.need,
            "gem": "go on",
            "insight": self.insight,
            "request": self.request,
            "request_again": self.request,
            "reshape": "could we talk for ten minutes on friday evening",
            "want": self.wants,
            "draft": "keep it",
            "paste": "i was sad last night. could you call me today",
            "settle": "no",
            "heat": "3",
            "outsider": "somebody kind would see two tired people who both want peace",
            "upset": "no",
        }
        return told.get(asked, "yes").format(them=session.partner.object)


PEOPLE = [
    Person("hot", "HE LAUGHED AT ME IN FRONT OF HIS MOTHER AND I HATE THIS!!!", "furious"),
    Person("terse", "wife forgot. again", "sad", "care", "dunno"),
    Person(
        "rambling",
        "so it started on monday, well really it started at easter, when my husband said he would call the "
        "school and then he didn't, and yesterday the teacher asked me and I stood there like a fool and he "
        "just shrugged",
        "embarrassed and tired",
    ),
    Person("sarcastic", "great news, my girlfriend has time for everybody except me", "lonely", "attention"),
    Person("ashamed", "i read her diary while she was at work and she doesn't know", "ashamed", "honesty"),
    Person(
        "over-apologising",
        "sorry, this is probably silly, he didn't kiss me goodbye this morning",
        "sad",
        "closeness",
    ),
    Person(
        "asks for a verdict",
        "he promised to be home at six and came at nine. who is right?",
        "angry",
        "reliability",
    ),
    Person("wants words", "write me a text to my boyfriend, he cancelled our trip by text", "disappointed"),
    Person(
        "wants advice",
        "how do i tell my wife i don't want her mother to live with us",
        "anxious",
        "some space",
    ),
    Person(
        "second language",
        "My husband he no listen when I speak, he look always the phone",
        "sad",
        "attention",
    ),
    Person("elder", "We have been married for forty years and last night he called me a nuisance.", "hurt"),
    Person("teen", "my bf left me on read for two days and then liked her pic lol", "jealous", "reassurance"),
    Person("two women", "my wife told her sister about our money and i asked her not to", "angry", "trust"),
    Person("two men", "my husband invited his ex to our wedding without asking me", "hurt", "consideration"),
    Person(
        "poly", "my other partner moved our date again because of her new boyfriend", "sad", "time together"
    ),
    Person(
        "grief",
        "we lost the baby in june and he never talks about it",
        "sad",
        "comfort",
        "that i still count the days",
    ),
    Person("cheated on", "i found out last week that she slept with her boss", "devastated", "honesty"),
    Person("own mistake", "i shouted at her in the supermarket and she cried", "ashamed", "repair"),
    Person(
        "stay or go", "should i leave him? nothing has changed in ten years", "tired", "rest", "not really"
    ),
    Person("distance", "we don't fight, we just don't talk any more", "lonely", "closeness"),
    Person("in the middle of it", "we're fighting right now about money, she's in the next room", "angry"),
]
