"""Public references: well formed, and wrong ones are noticed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.routing.references import SIGNS, is_reference, new_reference, reference

VALUES = st.lists(st.integers(0, len(SIGNS) - 1), min_size=7, max_size=7)


def test_a_new_reference_fits_its_own_check_and_the_room_in_notices() -> None:
    made = {new_reference("HZ") for _ in range(200)}
    assert len(made) == 200
    assert all(is_reference(each) and len(each) == 12 for each in made)


@given(VALUES, st.integers(0, 7), st.integers(1, len(SIGNS) - 1))
def test_one_wrong_sign_is_noticed(values: list[int], place: int, by: int) -> None:
    signs = list(reference("HZ", values).replace("-", "")[2:])
    signs[place] = SIGNS[(SIGNS.index(signs[place]) + by) % len(SIGNS)]
    assert not is_reference("HZ-" + "".join(signs))


@given(VALUES, st.integers(0, 7), st.integers(0, 7))
def test_two_swapped_signs_are_noticed(values: list[int], one: int, other: int) -> None:
    signs = list(reference("HZ", values).replace("-", "")[2:])
    signs[one], signs[other] = signs[other], signs[one]
    same = signs == list(reference("HZ", values).replace("-", "")[2:])
    assert is_reference("HZ-" + "".join(signs)) is same


def test_it_is_read_however_it_is_written() -> None:
    made = reference("HZ", [1, 2, 3, 4, 5, 6, 7])
    assert is_reference(f" {made.lower()} ")
    assert is_reference(made.replace("-", "").replace("HZ", "HZ-"))
    assert not is_reference("")
    assert not is_reference("HZ-1234-5678")
    assert not is_reference("GAS LEAK")


def test_no_vowels_so_no_words() -> None:
    assert set(SIGNS).isdisjoint("AEIOUL1")
    assert len(SIGNS) == len(set(SIGNS)) == 29
