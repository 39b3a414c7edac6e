#!/bin/sh
# Greets people and waits.
echo "Welcome to the other program!"
exec cat >/dev/null
