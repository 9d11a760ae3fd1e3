"""The one key of an installation: it signs every log, under that log's own name."""

import base64

from services.chassis.audit.notes import ED25519, NoteError, SigningKey, VerifierKey

_INSTALLATION = "helder"


def public_key(seed: bytes) -> str:
    """The key that auditors keep: what stands last in the vkey of every log of this installation (base64)."""
    return _text(SigningKey(_INSTALLATION, seed).verifier.public)


def verifier(source: str, key: str) -> VerifierKey:
    """The key as that of one log. A whole vkey (`name+id+key`) will do too, for the log that it names.

    Raises NoteError.
    """
    public = _public(key)
    if public is not None:
        return VerifierKey(source, public)
    named = _named(key)
    if named.name != source:
        raise NoteError(f"Deze sleutel hoort bij het logboek {named.name}, niet bij {source}.")
    return named


def bare(key: str) -> str:
    """The key without a name before it; raises NoteError when no log can have this key."""
    return key if _public(key) is not None else _text(_named(key).public)


def _named(key: str) -> VerifierKey:
    try:
        return VerifierKey.parse(key)
    except NoteError as cause:
        sentence = "Dit is geen sleutel van een logboek: neem `key` uit de uitvoer van `audit checkpoint --json`."
        raise NoteError(sentence) from cause


def _public(key: str) -> bytes | None:
    try:
        content = base64.b64decode(key, validate=True)
    except ValueError:
        return None
    right = len(content) == 33 and content[:1] == ED25519 and base64.b64encode(content).decode() == key
    return content[1:] if right else None


def _text(public: bytes) -> str:
    return base64.b64encode(ED25519 + public).decode()
