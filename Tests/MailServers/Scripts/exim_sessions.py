"""Listens for mail as inetd would: for each connection an Exim of its own, with the socket as stdin.

Takes the configuration file and the host to listen at, prints one line of JSON with its two ports,
one of which has TLS from the first byte on, and then a line for each session that is over, with all
that it took delivered. Ends with its stdin.
"""

import json
import os
import socket
import subprocess
import sys
import threading

configuration, host = sys.argv[1:]


def serve(listener, options):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=session, args=(connection, options), daemon=True).start()


def session(connection, options):
    with connection, open(configuration + ".stderr", "ab") as errors:
        command = ["/usr/sbin/exim4", "-C", configuration, "-bs", "-odf", *options]
        status = subprocess.run(
            command, stdin=connection, stdout=connection, stderr=errors, check=False).returncode
    print(json.dumps({"status": status}), flush=True)


ports = {}
for name, options in (("port", []), ("tlsPort", ["-tls-on-connect"])):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family)
    ports[name] = listener.getsockname()[1]
    threading.Thread(target=serve, args=(listener, options), daemon=True).start()
print(json.dumps(ports), flush=True)
sys.stdin.buffer.read()
os._exit(0)
