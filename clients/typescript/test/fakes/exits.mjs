#!/usr/bin/env node
// Says why on stderr and ends.
process.stderr.write("first line\nstrongroom: The setting database is missing.\n", () => process.exit(78));
