"""A table of a report as a file for a French spreadsheet: UTF-8 with a byte order mark, semicolons, decimal commas."""

import csv
import io

from hotline.audit_document import Table, in_spreadsheet

ENCODING = "utf-8-sig"


def written(table: Table) -> str:
    """The table as text; encode it as :data:`ENCODING`. Hidden is "<5" or "n. c.", no figure an empty cell."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.title + column.unit.heading for column in table.columns)
    for row in table.rows:
        writer.writerow(in_spreadsheet(cell, column.unit) for cell, column in zip(row, table.columns, strict=True))
    return file.getvalue()


def file_name(report: str, table: Table, since: str, until: str) -> str:
    """ "promises-by-month-2026-01-01-2026-12-31.csv"."""
    return f"{report}-{table.name}-{since}-{until}.csv"
