// The real program, and databases for it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Strongroom } from "../../dist/index.js";

export const program = process.env.STRONGROOM_PROGRAM;
export const devtool = process.env.STRONGROOM_DEVTOOL;
// The program takes variables of this kind as its settings, and refuses those that are none.
delete process.env.STRONGROOM_PROGRAM;
delete process.env.STRONGROOM_DEVTOOL;

/** What a test with the real program takes as its options. */
export const withProgram =
  program && devtool ? {} : { skip: "STRONGROOM_PROGRAM and STRONGROOM_DEVTOOL do not name the programs" };

export const admin = { actor: { id: "user-1", role: "ADMIN", name: "Ayesha Khan" } };
export const staff = { actor: { id: "user-2", role: "STAFF" } };

/** A folder that goes when the test is over. */
export function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), "strongroom-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A shop's database in a folder of its own. */
export function sampleDatabase(t, size = "400KB") {
  const database = join(temporaryFolder(t), "shop.db");
  const options = ["--size", size, "--journal", "wal", "--seed", "1"];
  execFileSync(devtool, ["sample-database", ...options, database]);
  return database;
}

/** A client of the real program with a database of its own, closed when the test is over. */
export function realClient(t, options = {}) {
  const isPlaced = options.config !== undefined || options.database !== undefined;
  const database = isPlaced ? undefined : sampleDatabase(t);
  const client = new Strongroom({
    command: program,
    ...(database === undefined ? {} : { database }),
    auth: admin,
    ...options,
  });
  t.after(() => client.close());
  return client;
}
