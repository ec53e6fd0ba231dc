"""Vietnamese and Burmese that was typed for fonts which show letters of their own in place of others.

Such a text is valid in the encoding it is stored in, and readable in one font only. `tcvn3`, `vni` and `precomposed`
(VISCII, VPS) put Vietnamese in place of windows-1252, `zawgyi` puts Burmese glyphs in place of the Myanmar block. Each
has `read`, which returns the text that the font shows or None, and `written`, its inverse. `vietnamese` tells which of
its fonts a line was typed for; `myanmar` tells Zawgyi from Unicode.
"""
