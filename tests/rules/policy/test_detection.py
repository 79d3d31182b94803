"""A landlord's own thresholds for what only the model found: checked when the pack is read, and in the published schema."""

import pytest

from bot.resources import pack_texts
from rules.model.finding import Behaviour
from rules.policy.parse import PackError, parse
from rules.policy.schema import Pack, schema

LOOK_MORE = "{behaviour: threat, review: 250, act: 900, why: We would rather look once more.}"


def read(*detection: str) -> Pack:
    lines = "".join(f"  - {one}\n" for one in detection)
    return parse(
        {**pack_texts("house-rules"), "detection.yaml": f"detection:\n{lines}" if lines else "detection: []\n"}
    )


def test_what_a_pack_sets_is_read() -> None:
    (threshold,) = read(LOOK_MORE).detection
    assert (threshold.behaviour, threshold.review, threshold.act) == (Behaviour.THREAT, 250, 900)
    assert parse(pack_texts("house-rules")).detection == ()


@pytest.mark.parametrize(
    ("detection", "says"),
    [
        (["{behaviour: threat, review: 900, act: 250, why: x}"], "review 900 is above act 250"),
        (["{behaviour: volume, review: 300, act: 700, why: x}"], "the model has no score for volume"),
        (["{behaviour: threat, review: 0, act: 700, why: x}"], "review"),
        (["{behaviour: threat, review: 300, act: 700}"], "why"),
        ([LOOK_MORE, LOOK_MORE], "threat is there twice"),
    ],
)
def test_what_does_not_hold_is_one_line(detection: list[str], says: str) -> None:
    with pytest.raises(PackError, match=r"^detection\.yaml: detection") as told:
        read(*detection)
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_the_schema_shows_it() -> None:
    assert "detection" in str(schema()["properties"])
