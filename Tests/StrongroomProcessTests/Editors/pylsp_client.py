"""Drives the program by python-lsp-jsonrpc, a library for the Language Server Protocol's base protocol.

Usage: pylsp_client.py <strongroom> <database>. Prints what it saw as one JSON object.
"""

import json
import subprocess
import sys
import threading

from pylsp_jsonrpc.endpoint import Endpoint
from pylsp_jsonrpc.exceptions import JsonRpcException
from pylsp_jsonrpc.streams import JsonRpcStreamReader, JsonRpcStreamWriter

AUTH = {"actor": {"id": "user-1", "role": "ADMIN"}}
program, database = sys.argv[1:]
process = subprocess.Popen(
    [program, "serve", "--database", database], stdin=subprocess.PIPE, stdout=subprocess.PIPE
)
seen = {"phases": [], "events": []}
dispatcher = {
    "$/progress": lambda params: seen["phases"].append(params["value"]["phase"]),
    "backup/completed": lambda params: seen["events"].append(params["backup"]["label"]),
}
endpoint = Endpoint(dispatcher, JsonRpcStreamWriter(process.stdin).write)
reader = threading.Thread(
    target=JsonRpcStreamReader(process.stdout).listen, args=(endpoint.consume,)
)
reader.start()


def call(method, **params):
    return endpoint.request(method, params).result(timeout=120)


hello = call("initialize", processId=None, rootUri="file:///tmp", capabilities={})
seen["server"] = hello["serverInfo"]["name"]
created = call("createBackup", auth=AUTH, label="Müller ☕", progressToken="one")["backup"]
seen["label"] = created["label"]
pages = [endpoint.request("listBackups", {"auth": AUTH, "limit": 1}) for _ in range(20)]
seen["totals"] = [page.result(timeout=120)["total"] for page in pages]
try:
    call("getBackup", auth=AUTH, id="none")
except JsonRpcException as error:
    seen["error"] = {"code": error.code, "kind": error.data["kind"]}
preview = call("previewRestore", auth=AUTH, id=created["id"])
restored = call(
    "restoreBackup",
    auth=AUTH,
    id=created["id"],
    confirmationToken=preview["confirmationToken"],
)
seen["restore"] = restored["restore"]["status"]
endpoint.request("shutdown").result(timeout=120)
endpoint.notify("exit")
seen["exit"] = process.wait(timeout=30)
reader.join()
endpoint.shutdown()
print(json.dumps(seen))
