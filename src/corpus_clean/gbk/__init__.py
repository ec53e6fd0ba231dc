"""The arithmetic of GBK text whose bytes were re-paired.

A tool searched GBK *bytes* for the codes of Traditional characters, set each one's pinyin in brackets behind it, and
cut the page at full-width marks. Where a hit straddled two characters, the decoder that came after lost a lead byte,
showed `?` in its place, and read everything that followed one byte out of step, until an odd byte put it back in step.

`pairs` does the byte arithmetic, `realign` works out the readings a run can have, `damage` sends a reading through the
damage again, `verdict` weighs the readings.
"""
