"""The README says nothing that is not so."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import unittest
from textwrap import dedent
from typing import List, Tuple

from support import CLIENT, PROGRAM, SOURCE, WAIT, Folder, needs_program, python_environment

# What the frameworks have of what the README uses. Their own packages are not needed here.
_STUBS = {
    "flask": """
        from typing import Any, Callable, TypeVar
        F = TypeVar("F", bound=Callable[..., Any])
        g: Any = None
        class Flask:
            def __init__(self, name: str) -> None: ...
            def post(self, path: str) -> Callable[[F], F]: return lambda view: view
        def jsonify(*value: Any, **values: Any) -> Any: return value[0] if value else values
        """,
    "django": "",
    "django.http": """
        from typing import Any
        def JsonResponse(values: Any) -> Any: return values
        """,
    "fastapi": """
        from typing import Any, Callable, TypeVar
        F = TypeVar("F", bound=Callable[..., Any])
        class FastAPI:
            def __init__(self, lifespan: Any) -> None: self.lifespan = lifespan
            def post(self, path: str) -> Callable[[F], F]: return lambda view: view
        """,
}

# How the blocks about frameworks are used, by their names.
_USES = {
    "flask": """
        from types import SimpleNamespace
        def as_user(role):
            user = SimpleNamespace(id="u", role=role, name="N", status="ACTIVE")
            globals()["g"] = SimpleNamespace(user=user)
            return create_backup()
        answer, status = as_user("ADMIN")
        assert status == 201 and answer["fileName"], answer
        answer, status = as_user("STAFF")
        assert status == 403, answer
        """,
    "django": """
        from types import SimpleNamespace
        answer = list_backups(SimpleNamespace(user=SimpleNamespace(pk=7, is_staff=True)))
        assert answer == {"total": 0, "backups": []}, answer
        """,
    "fastapi": """
        import asyncio
        async def use():
            async with lifespan(app):
                assert (await create_backup())["id"]
        asyncio.run(use())
        """,
}


def blocks() -> List[Tuple[str, str]]:
    text = (CLIENT / "README.md").read_text()
    return re.findall(r"```python *(\w*)\n(.*?)```", text, re.DOTALL)


class ReadmeTests(Folder):
    def test_every_block_says_how_it_is_tested(self) -> None:
        kinds = [kind for kind, _ in blocks()]
        self.assertEqual(sorted(set(kinds)), ["django", "fastapi", "flask", "run"])
        self.assertEqual((CLIENT / "README.md").read_text().count("```python"), len(kinds))

    def write_stubs(self) -> None:
        for name, text in _STUBS.items():
            path = self.folder / (name.replace(".", "/"))
            path.mkdir(parents=True, exist_ok=True)
            (path / "__init__.py").write_text(dedent(text))

    @needs_program
    def test_every_block_runs_against_the_real_program(self) -> None:
        assert PROGRAM is not None
        (self.folder / "bin").mkdir()
        os.symlink(PROGRAM, self.folder / "bin" / "strongroom")
        self.write_stubs()
        for number, (kind, block) in enumerate(blocks()):
            with self.subTest(block=number):
                shutil.copy(self.sample_database(), self.folder / "app.db")
                shutil.rmtree(self.folder / "app.db.backups", ignore_errors=True)
                for old in self.folder.glob("app.db-*"):
                    old.unlink()
                script = self.folder / "block.py"
                script.write_text(block + dedent(_USES.get(kind, "")))
                path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
                done = subprocess.run(
                    [sys.executable, str(script)],
                    cwd=self.folder,
                    env=python_environment(
                        PATH=path, PYTHONPATH=f"{SOURCE}{os.pathsep}{self.folder}"
                    ),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    timeout=WAIT * 4,
                )
                self.assertEqual(done.returncode, 0, done.stdout)

    @unittest.skipUnless(importlib.util.find_spec("mypy"), "needs mypy")
    def test_every_block_has_the_right_types(self) -> None:
        self.write_stubs()
        for number, (_, block) in enumerate(blocks()):
            (self.folder / f"block_{number}.py").write_text(block)
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--check-untyped-defs", "--cache-dir", os.devnull]
            + [f"block_{number}.py" for number in range(len(blocks()))],
            cwd=self.folder,
            env=python_environment(MYPYPATH=f"{SOURCE}"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
