/** A message that keeps to JSON-RPC 2.0. */
export type Message =
  | { readonly type: "result"; readonly id: number | string | null; readonly result: unknown }
  | { readonly type: "error"; readonly id: number | string | null; readonly error: ReplyError }
  | { readonly type: "notification"; readonly method: string; readonly params: unknown }
  | { readonly type: "request"; readonly method: string; readonly id: number | string | null };

export interface ReplyError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** What came is not JSON-RPC, or is not framed as agreed. */
export class ProtocolFault extends Error {}

/**
 * Reads one message, or the several of a batch.
 * @throws ProtocolFault if it is none.
 */
export function readMessages(text: string): readonly Message[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolFault(`what begins with ${excerpt(text)} is not JSON`);
  }
  if (!Array.isArray(value)) return [message(value, text)];
  if (value.length === 0) throw new ProtocolFault("a batch of messages is empty");
  return value.map((element) => message(element, text));
}

/** The beginning, short enough that it gives no secret away. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text);
}

function message(value: unknown, text: string): Message {
  if (typeof value === "object" && value !== null) {
    const fields = value as Partial<Record<string, unknown>>;
    const id = fields["id"];
    const method = fields["method"];
    if (fields["jsonrpc"] === "2.0" && (id === undefined || isId(id))) {
      if (typeof method === "string") {
        return id === undefined
          ? { type: "notification", method, params: fields["params"] }
          : { type: "request", method, id };
      }
      if (id !== undefined && method === undefined) {
        const error = fields["error"];
        if (isReplyError(error)) return { type: "error", id, error };
        if (error === undefined && "result" in fields) {
          return { type: "result", id, result: fields["result"] };
        }
      }
    }
  }
  throw new ProtocolFault(`what begins with ${excerpt(text)} is no message of JSON-RPC 2.0`);
}

function isId(value: unknown): value is number | string | null {
  return typeof value === "number" || typeof value === "string" || value === null;
}

function isReplyError(value: unknown): value is ReplyError {
  if (typeof value !== "object" || value === null) return false;
  const { code, message } = value as { code?: unknown; message?: unknown };
  return typeof code === "number" && typeof message === "string";
}
