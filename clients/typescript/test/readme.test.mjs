// What the README shows compiles, and what can run by itself runs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, test } from "node:test";
import { program, sampleDatabase, withProgram } from "./support/program.mjs";
import { compile, linkPackage, packageFolder, withCompiler, withNodeTypes, writeProject } from "./support/typescript.mjs";

const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
const snippets = Object.fromEntries(
  [...readme.matchAll(/^```ts\n\/\/ (\S+)\n([^]*?)^```$/gm)].map(([, path, content]) => [path, content]),
);
const stub = (name) => readFileSync(new URL(`readme-stubs/${name}`, import.meta.url), "utf8");

/** A project with the snippets, compiled once; and what the compiler said. */
const project = { folder: mkdtempSync(join(tmpdir(), "strongroom-readme-")) };
after(() => rmSync(project.folder, { recursive: true }));
function compiledSnippets() {
  if (project.said !== undefined) return project;
  const { folder } = project;
  const stubs = { "express.d.ts": stub("express.d.ts"), "next-server.d.ts": stub("next-server.d.ts"), "session.ts": stub("session.ts") };
  writeProject(folder, { ...snippets, ...stubs }, withNodeTypes);
  linkPackage(folder);
  project.said = compile(folder);
  return project;
}

test("each snippet has the name of its file", () => {
  assert.deepEqual(Object.keys(snippets), [
    "strongroom.ts", "tour.ts", "errors.ts", "more.ts", "server.ts", "app/api/backups/route.ts",
  ]);
  assert.equal(readme.match(/^```[jt]sx?$/gm).length, Object.keys(snippets).length);
});

test("the snippets compile", withCompiler, () => assert.equal(compiledSnippets().said, ""));

for (const [name, says] of [
  ["tour", /compress \d+ \d+[^]*rowsNow: \d+/],
  ["errors", /has started/],
  ["more", /cancelled Error: the person went away/],
]) {
  test(`the snippet ${name}.ts runs`, { ...withCompiler, ...withProgram }, (t) => {
    const { folder } = compiledSnippets();
    const database = sampleDatabase(t, "400KB", "app.db");
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, `${name}.js`)], {
      cwd: dirname(database),
      env: { ...process.env, PATH: [dirname(program), process.env.PATH].join(delimiter) },
      encoding: "utf8",
    });
    assert.deepEqual([status, stderr], [0, ""], stdout);
    assert.match(stdout, says);
  });
}
