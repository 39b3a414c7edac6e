"""Behaves, but for what the method called says."""

import json
import os
import signal
import sys
import time
from typing import Any, Dict, List

from base import Wire, backup, initialize_result

wire = Wire()
options = dict(argument.split("=", 1) for argument in sys.argv[1:] if "=" in argument)
state = options.get("state")
held: Dict[Any, Dict[str, Any]] = {}
seen: List[Any] = []


def count_starts() -> int:
    if state is None:
        return 1
    with open(state, "a") as file:
        file.write(f"{os.getpid()}\n")
    with open(state) as file:
        return len(file.readlines())


starts = count_starts()
if starts <= int(options.get("die", "0")):
    sys.exit(7)

for message in wire.messages():
    method, id = message.get("method"), message.get("id")
    params = message.get("params") or {}
    seen.append(method)
    if method == "initialize":
        limit = int(options.get("limit", 8 << 20))
        wire.reply(id, initialize_result(limit=limit))
        if starts <= int(options.get("dieAfter", "0")):
            sys.exit(7)
    elif method == "ping":
        wire.reply(id, {})
    elif method == "pid":
        wire.reply(id, os.getpid())
    elif method == "seen":
        wire.reply(id, seen)
    elif method == "echo":
        wire.reply(id, params)
    elif method in ("hang", "verifyBackup"):
        held[id] = params
    elif method == "release":
        for other in list(held):
            wire.reply(other, {"released": True})
        held.clear()
        wire.reply(id, None)
    elif method == "$/cancelRequest":
        other = params["id"]
        behaviour = held.get(other, {}).get("onCancel", "cancelled")
        if other not in held or behaviour == "ignore":
            continue
        held.pop(other)
        if behaviour == "result":
            wire.reply(other, {"done": True})
        else:
            wire.fail(other, -32800, "The request was cancelled.", {"kind": "cancelled"})
    elif method == "big":
        text = params.get("text", "é")
        wire.reply(id, text * params["count"])
    elif method == "trickle":
        body = {"jsonrpc": "2.0", "id": id, "result": "zażółć 漢字 🗝"}
        for byte in wire.frame(body):
            wire.write(bytes([byte]))
            time.sleep(0.0005)
    elif method == "createBackup":
        if params.get("label") == "missing":
            made = backup()
            del made["checksum"]
            wire.reply(id, {"backup": made})
            continue
        if params.get("label") == "wrong":
            wire.reply(id, {"backup": backup(locations=[{"storage": "s", "key": 7}])})
            continue
        for step in range(200):
            value = {"phase": "compress", "completed": step, "total": 199, "unit": "furlongs"}
            wire.notify("$/progress", {"token": params["progressToken"], "value": value})
        wire.reply(id, {"backup": backup(status="teleported", shoeSize=44)})
    elif method == "events":
        wire.notify("moon/full", {"phase": 1})
        wire.notify("backup/completed", {"backup": {"id": "not a backup"}})
        wire.notify("backup/completed", {"backup": backup(id="b2")})
        wire.reply(id, None)
    elif method == "manyEvents":
        for number in range(params["count"]):
            wire.notify("backup/completed", {"backup": backup(id=str(number))})
        wire.reply(id, None)
    elif method == "error":
        wire.fail(id, params["code"], params["message"], params.get("data"))
    elif method == "rubbish":
        wire.write(params["text"].encode("latin-1"))
    elif method == "noise":
        sys.stderr.buffer.write(bytes(range(256)) * 16 + b"\n" + b"x" * (1 << 20) + b"\n")
        sys.stderr.buffer.write(b"2026-03-01T09:30:00+0000 error strongroom: it burns\n")
        sys.stderr.flush()
        wire.reply(id, None)
    elif method == "request":
        wire.write(wire.frame({"jsonrpc": "2.0", "id": "s1", "method": "workspace/question"}))
        wire.reply(id, None)
    elif method == "unread":
        held[id] = params
        wire.fail(None, -32700, "The message is not JSON.", {"kind": "parseError"})
    elif method == "float":
        wire.reply(float(id), params)
    elif method == "batch":
        told = {"jsonrpc": "2.0", "method": "moon/full", "params": {"phase": 2}}
        wire.write(wire.frame([told, {"jsonrpc": "2.0", "id": id, "result": "both"}]))
    elif method == "oddRequest":
        odd = b'{"jsonrpc":"2.0","id":%s,"method":"q"}' % params["id"].encode()
        reply = json.dumps({"jsonrpc": "2.0", "id": id, "result": "still there"}).encode()
        wire.write(wire.frame_bytes(odd) + wire.frame_bytes(reply))
        if params.get("last"):
            os._exit(0)
    elif method == "die":
        print("I was told to.", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    elif method == "dieAnswering":
        wire.reply(id, "last words")
        os._exit(5)
    elif method == "closeStdout":
        os.close(1)
        if options.get("stubborn"):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
    elif method == "closeStdin":
        os.close(0)
        time.sleep(600)
    elif method == "grandchild":
        child = os.fork()
        if child == 0:
            time.sleep(600)
        wire.reply(id, child)
        os._exit(6)
    elif method == "shutdown":
        if options.get("stubborn"):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
        wire.reply(id, None)
    elif method == "exit":
        for other, given in held.items():
            if given.get("atExit") == "result":
                wire.reply(other, {"done": True})
            elif given.get("atExit") != "nothing":
                wire.fail(other, -32800, "The request was cancelled.", {"kind": "cancelled"})
        sys.exit(0)
    elif id is not None:
        wire.fail(id, -32601, f"There is no method {method}.", {"kind": "methodNotFound"})
