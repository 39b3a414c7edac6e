from __future__ import annotations

import asyncio
import subprocess
import sys
import unittest

from support import WAIT, Folder, is_alive, python_environment, until

_HEAD = """
import gc, multiprocessing, os, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)
import strongroom
fork = multiprocessing.get_context("fork")
def descriptors():
    return {os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if n.isdigit() and os.path.exists(f"/proc/self/fd/{n}")}
"""

_BLOCKING = _HEAD + """
client = strongroom.Strongroom(sys.argv[1])
mine = client.call("pid")
ours = {os.readlink(f"/proc/self/fd/{fd}") for fd in strongroom._forksafe._descriptors}
assert len(ours) == 3, ours
hanging = client.calls.verify_backup("b")
def child(queue):
    held = ours & descriptors()
    before = client._engine is None
    theirs = client.call("pid")
    gc.collect()
    client.close()
    queue.put((held, before, theirs))
queue = fork.Queue()
children = [fork.Process(target=child, args=(queue,)) for _ in range(3)]
for each in children: each.start()
answers = [queue.get() for _ in children]
for each in children: each.join()
assert [each.exitcode for each in children] == [0, 0, 0]
for held, before, theirs in answers:
    assert held == set(), held
    assert before
    assert theirs != mine
assert len({theirs for _, _, theirs in answers}) == 3
# The parent's process was not disturbed, and ends when its parent says so.
assert client.call("pid") == mine
assert not hanging.done()
hanging.cancel()
try: hanging.result()
except strongroom.CancelledError: pass
client.close()
print(mine)
"""

_LEAVING = _HEAD + """
client = strongroom.Strongroom(sys.argv[1])
mine = client.call("pid")
pid = os.fork()
if pid == 0:
    # Never used here, and left by the way that runs what is registered for the end.
    sys.exit(0)
_, status = os.waitpid(pid, 0)
assert status == 0
assert client.call("pid") == mine
pid = os.fork()
if pid == 0:
    # Outlives its parent, which must not keep the parent's process alive.
    import signal
    signal.pause()
print(mine, pid, flush=True)
"""

_ASYNC = _HEAD + """
import asyncio, traceback
client = strongroom.AsyncStrongroom(sys.argv[1])
async def in_child():
    assert ours & descriptors() == set()
    assert await client.call("pid") != mine
    await client.close()
async def main():
    global mine, ours
    mine = await client.call("pid")
    ours = {os.readlink(f"/proc/self/fd/{fd}") for fd in strongroom._forksafe._descriptors}
    hanging = client.call("hang")
    await client.ping()
    pid = os.fork()
    if pid == 0:
        try:
            asyncio.run(in_child())
            gc.collect()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    assert status == 0
    assert await client.call("pid") == mine
    assert not hanging.done()
    await client.call("release")
    await hanging
    await client.close()
    print(mine)
asyncio.run(main())
"""

_WHILE_STARTING = _HEAD + """
import threading
clients = [strongroom.Strongroom(sys.argv[1]) for _ in range(20)]
threads = [threading.Thread(target=client.ping) for client in clients]
for thread in threads: thread.start()
pids = []
for _ in range(20):
    pid = os.fork()
    if pid == 0:
        left = [n for n in os.listdir("/proc/self/fd") if n.isdigit() and int(n) > 2]
        pipes = [n for n in left if os.path.exists(f"/proc/self/fd/{n}") and os.readlink(f"/proc/self/fd/{n}").startswith("pipe:")]
        os._exit(len(pipes))
    pids.append(pid)
codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
for thread in threads: thread.join()
assert codes == [0] * 20, codes
for client in clients: client.close()
print(0)
"""


class ForkTests(Folder):
    def run_script(self, text: str) -> str:
        path = self.folder / "application.py"
        path.write_text(text)
        done = subprocess.run(
            [sys.executable, "-W", "default::ResourceWarning", str(path), self.fake("server")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=python_environment(),
            timeout=WAIT * 2,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)
        return done.stdout

    def test_the_child_of_a_fork_has_a_process_of_its_own(self) -> None:
        pid = int(self.run_script(_BLOCKING))
        self.assertFalse(is_alive(pid))

    def test_the_same_with_asyncio(self) -> None:
        pid = int(self.run_script(_ASYNC))
        self.assertFalse(is_alive(pid))

    def test_a_child_that_outlives_its_parent_keeps_nothing_alive(self) -> None:
        path = self.folder / "application.py"
        path.write_text(_LEAVING)
        process = subprocess.Popen(
            [sys.executable, str(path), self.fake("server")],
            stdout=subprocess.PIPE,
            text=True,
            env=python_environment(),
        )
        assert process.stdout is not None
        service, child = (int(word) for word in process.stdout.readline().split())
        process.wait(WAIT)
        self.assertEqual(process.returncode, 0)
        asyncio.run(until(lambda: not is_alive(service)))
        self.assertTrue(is_alive(child))
        subprocess.run(["kill", "-KILL", str(child)], check=True)
        process.stdout.close()

    def test_a_fork_while_processes_are_started_inherits_no_pipe(self) -> None:
        self.run_script(_WHILE_STARTING)


if __name__ == "__main__":
    unittest.main()
