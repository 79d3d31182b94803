"""Reading a pack: what comes out, and that whatever is wrong is said in one line that names file, part and field."""

import pytest

from rules.policy.parse import PackError, parse
from rules.policy.schema import schema
from tests.rules.packs import NAMES, pack, rewritten, texts


@pytest.mark.parametrize("name", NAMES)
def test_every_pack_in_the_tree_reads_and_is_named_as_its_folder(name: str) -> None:
    assert pack(name).id == name
    assert pack(name).clauses
    assert pack(name).by_clause.keys() == {clause.id for clause in pack(name).clauses}


def test_derby_2024_has_every_clause_of_the_document_with_its_number() -> None:
    numbers = {clause.id: clause.number for clause in pack("derby-2024").clauses}
    assert {f"DH24-{n:02}" for n in range(1, 36)} <= numbers.keys()
    assert (numbers["DH24-30"], numbers["DH24-28"], numbers["DH24-32"]) == ("11.6", "11.4", "12.2")
    assert pack("derby-2024").appeal.within == 20


def spoilt(file: str, old: str, new: str) -> str:
    """The error for the Derby pack with one thing changed."""
    with pytest.raises(PackError) as error:
        rewritten("derby-2024", file, old, new)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("clauses.yaml", 'number: "11.6"', "nummer: 11.6", "clauses.yaml: clauses: DH24-30: number: Field required"),
        ("clauses.yaml", "id: DH24-30", "id: dh24 30", "clauses.yaml: clauses: dh24 30: id: String should match"),
        ("clauses.yaml", "id: DH24-29", "id: DH24-30", "clauses.yaml: clauses: DH24-30: given 2 times"),
        (
            "clauses.yaml",
            "id: DH24-09",
            "id: DH24-99",
            "behaviours.yaml: behaviours: threat: clause: DH24-09 is not among",
        ),
        (
            "behaviours.yaml",
            "mild: review",
            "mild: bury",
            "behaviours.yaml: behaviours: abuse: course.mild: Input should be",
        ),
        (
            "behaviours.yaml",
            "stance: against",
            "stance: against\n    act_at: 1200",
            "abuse: act_at: Input should be less than",
        ),
        (
            "behaviours.yaml",
            "stance: against",
            "stance: against\n    act_at: 0.7",
            "abuse: act_at: Input should be a valid integer",
        ),
        (
            "behaviours.yaml",
            "stance: against",
            "stance: against\n    review_at: 800",
            "abuse: review_at: 800 is above act_at 700",
        ),
        (
            "behaviours.yaml",
            "stance: noticed",
            "stance: against",
            "swearing_at_nobody: stance: is never held against anybody",
        ),
        (
            "behaviours.yaml",
            "behaviour: abuse",
            "behaviour: rudeness",
            "behaviours: rudeness: behaviour: Input should be",
        ),
        (
            "ladder.yaml",
            "measures: [reminder,",
            "measures: [restriction,",
            "rung 1: measures: restriction is formal action",
        ),
        (
            "ladder.yaml",
            "measures: [reminder,",
            "measures: [hide_notice,",
            "rung 1: measures: hide_notice goes with something",
        ),
        (
            "ladder.yaml",
            "clause: DH24-30",
            "clause: DH24-77",
            "ladder.yaml: ladder: rung 1: clause: DH24-77 is not among",
        ),
        ("ladder.yaml", "[spam, scam]", "[spam]", "ladder.yaml: ladder: no rung for scam, mild, 0 earlier warnings"),
        ("pack.yaml", "[acknowledge, reminder, hide, detach]", "[block]", "pack.yaml: automatic: measures"),
        ("pack.yaml", "until: null", "until: 2023-01-01", "pack.yaml: in_force: until: ends before it starts"),
        ("pack.yaml", "setting: approver_post", "post: Mayor", "pack.yaml: block: post: Mayor is not among the roles"),
        (
            "pack.yaml",
            "Head of Service: approver",
            "Head of Service: king",
            "pack.yaml: roles: Head of Service: Input should be",
        ),
        ("pack.yaml", "title: Derby", "titel: Derby", "title: Field required"),
        ("pack.yaml", "id: derby-2024", "id: derby-2024\nneeds: []", "pack.yaml: needs: already given in notices.yaml"),
        ("pack.yaml", "id: derby-2024", "id: derby-2024\nid: twice", "pack.yaml: not readable as YAML"),
        ("pack.yaml", "id: derby-2024", "id: [", "pack.yaml: not readable as YAML"),
        (
            "notices.yaml",
            "{rules_link}",
            "{customer_name}",
            "notices.yaml: notices: reminder: text: unknown placeholder {customer_name}",
        ),
        ("notices.yaml", "We want to hear", "We really want to hear " * 10, "notices: reminder: text: 3"),
        ("notices.yaml", "  reminder:", "  remainder:", "notices.yaml: notices: reminder: is missing"),
        (
            "notices.yaml",
            "acknowledge: acknowledge_hazard",
            "acknowledge: ack",
            "needs: hazard: acknowledge: ack is not among",
        ),
    ],
)
def test_an_error_names_file_part_and_field_in_one_line(file: str, old: str, new: str, line: str) -> None:
    assert line in spoilt(file, old, new)


@pytest.mark.parametrize(
    "text", ["", "- a list", "just words", "1: 2", "\x00", "&a [*a]", "!!python/object:os.system {}"]
)
def test_what_is_no_pack_is_an_error_and_nothing_else(text: str) -> None:
    with pytest.raises(PackError, match=r"pack\.yaml"):
        parse({"pack.yaml": text})


def test_a_pack_in_one_file_is_the_same_pack() -> None:
    whole = "\n".join(texts("house-rules").values())
    assert parse({"house-rules.yaml": whole}) == pack("house-rules")


def test_the_schema_speaks_of_every_field_and_forbids_others() -> None:
    published = schema()
    assert published["additionalProperties"] is False
    properties = published["properties"]
    assert isinstance(properties, dict)
    assert properties.keys() == {field.alias or name for name, field in type(pack("derby-2024")).model_fields.items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_never_changes_once_read(name: str) -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(pack(name), "title", "Another")  # noqa: B010 - mypy knows that it is frozen, and that is tested here
