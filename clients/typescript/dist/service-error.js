import { StrongroomError } from "./errors.js";
/** An error reply of the service. Each kind that this client knows has a class of its own. */
export class ServiceError extends StrongroomError {
    kind;
    /** The code of JSON-RPC; it follows from the kind. */
    code;
    /** What the person can do about it, where there is something. */
    hint;
    /** Everything that the error says beside its message. */
    data;
    method;
    constructor(reply) {
        super(reply.message, "cause" in reply ? { cause: reply.cause } : undefined);
        this.kind = reply.data.kind;
        this.code = reply.code;
        const hint = reply.data.hint;
        this.hint = typeof hint === "string" ? hint : undefined;
        this.data = reply.data;
        this.method = reply.method;
    }
}
