"""Engines that hand us texts: one kernel for Arrow batches, and a thin adapter an engine. Each needs its own extra."""
