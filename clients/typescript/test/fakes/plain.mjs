#!/usr/bin/env node
// Calls itself what FAKE_NAME and FAKE_VERSION say, and does nothing more than it has to.
import { serve } from "./fake-server.mjs";

serve({});
