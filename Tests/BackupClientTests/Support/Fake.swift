/// What programs that misbehave are made of.
enum Fake {
  static let library = #"""
    #!/usr/bin/env python3
    import json, os, signal, sys, time

    uses_headers = False

    def receive():
        global uses_headers
        line = sys.stdin.buffer.readline()
        if not line:
            note("end of stdin")
            sys.exit(0)
        if line.lower().startswith(b"content-length:"):
            uses_headers = True
            while sys.stdin.buffer.readline().strip():
                pass
            line = sys.stdin.buffer.read(int(line.split(b":")[1]))
        message = json.loads(line)
        note(message["method"])
        return message

    def note(line):
        with open(os.environ["FAKE_FOLDER"] + "/notes", "a") as notes:
            notes.write(line + "\n")

    def notes():
        try:
            with open(os.environ["FAKE_FOLDER"] + "/notes") as notes:
                return notes.read().split("\n")
        except FileNotFoundError:
            return []

    def write(data):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def send(**message):
        data = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        write(b"Content-Length: %d\r\n\r\n" % len(data) + data if uses_headers else data + b"\n")

    def answer(request, result):
        send(id=request["id"], result=result)

    def fail(request, code, kind, **data):
        error = {"code": code, "message": "No.", "data": {"kind": kind, **data}}
        send(id=request["id"], error=error)

    def progress(request, completed, unit="steps"):
        value = {"phase": "snapshot", "completed": completed, "total": 100, "unit": unit}
        send(method="$/progress", params={"token": request["params"]["progressToken"], "value": value})

    def greet(name="strongroom", version="1.1.0", limit=8388608, room=256, **more):
        answer(receive(), {
            "serverInfo": {"name": name, "version": version},
            "capabilities": {
                "framing": ["newline", "contentLength"], "methods": [], "formats": ["archive"],
                "compressions": ["zstd"], "events": [], "limits": {"messageBytes": limit, "requestsInProgress": room}, **more}})

    def requests():
        """All that is asked but the end, which is done as it should be."""
        while True:
            request = receive()
            if request["method"] == "shutdown":
                answer(request, None)
            elif request["method"] == "exit":
                sys.exit(0)
            else:
                yield request


    """#
}
