/** The delays before a process is started again: doubled each time, with jitter. */
export declare class Backoff {
    #private;
    constructor(delays: {
        readonly initialDelayMs: number;
        readonly maxDelayMs: number;
    });
    /**
     * The delay after a process that lived for this long.
     * @param random between 0 and 1; it moves the delay by up to a fifth either way.
     */
    delayAfter(livedMs: number, random?: number): number;
}
