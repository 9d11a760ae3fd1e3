"""An OpenID Connect issuer as a process of its own, for tests: `oidc-provider-mock`, which also checks PKCE here."""

import base64
import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx

ROOT = Path(__file__).parents[1]


@contextmanager
def issuing(port: int) -> Iterator[str]:
    """The address of an issuer that lets everyone in as whom they say they are."""
    address = f"http://localhost:{port}"
    process = subprocess.Popen([sys.executable, "-m", "tests.issuer", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        _wait(address)
        yield address
    finally:
        process.kill()
        process.wait()


def _wait(address: str) -> None:
    end = time.monotonic() + 40
    while time.monotonic() < end:
        try:
            if httpx.get(address).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the issuer did not start")


def main(port: int) -> None:
    """Serves until it is killed."""
    import flask
    from authlib.oauth2.rfc6749 import AuthorizationCodeGrant
    from oidc_provider_mock import app

    AuthorizationCodeGrant.TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]
    issuer, challenges = app(require_nonce=True), dict[str, str]()

    @issuer.after_request
    def remember(answer: flask.Response) -> flask.Response:
        codes = parse_qs(urlsplit(answer.headers.get("location", "")).query).get("code", [])
        if flask.request.args.get("code_challenge_method") == "S256":
            challenges.update({code: flask.request.args["code_challenge"] for code in codes})
        return answer

    @issuer.before_request
    def check() -> tuple[dict[str, str], int] | None:
        if flask.request.path != "/oauth2/token":
            return None
        digest = hashlib.sha256(flask.request.form.get("code_verifier", "").encode()).digest()
        said = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fine = challenges.get(flask.request.form.get("code", "")) == said
        return None if fine else ({"error": "invalid_grant"}, 400)

    issuer.run("localhost", port, threaded=True, debug=False, use_reloader=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
