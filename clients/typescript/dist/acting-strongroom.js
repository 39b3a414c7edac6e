import { Methods } from "./generated/methods.js";
function isIdentity(auth) {
    const { actor, token } = (auth ?? {});
    return (typeof actor === "object" && actor !== null) !== (typeof token === "string");
}
/** The methods of a `Strongroom`, on behalf of one person. It is made by `actingAs()`. */
export class ActingStrongroom extends Methods {
    #call;
    /** @throws TypeError if there is no identity: it must not become the one of the client. */
    constructor(auth, call) {
        super();
        if (!isIdentity(auth)) {
            throw new TypeError("actingAs needs an auth: { actor: … } or { token: … }.");
        }
        this.#call = call;
    }
    call(method, params, options) {
        return this.#call(method, params, options, this.call);
    }
}
