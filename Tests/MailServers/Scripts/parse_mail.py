"""Reads messages as Python's own library does: for each line of stdin, a JSON string of the message in
Base64, a line of JSON with its parts."""

import base64
import email
import email.policy
import json
import sys


def parse(source):
    # Python reads the UTF-8 of RFC 6532 in header fields only where it comes as text.
    if source.isascii():
        return email.message_from_bytes(source, policy=email.policy.default)
    return email.message_from_string(source.decode(), policy=email.policy.default)


def mailboxes(message, name):
    field = message[name]
    return [] if field is None else [
        {"name": mailbox.display_name, "address": mailbox.addr_spec} for mailbox in field.addresses
    ]


def content(message, kind):
    part = message.get_body(preferencelist=(kind,))
    return None if part is None else part.get_content()


def parts(message):
    defects = list(message.defects)
    for part in message.walk():
        defects += part.defects
        for field in part.values():
            defects += getattr(field, "defects", [])
    return {
        "from": mailboxes(message, "From"),
        "to": mailboxes(message, "To"),
        "subject": message["Subject"] or "",
        "fieldNames": list(message.keys()),
        "date": message["Date"].datetime.timestamp() if message["Date"] else None,
        "type": message.get_content_type(),
        "partTypes": [part.get_content_type() for part in message.walk()],
        "text": content(message, "plain"),
        "html": content(message, "html"),
        "autoSubmitted": message["Auto-Submitted"],
        "id": message["Message-ID"],
        "defects": [type(defect).__name__ for defect in defects],
    }


for line in sys.stdin:
    try:
        answer = {"parts": parts(parse(base64.b64decode(json.loads(line))))}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
