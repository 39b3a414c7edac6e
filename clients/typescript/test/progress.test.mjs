import assert from "node:assert/strict";
import { test } from "node:test";
import { StorageFullError } from "../dist/index.js";
import { clientOf, errorOf, keepingLogger } from "./support/fakes.mjs";
import { realClient, withProgram } from "./support/program.mjs";

const completed = ({ completed: count }) => count;

async function collected(iteration) {
  const values = [];
  for await (const value of iteration) values.push(value.completed);
  return values;
}

test("a callback gets every value in order, before the result", async (t) => {
  const seen = [];
  const call = clientOf(t, "scripted.mjs").createBackup({}, { onProgress: (value) => seen.push(completed(value)) });
  await call.then(() => seen.push("result"));
  assert.deepEqual(seen, [1, 2, 3, "result"]);
});

test("an iteration gets the last value, and older ones only if it is in time for them", async (t) => {
  const call = clientOf(t, "scripted.mjs").createBackup();
  // All three and the reply arrive in one chunk: the first is taken, the second replaced by the third.
  assert.deepEqual(await collected(call.progress()), [1, 3]);
  assert.equal(typeof (await call).backup, "object", "and the result can be awaited after it");
});

test("several iterations each get the progress, one that begins late the latest value", async (t) => {
  const call = clientOf(t, "scripted.mjs").createBackup();
  assert.deepEqual(await Promise.all([collected(call.progress()), collected(call.progress())]), [[1, 3], [1, 3]]);
  await call;
  assert.deepEqual(await collected(call.progress()), [3]);
});

test("an iteration over a call without progress ends with it", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  assert.deepEqual(await collected(client.createBackup({ label: "none" }).progress()), []);
  assert.deepEqual(await collected(client.ping().progress()), []);
});

test("the error of a call ends the iteration, and can be awaited after it as well", async (t) => {
  const call = clientOf(t, "scripted.mjs").createBackup({ label: "fails" });
  const seen = [];
  const thrown = await errorOf((async () => {
    for await (const value of call.progress()) seen.push(value.completed);
  })());
  assert.ok(thrown instanceof StorageFullError);
  assert.deepEqual(seen, [1, 3]);
  assert.equal(await errorOf(call), thrown);
});

test("an iteration throws once, and is over then", async (t) => {
  const iteration = clientOf(t, "scripted.mjs").call("nonsense").progress();
  await errorOf(iteration.next());
  assert.deepEqual(await iteration.next(), { done: true, value: undefined });
});

test("leaving the loop leaves the call running", async (t) => {
  const call = clientOf(t, "scripted.mjs").createBackup();
  for await (const value of call.progress()) {
    assert.equal(value.completed, 1);
    break;
  }
  assert.equal(typeof (await call).backup, "object");
});

for (const [name, onProgress] of [
  ["throws", () => { throw new Error("page closed"); }],
  ["rejects", async () => { throw new Error("page closed"); }],
]) {
  test(`a callback that ${name} is logged and changes nothing`, async (t) => {
    const logger = keepingLogger();
    const client = clientOf(t, "scripted.mjs", { logger });
    assert.equal(typeof (await client.createBackup({}, { onProgress })).backup, "object");
    const logged = logger.lines.filter(([level]) => level === "error");
    assert.equal(logged.length, 3);
    assert.match(logged[0][1], /progress callback of createBackup threw: Error: page closed/);
  });
}

test("a progress token is sent by each method that takes one, and by no other", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const { backup } = await client.createBackup({ label: "none" });
  assert.equal(typeof backup.progressToken, "number");
  assert.deepEqual(await client.call("echo", { a: 1 }), { a: 1 });
  const followed = await client.call("echo", { a: 1 }, { onProgress: () => undefined });
  assert.equal(typeof followed.progressToken, "number", "unless somebody wants to follow it");
});

test("a token among the params is not sent: it could be that of another call", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  assert.deepEqual(await client.call("echo", { a: 1, progressToken: 2 }), { a: 1 });
  const { backup } = await client.createBackup({ label: "none", progressToken: "mine" });
  assert.equal(typeof backup.progressToken, "number");
  await client.notify("note", { progressToken: 2 });
  assert.deepEqual(await client.call("received"), [{ method: "note", params: {} }]);
});

test("progress that is none is dropped", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  const seen = [];
  const held = client.call("hold", { key: 1 }, { onProgress: (value) => seen.push(value) });
  const right = { phase: "x", completed: 1, total: 2, unit: "steps" };
  const values = [null, 5, "x", [], {}, { ...right, phase: 1 }, { ...right, completed: "1" }, { ...right, total: null }, right];
  const tokens = Array.from({ length: 10 }, (_, index) => index);
  const messages = tokens.flatMap((token) => values.map((value) => ({ method: "$/progress", params: { token, value } })));
  await client.call("burst", { messages });
  assert.deepEqual(seen, [right]);
  await client.call("release", { key: 1 });
  await held;
});

test("the callback is the one at the time of the call", async (t) => {
  const seen = [];
  const options = { onProgress: (value) => seen.push(value.completed) };
  const call = clientOf(t, "scripted.mjs").createBackup({}, options);
  options.onProgress = () => seen.push("another");
  await call;
  assert.deepEqual(seen, [1, 2, 3]);
});

test("the real program's progress never falls and ends with the whole", withProgram, async (t) => {
  const client = realClient(t);
  const seen = [];
  const call = client.createBackup({ label: "x" }, { onProgress: (value) => seen.push(value) });
  const iterated = collected(call.progress());
  const { backup } = await call;
  assert.equal(backup.status, "completed");
  assert.ok(seen.length > 0);
  const counts = seen.map(completed);
  assert.deepEqual(counts, [...counts].sort((a, b) => a - b));
  assert.equal(seen.at(-1).completed, seen.at(-1).total);
  assert.equal((await iterated).at(-1), counts.at(-1), "the last one arrives in an iteration too");
});
