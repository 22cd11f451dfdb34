"""The report as one HTML file that needs nothing else: the same blocks, figures as SVG, a style for screen and for print."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import singledispatchmethod

from planner.figures.colours import PRINT_COLOURS
from planner.figures.drawing import NOWHERE, Target
from planner.figures.svg import escaped, svg
from planner.i18n import _
from planner.paths import resource
from planner.report.block_values import anchor, anchors
from planner.report.blocks import (
    Block,
    Bullets,
    Card,
    Cell,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    Run,
    Table,
)
from planner.report.content import Content
from planner.report.hiding import without_amounts


def as_web_page(content: Content) -> str:
    """The whole file."""
    with content.context.speaking():
        return _page(content)


def _page(content: Content) -> str:
    writer = _Writer(content, anchors(block for _section, blocks in content.said for block in blocks))
    language = "zh-CN" if content.context.language == "zh" else content.context.language
    style = resource("report", "page.css").read_text("utf-8")
    body = "\n".join(writer.section(section.id, blocks) for section, blocks in content.said)
    made = writer.text(_("Made with Brightroad"))
    foot = writer.text(_("As of {day}").format(day=content.context.day(content.context.date)))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{writer.text(content.title)}</title>\n<style>\n{_colours()}{style}</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n</main>\n<footer>{writer.text(content.title)} · {foot} · {made}</footer>\n"
        "</body>\n</html>\n"
    )


def _colours() -> str:
    return ":root{" + "".join(f"--{name}:{value};" for name, value in PRINT_COLOURS.items()) + "}\n"


@dataclass
class _Writer:
    """Turns blocks into HTML; every text is escaped, links lead only to records that have a place."""

    content: Content
    places: frozenset[Target]
    _placed: set[Target] = field(default_factory=set)
    _figures: int = 0

    def section(self, name: str, blocks: Iterable[Block]) -> str:
        """One section of the report."""
        inner = "\n".join(filter(None, map(self.block, blocks)))
        return f'<section id="section-{name}">\n{inner}\n</section>'

    def text(self, text: str) -> str:
        """`text` escaped, amounts hidden where asked for."""
        return escaped(without_amounts(text) if self.content.context.hide_amounts else text)

    def linked(self, target: Target, inner: str) -> str:
        """`inner` as a link to the place of a record, where it has one."""
        return f'<a href="#{anchor(target)}">{inner}</a>' if target != NOWHERE and target in self.places else inner

    def runs(self, runs: Iterable[Run]) -> str:
        """Runs with their bold words and links."""
        found = []
        for run in runs:
            inner = self.text(run.text)
            blank = " " if run.text[:1].isspace() else ""
            found.append(blank + self.linked(run.target, f"<b>{inner}</b>" if run.bold else inner))
        return "".join(found)

    @singledispatchmethod
    def block(self, block: Block) -> str:
        """One block."""
        raise TypeError(type(block).__name__)

    @block.register
    def _heading(self, block: Heading) -> str:
        place = ""
        if block.target in self.places and block.target not in self._placed:
            self._placed.add(block.target)
            place = f' id="{anchor(block.target)}"'
        second = f' <span class="second">{self.text(block.second)}</span>' if block.second else ""
        kicker = f'\n<p class="kicker">{self.text(block.kicker)}</p>' if block.kicker else ""
        text = self.text(block.text) or self.text(_("(no name)"))
        return f"<h{block.level}{place}>{text}{second}</h{block.level}>{kicker}"

    @block.register
    def _paragraph(self, block: Paragraph) -> str:
        label = f'<p class="label">{self.text(block.label)}</p>' if block.label else ""
        return label + (f'<p class="{block.style}">{self.runs(block.runs)}</p>' if block.runs else "")

    @block.register
    def _bullets(self, block: Bullets) -> str:
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>" + "".join(f"<li>{self.runs(item)}</li>" for item in block.items) + f"</{tag}>"

    @block.register
    def _table(self, block: Table) -> str:
        kept = block.kept
        head = "".join(
            f'<th scope="col" class="{block.columns[at].align}">{self.text(block.columns[at].label)}</th>'
            for at in kept
        )
        rows = "\n".join(
            f'<tr><th scope="colgroup" colspan="{len(kept)}">{self._inner(row[0])}</th></tr>'
            if block.heads(row)
            else "<tr>" + "".join(self._cell(row[at], block.columns[at].align) for at in kept) + "</tr>"
            for row in block.rows
        )
        caption = f"<caption>{self.text(block.caption)}</caption>" if block.caption else ""
        kind = ' class="dense"' if block.dense else ""
        return f'<div class="wide"><table{kind}>{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>'

    def _cell(self, cell: Cell, align: str) -> str:
        return f'<td class="{align} {cell.tone}">{self._inner(cell)}</td>'

    def _inner(self, cell: Cell) -> str:
        inner = self.linked(cell.target, self.text(cell.text))
        inner = f"<b>{inner}</b>" if cell.bold else inner
        return inner + (f"<small>{self.text(cell.note)}</small>" if cell.note else "")

    @block.register
    def _figure(self, block: Figure) -> str:
        self._figures += 1
        language = "zh-CN" if self.content.context.language == "zh" else self.content.context.language
        drawn = svg(block.drawing, PRINT_COLOURS, "", language)
        drawn = without_amounts(drawn) if self.content.context.hide_amounts else drawn
        number = self.text(_("Figure"))
        caption = (
            f"<figcaption><b>{number} {self._figures}</b> {self.text(block.caption)}</figcaption>"
            if block.caption
            else ""
        )
        return f"<figure>{_inline(drawn, self._figures)}{caption}</figure>"

    @block.register
    def _keys(self, block: KeyFigures) -> str:
        items = "".join(
            f"<div><dt>{self.text(one.label)}</dt><dd>{self.text(one.value)}<small>{self.text(one.note)}</small></dd></div>"
            for one in block.items
        )
        return f'<dl class="keys">{items}</dl>'

    @block.register
    def _facts(self, block: Facts) -> str:
        items = "".join(
            f"<div><dt>{self.text(label)}</dt><dd>{self.text(value)}</dd></div>" for label, value in block.items
        )
        return f'<dl class="facts">{items}</dl>' if items else ""

    @block.register
    def _note(self, block: Note) -> str:
        return f'<p class="note {block.tone}"><b>{self.text(block.title)}</b> {self.text(block.text)}</p>'

    @block.register
    def _card(self, block: Card) -> str:
        cost = f'<span class="cost">{self.text(block.cost)}</span>' if block.cost else ""
        why = f"<p>{self.text(block.why)}</p>" if block.why else ""
        what = self.text(_("What to do"))
        advice = f"<p><b>{what}</b> {self.text(block.advice)}</p>" if block.advice else ""
        return (
            f'<article class="card {block.tone}"><header><span class="tag">{self.text(block.tag)}</span>'
            f'<span class="about">{self.runs(block.about)}</span>{cost}</header>'
            f'<p class="said">{self.text(block.text)}</p>{why}{advice}</article>'
        )

    @block.register
    def _cover(self, block: Cover) -> str:
        facts = self._facts(Facts(block.facts))
        owner = f'<p class="owner">{self.text(block.owner)}</p>' if block.owner else ""
        title = self.text(block.title) or self.text(_("(no name)"))
        return f'<div class="cover"><p class="title">{title}</p>{owner}<p class="lead">{self.text(block.lead)}</p>{facts}</div>'

    @block.register
    def _contents(self, block: Contents) -> str:
        items = "".join(
            f'<li><a href="#section-{section.id}">{self.text(heading.text)}</a></li>'
            for section, blocks in self.content.said
            if (heading := next((one for one in blocks if isinstance(one, Heading)), None)) is not None
        )
        return f"<nav><h1>{self.text(block.title)}</h1><ol>{items}</ol></nav>"


def _inline(drawn: str, number: int) -> str:
    """A drawing to stand inside a page: without the declaration of a file of its own, its names told from others'."""
    inner = drawn[drawn.index("<svg") :].strip()
    for name in ("title", "desc"):
        inner = inner.replace(f'id="{name}"', f'id="{name}-{number}"', 1)
    return inner.replace('aria-labelledby="title desc"', f'aria-labelledby="title-{number} desc-{number}"', 1)
