#!/usr/bin/env node
// Answers with as much text as it is asked for, in pieces of the size that it is asked for.
import { framed, serve } from "./fake-server.mjs";

serve({
  async large({ id, params }) {
    const bytes = framed({ id, result: { text: "añ漢😀".repeat(params.repeats) } });
    for (let start = 0; start < bytes.length; start += params.piece) {
      const isTaken = process.stdout.write(bytes.subarray(start, start + params.piece));
      if (!isTaken) await new Promise((resolve) => process.stdout.once("drain", resolve));
      if (params.pause) await new Promise((resolve) => setImmediate(resolve));
    }
  },
});
