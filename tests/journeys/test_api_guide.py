"""The guide to the API, run word for word against a Helder that was just started."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable

import pytest

from tests import machine
from tests.journeys.running import ROOT, Up

GUIDE = ROOT / "docs" / "api.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_guide_to_the_api_works_as_it_stands(up: Callable[..., Up]) -> None:
    if not shutil.which("curl") or not shutil.which("bash"):
        machine.cannot_run("no curl or bash")
    server = up("--no-demo").answers()
    script = "set -eu -o pipefail\n" + "\n".join(BLOCK.findall(GUIDE.read_text("utf-8")))
    environment = os.environ | {"HELDER_URL": server.url, "HELDER_DATA": str(server.data)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=380, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    for word in ("assessment-missing", "Route afvalwagens", "answered", "system-registered"):
        assert word in done.stdout, word
