"""Drives the program by pygls, a library for the Language Server Protocol, as an editor would.

Usage: pygls_client.py <strongroom> <database>. Prints what it saw as one JSON object.
"""

import asyncio
import json
import sys

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

AUTH = {"actor": {"id": "user-1", "role": "ADMIN"}}


async def main(program, database):
    seen = {"phases": [], "events": []}
    given_up_has_ended = asyncio.Event()
    client = LanguageClient("editor", "1.0")

    @client.feature("$/progress")
    def on_progress(params):
        seen["phases"].append(params.value["phase"])

    @client.feature("backup/completed")
    def on_backup(params):
        seen["events"].append(params.backup.label)
        if params.backup.label == "given up":
            given_up_has_ended.set()

    await client.start_io(program, "serve", "--database", database)
    hello = await client.initialize_async(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(), process_id=None, root_uri="file:///tmp"
        )
    )
    seen["server"] = hello.server_info.name
    client.initialized(types.InitializedParams())
    call = client.protocol.send_request_async

    created = await call(
        "createBackup", {"auth": AUTH, "label": "Müller ☕", "progressToken": "one"}
    )
    seen["label"] = created.backup.label
    pages = await asyncio.gather(
        *(call("listBackups", {"auth": AUTH, "limit": 1}) for _ in range(20))
    )
    seen["totals"] = [page.total for page in pages]
    try:
        await call("getBackup", {"auth": AUTH, "id": "none"})
    except JsonRpcException as error:
        seen["error"] = {"code": error.code, "kind": error.data["kind"]}

    # The library forgets a cancelled call without a word to the service, which carries it out and
    # holds the database until then.
    cancelled = asyncio.ensure_future(call("createBackup", {"auth": AUTH, "label": "given up"}))
    await call("ping", {})
    cancelled.cancel()
    await asyncio.wait_for(given_up_has_ended.wait(), 60)
    preview = await call("previewRestore", {"auth": AUTH, "id": created.backup.id})
    restored = await call(
        "restoreBackup",
        {
            "auth": AUTH,
            "id": created.backup.id,
            "confirmationToken": preview.confirmationToken,
        },
    )
    seen["restore"] = restored.restore.status

    await client.shutdown_async(None)
    client.exit(None)
    seen["exit"] = await asyncio.wait_for(client._server.wait(), 30)
    await client.stop()
    print(json.dumps(seen))


asyncio.run(main(*sys.argv[1:]))
