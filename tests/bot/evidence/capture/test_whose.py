"""Whose the words above a comment are, as the record says it."""

from tests.bot.evidence.capture.kit import Album


async def test_whose_words_stand_above_it_is_said_only_where_it_is_known(any_album: Album) -> None:
    """A neighbour's words are never filed as the landlord's; nor are those of somebody nobody ever heard."""
    album = any_album
    neighbour = await album.page.after("fair play, the bins are good", author="neighbour")
    mine = await album.page.after("they never came", author="tenant")
    places = {
        "others": {"parent": neighbour.row.ref},
        "theirs": {"parent": mine.row.ref},
        "ours": {"parent": "post-of-ours", "root": "post-of-ours"},
        "unknown": {"parent": "never-heard", "root": "post-of-ours"},
    }
    for whose, place in places.items():
        after = await album.captured(parent_text="so it says", **place)
        assert album.read(after.id, "thread")["above"]["whose"] == whose
    after = await album.captured()
    assert album.read(after.id, "thread")["above"] is None
