const clientOptions = {
    command: true,
    database: true,
    config: true,
    args: true,
    env: true,
    cwd: true,
    framing: true,
    auth: true,
    clientInfo: true,
    timeoutMs: true,
    startTimeoutMs: true,
    closeTimeoutMs: true,
    cancelGraceMs: true,
    restart: true,
    logger: true,
};
const restartOptions = { initialDelayMs: true, maxDelayMs: true };
const callOptions = { onProgress: true, signal: true, timeoutMs: true };
/** @throws TypeError for what is no object of options, or names one that there is not. */
export function requireClientOptions(options) {
    requireKnown("The options of Strongroom", options, clientOptions);
}
/** @throws TypeError as `requireClientOptions` does. */
export function requireRestartOptions(options) {
    requireKnown("The option restart", options, restartOptions);
}
/** @throws TypeError as `requireClientOptions` does. */
export function requireCallOptions(options) {
    requireKnown("The options of a call", options, callOptions);
}
function requireKnown(what, options, known) {
    const names = Object.keys(known).join(", ");
    if (typeof options !== "object" || options === null) {
        throw new TypeError(`${what} must be an object of: ${names}.`);
    }
    for (const name of Object.keys(options)) {
        if (!Object.hasOwn(known, name)) {
            throw new TypeError(`${what} have no ${JSON.stringify(name)}; there are: ${names}.`);
        }
    }
}
