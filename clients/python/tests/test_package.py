"""The package that pip makes of the folder works elsewhere, and its types are there."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import unittest
import venv
import zipfile
from pathlib import Path

from support import CLIENT, Folder


class PackageTests(Folder):
    def build(self) -> Path:
        # The build leaves files beside its source.
        source = self.folder / "source"
        shutil.copytree(
            CLIENT,
            source,
            ignore=shutil.ignore_patterns("*.egg-info", "build", "__pycache__", "tests"),
        )
        built = subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
            + ["--disable-pip-version-check", "--wheel-dir", str(self.folder), str(source)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if built.returncode:
            if "No module named pip" in built.stdout:
                self.skipTest("needs pip")
            if "setuptools" in built.stdout and "No matching distribution" in built.stdout:
                self.skipTest("pip cannot fetch setuptools here")
        self.assertEqual(built.returncode, 0, built.stdout)
        (wheel,) = self.folder.glob("*.whl")
        return wheel

    def test_the_wheel_works_in_an_empty_environment(self) -> None:
        wheel = self.build()
        self.assertEqual(wheel.name, "strongroom-1.1.0-py3-none-any.whl")
        names = set(zipfile.ZipFile(wheel).namelist())
        shipped = {
            f"strongroom/{path.relative_to(CLIENT / 'src' / 'strongroom').as_posix()}"
            for path in (CLIENT / "src" / "strongroom").rglob("*")
            if path.suffix in (".py", ".typed")
        }
        self.assertIn("strongroom/py.typed", shipped)
        self.assertEqual({name for name in names if ".dist-info/" not in name}, shipped)
        metadata = zipfile.ZipFile(wheel).read("strongroom-1.1.0.dist-info/METADATA").decode()
        self.assertIn("Requires-Python: >=3.9", metadata)
        self.assertNotIn("Requires-Dist", metadata)

        place = self.folder / "empty"
        venv.create(place, with_pip=False)
        python = place / "bin" / "python"
        (library,) = place.glob("lib/python*/site-packages")
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
            + ["--disable-pip-version-check", "--target", str(library), str(wheel)],
            check=True,
        )
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [str(python), "-W", "error", "-c", _USE, self.fake("server")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            cwd=self.folder,
        )
        self.assertEqual(
            (done.returncode, done.stdout), (0, f"{library}/strongroom/__init__.py {{}}\n")
        )


_USE = """
import sys, strongroom
with strongroom.Strongroom(sys.argv[1]) as client:
    print(strongroom.__file__, client.ping())
"""


@unittest.skipUnless(importlib.util.find_spec("mypy"), "needs mypy")
class TypeTests(unittest.TestCase):
    def test_the_types_hold(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--cache-dir", os.devnull],
            cwd=CLIENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
