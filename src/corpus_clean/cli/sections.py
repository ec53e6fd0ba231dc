"""Help of commands with many options: what belongs together stands together."""

from __future__ import annotations

import click

_SECTIONS = {
    "Results": ("output", "output_dir", "backup", "lines", "unbuffered"),
    "Reports": ("format_", "spans", "statistics", "everything", "report"),
    "Rules": ("profile", "select", "extend_select", "ignore", "risky", "lang"),
    "Files": ("encoding", "exclude", "force_exclude", "gitignore", "stdin_filename"),
    "Configuration": ("config", "isolated", "default_profile", "show_config"),
}
_REST = "Run"


class Sectioned(click.Command):
    """A command whose options are listed in sections; those that no section names stand in the last one."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections."""
        rows: dict[str, list[tuple[str, str]]] = {section: [] for section in (*_SECTIONS, _REST)}
        of = {name: section for section, names in _SECTIONS.items() for name in names}
        for param in self.get_params(ctx):
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)):
                rows[of.get(param.name or "", _REST)].append(record)
        # One width for all, so that the columns stay in line from section to section.
        widest = max(len(option) for section in rows.values() for option, _ in section if len(option) <= _COLUMN)
        for section, records in rows.items():
            if records:
                with formatter.section(section):
                    formatter.write_dl([(option.ljust(widest), text) for option, text in records], col_max=_COLUMN)


_COLUMN = 28
"""How wide the names of options are at most; the text of a longer one begins on its next line."""
