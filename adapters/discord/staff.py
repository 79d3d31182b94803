"""The staff channel: what waits for a person arrives as a card with buttons, and what is pressed goes to the desk.

A press is acknowledged before anything else (Discord waits three seconds), counts only from roles that the settings name,
and is carried out, refused and recorded by bot, as at the console.
"""

import json

import discord
from discord.http import handle_message_parameters
from discord.utils import escape_markdown

from adapters.discord.desk import Desk, as_json
from adapters.discord.errors import UNKNOWN_MESSAGE, Trouble
from adapters.discord.ids import nonce
from adapters.platform import Json, Receipt, StaffAnswer, StaffCommand, StaffDesk, StaffNotice

_NOTES = "discord staff told"
_REMEMBERED = 500
_MARK = "doorstep"
_LONGEST_TEXT, _LONGEST_TITLE = 1500, 200
_LABELS = {"approve": "Approve", "approve_until": "Approve", "decline": "Decline", "answer": "I have it"}
_REASON, _ENDS = "reason", "ends_on"
_FORMS = {
    "decline": ("Decline", {_REASON: ("Why is it not done?", 500)}),
    "approve_until": ("Approve", {_REASON: ("Why is it needed?", 500), _ENDS: ("Until when? (day/month/year)", 10)}),
}
"""Buttons that ask before they count: the form's title, and what it asks for with the longest answer."""
_CLOSED = "closed"
_NOBODY = discord.AllowedMentions.none()


class StaffRoom:
    """One staff channel. `answers` is bot's desk; without one nothing that is pressed counts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.answers: StaffDesk | None = None

    async def tell(self, notice: StaffNotice) -> Receipt:
        """Post the card, once for each key: after an unclear answer it is looked for first."""
        try:
            async with self._desk.lock("staff"):
                told = await self._told()
                if told.get(notice.key) or (notice.key in told and await self._standing(notice.key)):
                    return Receipt(accepted=True)
                await self._note({**told, notice.key: ""})
                sent = await self._send(notice)
                await self._note({**told, notice.key: str(sent.get("id", ""))})
                return Receipt(accepted=True)
        except Trouble as trouble:
            return Receipt(accepted=False, why=f"{trouble.why} ({trouble.code})")

    async def press(self, interaction: discord.Interaction) -> None:
        """A button, or the form that asks why. Whatever else is pressed on the server is not ours."""
        said = as_json(interaction.data)
        mark, _, rest = str(said.get("custom_id", "")).partition(":")
        verb, _, about = rest.partition(":")
        if mark != _MARK or str(interaction.channel_id) != self._desk.settings.staff_channel:
            return
        if verb in _FORMS and interaction.type is discord.InteractionType.component:
            await interaction.response.send_modal(_form(verb, about))
            return
        await interaction.response.defer(thinking=True)
        answer = await self._submit(interaction, verb, about, said)
        who = escape_markdown(str(interaction.user))[:80]
        done = (
            f"{_LABELS.get(verb, verb)}: done, by {who}. {answer.why}" if answer.accepted else f"Not done: {answer.why}"
        )
        await interaction.followup.send(done[:_LONGEST_TEXT], allowed_mentions=_NOBODY)

    async def open_cards(self) -> tuple[str, ...]:
        """Keys of the cards that still have their buttons, oldest first."""
        return tuple(key for key, number in (await self._told()).items() if number not in ("", _CLOSED))

    async def close_card(self, key: str, line: str) -> Receipt:
        """Take the buttons of a card away and say what became of it; a card that somebody deleted is closed too."""
        try:
            async with self._desk.lock("staff"):
                told = await self._told()
                number = told.get(key, "")
                if number not in ("", _CLOSED):
                    await self._edit(int(number), line)
                    await self._note({**told, key: _CLOSED})
                return Receipt(accepted=True)
        except Trouble as trouble:
            return Receipt(accepted=False, why=f"{trouble.why} ({trouble.code})")

    async def _edit(self, number: int, line: str) -> None:
        parameters = handle_message_parameters(content=line[:_LONGEST_TEXT], view=None, allowed_mentions=_NOBODY)
        try:
            await self._desk.connection.write(lambda http: http.edit_message(self._channel, number, params=parameters))
        except Trouble as trouble:
            if trouble.code != UNKNOWN_MESSAGE:
                raise

    async def _told(self) -> dict[str, str]:
        told: dict[str, str] = json.loads(await self._desk.notebook.read(_NOTES) or "{}")
        return told

    async def _submit(self, interaction: discord.Interaction, verb: str, about: str, said: Json) -> StaffAnswer:
        if self.answers is None:
            return StaffAnswer(accepted=False, why="Doorstep is not ready; use the console.")
        roles = {str(role.id) for role in getattr(interaction.user, "roles", [])}
        trusted = bool(roles & self._desk.settings.staff_roles)
        deed = verb.removesuffix("_until")
        reason, ends_on = _written(said, _REASON), _written(said, _ENDS)
        command = StaffCommand(str(interaction.user.id), deed, about, reason, trusted, ends_on)
        return await self.answers.submit(command)

    async def _send(self, notice: StaffNotice) -> Json:
        parameters = handle_message_parameters(
            embed=_card(notice),
            view=_buttons(notice),
            nonce=nonce(notice.key),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        return as_json(
            await self._desk.connection.write(lambda http: http.send_message(self._channel, params=parameters))
        )

    async def _standing(self, key: str) -> bool:
        page = await self._desk.connection.read(lambda http: http.logs_from(self._channel, 100))
        embeds = [embed for one in page for embed in as_json(one).get("embeds", [])]
        return any(as_json(as_json(embed).get("footer")).get("text") == key for embed in embeds)

    async def _note(self, told: dict[str, str]) -> None:
        await self._desk.notebook.write(_NOTES, json.dumps(dict(list(told.items())[-_REMEMBERED:])))

    @property
    def _channel(self) -> int:
        return int(self._desk.settings.staff_channel or 0)


def _card(notice: StaffNotice) -> discord.Embed:
    """What somebody said is shown as text: none of it is a link, a mention or formatting."""
    words = escape_markdown(discord.utils.escape_mentions(notice.text))[:_LONGEST_TEXT]
    return discord.Embed(title=notice.title[:_LONGEST_TITLE], description=words).set_footer(text=notice.key)


def _buttons(notice: StaffNotice) -> discord.ui.View:
    """Buttons that outlive a restart: what they mean stands in their ids."""
    view = discord.ui.View(timeout=None)
    for verb in notice.verbs:
        view.add_item(discord.ui.Button(label=_LABELS.get(verb, verb), custom_id=f"{_MARK}:{verb}:{notice.about}"))
    if notice.link.startswith("https://"):
        view.add_item(discord.ui.Button(label="Open in console", url=notice.link))
    return view


def _form(verb: str, about: str) -> discord.ui.Modal:
    title, asked = _FORMS[verb]
    form = discord.ui.Modal(title=title, custom_id=f"{_MARK}:{verb}:{about}")
    for name, (label, longest) in asked.items():
        form.add_item(discord.ui.TextInput(label=label, custom_id=name, max_length=longest))
    return form


def _written(said: Json, name: str) -> str:
    """What was written into one field of the form, however its rows are nested."""
    waiting = [said]
    while waiting:
        one = waiting.pop()
        if one.get("custom_id") == name and isinstance(one.get("value"), str):
            return str(one["value"])
        inner = one.get("components")
        parts = [*(inner if isinstance(inner, list) else []), one.get("component")]
        waiting += [part for part in parts if isinstance(part, dict)]
    return ""
