/** A message that keeps to JSON-RPC 2.0. */
export declare type Message = {
    readonly type: "result";
    readonly id: number | string | null;
    readonly result: unknown;
} | {
    readonly type: "error";
    readonly id: number | string | null;
    readonly error: ReplyError;
} | {
    readonly type: "notification";
    readonly method: string;
    readonly params: unknown;
} | {
    readonly type: "request";
    readonly method: string;
    readonly id: number | string | null;
};
export interface ReplyError {
    readonly code: number;
    readonly message: string;
    readonly data?: unknown;
}
/** What came is not JSON-RPC, or is not framed as agreed. */
export declare class ProtocolFault extends Error {
}
/**
 * Reads one message, or the several of a batch.
 * @throws ProtocolFault if it is none.
 */
export declare function readMessages(text: string): readonly Message[];
/** The beginning, short enough that it gives no secret away. */
export declare function excerpt(text: string): string;
