"""The sheet of a key file's code, read by another program as a telephone would."""
import re
import shutil
import subprocess

import pytest


@pytest.mark.skipif(not shutil.which("zbarimg") or not shutil.which("rsvg-convert"), reason="zbarimg or rsvg-convert is not installed")
def test_the_picture_on_the_sheet_is_the_code(tuckbox, tmp_path):
    key, sheet = tmp_path / "smith.key", tmp_path / "sheet.html"
    assert tuckbox("key", "generate", "--second-factor", "-o", key).returncode == 0
    assert tuckbox("key", "print", key, "-o", sheet).returncode == 0
    drawing = re.search(r"<svg.*?</svg>", sheet.read_text(), re.S)[0]
    drawing = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="370" height="370" ')
    subprocess.run(["rsvg-convert", "-b", "white", "-o", tmp_path / "sheet.png"], input=drawing, text=True, check=True)
    read = subprocess.run(["zbarimg", "-q", "--raw", tmp_path / "sheet.png"], capture_output=True, text=True)
    assert read.stdout.strip() == key.read_text().strip()
