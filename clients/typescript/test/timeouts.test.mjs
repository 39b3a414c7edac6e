import assert from "node:assert/strict";
import { test } from "node:test";
import { CallTimeoutError } from "../dist/index.js";
import { clientOf, errorOf, nextEvent } from "./support/fakes.mjs";
import { realClient, withProgram } from "./support/program.mjs";

test("a call without an answer fails after its time, and is cancelled at the server", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  const error = await errorOf(client.call("hold", { key: 1 }, { timeoutMs: 100 }));
  assert.ok(error instanceof CallTimeoutError);
  assert.deepEqual([error.kind, error.method, error.timeoutMs], ["timedOut", "hold", 100]);
  const [sent] = await client.call("received");
  assert.equal(sent.method, "$/cancelRequest");
});

test("a reply that comes after the time-out is dropped, and the next call gets its own", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  await errorOf(client.call("hold", { key: 1 }, { timeoutMs: 50 }));
  assert.deepEqual(await client.call("release", { key: 1 }), {});
  assert.deepEqual(await client.call("echo", { a: 1 }), { a: 1 });
});

test("the option is the time-out of calls that report no progress, and of no others", async (t) => {
  const client = clientOf(t, "scripted.mjs", { timeoutMs: 100 });
  await client.start();
  assert.equal((await errorOf(client.call("hold", { key: 1 }))).timeoutMs, 100);
  // A long one outlives it: it is answered only after another call has timed out.
  const long = client.call("hold", { key: 2 }, { timeoutMs: null });
  const verify = client.verifyBackup({ id: "none" }).then(() => "", (error) => error.kind);
  await errorOf(client.call("hold", { key: 3 }));
  await client.call("release", { key: 2 });
  assert.equal(await long, "released");
  assert.equal(await verify, "methodNotFound");
});

test("a time-out counts while the process is starting", async (t) => {
  const client = clientOf(t, "silent.mjs");
  const error = await errorOf(client.ping({}, { timeoutMs: 50 }));
  assert.ok(error instanceof CallTimeoutError);
});

test("no time-out at all can be said by null and by Infinity", async (t) => {
  const client = clientOf(t, "scripted.mjs", { timeoutMs: null });
  assert.deepEqual(await client.call("echo", {}), {});
  assert.deepEqual(await client.call("echo", {}, { timeoutMs: Infinity }), {});
});

test("the real program, stopped: the call times out; continued: the next one is answered", withProgram, async (t) => {
  const client = realClient(t);
  const started = nextEvent(client, "process/started");
  await client.start();
  const { pid } = await started;
  process.kill(pid, "SIGSTOP");
  const error = await errorOf(client.ping({}, { timeoutMs: 100 }));
  assert.ok(error instanceof CallTimeoutError);
  process.kill(pid, "SIGCONT");
  assert.deepEqual(await client.ping(), {});
});
