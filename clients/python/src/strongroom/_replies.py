"""Makes results and errors of what the service answers."""

from __future__ import annotations

from typing import Any, Mapping

from ._codec import Mismatch, decoder
from ._errors import DecodeError, ServiceError, StrongroomError
from ._generated.errors import SERVICE_ERRORS, CancelledError, CancelledErrorData

RAW: Any = Any
"""As the type of a result: as it came."""


def read_result(result: Any, of: Any, method: str) -> Any:
    """Returns the typed result. Raises DecodeError if it is not of the type."""
    try:
        return decoder(of)(result)
    except Mismatch as mismatch:
        raise DecodeError(
            mismatch.where, mismatch.expected, str(mismatch.found), method=method
        ) from None


def make_service_error(error: Mapping[str, Any], method: str) -> StrongroomError:
    """Returns the error of its kind; the general one for a kind that is not known."""
    data = error.get("data")
    values: Mapping[str, Any] = data if isinstance(data, dict) else {}
    kind = values.get("kind")
    hint = values.get("hint")
    kind = kind if isinstance(kind, str) else "unknown"
    hint = hint if isinstance(hint, str) else None
    cls, data_class = SERVICE_ERRORS.get(kind, (ServiceError, None))
    typed: Any = data
    if data_class is not None:
        try:
            typed = decoder(data_class)(values)
        except Mismatch:
            cls = ServiceError
    return cls(kind, error["code"], error["message"], hint, typed, method)


def make_cancelled_error(message: str, method: str) -> CancelledError:
    """Returns the error of a call that was cancelled without an answer of the service."""
    return CancelledError(
        "cancelled", -32800, message, None, CancelledErrorData(kind="cancelled"), method
    )
