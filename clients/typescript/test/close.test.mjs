import assert from "node:assert/strict";
import { test } from "node:test";
import { ClosedError } from "../dist/index.js";
import { clientOf, errorOf, keepingLogger, nextEvent } from "./support/fakes.mjs";
import { realClient, sampleDatabase, withProgram } from "./support/program.mjs";

test("closing ends the process in good order", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  const exited = nextEvent(client, "process/exited");
  await client.close();
  assert.deepEqual(await exited, { code: 0, signal: null, willRestart: false });
});

test("closing twice is closing once, and a call afterwards fails", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  let exited = 0;
  client.on("process/exited", () => (exited += 1));
  await Promise.all([client.close(), client.close()]);
  await client.close();
  assert.equal(exited, 1);
  for (const call of [client.ping(), client.start(), client.notify("note")]) {
    const error = await errorOf(call);
    assert.ok(error instanceof ClosedError);
    assert.equal(error.kind, "closed");
  }
  assert.equal((await errorOf(client.ping())).method, "ping");
});

test("a client that never started is closed without starting", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.close();
  assert.equal(client.server, undefined);
  assert.ok((await errorOf(client.ping())) instanceof ClosedError);
});

test("calls in flight are answered, or fail with ClosedError", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  const answered = client.call("echo", { a: 1 });
  const held = errorOf(client.call("hold", { key: 1 }));
  await client.close();
  assert.deepEqual(await answered, { a: 1 });
  const error = await held;
  assert.ok(error instanceof ClosedError);
  assert.equal(error.method, "hold");
});

test("calls that wait for another process fail when the client is closed", async (t) => {
  const client = clientOf(t, "scripted.mjs", { restart: { initialDelayMs: 60_000, maxDelayMs: 60_000 } });
  await errorOf(client.call("die"));
  const waiting = errorOf(client.ping());
  await client.close();
  assert.ok((await waiting) instanceof ClosedError);
});

test("closing while a process is going is waiting for it", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  const died = errorOf(client.call("die"));
  client.on("process/exited", () => client.close());
  await died;
  await client.close();
});

for (const restart of [{ initialDelayMs: 10 }, false]) {
  const name = `restart: ${JSON.stringify(restart)}`;

  test(`closing from the logger, as the process ends, ends it all (${name})`, async (t) => {
    let closed;
    const started = [];
    const logger = { ...keepingLogger(), warn: () => (closed ??= client.close()) };
    const client = clientOf(t, "scripted.mjs", { restart, logger });
    client.on("process/started", ({ pid }) => started.push(pid));
    await client.start();
    const exited = nextEvent(client, "process/exited");
    await errorOf(client.call("die"));
    assert.equal((await exited).willRestart, false);
    await closed;
    assert.ok((await errorOf(client.ping())) instanceof ClosedError);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(started.length, 1);
  });

  test(`closing from a listener, as the process ends, ends it all (${name})`, async (t) => {
    let started = 0;
    const client = clientOf(t, "scripted.mjs", { restart });
    client.on("process/started", () => (started += 1));
    const closed = nextEvent(client, "process/exited").then(() => client.close());
    client.on("process/exited", () => client.close());
    await client.start();
    const waiting = errorOf(client.call("die")).then(() => errorOf(client.ping()));
    await closed;
    assert.ok((await waiting) instanceof ClosedError);
    assert.equal(started, 1);
  });
}

test("a process that does not end is killed after the time for it", async (t) => {
  const client = clientOf(t, "stubborn.mjs", { closeTimeoutMs: 200 });
  await client.start();
  const exited = nextEvent(client, "process/exited");
  await client.close();
  assert.deepEqual(await exited, { code: null, signal: "SIGKILL", willRestart: false });
});

test("the real program finishes or cancels what it does, and ends with 0", withProgram, async (t) => {
  const client = realClient(t, { database: sampleDatabase(t, "8MB") });
  await client.start();
  const exited = nextEvent(client, "process/exited");
  const call = client.createBackup();
  await call.progress().next();
  const outcome = call.then(({ backup }) => backup.status, (error) => error.kind);
  await client.close();
  assert.ok(["completed", "cancelled"].includes(await outcome), await outcome);
  assert.deepEqual(await exited, { code: 0, signal: null, willRestart: false });
});
