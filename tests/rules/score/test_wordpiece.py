"""Words are split as the model was taught to read them. The expected pieces are those of the library it was trained with."""

import json

import pytest

from rules.score import BadModel
from rules.score.wordpiece import WordPiece

PIECES = "[PAD] [UNK] [CLS] [SEP] you are use ##less idiot ##s naive cafe don t ' ! a ##a 日 本 50 % k ##k".split()
TOKENIZER = json.dumps({"model": {"vocab": {piece: number for number, piece in enumerate(PIECES)}}}).encode()


@pytest.fixture
def split() -> WordPiece:
    return WordPiece(TOKENIZER)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("You are USELESS idiots!", "you are use ##less idiot ##s !"),
        ("don't", "don ' t"),
        ("naïve café", "naive cafe"),
        ("you\tare\n\nuse", "you are use"),
        ("yo\x00u a\x7fre", "you are"),
        ("yo\u0007u naïve", "you naive"),
        ("日本", "日 本"),
        ("50%", "50 %"),
        ("zebra you", "[UNK] you"),
        ("", ""),
        (" \u00a0 ", ""),
        ("\uf8ff", ""),
    ],
)
def test_pieces(split: WordPiece, text: str, pieces: str) -> None:
    assert [PIECES[number] for number in split.ids(text)] == pieces.split()


def test_a_word_without_end_is_read_in_hundreds_not_given_up(split: WordPiece) -> None:
    assert len(split.ids("a" * 250)) == 250
    assert len(split.ids("á" * 250)) == 250
    assert PIECES.index("[UNK]") not in split.ids("k" * 101)


@pytest.mark.parametrize("tokenizer", [b"", b"[]", b'{"model": {"vocab": {"a": 1}}}', b'{"model": {}}', b"\xff"])
def test_what_is_no_vocabulary_is_one_line(tokenizer: bytes) -> None:
    with pytest.raises(BadModel, match=r"^tokenizer\.json: ") as told:
        WordPiece(tokenizer)
    assert "\n" not in str(told.value)
