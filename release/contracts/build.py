"""`python release/contracts/build.py [FOLDER]` builds the wheel of helder-contracts from the code in contracts/."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def build(folder: Path) -> None:
    """Puts the wheel in the folder; needs uv beside this Python, and no network."""
    with tempfile.TemporaryDirectory() as place:
        for file in (HERE / "pyproject.toml", HERE / "README.md", ROOT / "LICENSE"):
            shutil.copy(file, place)
        shutil.copytree(ROOT / "contracts", Path(place, "contracts"), ignore=shutil.ignore_patterns("__pycache__"))
        command = [sys.executable, "-m", "uv", "build", "--quiet", "--wheel", "--out-dir", str(folder.resolve()), place]
        subprocess.run(command, check=True)  # noqa: S603  # our own words only


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
