import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, errorOf, keepingLogger, nextEvent } from "./support/fakes.mjs";
import { realClient, withProgram } from "./support/program.mjs";

const warning = (number) => ({ method: "health/warning", params: { number } });
const send = (client, ...messages) => client.call("burst", { messages });

test("each listener gets the events of its name, until it ends that", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const seen = [];
  const stop = client.on("health/warning", ({ number }) => seen.push(number));
  client.on("health/warning", ({ number }) => seen.push(-number));
  await send(client, warning(1), { method: "backup/failed", params: {} });
  stop();
  stop();
  await send(client, warning(2));
  assert.deepEqual(seen, [1, -1, -2]);
});

test("an event that this client does not know is ignored, and can be listened to", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const seen = [];
  await send(client, { method: "moon/full" });
  client.on("moon/full", (params) => seen.push(params));
  await send(client, { method: "moon/full", params: { since: 1 } }, { method: "toString" });
  assert.deepEqual(seen, [{ since: 1 }]);
});

test("a listener that throws or rejects is logged, and the others are told all the same", async (t) => {
  const logger = keepingLogger();
  const client = clientOf(t, "scripted.mjs", { logger });
  client.on("health/warning", () => {
    throw new Error("first");
  });
  client.on("health/warning", async () => {
    throw new Error("second");
  });
  const seen = [];
  client.on("health/warning", () => seen.push("third"));
  await send(client, warning(1));
  assert.deepEqual(seen, ["third"]);
  const logged = logger.lines.filter(([level]) => level === "error").map(([, line]) => line);
  assert.match(logged[0], /A listener of health\/warning threw: Error: first/);
  assert.match(logged[1], /Error: second/);
});

test("an iteration gets all events from its beginning on, and ends when the client is closed", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const events = client.events();
  await send(client, warning(1), warning(2));
  await client.close();
  const names = [];
  for await (const { name } of events) names.push(name);
  assert.deepEqual(names, ["process/started", "health/warning", "health/warning", "process/exited"]);
  assert.deepEqual(await client.events().next(), { done: true, value: undefined });
});

test("an iteration that waits is told at once", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.start();
  const events = client.events();
  const next = events.next();
  await send(client, warning(1));
  assert.deepEqual(await next, { done: false, value: { name: "health/warning", params: { number: 1 } } });
});

test("of events that nobody takes the last 1,000 are kept, and a warning tells of it once", async (t) => {
  const logger = keepingLogger();
  const client = clientOf(t, "scripted.mjs", { logger });
  await client.start();
  const events = client.events();
  await send(client, ...Array.from({ length: 1500 }, (_, number) => warning(number)));
  assert.equal((await events.next()).value.params.number, 500);
  assert.equal(logger.lines.filter(([, line]) => line.includes("events()")).length, 1);
});

test("leaving an iteration ends it", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const events = client.events();
  await send(client, warning(1));
  for await (const { name } of events) {
    assert.equal(name, "process/started");
    break;
  }
  assert.deepEqual(await events.next(), { done: true, value: undefined });
});

test("a listener may make calls and close the client", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const answers = [];
  client.on("process/started", async () => answers.push(await client.call("echo", { from: "listener" })));
  client.on("health/warning", () => client.close());
  const exited = nextEvent(client, "process/exited");
  const call = send(client, warning(1)).then(() => "answered", (error) => error.kind);
  assert.equal((await exited).willRestart, false);
  assert.ok(["answered", "closed"].includes(await call));
  assert.equal((await errorOf(client.ping())).kind, "closed");
  assert.deepEqual(answers, [{ from: "listener" }]);
});

test("the real program tells of a backup that it has completed", withProgram, async (t) => {
  const client = realClient(t);
  const told = nextEvent(client, "backup/completed");
  const { backup } = await client.createBackup({ label: "told" });
  assert.deepEqual((await told).backup, backup);
});
