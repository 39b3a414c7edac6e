#!/usr/bin/env node
// Does not end with its stdin, nor by SIGTERM.
import { serve } from "./fake-server.mjs";

process.on("SIGTERM", () => undefined);
setInterval(() => undefined, 1000);
serve({ end: () => undefined });
