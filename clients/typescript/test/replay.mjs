// Plays calls through the client: replay.mjs <strongroom> <database> [newline|contentLength]
// Reads {"method", "params"} a line, and writes {"result"} or {"error"} a line, in turn.
import { createInterface } from "node:readline";
import { methodTable, ServiceError, Strongroom } from "../dist/index.js";
import { callUnchecked } from "../dist/strongroom.js";

const [command, database, framing = "newline"] = process.argv.slice(2);
const client = new Strongroom({ command, database, framing });

/** The call by the method of its name where there is one; `rpc.discover` is called `discover`. */
function call({ method, params }) {
  // They are examples for whoever has no client; this client sends them by itself.
  if (method === "initialize" || method === "shutdown") return callUnchecked(client, method, params);
  const name = method.split(".").at(-1);
  return Object.hasOwn(methodTable, method) && typeof client[name] === "function"
    ? client[name](params)
    : client.call(method, params);
}

async function play(line) {
  try {
    return { result: await call(JSON.parse(line)) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { error: { code: error.code, message: error.message, data: error.data } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await play(line))}\n`);
}
await client.close();
