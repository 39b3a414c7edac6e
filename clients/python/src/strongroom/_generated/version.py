# Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
CONTRACT_VERSION = "1.1.0"
"""The version of the contract, which a program has to have at least."""
