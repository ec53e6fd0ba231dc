"""What holds for all tests."""

from hypothesis import settings

# How long an example takes says how busy the machine is, and fails tests that have nothing wrong with them.
settings.register_profile("whatever the load", deadline=None)
settings.load_profile("whatever the load")
