import { ClosedError, MessageTooLargeError, ProcessExitedError, ProtocolError, } from "./errors.js";
import { messageFormat } from "./framing/framing.js";
import { cannotSpawn, checkInitializeResult, exitedAtStart, initializeRefused, noReply, notStrongroom, } from "./handshake.js";
import { ProtocolFault, readMessages } from "./json-rpc.js";
import { levelOfLine } from "./log.js";
import { ServerProcess } from "./process/server-process.js";
/** One process, from its start to its end, and the requests that it has not answered yet. */
export class Connection {
    #settings;
    #handlers;
    #liveness;
    #nextId;
    #format;
    #inFlight = new Map();
    /** The requests without an answer, whether somebody waits for it or not. */
    #unanswered = new Set();
    #initializeId;
    #process;
    #phase = "opening";
    #messageBytes = Infinity;
    #timer;
    constructor(settings, liveness, nextId, handlers) {
        this.#settings = settings;
        this.#liveness = liveness;
        this.#nextId = nextId;
        this.#handlers = handlers;
        this.#format = messageFormat(settings.framing);
        this.#initializeId = nextId();
    }
    get pid() {
        return this.#process?.pid ?? 0;
    }
    /** Starts the process; a handler tells how that went. */
    open() {
        try {
            this.#process = new ServerProcess(this.#settings, this.#liveness, {
                failed: (error) => this.#cannotSpawn(error),
                stdout: (chunk) => this.#read(chunk),
                stderrLine: (line) => this.#settings.log.write(levelOfLine(line), line),
                exited: () => this.#exited(),
                ended: (end) => this.#ended(end),
            });
        }
        catch (error) {
            queueMicrotask(() => this.#cannotSpawn(error));
            return;
        }
        this.#startTimer(this.#settings.startTimeoutMs, () => {
            this.#refuse(noReply(this.#settings, this.#process?.stderr ?? []));
        });
        const { clientInfo } = this.#settings;
        this.#write({ id: this.#initializeId, method: "initialize", params: { clientInfo } });
    }
    /** Sends a request; what becomes of it is told to the exchange. */
    send(exchange) {
        if (exchange.isSettled)
            return;
        const size = this.#excessiveSize(exchange.json);
        if (size !== undefined) {
            exchange.fail(new MessageTooLargeError(exchange.method, size, this.#messageBytes));
            return;
        }
        this.#inFlight.set(exchange.id, exchange);
        this.#unanswered.add(exchange.id);
        exchange.sent(this);
        this.#process?.write(this.#format.encode(exchange.json));
    }
    /** @throws MessageTooLargeError if the server would not take it. */
    notify(method, json) {
        const size = this.#excessiveSize(json);
        if (size !== undefined)
            throw new MessageTooLargeError(method, size, this.#messageBytes);
        this.#process?.write(this.#format.encode(json));
    }
    cancel(id) {
        if (this.#phase === "open")
            this.#write({ method: "$/cancelRequest", params: { id } });
    }
    forget(id) {
        this.#inFlight.delete(id);
    }
    /** Ends the process in good order, or by force if it takes longer than it may. */
    close() {
        const wasOpen = this.#phase === "open";
        if (!wasOpen && this.#phase !== "opening")
            return;
        this.#phase = "closing";
        this.#startTimer(this.#settings.closeTimeoutMs, () => this.#process?.kill("SIGKILL"));
        if (wasOpen) {
            this.#write({ id: this.#nextId(), method: "shutdown" });
            this.#write({ method: "exit" });
        }
        else {
            this.#process?.kill("SIGTERM");
        }
        this.#process?.end();
    }
    #excessiveSize(json) {
        // A character takes three bytes at most, so that most need not be counted.
        if (json.length * 3 <= this.#messageBytes)
            return undefined;
        const size = Buffer.byteLength(json);
        return size > this.#messageBytes ? size : undefined;
    }
    #write(message) {
        this.#process?.write(this.#format.encode(JSON.stringify({ jsonrpc: "2.0", ...message })));
    }
    #read(chunk) {
        if (this.#phase === "faulty" || this.#phase === "over")
            return;
        try {
            this.#format.decoder.push(chunk, (text) => {
                for (const message of readMessages(text))
                    this.#receive(message);
            });
        }
        catch (error) {
            if (!(error instanceof ProtocolFault))
                throw error;
            this.#endFor(error);
        }
    }
    #receive(message) {
        if (this.#phase === "over")
            return; // What came with it in one chunk has ended it.
        if (this.#phase === "opening")
            this.#receiveFirst(message);
        else if (message.type === "notification")
            this.#receiveNotification(message);
        else if (message.type === "request")
            this.#refuseRequest(message);
        else
            this.#receiveReply(message);
    }
    #receiveFirst(message) {
        if (message.type === "notification")
            return;
        if (message.type === "request" || message.id !== this.#initializeId) {
            this.#refuse(notStrongroom(this.#settings, "its first answer was to something else"));
            return;
        }
        if (message.type === "error") {
            this.#refuse(initializeRefused(this.#settings, message.error));
            return;
        }
        let server;
        try {
            server = checkInitializeResult(this.#settings, message.result);
        }
        catch (error) {
            this.#refuse(error);
            return;
        }
        this.#stopTimer();
        this.#phase = "open";
        this.#messageBytes = server.capabilities?.limits?.messageBytes ?? Infinity;
        this.#handlers.opened(server);
    }
    #receiveReply(reply) {
        if (reply.id === null) {
            this.#receiveUnread(reply);
            return;
        }
        if (typeof reply.id !== "number")
            return;
        const exchange = this.#inFlight.get(reply.id);
        this.#inFlight.delete(reply.id);
        this.#unanswered.delete(reply.id);
        if (exchange === undefined)
            return; // The reply came too late, or is that to shutdown.
        if (reply.type === "result")
            exchange.resolve(reply.result);
        else
            exchange.rejectBy(reply.error);
    }
    /** The server could not read a message. Whose it was is known only if there is just one. */
    #receiveUnread(reply) {
        const [id, ...others] = this.#unanswered;
        const reason = reply.type === "error" ? `: ${reply.error.message}` : "";
        this.#settings.log.write("warn", `strongroom could not read a message of this client${reason}`);
        if (id === undefined)
            return;
        if (others.length > 0)
            return;
        const exchange = this.#inFlight.get(id);
        this.#inFlight.delete(id);
        this.#unanswered.delete(id);
        exchange?.fail(ProtocolError.unread(exchange.method));
    }
    #receiveNotification({ method, params }) {
        if (method !== "$/progress") {
            this.#handlers.event(method, params);
            return;
        }
        const { token, value } = (params ?? {});
        if (typeof token === "number" && isProgressValue(value)) {
            this.#inFlight.get(token)?.publish(value);
        }
    }
    #refuseRequest({ id, method }) {
        const error = { code: -32601, message: `The client has no method ${method}.` };
        this.#write({ id, error });
    }
    #cannotSpawn(error) {
        if (this.#phase === "closing")
            this.#phase = "opening";
        this.#refuse(cannotSpawn(this.#settings, error));
    }
    #refuse(error) {
        if (this.#phase !== "opening")
            return;
        this.#stopTimer();
        this.#phase = "over";
        this.#process?.kill("SIGKILL");
        this.#handlers.failed(error);
    }
    #endFor(fault) {
        if (this.#phase === "opening") {
            this.#refuse(notStrongroom(this.#settings, fault.message));
            return;
        }
        this.#phase = "faulty";
        this.#process?.kill("SIGKILL");
        this.#handlers.closing();
        this.#failSent((method) => new ProtocolError(method, fault.message));
    }
    #exited() {
        if (this.#phase === "open")
            this.#handlers.closing();
    }
    #ended(end) {
        if (this.#phase === "over")
            return;
        this.#stopTimer();
        if (this.#phase === "opening") {
            this.#refuse(exitedAtStart(this.#settings, end));
            return;
        }
        const isClosing = this.#phase === "closing";
        this.#phase = "over";
        this.#failSent((method) => {
            return isClosing ? new ClosedError(method) : new ProcessExitedError(method, end);
        });
        this.#handlers.ended(end);
    }
    #failSent(error) {
        const exchanges = [...this.#inFlight.values()];
        this.#inFlight.clear();
        for (const exchange of exchanges)
            exchange.fail(error(exchange.method));
    }
    #startTimer(milliseconds, action) {
        this.#stopTimer();
        this.#timer = setTimeout(action, milliseconds);
        this.#liveness.add(this.#timer);
    }
    #stopTimer() {
        if (this.#timer === undefined)
            return;
        clearTimeout(this.#timer);
        this.#liveness.delete(this.#timer);
    }
}
function isProgressValue(value) {
    if (typeof value !== "object" || value === null)
        return false;
    const { phase, completed, total } = value;
    return typeof phase === "string" && typeof completed === "number" && typeof total === "number";
}
