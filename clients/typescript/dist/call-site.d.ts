export declare type AnyFunction = (...args: never[]) => unknown;
/**
 * Where a call was made. Its error is made elsewhere, when the reply arrives, and its stack would name
 * nothing of the application.
 */
export declare class CallSite {
    #private;
    /** @param above the function whose caller is meant. */
    constructor(above: AnyFunction);
    /** Makes the stack of the error lead here. */
    attachTo(error: Error): void;
}
