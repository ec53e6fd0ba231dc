"""What the standards say about characters, and what rules about them share; knows nothing of rules.

`facts` are from the Unicode Character Database, `languages` from CLDR, both of one pinned version; `sequences` says
where a character may be a byte of mojibake, `widths` how ASCII signs and full-width ones correspond.
"""
