#!/bin/sh
# Plays a recording: the reply to initialize, and once there are calls, the replies to them. Each part has
# its length in bytes. With FAKE_STAYS it lives on to the end of its stdin.
read -r _
head -c "$FAKE_FIRST_BYTES" "$FAKE_FIRST"
if [ "$FAKE_SECOND_BYTES" -gt 0 ]; then
  read -r _
  read -r _
  head -c "$FAKE_SECOND_BYTES" "$FAKE_SECOND"
fi
[ -z "$FAKE_STAYS" ] || exec cat >/dev/null
