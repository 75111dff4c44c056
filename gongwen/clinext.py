"""The command line's share of a new year: last year's report in, the new one out, and what was done with its years."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

from gongwen import files
from gongwen.gaps import texts
from gongwen.nextyear.roll import years_left
from gongwen.nextyear.untouched import share
from gongwen.reportfile import dumps

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from gongwen.document import Document, Location

AROUND: Final = 12
"""Characters shown on either side of a year."""


def next_year(options: argparse.Namespace, begun: Callable[[str, int | None], Document]) -> None:
    """Write the report of the next year, and print how many sentences came along and which years were left as they are."""
    document = begun(options.file, options.year)
    files.write(options.output, dumps(document).encode(), source=options.file)
    rows = {(place.section, place.paragraph): text for place, text in texts(document)}
    left = [_words(rows.get((place.section, place.paragraph), ""), place) for place in years_left(document)]
    count = share(document).unseen
    if options.format == "json":
        plain = {"title": document.title, "year": document.year, "carried": count, "years_left": left}
        told = json.dumps(plain, ensure_ascii=False)
    else:
        named = [f"没有改的年份 {len(left)} 处，请看一看：" if left else "", *(f"  {words}" for words in left)]
        where = "" if options.output == files.STREAM else f"已写到 {files.name_of(options.output)}"
        first = f"写{document.year}年度：从上年带来 {count} 句，逐句看过再用。"
        told = "\n".join(filter(None, (first, *named, where)))
    print(told, file=sys.stderr if options.output == files.STREAM else sys.stdout)


def _words(text: str, place: Location) -> str:
    return " ".join(text[max(place.start - AROUND, 0) : place.end + AROUND].split())
