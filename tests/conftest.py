"""What holds for all tests: none is timed, EXAMPLES says how often a property is tried, and signals are heard.

A shell starts what runs in the background with some of them ignored, and so would be every process that a test asks to
end.
"""

import os
import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "untimed",
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "100")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
