"""The wire, for programs that misbehave elsewhere."""

import json
import os
import sys
from typing import Any, Dict, Iterator, List, Optional


class Wire:
    """Reads messages in whatever framing they come, and answers in the same."""

    def __init__(self) -> None:
        self.headers = False

    def messages(self) -> Iterator[Dict[str, Any]]:
        source = sys.stdin.buffer
        while True:
            line = source.readline()
            if not line:
                return
            if line.lower().startswith(b"content-length:"):
                self.headers = True
                length = int(line.split(b":")[1])
                while source.readline().strip():
                    pass
                line = source.read(length)
            yield json.loads(line)

    def frame(self, message: Any) -> bytes:
        return self.frame_bytes(json.dumps(message, ensure_ascii=False).encode())

    def frame_bytes(self, body: bytes) -> bytes:
        return b"Content-Length: %d\r\n\r\n%b" % (len(body), body) if self.headers else body + b"\n"

    def write(self, data: bytes) -> None:
        while data:
            data = data[os.write(1, data) :]

    def reply(self, id: Any, result: Any) -> None:
        self.write(self.frame({"jsonrpc": "2.0", "id": id, "result": result}))

    def fail(self, id: Any, code: int, message: str, data: Optional[Dict[str, Any]] = None) -> None:
        error: Dict[str, Any] = {"code": code, "message": message}
        if data is not None:
            error["data"] = data
        self.write(self.frame({"jsonrpc": "2.0", "id": id, "error": error}))

    def notify(self, method: str, params: Any) -> None:
        self.write(self.frame({"jsonrpc": "2.0", "method": method, "params": params}))


def initialize_result(
    version: str = "1.1.0", limit: int = 8 * 1024 * 1024
) -> Dict[str, Any]:
    methods: List[str] = ["initialize", "ping"]
    return {
        "serverInfo": {"name": "strongroom", "version": version, "mood": "unknown field"},
        "capabilities": {
            "framing": ["newline", "contentLength", "pigeon"],
            "methods": methods,
            "formats": ["archive"],
            "compressions": ["zstd"],
            "events": [],
            "limits": {"messageBytes": limit, "requestsInProgress": 256},
        },
    }


def backup(**more: Any) -> Dict[str, Any]:
    """A backup as the contract has it."""
    made = {
        "id": "b1", "fileName": "b1.tar.zst", "fileSize": 1,
        "backupDate": "2026-03-01T09:30:00.000Z",
        "isAutomatic": False, "createdAt": "2026-03-01T09:30:00.000Z", "type": "manual",
        "status": "completed", "format": "archive", "database": "app", "encrypted": False,
        "checksum": None, "verifiedAt": None, "proof": None, "label": None, "pinned": False,
        "createdBy": None,
        "durationMs": 1, "tableCount": 1, "rowCount": 1, "locations": [], "error": None,
    }  # fmt: skip
    made.update(more)
    return made
