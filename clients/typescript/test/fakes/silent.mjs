#!/usr/bin/env node
// Reads everything and never answers.
process.stderr.write("thinking\n");
process.stdin.resume();
