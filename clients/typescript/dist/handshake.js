import { describeEnd, quoteLines, StartError, } from "./errors.js";
import { contractVersion } from "./generated/version.js";
import { incompatibility } from "./version-check.js";
/**
 * Checks what `initialize` has answered.
 * @throws StartError if it is not Strongroom, or a version that does not fit.
 */
export function checkInitializeResult(settings, result) {
    const server = result;
    const { name, version } = server?.serverInfo ?? {};
    if (name !== "strongroom" || typeof version !== "string") {
        const found = typeof name === "string" ? `it calls itself ${JSON.stringify(name)}` : "it does not say so";
        throw notStrongroom(settings, found);
    }
    const reason = incompatibility(version, contractVersion);
    if (reason !== undefined) {
        throw new StartError("incompatibleVersion", `The program ${settings.command} does not fit this client: ${reason}.`);
    }
    return server;
}
export function initializeRefused(settings, error) {
    return notStrongroom(settings, `it answered initialize with “${error.message}”`);
}
export function notStrongroom(settings, found) {
    return new StartError("notStrongroom", `The program ${settings.command} is not strongroom: ${found}. See what the option command names.`);
}
/** Why there is no process at all. */
export function cannotSpawn(settings, error) {
    const { command, cwd } = settings;
    const isMissing = ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"].includes(error.code ?? "");
    if (!isMissing) {
        return new StartError("notExecutable", `The program ${command} cannot be executed (${error.code ?? error.message}). ` +
            "See that it is a program for this machine, and that its permissions allow it.", { cause: error });
    }
    const where = command.includes("/") ? "" : " in PATH";
    const folder = cwd === undefined ? "" : `, or the working directory ${cwd}`;
    return new StartError("notFound", `The program ${command}${folder} was not found${where}. ` +
        "Install strongroom, or name its path in the option command.", { cause: error });
}
export function exitedAtStart(settings, end) {
    return new StartError("exited", `The program ${settings.command} ended at its start (${describeEnd(end)}).${quoteLines(end.stderr)}`, { stderr: end.stderr });
}
export function noReply(settings, stderr) {
    return new StartError("noReply", `The program ${settings.command} did not answer within ${settings.startTimeoutMs} ms and was ended. ` +
        `See what the option command names, or raise startTimeoutMs.${quoteLines(stderr)}`, { stderr });
}
