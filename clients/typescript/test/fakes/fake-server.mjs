// What the fakes in Node have in common: they read requests in either framing, and reply in the same.
const decoders = {
  newline(bytes) {
    const end = bytes.indexOf(0x0a);
    return end < 0 ? undefined : { text: bytes.toString("utf8", 0, end), length: end + 1 };
  },
  contentLength(bytes) {
    const header = /^Content-Length: (\d+)\r\n\r\n/.exec(bytes.toString("latin1", 0, 40));
    if (header === null) return undefined;
    const start = header[0].length;
    const length = start + Number(header[1]);
    if (bytes.length < length) return undefined;
    return { text: bytes.toString("utf8", start, length), length };
  },
};

let framing;

/** The bytes of a message. */
export function framed(message) {
  const json = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  if (framing === "newline") return Buffer.concat([json, Buffer.from("\n")]);
  return Buffer.concat([Buffer.from(`Content-Length: ${json.length}\r\n\r\n`), json]);
}

export const send = (message) => process.stdout.write(framed(message));

export const initializeResult = {
  serverInfo: {
    name: process.env.FAKE_NAME ?? "strongroom",
    version: process.env.FAKE_VERSION ?? "1.1.0",
  },
  capabilities: {
    limits: {
      messageBytes: Number(process.env.FAKE_MESSAGE_BYTES ?? 8388608),
      requestsInProgress: 256,
    },
  },
};

/** Answers `initialize` and `shutdown`, and leaves the rest to the handlers. Ends with its stdin. */
export function serve(handlers) {
  let bytes = Buffer.alloc(0);
  const defaults = {
    initialize: ({ id }) => send({ id, result: initializeResult }),
    shutdown: ({ id }) => send({ id, result: null }),
    ping: ({ id }) => send({ id, result: {} }),
  };
  process.stdin.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    framing ??= bytes[0] === 0x7b ? "newline" : "contentLength";
    for (let found; (found = decoders[framing](bytes)); ) {
      bytes = bytes.subarray(found.length);
      const message = JSON.parse(found.text);
      (handlers[message.method] ?? defaults[message.method] ?? handlers.other)?.(message);
    }
  });
  process.stdin.on("end", () => (handlers.end === undefined ? process.exit(0) : handlers.end()));
}
