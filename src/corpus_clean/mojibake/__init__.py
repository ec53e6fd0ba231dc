"""Text that was read in a codec it was not written in: the codecs, the readings a text can have, and lost bytes."""
