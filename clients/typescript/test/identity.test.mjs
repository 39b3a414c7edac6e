import assert from "node:assert/strict";
import { test } from "node:test";
import { PermissionDeniedError, UnauthenticatedError } from "../dist/index.js";
import { clientOf, errorOf } from "./support/fakes.mjs";
import { admin, realClient, staff, withProgram } from "./support/program.mjs";

const auth = { actor: { id: "1", role: "ADMIN" } };
const other = { token: "other" };

const identities = [
  ["the one of the options", { auth }, {}, auth],
  ["none, if there is none", {}, {}, undefined],
  ["the one of the params rather than of the options", { auth }, { auth: other }, other],
  ["none, if the params say undefined: no other takes its place", { auth }, { auth: undefined }, undefined],
];

for (const [name, options, params, sent] of identities) {
  test(`a call carries ${name}`, async (t) => {
    const client = clientOf(t, "scripted.mjs", options);
    assert.deepEqual((await client.call("echo", params)).auth, sent);
    assert.deepEqual((await client.createBackup(params)).backup.auth, sent);
  });
}

test("actingAs carries its identity, whatever the client's own one is", async (t) => {
  const client = clientOf(t, "scripted.mjs", { auth });
  const acting = client.actingAs(other);
  assert.deepEqual((await acting.createBackup({ label: "x" })).backup.auth, other);
  assert.deepEqual((await acting.call("echo", { auth: undefined })).auth, other);
  assert.deepEqual((await client.call("echo")).auth, auth);
});

test("params of somebody's call cannot bring another identity", async (t) => {
  const acting = clientOf(t, "scripted.mjs").actingAs(auth);
  const body = JSON.parse('{"label":"x","auth":{"actor":{"id":"0","role":"SUPER_ADMIN"}}}');
  assert.ok((await errorOf(acting.createBackup(body))) instanceof TypeError);
  assert.ok((await errorOf(acting.call("echo", { auth: null }))) instanceof TypeError);
});

test("identities are copied: what becomes of the objects afterwards changes nobody", async (t) => {
  const own = structuredClone(auth);
  const given = { actor: { id: "2", role: "STAFF" } };
  const client = clientOf(t, "scripted.mjs", { auth: own });
  const acting = client.actingAs(given);
  own.actor.id = "0";
  given.actor.role = "SUPER_ADMIN";
  assert.deepEqual((await client.call("echo")).auth, auth);
  assert.deepEqual((await acting.call("echo")).auth, { actor: { id: "2", role: "STAFF" } });
});

test("params that say how they are written cannot bring another identity", async (t) => {
  const acting = clientOf(t, "scripted.mjs").actingAs(auth);
  const params = { label: "x", toJSON: () => ({ label: "x", auth: other }) };
  assert.deepEqual(await acting.call("echo", params), { label: "x", auth });
  let reads = 0;
  const changing = { get auth() { return (reads += 1) > 1 ? other : undefined; } };
  assert.ok((await errorOf(acting.createBackup(changing))) instanceof TypeError);
});

test("actingAs without an identity is refused, and never acts as the client", (t) => {
  const client = clientOf(t, "scripted.mjs", { auth });
  for (const missing of [undefined, null, "", 5, {}, { actor: undefined }, { token: null }]) assert.throws(() => client.actingAs(missing), TypeError);
});

test("methods that take no identity get none", withProgram, async (t) => {
  const client = realClient(t);
  assert.deepEqual(await client.ping(), {});
  assert.equal((await client.discover()).info.title, "Strongroom");
  assert.deepEqual(await client.actingAs(staff).ping(), {});
});

test("many calls at once are each judged by their own identity", withProgram, async (t) => {
  const client = realClient(t, { auth: undefined });
  const asAdmin = client.actingAs(admin);
  const asStaff = client.actingAs(staff);
  const { backup } = await asAdmin.createBackup();
  const results = await Promise.allSettled(
    // More than the program works on at once.
    Array.from({ length: 3000 }, (_, number) => {
      if (number % 3 === 0) return asAdmin.updateBackup({ id: backup.id, label: `${number}` });
      if (number % 3 === 1) return asStaff.updateBackup({ id: backup.id, label: `${number}` });
      return client.listBackups();
    }),
  );
  results.forEach((result, number) => {
    if (number % 3 === 0) assert.equal(result.value.backup.label, `${number}`);
    else if (number % 3 === 1) assert.ok(result.reason instanceof PermissionDeniedError);
    else assert.ok(result.reason instanceof UnauthenticatedError);
  });
  const denied = results[1].reason;
  assert.deepEqual([denied.data.permission, denied.data.role], ["edit", "STAFF"]);
});
