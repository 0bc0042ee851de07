"""The one place that sends: session, credentials, TLS, limits, safety gate, recorder, redaction.

A `Wire` speaks to one target for one thread; every request passes the gate, and every
exchange is written to the run's evidence by a `Recorder` before anyone judges it.
"""

from contracts.wire._wire import Wire
from contracts.wire.recorder import Recorder
from contracts.wire.redaction import Redactor

__all__ = ["Recorder", "Redactor", "Wire"]
