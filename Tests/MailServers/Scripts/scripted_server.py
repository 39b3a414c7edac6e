"""SMTP servers that do at each step what a script says, and otherwise their job.

Takes a line of JSON for each server on stdin: its script, or the port of one to be stopped. Answers
each with a line of JSON with the port. Ends with its stdin. Every message is a pair of files in the
script's folder, written before its 250.

A script has "connections": a list of objects, of which the nth connection takes the nth, and all
later ones the last. Each maps a step (connect, EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, body,
content, QUIT) to an action: "reply" (lines) and "piece" (text), then maybe "drop" (close), "hang"
(say no more) or "flood" (the same for ever).
"""

import asyncio
import base64
import json
import logging
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def base64_of(data):
    return base64.b64encode(data).decode()


class Server:
    """A listening socket and what it knows of its connections."""

    def __init__(self, script):
        self.script = script
        self.connections = 0
        self.messages = 0
        self.open = set()

    async def start(self):
        script = self.script
        context = None
        if script["tls"] != "none":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(script["certificate"])
            if script["isOld"]:
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
                context.set_ciphers("ALL:@SECLEVEL=0")
        is_implicit = script["tls"] == "implicit"
        self.listener = await asyncio.get_running_loop().create_server(
            lambda: ScriptedSMTP(self, None if is_implicit else context),
            script["host"], 0, ssl=context if is_implicit else None)
        return self.listener.sockets[0].getsockname()[1]

    def stop(self):
        self.listener.close()
        for connection in list(self.open):
            connection.transport.abort()

    def authenticate(self, server, session, envelope, mechanism, data):
        assert isinstance(data, LoginPassword)
        forms = {
            "login": data.login.decode(errors="replace"),
            "password": data.password.decode(errors="replace"),
            "login64": base64_of(data.login),
            "password64": base64_of(data.password),
            "plain64": base64_of(b"\0" + data.login + b"\0" + data.password),
        }
        server.note("login", mechanism)
        refusal = self.script.get("refusal")
        if refusal:
            for name, form in forms.items():
                refusal = refusal.replace("{" + name + "}", form)
            return AuthResult(success=False, handled=False, message=refusal)
        wanted = (self.script["login64"], self.script["password64"])
        return AuthResult(
            success=wanted == (forms["login64"], forms["password64"]), handled=False,
            auth_data=data)


class ScriptedSMTP(SMTP):
    def __init__(self, server, context):
        script = server.script
        super().__init__(
            self,
            hostname="mail.test",
            enable_SMTPUTF8=script["utf8"],
            tls_context=context,
            auth_require_tls=script["tls"] == "starttls",
            auth_exclude_mechanism={"PLAIN", "LOGIN"} - set(script["mechanisms"]),
            authenticator=server.authenticate,
            timeout=100_000,
            loop=asyncio.get_running_loop(),
        )
        self.server = server
        turns = script["connections"]
        self.actions = turns[min(server.connections, len(turns) - 1)] if turns else {}
        server.connections += 1
        self.number = server.connections
        self.is_greeted = False
        self.is_muted = False
        self._smtp_methods = {
            name: self.scripted(name, method) for name, method in self._smtp_methods.items()
        }
        # This object is its own handler, whose hooks its superclass has looked for.
        self._handle_hooks = {"DATA": self.take}

    def connection_made(self, transport):
        super().connection_made(transport)
        self.server.open.add(self)

    def connection_lost(self, error):
        self.server.open.discard(self)
        super().connection_lost(error)

    def note(self, *words):
        with open(os.path.join(self.server.script["folder"], "commands"), "a", encoding="utf-8") as file:
            file.write(" ".join([str(self.number), *words]) + "\n")

    def scripted(self, name, method):
        async def run(arg):
            self.note(name, *([arg] if arg and name != "AUTH" else []))
            if await self.act(name):
                return
            address = self.server.script.get("refusedRecipient")
            if name == "RCPT" and address and address in arg:
                await self.push(f"550 5.1.1 <{address}> is unknown")
            else:
                await method(arg)

        return run

    async def push(self, status):
        if self.is_muted:
            self.is_muted = False
            return
        if not self.is_greeted:
            self.is_greeted = True
            self.note("connect")
            if await self.act("connect"):
                return
        await super().push(status)
        if status[:3] in ("354", b"354"):
            await self.act("body")

    async def act(self, step):
        action = self.actions.get(step)
        if action is None:
            return False
        while True:
            for line in action.get("reply", []):
                self._writer.write(line.encode() + b"\r\n")
            self._writer.write(action.get("piece", "").encode())
            await self._writer.drain()
            if not action.get("flood"):
                break
            await asyncio.sleep(0)
        if action.get("drop"):
            self.transport.close()
        if action.get("drop") or action.get("hang"):
            await asyncio.Event().wait()
        return True

    async def handle_exception(self, error):
        return "451 4.3.0 the script has failed"

    async def take(self, smtp, session, envelope):
        action = self.actions.get("content")
        if not action or action.get("keep"):
            self.keep(session, envelope)
        if not action:
            return "250 2.0.0 taken"
        await self.act("content")
        # The script has replied; what is returned is not to be sent.
        self.is_muted = True
        return "250"

    def keep(self, session, envelope):
        script = self.server.script
        self.server.messages += 1
        path = os.path.join(script["folder"], f"{self.server.messages:04}")
        with open(path + ".eml", "wb") as file:
            file.write(envelope.original_content)
        facts = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "login": base64_of(session.auth_data.login) if session.auth_data else None,
            "isEncrypted": session.ssl is not None or script["tls"] == "implicit",
        }
        with open(path + ".json", "w", encoding="utf-8") as file:
            json.dump(facts, file)


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    servers = {}
    while line := await reader.readline():
        try:
            request = json.loads(line)
            if "stop" in request:
                port = request["stop"]
                servers.pop(port).stop()
            else:
                server = Server(request)
                port = await server.start()
                servers[port] = server
            print(json.dumps({"port": port}), flush=True)
        except Exception as error:
            print(json.dumps({"error": repr(error)}), flush=True)
    os._exit(0)


# Clients that break off are what this is for.
logging.disable()
asyncio.run(main())
