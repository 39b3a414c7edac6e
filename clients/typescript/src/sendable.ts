/** How deep values may be nested in what is sent. The program reads a little more. */
const maximumDepth = 100;

/**
 * The value as JSON that the program can read. What it cannot read it could not answer either, as it
 * would not know the request.
 * @param what names the value in an error, which quotes nothing of it.
 * @throws TypeError if it is no JSON, has a lone surrogate or something that JSON would leave out or
 * write as null, or is nested deeper than 100 levels.
 */
export function sendableJSON(what: string, value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    // The stack has ended before the value did.
    if (error instanceof RangeError) throw tooDeep(what);
    throw error;
  }
  if (json === undefined) throw new TypeError(`${what} cannot be written as JSON.`);
  requireReadable(what, json);
  requireKept(what, value);
  return json;
}

/** A copy that later changes of the value do not reach. */
export function sendableCopy<Value>(what: string, value: Value): Value {
  if (value === undefined) return value;
  return JSON.parse(sendableJSON(what, value)) as Value;
}

/**
 * A request, or without an `id` a notification.
 * @throws TypeError if the program could not read it.
 */
export function messageJSON(method: string, params: object | undefined, id?: number): string {
  const fields = [
    '"jsonrpc":"2.0"',
    ...(id === undefined ? [] : [`"id":${id}`]),
    `"method":${sendableJSON("The name of a method", method)}`,
    ...(params === undefined ? [] : [`"params":${sendableJSON(`The params of ${method}`, params)}`]),
  ];
  return `{${fields.join(",")}}`;
}

const enum Code {
  quote = 0x22,
  openingBracket = 0x5b,
  backslash = 0x5c,
  closingBracket = 0x5d,
  openingBrace = 0x7b,
  closingBrace = 0x7d,
}

function requireReadable(what: string, json: string): void {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (code === Code.backslash) {
      index += 1;
      // `JSON.stringify` escapes surrogates only where they are alone.
      if (json.startsWith("ud", index)) throw loneSurrogate(what);
    } else if (code === Code.quote) {
      isInString = !isInString;
    } else if (isInString) {
      continue;
    } else if (code === Code.openingBrace || code === Code.openingBracket) {
      depth += 1;
      if (depth > maximumDepth) throw tooDeep(what);
    } else if (code === Code.closingBrace || code === Code.closingBracket) {
      depth -= 1;
    }
  }
}

/** JSON has no such value and says nothing of it: a filter that is no date would let everything through. */
function requireKept(what: string, value: unknown): void {
  if (typeof value === "number" && !Number.isFinite(value)) throw unkept(what, "a number that is not finite");
  if (typeof value === "function") throw unkept(what, "a function");
  if (typeof value === "symbol") throw unkept(what, "a symbol");
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw unkept(what, "a Date that is none");
  } else if (Array.isArray(value)) {
    for (const element of value) requireKept(what, element);
  } else if (typeof (value as { toJSON?: unknown }).toJSON !== "function") {
    for (const key of Object.keys(value)) requireKept(what, (value as Record<string, unknown>)[key]);
  }
}

function unkept(what: string, found: string): TypeError {
  return new TypeError(`${what} cannot be written as JSON: there is ${found} in it.`);
}

function loneSurrogate(what: string): TypeError {
  return new TypeError(`${what} must be well-formed Unicode: a string has a surrogate without its other half.`);
}

function tooDeep(what: string): TypeError {
  return new TypeError(`${what} must not be nested deeper than ${maximumDepth} levels.`);
}
