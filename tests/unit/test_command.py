"""The command that the documentation names is there after the set-up, from any folder."""

import subprocess
from pathlib import Path

from hotline.settings import ROOT


def test_veilleur_is_a_command(tmp_path: Path) -> None:
    done = subprocess.run([ROOT / ".venv/bin/veilleur", "--help"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Usage: veilleur" in done.stdout
