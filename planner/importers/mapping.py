"""Reads tables that no known format describes: which column is what, as proposed by names and contents or as told by hand.

A mapping becomes a format record, so that the same interpreter reads the table; it is remembered by the set of header names.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from itertools import islice
from typing import Any, Literal

from planner.errors import InputError
from planner.i18n import N_, _, separator
from planner.importers.cells import header_currency, text_of
from planner.importers.formats import Amount, Fee, Format, Link, Refund, Rule, Time
from planner.importers.outcomes import Answers
from planner.importers.recognise import SEARCHED, Found, likeliest_split
from planner.importers.records import read_record
from planner.importers.sheets import Cell, Sheet, TextSheet
from planner.importers.sources import OWN
from planner.model.upkeep import ColumnMapping

SHOWN = 30
"""So many rows are looked at, and shown."""
Direction = Literal["signed", "word", "in_out", "positive"]
ROLES: Mapping[str, str] = {
    "day": N_("Date"),
    "amount": N_("Amount"),
    "money_in": N_("Money in"),
    "money_out": N_("Money out"),
    "direction": N_("Direction"),
    "fee": N_("Fee charged"),
    "currency": N_("Currency"),
    "payee": N_("Payee"),
    "memo": N_("Memo"),
    "key": N_("External number"),
    "quantity": N_("Quantity"),
}
"""What a column may be, with its label; several columns may be a memo, one column each of the others."""
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "day": (
        "交易时间", "交易日期", "记账日期", "付款时间", "下单时间", "创建时间", "入账时间", "发生时间", "时间", "日期", "transaction date",
        "posting date", "booking date", "value date", "created at", "created", "order date", "datum", "date", "time",
    ),
    "money_in": ("收入金额", "收入", "贷方金额", "贷方", "存入", "转入", "credit amount", "credit", "paid in", "money in", "deposit"),
    "money_out": (
        "支出金额", "支出", "借方金额", "借方", "取出", "转出", "debit amount", "debit", "paid out", "money out", "withdrawal",
    ),
    "amount": (
        "交易金额", "实付金额", "订单金额", "结算金额", "人民币金额", "金额", "总额", "amount", "gross", "total", "price", "sum",
        "betrag", "value",
    ),
    "direction": ("收/支", "收支类型", "收支", "借贷标志", "借贷方向", "资金流向", "debit/credit", "dr/cr", "direction"),
    "fee": ("手续费", "服务费", "平台佣金", "佣金", "technical fee", "platform fee", "processing fee", "fees", "fee", "commission"),
    "currency": ("币种", "货币", "交易币种", "currency", "währung"),
    "payee": (
        "交易对方", "对方户名", "对方账户名", "对方名称", "商户名称", "收款人", "商家", "payee", "merchant", "counterparty", "customer", "name",
    ),
    "key": (
        "交易订单号", "交易单号", "交易流水号", "流水号", "订单编号", "订单号", "单号", "transaction id", "order id", "order number", "reference",
        "order no", "id",
    ),
    "quantity": ("数量", "件数", "份数", "quantity", "qty", "units"),
    "memo": (
        "商品名称", "商品说明", "商品", "摘要", "交易摘要", "用途", "附言", "备注", "description", "item name", "product", "item", "details",
        "memo", "note",
    ),
}  # fmt: skip
_INWARD = ("收入", "收", "入", "贷", "转入", "in", "credit", "cr", "income", "+")
_OUTWARD = ("支出", "支", "出", "借", "转出", "out", "debit", "dr", "expense", "-")
_MONEY = re.compile(r"[+\-−(]?\s*(?:[¥￥$€£]|CA\$|US\$)?\s*\d[\d,. ']*\)?\s*(?:元|万)?")
_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*|\d{8}|\d{1,2}[ -][A-Za-z]{3,9}[ -,].*"
)
_CLOCK = re.compile(r".*\d{1,2}[:时]\d{2}.*", re.DOTALL)
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Reading:
    """How one table is read. `columns` maps roles to header names.

    `negative` says what an amount below 0 is: "spend" (money out) or "refund"; `positive` what one above 0 is: "sale" or
    "other_in". `currency` holds where no column says it; an empty `zone` is the plan's; empty order and sign are found out. `clock`: its times have hours.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    direction: Direction = "signed"
    positive: str = "sale"
    negative: str = "spend"
    currency: str = ""
    date_order: str = ""
    decimal_sign: str = ""
    zone: str = ""
    clock: bool = False
    inward: tuple[str, ...] = field(default=_INWARD)
    outward: tuple[str, ...] = field(default=_OUTWARD)

    def column(self, role: str) -> str:
        """The header of the column with that role; empty when there is none."""
        return next(iter(self.columns.get(role, ())), "")


def headers_of(names: Iterable[str]) -> str:
    """The set of header names as it is remembered: sorted, one on a line."""
    return "\n".join(sorted({name for name in names if name}))


def header_row_of(sheet: Sheet) -> int:
    """The row that is most likely the header: the first of those with most cells that are texts and no figures."""
    best, row = 0, 1
    for number, cells in islice(sheet.rows(), SEARCHED):
        texts = [text_of(cell) for cell in cells]
        words = sum(bool(text) and not _MONEY.fullmatch(text) and not _DATE.fullmatch(text) for text in texts)
        if words > best and words >= sum(map(bool, texts)) * _MOSTLY:
            best, row = words, number
    return row


def propose(sheet: Sheet, name: str, header_row: int = 0) -> Reading:
    """A reading of an unknown table, by the names of its columns first and by what stands in them."""
    sheet = likeliest_split(sheet)
    header_row = header_row or header_row_of(sheet)
    rows = [(number, cells) for number, cells in islice(sheet.rows(), header_row + SHOWN) if number >= header_row]
    if not rows:
        message = _("Row {row} of “{name}” is not there; choose the row of the header.")
        raise InputError(message.format(row=header_row, name=name), "header", "unknown")
    headers = tuple(text_of(cell) for cell in rows[0][1])
    samples = {header: _samples(rows[1:], place) for place, header in enumerate(headers) if header}
    columns = _by_name(samples)
    for role, pattern in (("day", _DATE), ("amount", _MONEY)):
        if not any(one in columns for one in ((role,) if role == "day" else ("amount", "money_in", "money_out"))):
            columns |= _by_content(samples, role, pattern, {used for used_by in columns.values() for used in used_by})
    clock = any(_CLOCK.fullmatch(text) for text in samples.get(next(iter(columns.get("day", ())), ""), ()))
    direction = _direction(columns, samples)
    return Reading(name, header_row, headers, columns, direction, currency=_currency(headers), clock=clock)


def _samples(rows: Sequence[tuple[int, list[Cell]]], place: int) -> list[str]:
    return [text for _number, cells in rows if place < len(cells) and (text := text_of(cells[place]))]


def _by_name(samples: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Roles for the headers whose names say them: the whole name first, then a part of it."""
    found: dict[str, tuple[str, ...]] = {}
    used: set[str] = set()
    for fits in (lambda name, word: name == word, lambda name, word: word in name and len(word) > 1):
        for role, words in _SYNONYMS.items():
            if role in found:
                continue
            match = next((one for word in words for one in samples if one not in used and fits(_bare(one), word)), None)
            if match is not None and _holds(role, samples[match]):
                found[role] = (match,)
                used.add(match)
    return found


def _bare(header: str) -> str:
    """A header without what stands in brackets, in small letters."""
    return re.sub(r"[(（].*?[)）]", "", header).strip().casefold()


def _holds(role: str, texts: Sequence[str]) -> bool:
    """Whether the texts of a column can be what its name says."""
    pattern = {"day": _DATE, "amount": _MONEY, "money_in": _MONEY, "money_out": _MONEY, "fee": _MONEY}.get(role)
    return pattern is None or not texts or _share(pattern, texts) >= _MOSTLY


def _by_content(
    samples: Mapping[str, Sequence[str]], role: str, pattern: re.Pattern[str], used: set[str]
) -> dict[str, tuple[str, ...]]:
    fitting = [
        header
        for header, texts in samples.items()
        if header not in used and texts and _share(pattern, texts) >= _MOSTLY
    ]
    return {role: (fitting[0],)} if fitting else {}


def _share(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    return sum(bool(pattern.fullmatch(text)) for text in texts) / len(texts)


def _direction(columns: Mapping[str, tuple[str, ...]], samples: Mapping[str, Sequence[str]]) -> Direction:
    if "money_in" in columns and "money_out" in columns:
        return "in_out"
    if "direction" in columns:
        return "word"
    texts = samples.get(next(iter(columns.get("amount", ())), ""), ())
    return "signed" if any(text[:1] in "-−(" for text in texts) else "positive"


def _currency(headers: Iterable[str]) -> str:
    """The currency that a header names in brackets."""
    return next(filter(None, map(header_currency, headers)), "")


def missing(reading: Reading) -> tuple[str, ...]:
    """The roles without which the table cannot be read."""
    amounts = ("money_in", "money_out") if reading.direction == "in_out" else ("amount",)
    needed = ("day", *amounts, *(("direction",) if reading.direction == "word" else ()))
    return tuple(role for role in needed if not reading.column(role))


def format_of(reading: Reading) -> Format:
    """The reading as a format record; InputError naming what is missing."""
    lacking = missing(reading)
    if lacking:
        message = _("No column is chosen for: {roles}. Choose one for each.")
        raise InputError(
            message.format(roles=separator().join(_(ROLES[role]) for role in lacking)), "columns", "missing"
        )
    used = tuple(sorted({name for names in reading.columns.values() for name in names}))  # an order that never changes
    key = reading.column("key")
    return Format(
        id=format_id(reading), family=format_id(reading), record="money",
        title_en=reading.name, title_zh=reading.name, signature=used, containers=("text", "xlsx", "xls"),
        currency="" if reading.column("currency") else reading.currency, currency_column=reading.column("currency"),
        time=Time(columns=reading.columns["day"], zone="user" if reading.clock else "day", order="file"), decimal="file",
        amount=_amount(reading), fee=_fee(reading), refund=Refund(shape="own_row"), kinds=_rules(reading),
        key=(key, "@time", "@amount") if key else ("@content",),
        link=Link(columns=(key,)) if key else Link(),
        payee=reading.column("payee"), memo=reading.columns.get("memo", ()), quantity=reading.column("quantity"),
    )  # fmt: skip


def format_id(reading: Reading) -> str:
    """The id of the format that a reading is."""
    return OWN + sha256(headers_of(reading.headers).encode()).hexdigest()[:12]


def _amount(reading: Reading) -> Amount:
    if reading.direction == "in_out":
        return Amount(shape="in_out", column=reading.column("money_in"), out=reading.column("money_out"))
    return Amount(shape="signed" if reading.direction == "signed" else "positive", column=reading.column("amount"))


def _fee(reading: Reading) -> Fee:
    column = reading.column("fee")
    return Fee(shape="positive_column", columns=(column,), absolute=True) if column else Fee()


def _rules(reading: Reading) -> tuple[Rule, ...]:
    if reading.direction == "positive":
        return (Rule(reading.positive, sign="positive"), Rule("free" if reading.positive == "sale" else "move", sign="zero"),
                Rule(reading.negative, sign="negative"))  # fmt: skip
    if reading.direction == "word":
        column = reading.column("direction")
        return (
            Rule(reading.positive, when={column: reading.inward}),
            Rule(reading.negative, when={column: reading.outward}),
            Rule("move"),
        )
    return (
        Rule(reading.positive, sign="positive"),
        Rule(reading.negative, sign="negative"),
        Rule("move", sign="zero"),
    )


def answers_of(reading: Reading) -> Answers:
    """What the reading answers of the questions that a file may ask."""
    return Answers(reading.currency, reading.date_order, reading.decimal_sign, reading.zone)


def found_by(reading: Reading, sheet: Sheet) -> Found:
    """The table as the interpreter takes it."""
    sheet = likeliest_split(sheet)
    places = {name: place for place, name in reversed(list(enumerate(reading.headers))) if name}
    delimiter = sheet.delimiter if isinstance(sheet, TextSheet) else ""
    return Found(format_of(reading), sheet, reading.header_row, places, delimiter)


def remembered(reading: Reading, record_id: str, position: str = "") -> ColumnMapping:
    """The reading as a record of the plan."""
    form = asdict(reading) | {"columns": {role: list(names) for role, names in reading.columns.items()}}
    fields: dict[str, Any] = {
        "name": reading.name[:200],
        "headers": headers_of(reading.headers),
        "reading": json.dumps(form),
    }
    return ColumnMapping(id=record_id, position=position, **fields)


def reading_of(mapping: ColumnMapping) -> Reading | None:
    """The reading behind a record; None when it cannot be understood any more."""
    try:
        return read_record(Reading, json.loads(mapping.reading or ""), mapping.name)
    except (InputError, ValueError):
        return None


def recalled(sheet: Sheet, mappings: Iterable[ColumnMapping]) -> Reading | None:
    """The remembered reading of a table with these header names, wherever the header stands now."""
    known = {mapping.headers: mapping for mapping in mappings if not mapping.archived}
    for number, cells in islice(likeliest_split(sheet).rows(), SEARCHED if known else 0):
        names = tuple(text_of(cell) for cell in cells)
        mapping = known.get(headers_of(names))
        reading = reading_of(mapping) if mapping is not None else None
        if reading is not None:
            return replace(reading, header_row=number, headers=names)
    return None
