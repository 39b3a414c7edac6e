"""Answers initialize with what it is told, as JSON or as it is."""

import json
import sys

from base import Wire, initialize_result

wire = Wire()
how, what = sys.argv[1], sys.argv[2]
for message in wire.messages():
    if message.get("method") == "initialize":
        if how == "version":
            wire.reply(message["id"], initialize_result(version=what))
        elif how == "result":
            wire.reply(message["id"], json.loads(what))
        elif how == "error":
            wire.fail(message["id"], -32601, what)
        else:
            wire.write(what.encode().decode("unicode_escape").encode("latin-1"))
