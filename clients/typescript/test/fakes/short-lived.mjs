#!/usr/bin/env node
// Answers `initialize` and ends at once, again and again.
import { writeSync } from "node:fs";
import { framed, initializeResult, serve } from "./fake-server.mjs";

serve({
  initialize({ id }) {
    writeSync(1, framed({ id, result: initializeResult }));
    process.exit(9);
  },
});
