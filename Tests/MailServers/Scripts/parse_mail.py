"""Reads a message from stdin and prints its parts as JSON, by Python's own reading of mail."""

import email
import email.policy
import json
import sys

source = sys.stdin.buffer.read()
# Python reads the UTF-8 of RFC 6532 in header fields only where it comes as text.
message = (
    email.message_from_bytes(source, policy=email.policy.default)
    if source.isascii()
    else email.message_from_string(source.decode(), policy=email.policy.default)
)


def mailboxes(name):
    field = message[name]
    return [] if field is None else [
        {"name": mailbox.display_name, "address": mailbox.addr_spec} for mailbox in field.addresses
    ]


def content(kind):
    part = message.get_body(preferencelist=(kind,))
    return None if part is None else part.get_content()


defects = list(message.defects)
for part in message.walk():
    defects += part.defects
    for field in part.values():
        defects += getattr(field, "defects", [])
print(json.dumps({
    "from": mailboxes("From"),
    "to": mailboxes("To"),
    "subject": message["Subject"] or "",
    "fieldNames": list(message.keys()),
    "date": message["Date"].datetime.timestamp() if message["Date"] else None,
    "type": message.get_content_type(),
    "partTypes": [part.get_content_type() for part in message.walk()],
    "text": content("plain"),
    "html": content("html"),
    "autoSubmitted": message["Auto-Submitted"],
    "id": message["Message-ID"],
    "defects": [type(defect).__name__ for defect in defects],
}))
