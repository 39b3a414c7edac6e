"""A client of strongroom, which backs up and restores the live SQLite database of an application.

`Strongroom` is for threads, `AsyncStrongroom` for asyncio.
"""

from ._acting import ActingAs as ActingAs
from ._acting import AsyncActingAs as AsyncActingAs
from ._blocking import Strongroom as Strongroom
from ._call import BlockingCall as BlockingCall
from ._call import Call as Call
from ._client import AsyncStrongroom as AsyncStrongroom
from ._codec import to_wire as to_wire
from ._errors import CallTimeoutError as CallTimeoutError
from ._errors import ClosedError as ClosedError
from ._errors import DecodeError as DecodeError
from ._errors import MessageTooLargeError as MessageTooLargeError
from ._errors import ProcessExitedError as ProcessExitedError
from ._errors import ProtocolError as ProtocolError
from ._errors import ServiceError as ServiceError
from ._errors import StartError as StartError
from ._errors import StartErrorReason as StartErrorReason
from ._errors import StrongroomError as StrongroomError
from ._errors import WrongLoopError as WrongLoopError
from ._events import ProcessExited as ProcessExited
from ._events import ProcessStarted as ProcessStarted
from ._generated.errors import *
from ._generated.events import *
from ._generated.methods import *
from ._generated.types import *
from ._generated.version import CONTRACT_VERSION as CONTRACT_VERSION
from ._options import UNSET as UNSET
from ._options import OnProgress as OnProgress
from ._options import Restart as Restart
from ._options import Timeout as Timeout
from ._options import Unset as Unset

__version__ = CONTRACT_VERSION
