"""Signed notes, checkpoints and proofs as text: the specification's example, and what must be refused."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.audit.merkle import (
    EMPTY_ROOT,
    AuditError,
    Frontier,
    ProofError,
    TreeHead,
    inclusion_proof,
    leaf_hash,
)
from services.chassis.audit.notes import (
    Checkpoint,
    LogProof,
    NoteError,
    SignatureError,
    SigningKey,
    VerifierKey,
    check_proof,
    open_checkpoint,
    open_note,
    sign_checkpoint,
)

SOURCE = "urn:nld:oin:00000099000000001000:systeem:helder-inventory"
KEY = SigningKey(SOURCE, bytes(range(32)))
NEXT_KEY = SigningKey(SOURCE, bytes(range(1, 33)))
WITNESS = SigningKey("witness.example", bytes(range(2, 34)))
EVENTS = [f'{{"id":"{number}","source":"{SOURCE}"}}'.encode() for number in range(11)]
LEAVES = [leaf_hash(event) for event in EVENTS]
HEAD = Frontier().extended(LEAVES).head

PUBLISHED_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
PUBLISHED_TEXT = "This is an example message.\n"
PUBLISHED_SIGNATURE = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
PUBLISHED_NOTE = f"{PUBLISHED_TEXT}\n— example.com/foo {PUBLISHED_SIGNATURE}\n"

note_lines = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]))
note_texts = st.lists(note_lines, min_size=1).map(lambda lines: "\n".join(lines) + "\n")


def proof_of(index: int, *, with_event: bool = True) -> bytes:
    siblings = tuple(inclusion_proof(LEAVES, index))
    proof = LogProof(EVENTS[index] if with_event else None, index, siblings, sign_checkpoint(KEY, HEAD))
    return proof.compose().encode()


def signature_line(note: str) -> str:
    return note.rsplit("\n\n", 1)[1]


def test_the_published_note_opens_with_the_published_key() -> None:
    assert open_note(PUBLISHED_NOTE, VerifierKey.parse(PUBLISHED_KEY)) == PUBLISHED_TEXT


def test_the_published_key_reads_and_writes_as_the_same_text() -> None:
    key = VerifierKey.parse(PUBLISHED_KEY)
    assert (key.name, key.id.hex(), str(key)) == ("example.com/foo", "530d903a", PUBLISHED_KEY)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "example.com/foo",
        PUBLISHED_KEY.replace("foo", "bar"),
        PUBLISHED_KEY.replace("530d903a", "530d903b"),
        PUBLISHED_KEY.replace("530d903a", "530D903A"),
        PUBLISHED_KEY.replace("AekyeRrm", "AukyeRrm"),
        PUBLISHED_KEY[:-4],
        PUBLISHED_KEY + "\n",
        PUBLISHED_KEY.replace("example.com/foo", "example.com foo"),
        PUBLISHED_KEY.removeprefix("example.com/foo"),
    ],
)
def test_a_damaged_key_is_refused(vkey: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.parse(vkey)


@given(note_texts, st.binary(min_size=32, max_size=32))
def test_what_is_signed_opens_with_the_key_as_text_to_the_same_text(text: str, seed: bytes) -> None:
    key = SigningKey(SOURCE, seed)
    assert open_note(key.sign(text), VerifierKey.parse(str(key.verifier))) == text


@given(st.data())
def test_a_note_with_one_changed_byte_is_refused(data: st.DataObject) -> None:
    note = bytearray(sign_checkpoint(KEY, HEAD).encode())
    note[data.draw(st.integers(0, len(note) - 1))] ^= data.draw(st.integers(1, 255))
    text = note.decode(errors="surrogateescape")
    with pytest.raises(NoteError):
        open_checkpoint(text, KEY.verifier)


def test_a_signature_has_only_one_spelling() -> None:
    respelled = PUBLISHED_NOTE.replace("yaQM=\n", "yaQN=\n")
    assert base64.b64decode(PUBLISHED_SIGNATURE) == base64.b64decode(PUBLISHED_SIGNATURE.replace("yaQM=", "yaQN="))
    with pytest.raises(NoteError):
        open_note(respelled, VerifierKey.parse(PUBLISHED_KEY))


@pytest.mark.parametrize("other", [NEXT_KEY, WITNESS, SigningKey(SOURCE + "x", bytes(range(32)))])
def test_a_note_of_another_key_is_not_trusted(other: SigningKey) -> None:
    with pytest.raises(SignatureError):
        open_note(other.sign("tekst\n"), KEY.verifier)


def test_a_note_opens_with_one_of_many_signatures() -> None:
    note = WITNESS.sign("tekst\n") + signature_line(NEXT_KEY.sign("tekst\n")) + signature_line(KEY.sign("tekst\n"))
    assert open_note(note, KEY.verifier) == "tekst\n"


def test_one_wrong_signature_of_a_trusted_key_spoils_the_note() -> None:
    note = WITNESS.sign("tekst\n") + signature_line(KEY.sign("andere tekst\n"))
    assert open_note(note, WITNESS.verifier) == "tekst\n"
    with pytest.raises(SignatureError):
        open_note(note, WITNESS.verifier, KEY.verifier)


def test_a_note_with_a_heap_of_signatures_is_refused_unread() -> None:
    line = signature_line(KEY.sign("tekst\n"))
    assert open_note("tekst\n\n" + line * 16, KEY.verifier) == "tekst\n"
    with pytest.raises(NoteError):
        open_note("tekst\n\n" + line * 1000, KEY.verifier)


@pytest.mark.parametrize("text", ["", "zonder einde", "met\ttab\n", "met\rregeleinde\r\n", "half \ud800\n"])
def test_a_text_that_no_note_may_hold_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        KEY.sign(text)


@pytest.mark.parametrize("name", ["", "twee woorden", "twee\u00a0woorden", "a+b", "a\nb", "a\x00b"])
def test_a_key_with_an_impossible_name_is_refused(name: str) -> None:
    with pytest.raises(NoteError):
        SigningKey(name, bytes(32))


@given(st.integers(0, 10**18 - 1), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_opens_to_the_head_that_was_signed(size: int, root: bytes) -> None:
    head = TreeHead(size, root)
    assert open_checkpoint(sign_checkpoint(KEY, head), KEY.verifier) == Checkpoint(SOURCE, head)


def test_a_checkpoint_is_three_lines() -> None:
    assert Checkpoint(SOURCE, TreeHead(0, EMPTY_ROOT)).body() == (
        f"{SOURCE}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    )


def test_lines_after_the_root_of_a_checkpoint_are_passed_over() -> None:
    body = Checkpoint(SOURCE, HEAD).body()
    assert open_checkpoint(KEY.sign(body + "extension\n"), KEY.verifier).head == HEAD


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("\n11\n", "\n011\n"),
        ("\n11\n", "\n+11\n"),
        ("\n11\n", "\n١١\n"),
        ("\n11\n", "\n\n"),
        ("=\n", "\n"),
        ("=\n", "="),
        ("=\n", "=\n\n"),
        (SOURCE, ""),
        (base64.b64encode(HEAD.root).decode(), base64.b64encode(HEAD.root[:30]).decode()),
    ],
)
def test_a_signed_text_in_another_form_is_no_checkpoint(part: str, instead: str) -> None:
    body = Checkpoint(SOURCE, HEAD).body().replace(part, instead)
    with pytest.raises(NoteError):
        Checkpoint.parse(body)


def test_a_root_that_is_no_hash_is_not_signed() -> None:
    with pytest.raises(NoteError):
        sign_checkpoint(KEY, TreeHead(11, HEAD.root[:31]))


def test_a_checkpoint_of_another_log_is_refused() -> None:
    elsewhere = KEY.sign(Checkpoint(SOURCE.replace("inventory", "dpia"), HEAD).body())
    with pytest.raises(NoteError):
        open_checkpoint(elsewhere, KEY.verifier)


def test_a_proof_has_the_lines_of_the_specification() -> None:
    head, note = proof_of(10).decode().split("\n\n", 1)
    siblings = [base64.b64encode(sibling).decode() for sibling in inclusion_proof(LEAVES, 10)]
    event = base64.b64encode(EVENTS[10]).decode()
    assert head.split("\n") == ["c2sp.org/tlog-proof@v1", f"extra {event}", "index 10", *siblings]
    assert note == sign_checkpoint(KEY, HEAD)


@pytest.mark.parametrize("index", range(len(EVENTS)))
def test_every_event_is_proven_by_its_file_alone(index: int) -> None:
    proven = check_proof(proof_of(index), KEY.verifier)
    assert (proven.event, proven.index, proven.checkpoint) == (EVENTS[index], index, Checkpoint(SOURCE, HEAD))


def test_an_event_kept_elsewhere_is_proven_with_or_without_a_copy_in_the_file() -> None:
    assert check_proof(proof_of(3), KEY.verifier, EVENTS[3]) == check_proof(
        proof_of(3, with_event=False), KEY.verifier, EVENTS[3]
    )


def test_a_proof_without_event_proves_nothing_on_its_own() -> None:
    with pytest.raises(NoteError):
        check_proof(proof_of(3, with_event=False), KEY.verifier)


def test_a_proof_of_another_event_than_the_given_one_is_refused() -> None:
    with pytest.raises(NoteError):
        check_proof(proof_of(3), KEY.verifier, EVENTS[4])
    with pytest.raises(ProofError):
        check_proof(proof_of(3, with_event=False), KEY.verifier, EVENTS[4])


def test_an_event_changed_together_with_its_copy_is_refused() -> None:
    forged = LogProof(EVENTS[3] + b" ", 3, tuple(inclusion_proof(LEAVES, 3)), sign_checkpoint(KEY, HEAD))
    with pytest.raises(ProofError):
        check_proof(forged.compose().encode(), KEY.verifier)


@given(st.integers(0, len(EVENTS) - 1), st.data())
def test_a_proof_with_one_changed_byte_is_refused(index: int, data: st.DataObject) -> None:
    proof = bytearray(proof_of(index))
    proof[data.draw(st.integers(0, len(proof) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(AuditError):
        check_proof(bytes(proof), KEY.verifier)


@given(st.integers(0, len(EVENTS) - 1), st.data())
def test_a_proof_cut_short_is_refused(index: int, data: st.DataObject) -> None:
    proof = proof_of(index)
    with pytest.raises(AuditError):
        check_proof(proof[: data.draw(st.integers(0, len(proof) - 1))], KEY.verifier)


@given(st.binary(max_size=300), st.booleans(), st.lists(st.binary(min_size=32, max_size=32), max_size=5))
def test_a_proof_reads_back_as_it_was_written(event: bytes, without: bool, siblings: list[bytes]) -> None:
    proof = LogProof(None if without else event, 7, tuple(siblings), sign_checkpoint(KEY, HEAD))
    assert LogProof.parse(proof.compose()) == proof


beginnings = st.sampled_from(
    ["", "name+00000000+", "text\n\n— name ", "c2sp.org/tlog-proof@v1\nextra ", "c2sp.org/tlog-proof@v1\nindex 0\n"]
)


@given(beginnings, st.text())
def test_any_other_text_is_refused_with_a_sentence(beginning: str, rest: str) -> None:
    text = beginning + rest
    with pytest.raises(AuditError, match=r"\.$"):
        check_proof(text.encode(), KEY.verifier)
    with pytest.raises(AuditError, match=r"\.$"):
        open_note(text, KEY.verifier)
    with pytest.raises(AuditError, match=r"\.$"):
        VerifierKey.parse(text)
