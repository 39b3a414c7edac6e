// The main job, on the database of a shop: node example/shop.mjs <strongroom> <database>
// Backs it up, shows the history and what a restore would change, restores, and undoes that again.
import { ServiceError, StartError, Strongroom } from "strongroom";

const [command, database] = process.argv.slice(2);
if (database === undefined) {
  console.error("usage: node example/shop.mjs <strongroom> <database>");
  process.exit(2);
}

const strongroom = new Strongroom({ command, database });
strongroom.on("system/restartRequired", ({ reason }) => console.log(`! the ${reason} is in: reopen connections`));

// In a server, this comes from the session of each request.
const admin = strongroom.actingAs({ actor: { id: "user-1", role: "ADMIN", name: "Ayesha Khan" } });
const staff = strongroom.actingAs({ actor: { id: "user-2", role: "STAFF" } });

try {
  const { serverInfo } = await strongroom.start();
  console.log(`${serverInfo.name} ${serverInfo.version} looks after ${database}`);

  const making = admin.createBackup({ label: "before the price change" });
  for await (const { phase, completed, total, unit } of making.progress()) {
    console.log(`  ${phase}: ${completed} of ${total} ${unit}`);
  }
  const { backup } = await making;
  console.log(`made ${backup.fileName}: ${backup.fileSize} bytes, ${backup.rowCount} rows in ${backup.tableCount} tables`);

  const { backups, total } = await staff.listBackups({ limit: 10 });
  console.log(`the history has ${total}, the latest is “${backups[0].label}”`);

  try {
    await staff.deleteBackup({ id: backup.id });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    console.log(`refused (${error.kind}): ${error.message}`);
  }

  const { report, confirmationToken } = await admin.previewRestore({ id: backup.id });
  const { added, removed, changed } = report.totals;
  console.log(`a restore would add ${added} rows, remove ${removed} and change ${changed}`);

  const { restore, safetyBackup } = await admin.restoreBackup({ id: backup.id, confirmationToken });
  console.log(`restored (${restore.status})`);

  // There is a safety backup wherever there was a database before.
  if (safetyBackup !== null) {
    const undo = await admin.previewRestore({ id: safetyBackup.id });
    await admin.rollbackRestore({ restoreId: restore.id, confirmationToken: undo.confirmationToken });
    console.log(`undone, by ${safetyBackup.fileName}`);
  }
} catch (error) {
  if (!(error instanceof StartError || error instanceof ServiceError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await strongroom.close();
}
