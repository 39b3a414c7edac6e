import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { CancelledError, ProcessExitedError, ServiceError } from "../dist/index.js";
import { clientOf, errorOf, nextEvent } from "./support/fakes.mjs";
import { realClient, sampleDatabase, withProgram } from "./support/program.mjs";

function assertCancelled(error, reason) {
  assert.ok(error instanceof CancelledError && error instanceof ServiceError);
  assert.deepEqual([error.name, error.kind, error.code], ["CancelledError", "cancelled", -32800]);
  assert.equal(error.cause, reason);
}

/** A call that has arrived and is answered only when it is cancelled; in a list, so that it is not awaited. */
async function waitingCall(client, then, options) {
  const arrived = nextEvent(client, "test/waiting");
  const call = client.call("untilCancelled", { then }, options);
  await arrived;
  return [call];
}

test("a signal that is aborted already: nothing is sent, and no process started", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  let started = 0;
  client.on("process/started", () => (started += 1));
  const reason = new Error("the page was closed");
  assertCancelled(await errorOf(client.call("echo", {}, { signal: AbortSignal.abort(reason) })), reason);
  assert.equal(started, 0);
});

test("an abort while the process is starting: the call fails at once and is not sent", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const controller = new AbortController();
  const call = client.notify("note").then(() => "started");
  const aborted = client.call("error", {}, { signal: controller.signal });
  controller.abort("changed my mind");
  assertCancelled(await errorOf(aborted), "changed my mind");
  assert.equal(await call, "started");
  assert.deepEqual(await client.call("received"), [{ method: "note" }], "nor is a cancellation");
});

test("a signal for many calls is listened to once, and not at all when they have ended", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const warnings = [];
  const warn = (warning) => warnings.push(warning.name);
  process.on("warning", warn);
  t.after(() => process.off("warning", warn));
  const { signal } = new AbortController();
  const calls = Array.from({ length: 30 }, (_, number) => client.call("echo", { number }, { signal }));
  assert.equal(getEventListeners(signal, "abort").length, 1);
  await Promise.all(calls);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(getEventListeners(signal, "abort").length, 0);
  assert.deepEqual(warnings, []);
});

for (const [then, name] of [["error", "answers that it is cancelled"], ["nothing", "does not answer"]]) {
  test(`an abort of a call that ${name} gives CancelledError with the reason`, async (t) => {
    const client = clientOf(t, "scripted.mjs", { cancelGraceMs: 200 });
    const controller = new AbortController();
    const [call] = await waitingCall(client, then, { signal: controller.signal });
    controller.abort();
    assertCancelled(await errorOf(call), controller.signal.reason);
    const { length, 0: sent } = await client.call("received");
    assert.deepEqual([length, sent.method], [1, "$/cancelRequest"], "and is sent once");
  });
}

test("a call past its point of no return gives its result in spite of the abort", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const controller = new AbortController();
  const [call] = await waitingCall(client, "result", { signal: controller.signal });
  controller.abort();
  assert.equal(await call, "past the point of no return");
});

test("an abort after the reply changes nothing and sends nothing", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const controller = new AbortController();
  assert.deepEqual(await client.call("echo", { a: 1 }, { signal: controller.signal }), { a: 1 });
  controller.abort();
  assert.deepEqual(await client.call("received"), []);
});

test("an abort that races with the reply gives the result or CancelledError, each time one of them", async (t) => {
  const client = clientOf(t, "scripted.mjs", { cancelGraceMs: 100 });
  await client.start();
  const outcomes = new Set();
  const races = Array.from({ length: 200 }, async (_, number) => {
    const controller = new AbortController();
    const call = client.call("echo", { number }, { signal: controller.signal });
    if (number % 2 === 0) controller.abort();
    else queueMicrotask(() => controller.abort());
    try {
      assert.deepEqual(await call, { number });
      outcomes.add("result");
    } catch (error) {
      assertCancelled(error, controller.signal.reason);
      outcomes.add("cancelled");
    }
  });
  await Promise.all(races);
  assert.ok(outcomes.size > 0);
  assert.deepEqual(await client.ping(), {});
});

test("cancel() does the same without a signal, its reason is the cause, and twice is once", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const [call] = await waitingCall(client, "error");
  call.cancel("first");
  call.cancel("second");
  assertCancelled(await errorOf(call), "first");
  call.cancel("third");
  const [other] = await waitingCall(client, "error");
  other.cancel();
  const error = await errorOf(other);
  assert.equal("cause" in error, false);
  assert.equal((await client.call("received")).length, 2);
});

test("one signal cancels several calls", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const controller = new AbortController();
  const options = { signal: controller.signal };
  const [[first], [second]] = [await waitingCall(client, "error", options), await waitingCall(client, "result", options)];
  controller.abort();
  assertCancelled(await errorOf(first), controller.signal.reason);
  assert.equal(await second, "past the point of no return");
});

test("a process that dies while a call is being cancelled is told as that", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const [call] = await waitingCall(client, "nothing");
  call.cancel();
  client.notify("die");
  assert.ok((await errorOf(call)) instanceof ProcessExitedError);
});

test("an answer that comes after the time for it is dropped", async (t) => {
  const client = clientOf(t, "scripted.mjs", { cancelGraceMs: 50 });
  await client.start();
  const call = client.call("hold", { key: 1 });
  call.cancel();
  assertCancelled(await errorOf(call), undefined);
  assert.deepEqual(await client.call("release", { key: 1 }), {});
  await client.ping();
});

test("the real program cancels a backup, and its entry says so", withProgram, async (t) => {
  const client = realClient(t, { database: sampleDatabase(t, "8MB") });
  const call = client.createBackup();
  await call.progress().next();
  call.cancel("enough");
  const outcome = await call.then(() => "completed", (error) => error);
  if (outcome !== "completed") assertCancelled(outcome, "enough");
  const { backups } = await client.listBackups();
  assert.equal(backups[0].status, outcome === "completed" ? "completed" : "cancelled");
  assert.equal(backups[0].error?.kind, outcome === "completed" ? undefined : "cancelled");
});
