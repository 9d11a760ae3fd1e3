"""Signed notes, log checkpoints and log proofs as text (C2SP signed-note, tlog-checkpoint and tlog-proof v1)."""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.chassis.audit.merkle import HASH_SIZE, AuditError, TreeHead, leaf_hash, verify_inclusion

ED25519 = b"\x01"
PROOF_HEADER = "c2sp.org/tlog-proof@v1"
MOST_SIGNATURES = 64
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,17}")
_SIGNATURE_LINE = re.compile(r"— ([^+\s]+) (\S+)")


class NoteError(AuditError):
    """The text does not have the form of a note, key, checkpoint or proof."""


class SignatureError(NoteError):
    """No trusted key signed this text, or a signature is wrong."""


class UnknownKeyError(SignatureError):
    """The text is signed, but with no key that is trusted."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a log's key; the name is the log's origin, the CloudEvents `source`."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public) != 32:
            raise NoteError("Een publieke Ed25519-sleutel is 32 bytes lang.")

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encoded(ED25519 + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> Self:
        """The key in `name+id+base64`; raises NoteError."""
        name, _, rest = vkey.partition("+")
        key = _decoded(rest.partition("+")[2])
        parsed = cls(name, key[1:])
        if str(parsed) != vkey:
            raise NoteError(
                "De sleutel is beschadigd, of is geen Ed25519-sleutel (naam, kenmerk en sleutel passen niet)."
            )
        return parsed

    def check(self, text: str, signature: bytes) -> None:
        """Raises SignatureError unless this key signed the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError) as cause:
            raise SignatureError("De handtekening klopt niet: de tekst of de handtekening is veranderd.") from cause


class SigningKey:
    """The private half: a name and a seed of 32 bytes. One seed may serve many names: each has its own key id."""

    def __init__(self, name: str, seed: bytes) -> None:
        if len(seed) != 32:
            raise NoteError("Een geheime Ed25519-sleutel is 32 bytes lang.")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = VerifierKey(name, self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The text (whole lines) with one signature line: a signed note."""
        if not text.endswith("\n"):
            raise NoteError("Een tekst om te ondertekenen eindigt met een nieuwe regel.")
        _check_characters(text)
        signature = self._private.sign(text.encode())
        return f"{text}\n— {self.verifier.name} {_encoded(self.verifier.id + signature)}\n"


def open_note(note: str, *trusted: VerifierKey) -> str:
    """The signed text of a note; raises SignatureError unless a trusted key signed it, and all trusted ones rightly.

    Signatures of other keys are passed over (witnesses, a next key).
    """
    text, signatures = _split(note)
    known = {(key.name, key.id): key for key in trusted}
    checked = 0
    for name, signature in signatures:
        if key := known.get((name, signature[:4])):
            key.check(text, signature[4:])
            checked += 1
    if not checked:
        raise UnknownKeyError("De tekst is niet ondertekend met een sleutel die u vertrouwt.")
    return text


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log signs: its origin, and its size and root at that moment."""

    origin: str
    head: TreeHead

    def body(self) -> str:
        """The three lines that are signed."""
        if len(self.head.root) != HASH_SIZE:
            raise NoteError("De wortel van een ijkpunt is een SHA-256-waarde van 32 bytes.")
        return f"{self.origin}\n{self.head.size}\n{_encoded(self.head.root)}\n"

    @classmethod
    def parse(cls, body: str) -> Self:
        """The checkpoint in a note's text; extension lines may follow and are passed over."""
        lines = body.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines):
            raise NoteError("Een ijkpunt heeft drie regels: het logboek, het aantal en de wortel.")
        return cls(lines[0], TreeHead(_number(lines[1]), _hash(lines[2])))


def sign_checkpoint(key: SigningKey, head: TreeHead) -> str:
    """The signed note of a log at this head; the log's origin is the key's name."""
    return key.sign(Checkpoint(key.verifier.name, head).body())


def open_checkpoint(note: str, key: VerifierKey) -> Checkpoint:
    """The checkpoint in a note, when the log itself signed it; raises NoteError."""
    checkpoint = Checkpoint.parse(open_note(note, key))
    if checkpoint.origin != key.name:
        raise NoteError("Het ijkpunt hoort bij een ander logboek dan de sleutel.")
    return checkpoint


@dataclass(frozen=True, slots=True)
class LogProof:
    """That one event stands in a log: its bytes, its index (from 0), its siblings upward and a signed checkpoint."""

    event: bytes | None
    index: int
    siblings: tuple[bytes, ...]
    checkpoint: str

    def compose(self) -> str:
        """The text of a `.tlog-proof` file."""
        extra = [] if self.event is None else [f"extra {_encoded(self.event)}"]
        lines = [PROOF_HEADER, *extra, f"index {self.index}", *map(_encoded, self.siblings)]
        return "\n".join(lines) + "\n\n" + self.checkpoint

    @classmethod
    def parse(cls, text: str) -> Self:
        """The proof in a text; says nothing yet about whether it holds. Raises NoteError."""
        head, _, note = text.partition("\n\n")
        header, *lines = head.split("\n")
        if header != PROOF_HEADER:
            raise NoteError("Dit is geen bewijs in de vorm c2sp.org/tlog-proof@v1.")
        event = _decoded(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
        if not lines or not lines[0].startswith("index "):
            raise NoteError("In het bewijs staat niet welke regel van het logboek het bedoelt.")
        return cls(event, _number(lines[0][6:]), tuple(map(_hash, lines[1:])), note)


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof has shown: these bytes stand at this index of the log at this checkpoint."""

    event: bytes
    index: int
    checkpoint: Checkpoint


def check_proof(proof: bytes, key: VerifierKey, event: bytes | None = None) -> Proven:
    """Checks a `.tlog-proof` file without network: form, signature, place. Raises AuditError.

    The event's bytes come from the file unless given; given ones must be the same.
    """
    parsed = LogProof.parse(_utf8(proof))
    proven = event if event is not None else parsed.event
    if proven is None:
        raise NoteError("In het bewijs staat geen gebeurtenis; geef haar er apart bij.")
    if parsed.event not in (None, proven):
        raise NoteError("De gebeurtenis in het bewijs is een andere dan de gebeurtenis die u geeft.")
    checkpoint = open_checkpoint(parsed.checkpoint, key)
    verify_inclusion(leaf_hash(proven), parsed.index, parsed.siblings, checkpoint.head)
    return Proven(proven, parsed.index, checkpoint)


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and signatures, parted by the last empty line."""
    _check_characters(note)
    text, parted, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    if not parted or lines.pop() or not 0 < len(lines) <= MOST_SIGNATURES:
        raise NoteError("Een ondertekende tekst eindigt met een lege regel en de handtekeningen.")
    return text + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    matched = _SIGNATURE_LINE.fullmatch(line)
    signature = _decoded(matched[2]) if matched else b""
    if matched is None or len(signature) < 5:
        raise NoteError("Een regel met een handtekening heeft niet de juiste vorm.")
    return matched[1], signature


def _check_name(name: str) -> None:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoteError("De naam van een sleutel is niet leeg en bevat geen spatie en geen plusteken.")
    _check_characters(name)


def _check_characters(text: str) -> None:
    if any(character < " " and character != "\n" for character in text):
        raise NoteError("De tekst bevat een teken dat daar niet mag staan (bijvoorbeeld een tab).")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise NoteError("De tekst is geen geldige UTF-8.")


def _utf8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as cause:
        raise NoteError("De tekst is geen geldige UTF-8.") from cause


def _number(digits: str) -> int:
    if not _DECIMAL.fullmatch(digits):
        raise NoteError("Waar een getal hoort te staan, staat iets anders.")
    return int(digits)


def _hash(line: str) -> bytes:
    value = _decoded(line)
    if len(value) != HASH_SIZE:
        raise NoteError("Waar een SHA-256-waarde hoort te staan, staat iets anders.")
    return value


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _decoded(encoded: str) -> bytes:
    """The bytes of standard base64 in its only spelling: other spellings would let a text change unseen."""
    try:
        content = base64.b64decode(encoded, validate=True)
    except ValueError as cause:
        raise NoteError("Waar base64 hoort te staan, staat iets anders.") from cause
    if _encoded(content) != encoded:
        raise NoteError("Waar base64 hoort te staan, staat iets anders.")
    return content
