/** Something that can keep the event loop of the application alive, or not. */
export interface Referable {
    ref(): unknown;
    unref(): unknown;
}
/**
 * Keeps the event loop alive while there is something to wait for, and only then: an application that
 * never closes its idle client ends all the same.
 */
export declare class Liveness {
    #private;
    hold(): void;
    release(): void;
    add(referable: Referable): void;
    delete(referable: Referable): void;
}
