"""What every answer forbids other sites, whatever it is an answer to."""

import httpx2 as httpx

FORBIDS = {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"}


def check_guarded(answer: httpx.Response) -> None:
    """No other site shows it in a frame, runs a script in it or sends a form from it."""
    where, headers = str(answer.request.url), answer.headers
    policy = {one.strip() for one in headers["content-security-policy"].split(";")}
    assert policy >= FORBIDS, where
    assert not [one for one in policy if "unsafe" in one or "*" in one], where
    assert headers["x-frame-options"] == "DENY", where
    assert headers["x-content-type-options"] == "nosniff", where
    assert headers["referrer-policy"] in ("same-origin", "no-referrer"), where
