/** A logger that never throws, around the one of the application. */
export class Log {
    #logger;
    constructor(logger) {
        this.#logger = logger;
    }
    write(level, message) {
        try {
            const returned = this.#logger?.[level](message);
            if (returned !== undefined)
                Promise.resolve(returned).catch(() => undefined);
        }
        catch {
            // There is no better place to report it to, and no call may fail for it.
        }
    }
    /** Reports what code of the application has thrown. */
    writeThrown(where, error) {
        this.write("error", `${where} threw: ${describeThrown(error)}`);
    }
}
const levels = {
    trace: "debug",
    debug: "debug",
    info: "info",
    notice: "info",
    warning: "warn",
    error: "error",
    critical: "error",
};
/** The level of a line that the program has logged; `warn` for anything else on its stderr. */
export function levelOfLine(line) {
    const level = /^\d{4}-\d\d-\d\dT\S+ ([a-z]+) strongroom: /.exec(line)?.[1];
    return (level !== undefined && Object.hasOwn(levels, level) && levels[level]) || "warn";
}
function describeThrown(error) {
    try {
        return error instanceof Error ? error.stack ?? error.message : String(error);
    }
    catch {
        return "something that cannot be shown";
    }
}
