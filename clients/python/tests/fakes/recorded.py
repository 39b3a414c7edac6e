"""Answers as it should, up to a byte of all that it writes: there it dies, or a wrong byte slips in.

    recorded.py <die|slip> <byte> <state> ...

Only the first process does so; those after it are whole.
"""

import os
import sys
from base import Wire, backup, initialize_result

how, state = sys.argv[1], sys.argv[3]
left = int(sys.argv[2])
if os.path.exists(state):
    left = 1 << 30
open(state, "a").close()


class FaultyWire(Wire):
    def write(self, data: bytes) -> None:
        global left
        if len(data) <= left:
            left -= len(data)
            super().write(data)
            return
        super().write(data[:left])
        if how == "die":
            os._exit(9)
        super().write(b"\0" + data[left:])
        left = 1 << 30


wire = FaultyWire()
for message in wire.messages():
    method, id = message.get("method"), message.get("id")
    if method == "initialize":
        wire.reply(id, initialize_result())
    elif method == "createBackup":
        for step in range(3):
            value = {"phase": "compress", "completed": step, "total": 2, "unit": "pages"}
            token = message["params"]["progressToken"]
            wire.notify("$/progress", {"token": token, "value": value})
        wire.notify("backup/completed", {"backup": backup(label="zażółć")})
        wire.reply(id, {"backup": backup(label="zażółć")})
    elif method == "getBackup":
        wire.fail(id, 1003, "There is no backup with this id.", {"kind": "notFound", "id": "x"})
    elif method == "exit":
        sys.exit(0)
    elif id is not None:
        wire.reply(id, None if method == "shutdown" else {})
