"""Writes tokens.json: tokens signed by PyJWT, and how a verifier must judge them.

    python3 -m venv venv && venv/bin/pip install pyjwt cryptography
    venv/bin/python generate.py

The keys in keys.json are for these tests alone. They are made when the file is missing and kept
otherwise. The clock of all cases is NOW.
"""

import base64
import hashlib
import hmac
import json
import pathlib

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

NOW = 1_800_000_000
HERE = pathlib.Path(__file__).parent
SECRET = "a shared secret for tests, 40 bytes long"
SHORT_SECRET = "short"


def private_pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def public_pem(key):
    return (
        key.public_key()
        .public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        .decode()
    )


def make_keys():
    return {
        "rsa": private_pem(rsa.generate_private_key(65537, 2048)),
        "rsaOther": private_pem(rsa.generate_private_key(65537, 2048)),
        "rsaShort": private_pem(rsa.generate_private_key(65537, 1024)),
        "p256": private_pem(ec.generate_private_key(ec.SECP256R1())),
        "p256Other": private_pem(ec.generate_private_key(ec.SECP256R1())),
        "p384": private_pem(ec.generate_private_key(ec.SECP384R1())),
        "ed25519": private_pem(ed25519.Ed25519PrivateKey.generate()),
        "ed25519Other": private_pem(ed25519.Ed25519PrivateKey.generate()),
    }


keys_file = HERE / "keys.json"
if not keys_file.exists():
    keys_file.write_text(json.dumps(make_keys(), indent=1) + "\n")
KEYS = {
    name: serialization.load_pem_private_key(pem.encode(), None)
    for name, pem in json.loads(keys_file.read_text()).items()
}
PUBLIC = {name: public_pem(key) for name, key in KEYS.items()}
ALGORITHMS = {
    "rsa": (jwt.algorithms.RSAAlgorithm, "RS256"),
    "p256": (jwt.algorithms.ECAlgorithm, "ES256"),
    "ed25519": (jwt.algorithms.OKPAlgorithm, "EdDSA"),
}


def jwk(name, kid, **more):
    family, _ = ALGORITHMS[name.removesuffix("Other")]
    value = json.loads(family.to_jwk(KEYS[name].public_key()))
    value.pop("key_ops", None)
    if kid:
        value["kid"] = kid
    return value | more


OTHER_USES = [
    jwk("rsaOther", "for-encryption", use="enc"),
    jwk("rsaOther", "for-pss", alg="PS256"),
    {"kty": "oct", "kid": "symmetric", "k": "c2VjcmV0"},
    {"kty": "EC", "crv": "secp256k1", "kid": "coin", "x": "AA", "y": "AA"},
]
KEY_SETS = {
    "set": [
        jwk("rsa", "rsa-1", use="sig", alg="RS256"),
        jwk("p256", "p256-1"),
        jwk("ed25519", "ed-1", alg="EdDSA"),
    ]
    + OTHER_USES,
    "rotation": [jwk("rsaOther", "rsa-old"), jwk("rsa", "rsa-new")],
    "nameless": [jwk("rsaOther", None), jwk("rsa", None)],
}

HOST = {
    "userId": "clx1", "email": "ada@example.com", "name": "Ada", "username": "ada",
    "role": "ADMIN", "adminId": "t1", "iat": NOW - 60, "exp": NOW + 3600,
    "iss": "lpg-nexus",
}
ADA = {
    "id": "clx1", "role": "ADMIN", "email": "ada@example.com", "name": "Ada", "tenantId": "t1",
}
cases = []


def but(claims, *without, **changes):
    changed = {key: value for key, value in claims.items() if key not in without}
    return changed | changes


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(claims=HOST, key=SECRET, algorithm="HS256", **headers):
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers or None)


def sign_raw(header, payload, key=SECRET):
    """HS256 over any bytes, for what PyJWT refuses to write."""
    key = key.encode() if isinstance(key, str) else key
    text = f"{b64(header)}.{b64(payload)}"
    return f"{text}.{b64(hmac.digest(key, text.encode(), hashlib.sha256))}"


def case(name, token, outcome, keys=("secret",), issuer="lpg-nexus", **rules):
    expected = {"reason": outcome} if isinstance(outcome, str) else {"actor": outcome}
    cases.append(
        {"name": name, "token": token, "keys": list(keys), "issuer": issuer} | rules | expected
    )


ALL = ("secret", "rsa", "p256", "ed25519")
HEADER = b'{"alg":"HS256","typ":"JWT"}'
ES256_HEADER = b'{"alg":"ES256"}'
PAYLOAD = json.dumps(HOST).encode()

# Accepted, for every kind of key.
case("the first host's token", sign(), ADA)
case("a token among several kinds of keys", sign(), ADA, keys=ALL)
case("a secret shorter than its hash", sign(key=SHORT_SECRET), ADA, keys=("shortSecret",))
for kind, (_, algorithm) in ALGORITHMS.items():
    signed = sign(key=KEYS[kind], algorithm=algorithm)
    case(f"{algorithm} with a PEM key", signed, ADA, keys=(kind,))
    case(f"{algorithm} with a key set and no kid", signed, ADA, keys=("set",))
    case(f"{algorithm} among several kinds of keys", signed, ADA, keys=ALL)
    kid = {"rsa": "rsa-1", "p256": "p256-1", "ed25519": "ed-1"}[kind]
    named = sign(key=KEYS[kind], algorithm=algorithm, kid=kid)
    case(f"{algorithm} with a key set and its kid", named, ADA, keys=("set",))
    case(f"{algorithm} with a kid and a PEM key, which has no name", named, ADA, keys=(kind,))
RS = {"key": KEYS["rsa"], "algorithm": "RS256"}
case("the second key of a rotation", sign(**RS, kid="rsa-new"), ADA, keys=("rotation",))
case("the second key of a rotation, without a kid", sign(**RS), ADA, keys=("rotation",))
case("the second of two keys without names", sign(**RS, kid="any"), ADA, keys=("nameless",))

# Accepted claims.
case("any issuer where none is configured", sign(but(HOST, "iss")), ADA, issuer=None)
case("an id that is a number", sign(but(HOST, userId=42)), ADA | {"id": "42"})
case(
    "an id above 2^53", sign(but(HOST, userId=9007199254740993)), ADA | {"id": "9007199254740993"}
)
case("the subject as id", sign(but(HOST, "userId", sub="s1")), ADA | {"id": "s1"})
case("userId before sub", sign(but(HOST, sub="s1")), ADA)
case("a null userId, then sub", sign(but(HOST, userId=None, sub="s1")), ADA | {"id": "s1"})
case("username where there is no name", sign(but(HOST, "name")), ADA | {"name": "ada"})
case("a tenant that is a number", sign(but(HOST, adminId=7)), ADA | {"tenantId": "7"})
case(
    "the least that is needed",
    sign({"userId": "u", "role": "VIEWER", "exp": NOW + 1}),
    {"id": "u", "role": "VIEWER"},
    issuer=None,
)
case("a role that nobody knows", sign(but(HOST, role="ROOT")), ADA | {"role": "ROOT"})
case(
    "levels and a status",
    sign(but(HOST, permissions={"backup": "VIEW_ONLY", "x": "?"}, status="SUSPENDED")),
    ADA | {"permissions": {"backup": "VIEW_ONLY", "x": "?"}, "status": "SUSPENDED"},
)
case(
    "other names for the claims",
    sign({"https://a.example/id": "i", "groups": "STAFF", "org": "o", "mail": "m@example.com",
          "nick": "n", "acl": {"backup": "EDIT"}, "state": "ACTIVE", "userId": "not this",
          "role": "SUPER_ADMIN", "exp": NOW + 1}),
    {"id": "i", "role": "STAFF", "tenantId": "o", "email": "m@example.com", "name": "n",
     "status": "ACTIVE", "permissions": {"backup": "EDIT"}},
    issuer=None,
    claims={"id": "https://a.example/id", "role": "groups", "tenantId": "org", "email": "mail",
            "name": "nick", "permissions": "acl", "status": "state"},
)
case("an audience that is text", sign(but(HOST, aud="backup")), ADA, audience="backup")
case("an audience in a list", sign(but(HOST, aud=["a", "backup"])), ADA, audience="backup")
case("an expiry with a fraction", sign(but(HOST, exp=NOW + 0.5)), ADA)

# Times, at the edge of the leeway of 30 seconds.
case("expired within the leeway", sign(but(HOST, exp=NOW - 29)), ADA)
case("expired by the leeway", sign(but(HOST, exp=NOW - 30)), "expired")
case("expired long ago", sign(but(HOST, exp=0)), "expired")
case("an expiry before 1970", sign(but(HOST, exp=-1)), "expired")
case("no expiry", sign(but(HOST, "exp")), "missingClaim")
case("a null expiry", sign(but(HOST, exp=None)), "missingClaim")
case("an expiry that is text", sign_raw(HEADER, json.dumps(but(HOST, exp=str(NOW + 9))).encode()),
     "invalidClaim")
case("an expiry beyond all numbers", sign_raw(HEADER, PAYLOAD.replace(b"1800003600", b"1e999")),
     "malformedToken")
for claim in ("nbf", "iat"):
    case(f"{claim} within the leeway", sign(but(HOST, **{claim: NOW + 30})), ADA)
    case(f"{claim} beyond the leeway", sign(but(HOST, **{claim: NOW + 31})), "notYetValid")
    case(f"{claim} that is not a number",
         sign_raw(HEADER, json.dumps(but(HOST, **{claim: True})).encode()), "invalidClaim")

# Issuer and audience.
case("another issuer", sign(but(HOST, iss="lpg-nexus-2")), "wrongIssuer")
case("an issuer in other capitals", sign(but(HOST, iss="LPG-Nexus")), "wrongIssuer")
case("no issuer", sign(but(HOST, "iss")), "wrongIssuer")
case("issuers in a list", sign_raw(HEADER, json.dumps(but(HOST, iss=["lpg-nexus"])).encode()),
     "wrongIssuer")
case("another audience", sign(but(HOST, aud="b")), "wrongAudience", audience="backup")
case("no audience", sign(), "wrongAudience", audience="backup")
case("an empty audience list", sign(but(HOST, aud=[])), "wrongAudience", audience="backup")
case("an audience where none is configured", sign(but(HOST, aud="b")), "wrongAudience")

# The algorithm is the key's, not the token's.
NONE = sign(key=None, algorithm="none")
case("no signature at all", NONE, "wrongAlgorithm", keys=ALL)
for spelling in ("None", "NONE", "nOnE", ""):
    header = json.dumps({"alg": spelling}).encode()
    case(f"no signature, spelt {spelling!r}", f"{b64(header)}.{b64(PAYLOAD)}.", "wrongAlgorithm")
case("no signature, called HS256", ".".join(sign().split(".")[:2]) + ".", "wrongSignature")
case("no signature, called ES256",
     f"{b64(ES256_HEADER)}.{b64(PAYLOAD)}.", "wrongSignature", keys=("p256",))
der = KEYS["rsa"].public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
for what, confused in {
    "PEM": PUBLIC["rsa"], "PEM without its newline": PUBLIC["rsa"].strip(), "DER": der,
}.items():
    forged = sign_raw(HEADER, PAYLOAD, key=confused)
    case(f"HS256 over the public key as {what}", forged, "wrongAlgorithm", keys=("rsa",))
    case(f"HS256 over the public key as {what}, with a secret configured too", forged,
         "wrongSignature", keys=ALL)
case("HS256 with an empty key", sign_raw(HEADER, PAYLOAD, key=b""), "wrongSignature")
case("an RS256 header over an HS256 signature",
     sign_raw(b'{"alg":"RS256"}', PAYLOAD, key=PUBLIC["rsa"]), "wrongSignature", keys=("rsa",))
case("HS256 where only public keys are configured", sign(), "wrongAlgorithm", keys=("set",))
for algorithm in ("HS384", "HS512"):
    long = SECRET * 2
    case(f"{algorithm}", sign(key=long, algorithm=algorithm), "wrongAlgorithm", keys=("longSecret",))
for algorithm in ("RS384", "RS512", "PS256"):
    case(f"{algorithm} with the right key", sign(key=KEYS["rsa"], algorithm=algorithm),
         "wrongAlgorithm", keys=("rsa", "set"))
case("PS256 with a set's key for it", sign(key=KEYS["rsaOther"], algorithm="PS256", kid="for-pss"),
     "wrongAlgorithm", keys=("set",))
case("ES384", sign(key=KEYS["p384"], algorithm="ES384"), "wrongAlgorithm", keys=("p256",))
case("RS256 where only P-256 is configured", sign(**RS), "wrongAlgorithm", keys=("p256",))

# Wrong signatures.
case("another secret", sign(key="another secret that is long enough, too"), "wrongSignature")
for kind, (_, algorithm) in ALGORITHMS.items():
    other = sign(key=KEYS[kind + "Other"], algorithm=algorithm)
    case(f"{algorithm} with another key", other, "wrongSignature", keys=(kind, "set"))
    own = jwk(kind + "Other", "mine")
    case(f"{algorithm} with a key that the token brings along",
         sign(key=KEYS[kind + "Other"], algorithm=algorithm, jwk=own, jku="https://e.example"),
         "wrongSignature", keys=(kind, "set"))
    zero = f"{b64(json.dumps({'alg': algorithm}).encode())}.{b64(PAYLOAD)}.{b64(bytes(64))}"
    case(f"{algorithm} with a signature of zeros", zero, "wrongSignature", keys=(kind,))
text = f"{b64(ES256_HEADER)}.{b64(PAYLOAD)}"
case("ES256 with a DER signature",
     f"{text}.{b64(KEYS['p256'].sign(text.encode(), ec.ECDSA(SHA256())))}",
     "wrongSignature", keys=("p256",))
parts = sign().split(".")
case("a changed payload",
     f"{parts[0]}.{b64(json.dumps(but(HOST, role='SUPER_ADMIN')).encode())}.{parts[2]}",
     "wrongSignature")
case("a changed header", f"{b64(b' ' + HEADER)}.{parts[1]}.{parts[2]}", "wrongSignature")

# Headers.
case("an unknown kid", sign(**RS, kid="rsa-2"), "unknownKey", keys=("set",))
case("an empty kid", sign(**RS, kid=""), "unknownKey", keys=("set",))
case("the kid of a key for another algorithm", sign(**RS, kid="p256-1"), "unknownKey",
     keys=("set",))
case("the kid of a key for encryption",
     sign(key=KEYS["rsaOther"], algorithm="RS256", kid="for-encryption"), "unknownKey",
     keys=("set",))
case("the kid of the other key of a rotation", sign(**RS, kid="rsa-old"), "wrongSignature",
     keys=("rotation",))
case("a kid that is a path", sign(**RS, kid="../../dev/null"), "unknownKey", keys=("set",))
case("a kid that is a number", sign_raw(b'{"alg":"HS256","kid":1}', PAYLOAD), "malformedToken")
case("a critical extension", sign_raw(b'{"alg":"HS256","crit":["exp"],"exp":1}', PAYLOAD),
     "unsupportedHeader")
case("an unencoded payload", sign_raw(b'{"alg":"HS256","b64":false,"crit":["b64"]}', PAYLOAD),
     "unsupportedHeader")
case("an empty list of critical extensions", sign_raw(b'{"alg":"HS256","crit":[]}', PAYLOAD),
     "unsupportedHeader")
case("a header with a huge number", sign_raw(b'{"alg":"HS256","x":1e300}', PAYLOAD), ADA)
case("a header without alg", sign_raw(b'{"typ":"JWT"}', PAYLOAD), "malformedToken")
case("an alg that is not text", sign_raw(b'{"alg":["HS256"]}', PAYLOAD), "malformedToken")
case("a header that is a list", sign_raw(b'["HS256"]', PAYLOAD), "malformedToken")
case("a header that is not JSON", sign_raw(b"HS256", PAYLOAD), "malformedToken")

# Payloads that were signed, and that make no actor.
for what, payload in {
    "is not JSON": b"hello", "is empty": b"", "is a list": b"[1]", "is text": b'"a"',
    "is cut off": PAYLOAD[:-1], "is not UTF-8": b'{"userId":"\xff"}',
}.items():
    case(f"a payload that {what}", sign_raw(HEADER, payload), "malformedToken")
case("no id", sign(but(HOST, "userId")), "missingClaim")
case("an empty id", sign(but(HOST, userId="")), "emptyIdentity")
case("a blank id", sign(but(HOST, userId=" \t")), "emptyIdentity")
case("an empty id before a subject", sign(but(HOST, userId="", sub="s1")), "emptyIdentity")
for what, value in {"true": True, "a fraction": 1.5, "a list": ["a"], "an object": {}}.items():
    case(f"an id that is {what}", sign(but(HOST, userId=value)), "invalidClaim")
case("no role", sign(but(HOST, "role")), "missingClaim")
case("a role that is a list", sign(but(HOST, role=["ADMIN"])), "invalidClaim")
case("a name that is a number", sign(but(HOST, name=1)), "invalidClaim")
case("permissions that are a list", sign(but(HOST, permissions=["backup"])), "invalidClaim")
case("a level that is a number", sign(but(HOST, permissions={"backup": 1})), "invalidClaim")
case("a status that is not text", sign(but(HOST, status=False)), "invalidClaim")

# Not a token.
good = sign()
for what, token in {
    "nothing": "", "a word": "token", "two dots": "..", "two segments": good.rsplit(".", 1)[0],
    "four segments": good + ".AA", "five segments": good + ".AA.AA",
    "a leading dot": "." + good, "a trailing newline": good + "\n", "a leading space": " " + good,
    "the scheme of a header line": "Bearer " + good, "padding": good + "=",
    "the other base64 alphabet": good.replace(".", "+.", 1), "an emoji": good + "🔑",
    "a NUL": good + "\0", "a signature of one letter": good.rsplit(".", 1)[0] + ".A",
}.items():
    case(f"not a token: {what}", token, "malformedToken")
case("a token of 17 KiB", sign(but(HOST, filler="x" * 17_000)), "malformedToken")

secret_material = {"secret": SECRET, "shortSecret": SHORT_SECRET, "longSecret": SECRET * 2}
document = {
    "now": NOW,
    "secrets": secret_material,
    "publicKeys": PUBLIC,
    "keySets": {name: json.dumps({"keys": keys}) for name, keys in KEY_SETS.items()},
    "cases": cases,
}
(HERE / "tokens.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
print(len(cases), "cases")
