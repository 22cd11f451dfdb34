"""What the statements of shops, payment services and stores become, beyond what the invented files show. All rows are invented."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.importers.readings import CHINA, read_text


def test_stripe_itemized(tmp_path: Path) -> None:
    text = """"balance_transaction_id","created_utc","available_on_utc","currency","gross","fee","net","reporting_category","description"
"txn_1","2026-08-03 08:26:29","2026-08-05 00:00:00","usd","45.00","1.61","43.39","charge","Course for Ann"
"txn_2","2026-08-04 08:26:31","2026-08-04 00:00:00","usd","-45.00","0.00","-45.00","refund","REFUND FOR PAYMENT"
"txn_3","2026-08-05 08:00:00","2026-08-05 00:00:00","usd","-0.63","0.00","-0.63","fee","Billing"
"txn_4","2026-08-06 08:00:00","2026-08-06 00:00:00","usd","-20.00","0.00","-20.00","payout","STRIPE PAYOUT"
"txn_5","2026-08-07 08:00:00","2026-08-07 00:00:00","usd","-30.00","15.00","-45.00","dispute",""
"txn_6","2026-08-08 08:00:00","2026-08-08 00:00:00","usd","30.00","-15.00","45.00","dispute_reversal",""
"txn_7","2026-08-09 08:00:00","2026-08-09 00:00:00","jpy","6800","250","6550","charge",""
"""
    done = read_text(tmp_path, text, encoding="utf-8-sig")
    assert done.found.format.id == "stripe_itemized"
    assert done.said == ["sale", "refund", "fee", "move", "refund", "refund", "sale"]
    assert done.money("USD") == {"gross": 4500, "refunds": 4500, "fees": 224, "moved": 2000}
    assert done.money("JPY") == {"gross": 6800, "fees": 250}
    assert all(one.agrees for one in done.reading.checks())
    assert "Ann" not in repr(done.outcomes)
    assert done.rows[0].key == "txn_1" and done.rows[0].at == datetime(2026, 8, 3, 8, 26, 29, tzinfo=UTC)


def test_stripe_links_a_refund_where_the_charge_is_named(tmp_path: Path) -> None:
    text = """balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,charge_id
txn_1,2026-08-03 08:26:29,usd,45.00,1.61,43.39,charge,ch_1
txn_2,2026-08-04 08:26:31,usd,-45.00,0.00,-45.00,refund,ch_1
"""
    assert [one.link for one in read_text(tmp_path, text).rows] == ["ch_1", "ch_1"]


def test_stripe_payments_without_ids_or_under_older_names(tmp_path: Path) -> None:
    row = "2026-09-01 03:00,45,0,usd,45,0,usd,1.61,Paid,a@example.com\n"
    names = "Created,Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Converted Currency,Fee,Status,Customer Email\n"
    done = read_text(tmp_path, names + row * 2 + row.replace("Paid", "Uncaptured") + row.replace("Paid", "Blocked"))
    assert done.found.format.id == "stripe_payments"
    assert done.said == ["sale", "sale", "hold", "denied"]
    again = read_text(tmp_path, names + row + row.replace(",0,usd,1.61,Paid", ",45,usd,1.61,Refunded"))
    assert [one.key for one in again.rows] == [one.key for one in done.rows], "a status is no part of a key"
    assert len({one.key for one in done.rows}) == 2


PAYPAL = '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address","Transaction ID","Reference Txn ID","Balance","Balance Impact"\n'


def test_paypal_tests_in_the_order_that_was_found_out(tmp_path: Path) -> None:
    row = '"08/{day}/2026","10:00:00","PDT","Ann","{type}","{status}","USD","{gross}","{fee}","0","a@example.com","b@example.com","{id}","{ref}","0","{impact}"\n'
    kinds = [
        ("Website Payment", "Completed", "10.00", "Credit", "sale"),
        ("Website Payment", "Pending", "10.00", "Credit", "pending"),
        ("Website Payment", "Denied", "10.00", "Credit", "denied"),
        ("Website Payment", "Canceled", "10.00", "Credit", "canceled"),
        ("Website Payment", "Uncleared", "10.00", "Credit", "pending"),
        ("Payment Refund", "Completed", "-4.00", "Debit", "refund"),
        ("Payment Refund", "Completed", "3.00", "Credit", "spend_refund"),
        ("General Currency Conversion", "Completed", "-7.00", "Debit", "move"),
        ("Express Checkout Payment", "Completed", "-6.00", "Debit", "spend"),
        ("Account Hold for Open Authorization", "Completed", "-6.00", "Memo", "hold"),
        ("Bank Deposit to PP Account ", "Completed", "6.00", "Credit", "mirror"),
        ("Website Payment", "Completed", "", "Credit", "bad_amount"),
    ]
    text = PAYPAL + "".join(
        row.format(
            day=13 + place, type=kind, status=status, gross=gross, fee="0.00", id=f"T{place}", ref="T0", impact=impact
        )
        for place, (kind, status, gross, impact, _said) in enumerate(kinds)
    )
    done = read_text(tmp_path, text, encoding="utf-8-sig")
    assert done.said == [kind[-1] for kind in kinds]
    assert done.money("USD") == {"gross": 1000, "refunds": 400, "spent": 600, "spent_back": 300, "moved": 700}
    assert [row.payee for row in done.rows if row.kind in ("spend", "spend_refund")] == ["Ann", "Ann"]
    assert "Ann" not in repr([row for row in done.rows if row.kind in ("sale", "refund", "move")])
    assert "@" not in repr(done.outcomes)


def test_gumroad_under_older_names_and_with_fees_of_others(tmp_path: Path) -> None:
    text = """Purchase ID,Item Name,Purchase Date,Sale Price ($),Gumroad Fee ($),Net Total ($),Refunded?,Partial Refund ($),Fully Refunded?,PayPal Fee Amount,PayPal Fee Currency,Stripe Fee Amount,Stripe Fee Currency
p1,Course,2022-03-01,10.0,1.0,9.0,0,0.0,0,0.5,usd,0.3,eur
p1,Course,2022-03-01,10.0,1.0,9.0,0,0.0,0,,,,
"""
    done = read_text(tmp_path, text)
    assert done.said == ["sale", "duplicate_in_file"]
    assert done.money("USD") == {"gross": 1000, "fees": 150}
    assert (done.rows[0].at, done.rows[0].day) == (None, date(2022, 3, 1))


def test_gumroad_payouts_that_are_already_paid(tmp_path: Path) -> None:
    text = """Type,Date,Purchase ID,Item Name,Buyer Name,Buyer Email,Taxes ($),Shipping ($),Sale Price ($),Gumroad Fees ($),Net Total ($)
Sale,2026-08-21,g1==,Course,Bo,b@example.com,0.0,0.0,24.0,3.4,20.6
Chargeback,2026-08-22,g2==,Course,Bo,b@example.com,0.0,0.0,-24.0,-0.0,-24.0
PayPal Payouts,2026-08-23,,,,,,,,,-10.0
Stripe Connect Refund,2026-08-24,g1==,Course,Bo,b@example.com,0.0,0.0,-4.0,-0.0,-4.0
Mystery,2026-08-24,,,,,,,1.0,,1.0
"""
    done = read_text(tmp_path, text)
    assert done.said == ["sale", "refund", "move", "refund", "bad_row"]
    assert done.money("USD") == {"gross": 2400, "refunds": 2800, "fees": 340, "moved": 1000}
    assert done.rows[2].key == "PayPal Payouts|2026-08-23|-10.0"
    assert "Bo" not in repr(done.outcomes)


SHOPIFY = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Refunded Amount,Shipping Name,Id\n"


def test_shopify_orders_that_were_not_paid_take_their_lines_along(tmp_path: Path) -> None:
    text = SHOPIFY + (
        "#1,a@example.com,voided,,USD,5,0,5.00,2026-08-03 07:11:00 +0800,1,Poster,P,0,Ann,1\n"
        "#1,a@example.com,,,,,,,,2,Sticker,S,,,\n"
        "#2,a@example.com,paid,2026-08-03 07:12:00 +0800,USD,5,0,0.00,2026-08-03 07:11:00 +0800,1,Poster,P,0,Ann,2\n"
        "#2,a@example.com,,,,,,,,3,Sticker,S,,,\n"
        "#3,a@example.com,pending,,USD,5,0,5.00,2026-08-03 07:11:00 +0800,1,Poster,P,0,Ann,3\n"
        "#4,a@example.com,authorized,,USD,5,0,5.00,2026-08-03 07:11:00 +0800,1,Poster,P,0,Ann,4\n"
    )
    done = read_text(tmp_path, text)
    assert done.said == ["canceled", "canceled", "free", "order_line", "pending", "hold"]
    free, line = done.rows
    assert (free.key, line.key, line.link, line.quantity, line.memo) == ("#2|0", "#2|1", "#2", 3, "Sticker")
    assert line.at == free.at == datetime(2026, 8, 2, 23, 12, tzinfo=UTC)
    assert not any(word in repr(done.outcomes) for word in ("Ann", "@"))


def test_etsy_in_other_years(tmp_path: Path) -> None:
    text = """Date,Type,Title,Info,Currency,Amount,Fees & Taxes,Net,Tax Details
"September 3, 2026",Sale,Payment for Order #1,,CAD,CA$76.00,-CA$5.00,CA$71.00,--
30-Apr-25,Tax,Sales tax paid by buyer,Order #1,CAD,-CA$6.00,--,-CA$6.00,--
04/13/2026,Fee,Credit for transaction fee,Order #1,CAD,--,CA$2.00,CA$2.00,--
"31 July, 2026",Deposit,"CA$1,067.00 sent to your bank account",,CAD,--,--,--,--
"31 July, 2026",Refund,Refund for Order #1,,CAD,-CA$10.00,CA$0.50,-CA$9.50,--
"""
    done = read_text(tmp_path, text, encoding="utf-8-sig")
    assert done.said == ["sale", "tax", "fee", "move", "refund"]
    assert done.money("CAD") == {"gross": 7000, "refunds": 1000, "fees": 250, "moved": 106700}
    assert [str(one.day) for one in done.rows] == ["2026-09-03", "2025-04-30", "2026-04-13", "2026-07-31", "2026-07-31"]
    assert [one.tax for one in done.rows[:2]] == [None, 600]
    assert {one.link for one in done.rows if one.kind != "move"} == {"1"}
    assert [(one.file, one.agrees) for one in done.reading.checks()] == [(5750, True)]


def test_a_statement_of_etsy_with_decimal_commas(tmp_path: Path) -> None:
    text = """Date,Type,Title,Info,Currency,Amount,Fees & Taxes,Net,Tax Details
"3 September, 2026",Sale,Payment for Order #1,,EUR,"1.034,50 €","-5,00 €","1.029,50 €",--
"3 September, 2026",Deposit,"14,16 € sent to your bank account",,EUR,--,--,--,--
"""
    done = read_text(tmp_path, text)
    assert done.money("EUR") == {"gross": 103450, "fees": 500, "moved": 1416}


def test_app_store_counts_units_at_the_price_of_one(tmp_path: Path) -> None:
    names = "Provider\tSKU\tTitle\tVersion\tProduct Type Identifier\tUnits\tDeveloper Proceeds\tBegin Date\tEnd Date\tCountry Code\tCurrency of Proceeds\tCustomer Price\tDevice\n"
    row = "APPLE\tS1\tApp\t1.0\t{}\t{}\t{}\t08/09/2026\t08/09/2026\tUS\tUSD\t1.99\t{}\n"
    rows = [("1F", 3, "1.40", "iPhone"), ("1F", 3, "1.40", "iPad"), ("3F", 9, "0.00", "iPhone"), ("7T", 9, "0", " "),
            ("1", 5, "0.00", " "), ("IA1", -2, "1.40", " ")]  # fmt: skip
    done = read_text(tmp_path, names + "".join(row.format(*one) for one in rows))
    assert done.said == ["sale", "sale", "not_a_sale", "not_a_sale", "free", "refund"]
    assert done.money("USD") == {"gross": 840, "refunds": 280}
    assert [one.quantity for one in done.rows] == [3, 3, 5, -2]
    assert done.found.delimiter == "\t" and not done.found.format.fees_in_file


def test_google_play_in_utf_16_and_under_other_names(tmp_path: Path) -> None:
    text = """Description,Transaction Date,Transaction Time,Tax Type,Transaction Type,Product Title,Package ID,SKU ID,Buyer Country,Postcode,Merchant Currency,Amount (Merchant Currency)
GPA.1,"Sep 26, 2026",10:01:02 PM UTC,,Charge,Pro,com.example,pro,GB,AB1,USD,6.20
GPA.1,"Sep 26, 2026",10:01:02 PM UTC,,Google fee,Pro,com.example,pro,GB,AB1,USD,-0.93
GPA.1,"Sep 26, 2026",10:01:02 PM UTC,Withholding,Tax,Pro,com.example,pro,GB,AB1,USD,-0.20
"""
    done = read_text(tmp_path, text, encoding="utf-16")
    assert done.said == ["sale", "fee", "tax"]
    assert done.money("USD") == {"gross": 600, "fees": 93}
    assert done.rows[0].at == datetime(2026, 9, 26, 22, 1, 2, tzinfo=UTC) and "AB1" not in repr(done.rows)
    assert done.rows[0].words == ("pro", "com.example", "GB")


def test_patreon_of_another_generation(tmp_path: Path) -> None:
    text = """Month,Currency,Total gross revenue,Total platform fee,Processing fee,Total payment fee,Refunds,Your total earnings
Feb 2024,USD,150.00,-16.50,-7.20,-8.50,-12.00,113.00
"""
    [row] = read_text(tmp_path, text).rows
    assert (row.kind, row.day, row.gross, row.fee, row.refund) == ("period", date(2024, 2, 29), 15000, 2500, 1200)


def test_supporters_that_failed_or_took_it_back(tmp_path: Path) -> None:
    names = "Sponsor Handle,Transaction ID,Tier Name,Processed Amount,Status,Transaction Date,Country\n"
    row = "ann,s{0},$5 a month,{1},{2},2026-08-01 00:00:00 +0000,NZL\n"
    rows = [
        (1, "$5.00", "settled"),
        (2, "$5.00", "failed"),
        (3, "$5.00", "refunded"),
        (4, "$5.00", "pending"),
        (5, "$0.00", "settled"),
    ]
    done = read_text(tmp_path, names + "".join(row.format(*one) for one in rows))
    assert done.said == ["sale", "failed", "sale", "pending", "free"]
    assert done.money("USD") == {"gross": 1000, "refunds": 500}
    assert done.rows[0].words == ("NZL",) and "'ann'" not in repr(done.rows)


def test_a_row_that_does_not_fit_is_kept_with_a_reason(tmp_path: Path) -> None:
    names = "DateTime (UTC),From,Message,Item,Received,Given,Currency,TransactionType,TransactionId\n"
    rows = [
        "2026-08-09 21:40,Jo,Hi,Tip,4.00,,USD,Tip,k1",
        "someday,Jo,Hi,Tip,4.00,,USD,Tip,k2",
        "2026-08-09 21:40,Jo,Hi,Tip,four,,USD,Tip,k3",
        "2026-08-09 21:40,Jo,Hi,Tip,4.00,,,Tip,k4",
        "2026-08-09 21:40,Jo,Hi,Tip,4.00,,USD,Tip,k5,what,is,this",
        "2026-08-09 21:40,Jo,Hi,Tip,4.00,,USD,Tip,k6,,,",
        "2026-08-09 21:40,Jo,Hi",
        "2026-08-09 21:40,Jo,Hi,Tip,0.00,,USD,Tip,k7",
    ]
    done = read_text(tmp_path, names + "\n".join(rows))
    assert done.said == ["sale", "bad_date", "bad_amount", "no_currency", "bad_row", "sale", "bad_amount", "free"]
    tally = done.reading.tally
    assert tally.accepted + len(tally.rejected) + tally.totals == tally.rows == len(rows)
    fixed = read_text(tmp_path, names + rows[3], type(CHINA)(currency="USD"))
    assert fixed.said == ["sale"]
