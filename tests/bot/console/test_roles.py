"""The right to a deed is checked on the server: hiding a button is kindness, not a guard."""

import re

import pytest

from bot.staff.rights import Right
from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import entries, state


class TestRoles:
    """The right is checked on the server: hiding a button is kindness, not a guard."""

    def deeds(self, house: House) -> dict[str, dict[str, str]]:
        item, actions = house.seeded.items, house.seeded.actions
        return {
            f"/do/approve/{actions['phone', 'hide']}": {},
            f"/do/decline/{actions['phone', 'hide']}": {"reason": "x"},
            f"/do/undo/{actions['insult', 'hide']}": {"reason": "x"},
            f"/do/confirm/{actions['insult', 'hide']}": {},
            f"/do/warn/{item['boiler']}": {"text": "x"},
            f"/do/hide/{item['boiler']}": {"reason": "x"},
            f"/do/leave/{item['boiler']}": {"reason": "x"},
            f"/do/report/{item['boiler']}": {"reason": "x"},
            f"/do/call/{item['boiler']}": {"reason": "x"},
            f"/do/block/{item['boiler']}": {"reason": "x", "ends_on": "2026-12-20"},
            f"/do/close-need/{house.seeded.needs['HZ-118']}": {"note": "x"},
            "/do/close-task/t_1": {"note": "x"},
            f"/do/answer/{house.seeded.alarms['threat']}": {},
            "/do/mark/c_1": {"mark-mp": "yes"},
            "/do/switch": {"about": "kill", "on": "yes", "why": "x"},
            "/do/mode": {"about": "town-page", "mode": "auto"},
            "/people": {"login": "x", "name": "x", "role-admin": "yes"},
            "/people/link": {"login": "priya"},
            "/people/let-go": {"login": "priya"},
        }

    @pytest.mark.parametrize("login", ["vic", "audit"])
    async def test_whoever_may_only_look_cannot_act(self, house: House, visit: Visit, login: str) -> None:
        looker = await visit(login)
        before = entries(house)
        for path, form in self.deeds(house).items():
            page = await looker.post(path, form, status=403)
            assert "not allowed" in page
        assert entries(house) == before
        assert state(house, "phone", "hide") == "proposed"

    async def test_whoever_may_only_look_sees_no_buttons(self, house: House, visit: Visit) -> None:
        vic = await visit("vic")
        for path in ("/", "/needs", "/switches", "/alarms", *(house.item(name) for name in house.seeded.items)):
            assert set(re.findall(r'<form method="post" action="([^"]+)"', await vic.get(path))) == {"/sign-out"}

    async def test_every_deed_has_its_right(self) -> None:
        from bot.console.pages.deeds import DEEDS

        held = {deed.right for deed in DEEDS.values()}
        on_the_command_line = {Right.MANAGE_STAFF, Right.MANAGE_DESTINATIONS, Right.SEE_CASES, Right.CASEWORK}
        on_the_command_line |= {Right.APPROVE_PROCESSING, Right.DISCLOSE, Right.AUDIT, Right.EXPORT}
        elsewhere = {Right.SEE, Right.SEE_EVIDENCE, Right.LINK_IDENTITY, Right.ERASE, Right.HOLD, *on_the_command_line}
        assert held == set(Right) - elsewhere

    async def test_a_role_taken_away_counts_at_the_next_press(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        with house.database.write() as tx:
            tx.exec_driver_sql("UPDATE staff SET roles = 'viewer' WHERE login = 'priya'")
        await priya.post(f"/do/approve/{house.seeded.actions['phone', 'hide']}", status=403)
