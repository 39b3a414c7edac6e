import type { Logger } from "./options.js";
export declare type LogLevel = keyof Logger;
/** A logger that never throws, around the one of the application. */
export declare class Log {
    #private;
    constructor(logger: Logger | undefined);
    write(level: LogLevel, message: string): void;
    /** Reports what code of the application has thrown. */
    writeThrown(where: string, error: unknown): void;
}
/** The level of a line that the program has logged; `warn` for anything else on its stderr. */
export declare function levelOfLine(line: string): LogLevel;
