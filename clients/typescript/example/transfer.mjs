// Backups through a web page: download one as a file, and take an uploaded file in as one.
// Both pass through a private folder of their own, which is removed whatever happens.
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";

/**
 * Sends a backup to a browser.
 * @param person what `strongroom.actingAs()` gave for the session of the request
 * @param folder one of the setting `exportFolders`; by default the folder of the database
 * @param response of `node:http` or Express
 */
export async function download(person, id, folder, response) {
  const passing = await mkdtemp(join(folder, "download-"));
  try {
    const { path, size } = await person.exportBackup({ id, destination: passing });
    response.writeHead(200, {
      "Content-Type": "application/octet-stream",
      "Content-Length": size,
      "Content-Disposition": `attachment; filename="${basename(path)}"`,
      "Cache-Control": "no-store",
    });
    await pipeline(createReadStream(path), response);
  } finally {
    await rm(passing, { recursive: true, force: true });
  }
}

/**
 * Makes a backup of the body of a request: any file that `importBackup` takes. The database is not changed.
 * @param folder one of the setting `importFolders`; by default the folder of the database
 * @param limit the largest file that is accepted, in bytes
 * @returns the backup
 */
export async function upload(person, request, folder, { label, limit = 2 ** 31 } = {}) {
  const passing = await mkdtemp(join(folder, "upload-"));
  try {
    const path = join(passing, "upload");
    let size = 0;
    await pipeline(
      request,
      async function* (parts) {
        for await (const part of parts) {
          size += part.length;
          if (size > limit) throw new RangeError(`The file must have at most ${limit} bytes.`);
          yield part;
        }
      },
      createWriteStream(path, { flags: "wx", mode: 0o600 }),
    );
    return (await person.importBackup({ path, label })).backup;
  } finally {
    await rm(passing, { recursive: true, force: true });
  }
}
