"""An SMTP server that does at each step what a script says, and otherwise its job.

Takes the script as JSON in its only argument, prints one line of JSON with its port, and ends with
its stdin. Every message is a pair of files in the script's folder, written before its 250.

A script has "connections": a list of objects, of which the nth connection takes the nth, and all
later ones the last. Each maps a step (connect, EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, body,
content, QUIT) to an action: "reply" (its lines), then maybe "drop" (close) or "hang" (say no more)
or "flood" (repeat the reply for ever).
"""

import asyncio
import base64
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

script = json.loads(sys.argv[1])
connections = 0
messages = 0


def base64_of(data):
    return base64.b64encode(data).decode()


class ScriptedSMTP(SMTP):
    def __init__(self, **options):
        global connections
        super().__init__(self, **options)
        turns = script["connections"]
        self.actions = turns[min(connections, len(turns) - 1)] if turns else {}
        connections += 1
        self.number = connections
        self.is_greeted = False
        self._smtp_methods = {
            name: self.scripted(name, method) for name, method in self._smtp_methods.items()
        }
        # This object is its own handler, whose hooks its superclass looked for.
        self._handle_hooks = {"DATA": self.take}
        self._ehlo_hook_ver = None

    def note(self, *words):
        with open(os.path.join(script["folder"], "commands"), "a", encoding="utf-8") as file:
            file.write(" ".join([str(self.number), *words]) + "\n")

    def scripted(self, name, method):
        async def run(arg):
            self.note(name, *([arg] if arg and name != "AUTH" else []))
            if not await self.act(name):
                await method(arg)

        return run

    async def push(self, status):
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
        if action.get("drop"):
            self.transport.close()
        if action.get("drop") or action.get("hang"):
            await asyncio.Event().wait()
        return True

    async def take(self, server, session, envelope):
        global messages
        action = self.actions.get("content")
        if action and not action.get("keep"):
            await self.act("content")
            # Already sent; the superclass sends what is returned.
            return await self.silence()
        messages += 1
        path = os.path.join(script["folder"], f"{messages:04}")
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
        if action:
            await self.act("content")
            return await self.silence()
        return "250 2.0.0 taken"

    async def silence(self):
        self.muted = True
        return "muted"


class MutableSMTP(ScriptedSMTP):
    """Leaves out one reply where the script has given it."""

    muted = False

    async def push(self, status):
        if self.muted:
            self.muted = False
            return
        await super().push(status)


def authenticate(server, session, envelope, mechanism, data):
    assert isinstance(data, LoginPassword)
    forms = {
        "login": data.login.decode(errors="replace"),
        "password": data.password.decode(errors="replace"),
        "login64": base64_of(data.login),
        "password64": base64_of(data.password),
        "plain64": base64_of(b"\0" + data.login + b"\0" + data.password),
    }
    server.note("login", mechanism)
    refusal = script.get("refusal")
    if refusal:
        for name, form in forms.items():
            refusal = refusal.replace("{" + name + "}", form)
        return AuthResult(success=False, handled=False, message=refusal)
    wanted = (base64_of(data.login), base64_of(data.password))
    return AuthResult(success=wanted == (script["login64"], script["password64"]),
                      handled=False, auth_data=data)


async def main():
    context = None
    if script["tls"] != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(script["certificate"], script["key"])
    is_implicit = script["tls"] == "implicit"

    def make():
        return MutableSMTP(
            hostname="mail.test",
            enable_SMTPUTF8=script["utf8"],
            tls_context=None if is_implicit else context,
            auth_require_tls=script["tls"] == "starttls",
            auth_exclude_mechanism=[
                name for name in ("PLAIN", "LOGIN") if name not in script["mechanisms"]
            ],
            authenticator=authenticate,
            timeout=100_000,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        make, script["host"], 0, ssl=context if is_implicit else None)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    os._exit(0)


asyncio.run(main())
