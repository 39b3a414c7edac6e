/** What came is not JSON-RPC, or is not framed as agreed. */
export class ProtocolFault extends Error {
}
/**
 * Reads one message, or the several of a batch.
 * @throws ProtocolFault if it is none.
 */
export function readMessages(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        throw new ProtocolFault(`what begins with ${excerpt(text)} is not JSON`);
    }
    if (!Array.isArray(value))
        return [message(value, text)];
    if (value.length === 0)
        throw new ProtocolFault("a batch of messages is empty");
    return value.map((element) => message(element, text));
}
/** The beginning, short enough that it gives no secret away. */
export function excerpt(text) {
    return JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text);
}
function message(value, text) {
    if (typeof value === "object" && value !== null) {
        const fields = value;
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
                if (isReplyError(error))
                    return { type: "error", id, error };
                if (error === undefined && "result" in fields) {
                    return { type: "result", id, result: fields["result"] };
                }
            }
        }
    }
    throw new ProtocolFault(`what begins with ${excerpt(text)} is no message of JSON-RPC 2.0`);
}
function isId(value) {
    return typeof value === "number" || typeof value === "string" || value === null;
}
function isReplyError(value) {
    if (typeof value !== "object" || value === null)
        return false;
    const { code, message } = value;
    return typeof code === "number" && typeof message === "string";
}
