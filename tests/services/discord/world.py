"""One Discord server and everybody on it. What happens here is told to every gateway that listens."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.services.discord import things
from tests.services.discord.things import Thing

Hear = Callable[[str, Thing], None]
ADMINISTRATOR = 8
EVERYBODY = 1 << 10 | 1 << 11 | 1 << 16
BOT = (
    EVERYBODY | 1 << 2 | 1 << 4 | 1 << 5 | 1 << 13 | 1 << 34 | 1 << 38 | 1 << 40
)  # what the setup page lists, and no more


class World:
    """State and deeds of people. `token` is the bot's; `privileged` whether its intents are switched on in the portal."""

    def __init__(self) -> None:
        self.token, self.privileged = f"tok.{things.snowflake()}", True
        self.server_id, self.app_id = things.snowflake(), things.snowflake()
        self.bot, self.owner = things.user("housingbot", bot=True), things.user("owner")
        self.tenant = things.user("tenant")
        self.users = {one["id"]: one for one in (self.bot, self.owner, self.tenant)}
        everybody = things.role("@everyone", 0, EVERYBODY, self.server_id)
        self.bot_role, self.staff_role = things.role("doorstep", 5, BOT), things.role("staff", 3, EVERYBODY)
        self.roles = [everybody, self.bot_role, self.staff_role]
        self.members = {one["id"]: things.member(one, []) for one in self.users.values()}
        self.members[self.bot["id"]]["roles"] = [self.bot_role["id"]]
        self.general = things.channel(self.server_id, 0, "general")
        self.forum = things.channel(self.server_id, 15, "repairs")
        self.staff = things.channel(self.server_id, 0, "staff")
        self.channels = {one["id"]: one for one in (self.general, self.forum, self.staff)}
        self.threads: dict[str, Thing] = {}
        self.messages: dict[str, Thing] = {}
        self.bans: dict[str, str] = {}
        self.letters: dict[str, str] = {}
        self.closed_doors: set[str] = set()
        self.rules: dict[str, Thing] = {}
        self.nonces: dict[tuple[str, str], str] = {}
        self.audit: list[tuple[str, str]] = []
        self.answers: list[Thing] = []
        self.reacted: dict[str, dict[str, dict[str, Thing]]] = {}
        self.ears: list[Hear] = []

    # -- what people do

    def join(self, name: str, *roles: str) -> Thing:
        one = things.user(name)
        self.users[one["id"]], self.members[one["id"]] = one, things.member(one, list(roles))
        return one

    def say(self, who: Thing, text: str, place: str = "", **more: Any) -> Thing:
        """A message in a channel, a thread or a private channel."""
        said = things.message(place or self.general["id"], who, text, **more)
        self.messages[said["id"]] = said
        home = self.channels.get(said["channel_id"]) or self.threads.get(said["channel_id"])
        if home is not None:
            home["last_message_id"] = said["id"]
        self.tell("MESSAGE_CREATE", self.public(said))
        return said

    def write(self, who: Thing, text: str) -> Thing:
        """A direct message to the bot."""
        return self.say(who, text, self.letter_box(who["id"]))

    def post(self, who: Thing, title: str, text: str) -> tuple[Thing, Thing]:
        """A forum post: a thread and its first message, which share their id."""
        number = things.snowflake()
        made = things.thread(self.server_id, self.forum["id"], title, who["id"], number)
        self.threads[number] = made
        self.tell("THREAD_CREATE", {**made, "newly_created": True})
        said = things.message(number, who, text, id=number)
        self.messages[number] = said
        made["last_message_id"] = number
        self.tell("MESSAGE_CREATE", self.public(said))
        return made, said

    def put_away(self, thread: Thing) -> None:
        """A thread is archived: by hand, or because nobody wrote in it."""
        thread["thread_metadata"] |= {"archived": True, "archive_timestamp": datetime.now(UTC).isoformat()}
        self.tell("THREAD_UPDATE", thread)

    def edit(self, number: str, text: str) -> Thing:
        said = self.messages[number]
        said["content"], said["edited_timestamp"] = text, things.now()
        self.tell("MESSAGE_UPDATE", self.public(said))
        return said

    def unfurl(self, number: str) -> None:
        """Discord looks a link up and puts a card under the message: an update that nobody made."""
        said = self.messages[number]
        said["embeds"] = [{"type": "article", "title": "A page", "content_scan_version": 0}]
        self.tell("MESSAGE_UPDATE", self.public(said))

    def remove(self, number: str) -> None:
        gone = self.messages.pop(number)
        self.tell("MESSAGE_DELETE", self._placed({"id": number, "channel_id": gone["channel_id"]}))

    def remove_many(self, numbers: list[str]) -> None:
        place = self.messages[numbers[0]]["channel_id"]
        for number in numbers:
            del self.messages[number]
        self.tell("MESSAGE_DELETE_BULK", self._placed({"ids": numbers, "channel_id": place}))

    def react(self, who: Thing, number: str, emoji: str, *, take_back: bool = False) -> None:
        said = self.messages[number]
        data: Thing = {"user_id": who["id"], "channel_id": said["channel_id"], "message_id": number}
        data |= {"emoji": {"id": None, "name": emoji}, "type": 0, "burst": False}
        if not take_back:
            data |= {"message_author_id": said["author"]["id"], "member": self.members[who["id"]]}
        self._count(said, who, emoji, take_back=take_back)
        self.tell("MESSAGE_REACTION_REMOVE" if take_back else "MESSAGE_REACTION_ADD", self._placed(data))

    def _count(self, said: Thing, who: Thing, emoji: str, *, take_back: bool) -> None:
        """Who reacted, and the counts that stand with the message."""
        there = self.reacted.setdefault(said["id"], {}).setdefault(emoji, {})
        if take_back:
            there.pop(who["id"], None)
        else:
            there[who["id"]] = who
        said["reactions"] = [
            {
                "emoji": {"id": None, "name": name},
                "count": len(people),
                "count_details": {"burst": 0, "normal": len(people)},
                "burst_colors": [],
                "me_burst": False,
                "me": self.bot["id"] in people,
            }
            for name, people in self.reacted[said["id"]].items()
            if people
        ]

    def stop_words(self, who: Thing, text: str) -> None:
        """A rule of the server blocks a message before anybody sees it."""
        data: Thing = {"guild_id": self.server_id, "action": {"type": 1, "metadata": {}}, "rule_id": things.snowflake()}
        data |= {"rule_trigger_type": 1, "user_id": who["id"], "channel_id": self.general["id"], "content": text}
        self.tell("AUTO_MODERATION_ACTION_EXECUTION", {**data, "matched_keyword": "x", "matched_content": text})

    def press(self, who: Thing, number: str, custom_id: str) -> Thing:
        """Somebody presses a button under a message."""
        data = {"component_type": 2, "custom_id": custom_id, "id": 1}
        return self._interaction(3, who, number, data)

    def hand_in(self, who: Thing, number: str, custom_id: str, fields: dict[str, str]) -> Thing:
        """Somebody fills in the form that was shown."""
        rows = [
            {"type": 1, "id": 1, "components": [{"type": 4, "id": 2, "custom_id": name, "value": value}]}
            for name, value in fields.items()
        ]
        return self._interaction(5, who, number, {"custom_id": custom_id, "components": rows, "resolved": {}})

    # -- what holds it together

    def tell(self, event: str, data: Thing) -> None:
        for hear in list(self.ears):
            hear(event, data)

    def public(self, said: Thing) -> Thing:
        """A message as the gateway tells it: with the server and the membership, or as a private one."""
        if said["channel_id"] in self.letters.values():
            return {**said, "channel_type": 1}
        there = self.members.get(said["author"]["id"])
        membership = {name: value for name, value in there.items() if name != "user"} if there else None
        return {**said, "guild_id": self.server_id, "channel_type": 0, **({"member": membership} if there else {})}

    def letter_box(self, who: str) -> str:
        return self.letters.setdefault(who, things.snowflake())

    def texts(self, place: str, author: Thing) -> list[str]:
        return [one["content"] for one in self.in_place(place) if one["author"]["id"] == author["id"]]

    def in_place(self, place: str) -> list[Thing]:
        return sorted(
            (one for one in self.messages.values() if one["channel_id"] == place), key=lambda one: int(one["id"])
        )

    def guild(self) -> Thing:
        """As GUILD_CREATE and GET /guilds/{id} show it."""
        return things.guild(self.server_id, self.owner["id"], self.roles)

    def guild_create(self) -> Thing:
        extra: Thing = {
            "channels": list(self.channels.values()),
            "threads": list(self.threads.values()),
            "members": [self.members[self.bot["id"]]],
            "member_count": len(self.members),
            "joined_at": things.now(),
            "large": False,
            "unavailable": False,
        }
        empty = ("voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds")
        return {**self.guild(), **extra, **{name: [] for name in empty}}

    def _placed(self, data: Thing) -> Thing:
        return data if data["channel_id"] in self.letters.values() else {**data, "guild_id": self.server_id}

    def _interaction(self, kind: int, who: Thing, number: str, data: Thing) -> Thing:
        said = self.messages[number]
        interaction = {
            "id": things.snowflake(),
            "application_id": self.app_id,
            "type": kind,
            "token": f"interaction-{things.snowflake()}",
            "version": 1,
            "data": data,
            "guild_id": self.server_id,
            "channel_id": said["channel_id"],
            "channel": self.channels[said["channel_id"]],
            "message": said,
            "member": {**self.members[who["id"]], "permissions": str(EVERYBODY)},
            "app_permissions": str(BOT),
            "locale": "en-GB",
            "guild_locale": "en-GB",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": 0,
            "attachment_size_limit": 10485760,
        }
        self.tell("INTERACTION_CREATE", interaction)
        return interaction
