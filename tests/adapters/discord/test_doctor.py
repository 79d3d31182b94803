"""What stands in the way on a server is said, each with its fix; a server set up by the page has nothing."""

from pathlib import Path

import pytest

from adapters.discord import automod
from adapters.discord.rights import NEEDED, Right, in_channel, name, on_server
from adapters.platform import Ailment
from tests.adapters.discord.stage import DiscordStage
from tests.services.discord import things
from tests.services.discord.world import BOT


async def ailments(stage: DiscordStage) -> dict[str, Ailment]:
    return {one.what: one for one in await stage.platform.examine()}


async def test_a_server_set_up_by_the_page_has_nothing_wrong(stage: DiscordStage) -> None:
    assert await ailments(stage) == {}


async def test_intents_that_are_off(stage: DiscordStage) -> None:
    stage.world.privileged = False
    found = await ailments(stage)
    assert set(found) == {"intent 'Message Content Intent'", "intent 'Server Members Intent'"}
    assert all("developer portal" in one.do for one in found.values())


@pytest.mark.parametrize("right", NEEDED)
async def test_each_missing_permission_is_named_with_what_it_is_for(stage: DiscordStage, right: Right) -> None:
    stage.world.bot_role["permissions"] = str(BOT & ~right)
    stage.world.roles[0]["permissions"] = "0"
    found = await ailments(stage)
    assert NEEDED[right] in found[f"permission '{name(right)}'"].says


async def test_administrator_is_more_than_is_needed(stage: DiscordStage) -> None:
    stage.world.bot_role["permissions"] = "8"
    found = await ailments(stage)
    assert set(found) == {"permission 'Administrator'"}
    assert not found["permission 'Administrator'"].grave


async def test_roles_above_the_bot(stage: DiscordStage) -> None:
    stage.world.roles.append(things.role("mods", 9, 0))
    (found,) = (await ailments(stage)).values()
    assert "mods" in found.says
    assert not found.grave


async def test_a_room_that_is_closed_to_the_bot(stage: DiscordStage) -> None:
    deny = {"id": stage.world.server_id, "type": 0, "allow": "0", "deny": str(1 << 10)}
    stage.world.forum["permission_overwrites"] = [deny]
    found = await ailments(stage)
    assert "View Channel" in found["channel #repairs"].says
    stage.world.forum["permission_overwrites"] = [
        deny,
        {**deny, "id": stage.world.bot_role["id"], "allow": str(1 << 10), "deny": "0"},
    ]
    assert await ailments(stage) == {}


@pytest.mark.parametrize(("kind", "does"), [(1, "blocks messages"), (3, "gives time-outs")])
async def test_an_automod_rule_that_does_more_than_alert(stage: DiscordStage, kind: int, does: str) -> None:
    rule = automod.alert_rule(["clowns"], stage.world.staff["id"])
    stage.world.rules["1"] = {"id": "1", "guild_id": stage.world.server_id, "creator_id": stage.world.owner["id"]}
    stage.world.rules["1"] |= {**rule, "exempt_roles": [], "exempt_channels": [], "name": "bad words"}
    stage.world.rules["1"]["trigger_metadata"] = {"keyword_filter": ["x"], "regex_patterns": [], "allow_list": []}
    assert await ailments(stage) == {}
    stage.world.rules["1"]["actions"] = [{"type": kind, "metadata": {"duration_seconds": 60} if kind == 3 else {}}]
    assert does in (await ailments(stage))["AutoMod rule 'bad words'"].says


def test_our_own_rule_only_alerts_and_takes_exact_words() -> None:
    rule = automod.alert_rule(["clowns", "  scum  ", ""], "1")
    assert [action["type"] for action in rule["actions"]] == [2]
    assert rule["trigger_metadata"] == {"keyword_filter": ["clowns", "scum"]}
    assert automod.harmful([rule]) == []
    for words in ([], ["*scum*"], ["x" * 61], [str(number) for number in range(1001)]):
        with pytest.raises(ValueError):
            automod.alert_rule(words, "1")


def test_overwrites_are_everybodys_then_the_roles_then_the_members_own() -> None:
    server = {
        "id": "1",
        "owner_id": "9",
        "roles": [{"id": "1", "permissions": str(1 << 10)}, {"id": "2", "permissions": "0"}],
    }
    member = {"user": {"id": "5"}, "roles": ["2"]}
    bits = on_server(server, member)
    assert bits == 1 << 10
    everybody = {"id": "1", "allow": "0", "deny": str(1 << 10)}
    role = {"id": "2", "allow": str(1 << 10 | 1 << 11), "deny": "0"}
    own = {"id": "5", "allow": "0", "deny": str(1 << 11)}
    assert in_channel(bits, server, member, {"permission_overwrites": [everybody]}) == 0
    assert in_channel(bits, server, member, {"permission_overwrites": [own, everybody, role]}) == 1 << 10


def test_the_setup_page_asks_for_what_is_needed_and_no_more() -> None:
    page = (Path(__file__).parents[3] / "docs" / "connect-discord.md").read_text(encoding="utf-8")
    assert f"permissions={sum(NEEDED):d}\n" in page
    for right, use in NEEDED.items():
        assert f"| {name(right)} | to {use} |" in page


async def test_our_rule_is_made_once_and_brought_up_to_the_words(stage: DiscordStage) -> None:
    first = await stage.platform.alert_on(["clowns"])
    assert await stage.platform.alert_on(["clowns", "scum"]) == first
    (rule,) = stage.world.rules.values()
    assert rule["trigger_metadata"]["keyword_filter"] == ["clowns", "scum"]
    assert [(one["type"], one["metadata"]["channel_id"]) for one in rule["actions"]] == [(2, stage.world.staff["id"])]
    assert await ailments(stage) == {}
