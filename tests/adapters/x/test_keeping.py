"""Pictures come from X's own hosts over TLS; whether a post still stands is not asked, because each look costs money."""

import pytest

from adapters.platform import Attends, NotFetched
from adapters.x.platform import XPlatform
from rules.model.interaction import Media
from tests.adapters.x.stage import XStage
from tests.services.media import PNG, Shelf


async def test_a_picture_comes_from_xs_own_host_and_costs_nothing(stage: XStage) -> None:
    shelf = Shelf()
    shelf.put("/media/a.jpg")
    await stage.server.net.serve(shelf.app(), "pbs.twimg.com", "evil.example")
    platform = XPlatform(stage.settings.model_copy(update={"hosts": stage.server.net.hosts}), stage.notebook)
    assert (await platform.fetch(Media("https://pbs.twimg.com/media/a.jpg"), 1_000, 5)).body == PNG
    with pytest.raises(NotFetched) as refused:
        await platform.fetch(Media("https://evil.example/media/a.jpg"), 1_000, 5)
    assert refused.value.code == "host"
    assert not {"Authorization", "Cookie"} & set(shelf.asked[0][1])
    assert not platform.meter.used_up
    assert not isinstance(platform, Attends)
