#!/usr/bin/env node
// The first of its kind dies when it is asked to; after it, no process of this kind starts.
import { existsSync, writeFileSync } from "node:fs";
import { serve } from "./fake-server.mjs";

const mark = process.env.FAKE_MARK;
if (existsSync(mark)) {
  process.stderr.write("no second time\n", () => process.exit(1));
} else {
  writeFileSync(mark, "");
  serve({ die: () => process.kill(process.pid, "SIGKILL") });
}
