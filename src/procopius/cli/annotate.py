"""``procopius annotate``: the layers a text was read into, as standoff records."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from procopius.cli.options import Dictionaries, Inputs, Pipeline, Published, Skip, require_inputs
from procopius.cli.report import Report
from procopius.settings import Settings


def annotate(
    *inputs: Inputs,
    layers: Annotated[
        str | None,
        Parameter(help="Layers to print, separated by commas; all of them if left out."),
    ] = None,
    published: Published = None,
    dictionaries: Dictionaries = (),
    skip: Skip = (),
    pipeline: Pipeline = None,
) -> int:
    """Print the layers of articles as JSON lines: {"article_id": …, LAYER: [{"start": …, "end": …, …}]}."""
    import msgspec

    from procopius.annotate import annotate as annotate_article
    from procopius.annotate import check_layers
    from procopius.cli.code import load_coder
    from procopius.read import Failure, read_inputs

    require_inputs(inputs)
    wanted = check_layers(layers.split(",") if layers else None)
    settings = Settings(skip_steps=skip, dictionaries=dictionaries, pipeline=pipeline)
    report, coder = Report(), None
    for item in read_inputs(inputs, published=published):
        if isinstance(item, Failure):
            report.drop(item.source, item.issue)
            continue
        coder = coder or load_coder(settings)
        record = {"article_id": item.id, **annotate_article(coder.resolve(item), wanted)}
        sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
        sys.stdout.buffer.flush()
        report.articles += 1
    return 0 if report.articles else 1
