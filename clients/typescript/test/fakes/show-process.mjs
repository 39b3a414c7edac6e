#!/usr/bin/env node
// Tells how it was started.
import { initializeResult, send, serve } from "./fake-server.mjs";

let clientInfo;
serve({
  initialize({ id, params }) {
    clientInfo = params.clientInfo;
    send({ id, result: initializeResult });
  },
  show({ id }) {
    const result = { args: process.argv.slice(2), env: process.env, cwd: process.cwd(), clientInfo };
    send({ id, result });
  },
});
