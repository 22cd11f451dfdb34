"""What the bills of Chinese payment services become, row by row: Alipay, WeChat Pay, JD and Meituan. All rows are invented."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from planner.importers.outcomes import Answers
from tests.importers.readings import Read, read, read_text

ALIPAY_2023 = """------------------------------------------------------------------------------------
导出信息：
姓名：陈某某
支付宝账户：chen@example.com
起始时间：[2026-08-01 00:00:00]    终止时间：[2026-08-31 23:59:59]
导出交易类型：[全部]
导出时间：[2026-09-01 09:00:00]
共9笔记录
收入：1笔 39.00元
支出：4笔 70.10元
不计收支：4笔 155.00元

特别提示：
1.本明细仅展示当前账单中的交易，不包括已删除的记录，2元
------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2026-08-03 10:00:00 ,转账红包 ,*某某 ,136******00 ,转账给你买书 ,收入 ,39.00 ,余额 ,交易成功 ,2026080322000000000001\t, \t,谢谢小陈 ,
2026-08-04 09:00:00 ,日用百货 ,某店 ,abc***@example.com ,纸箱 ,支出 ,20.00 ,余额宝 ,交易关闭 ,2026080422000000000002\t,T100\t, ,
2026-08-05 09:00:00 ,退款 ,某店 ,abc***@example.com ,退款-纸箱 ,不计收支 ,20.00 ,余额宝 ,退款成功 ,2026080422000000000002_R1\t,T100\t, ,
2026-08-06 09:00:00 ,投资理财 ,某基金 , ,余额宝-单次转入 ,不计收支 ,100.00 ,余额 ,交易成功 ,2026080622000000000003\t, \t, ,
2026-08-07 09:00:00 ,日用百货 ,另一店 , ,拍下未付 ,不计收支 ,35.00 ,余额 ,交易关闭 ,2026080722000000000004\t, \t, ,
2026-08-08 09:00:00 ,日用百货 ,又一店 , ,胶带 ,支出 ,42.00 ,余额 ,等待确认收货 ,2026080822000000000005\t, \t, ,
2026-08-08 09:30:00 ,日用百货 ,又一店 , ,胶带座 ,不计收支 ,8.00 ,余额 ,等待确认收货 ,2026080822000000000008\t, \t, ,
2026-08-08 10:00:00 ,商业服务 ,某平台 , ,分账-基础软件服务费扣款 ,支出 ,0.10 ,余额 ,交易成功 ,2026080822000000000006\t, \t, ,
2026-08-09 10:00:00 ,其他 ,某店 , ,补寄 ,奇怪的词 ,5.00 ,余额 ,交易成功 ,2026080922000000000007\t, \t, ,
"""
ALIPAY_2021 = """
----------------------支付宝（中国）网络技术有限公司  电子客户回单----------------------,
收/支 ,交易对方 ,对方账号 ,商品说明 ,收/付款方式 ,金额 ,交易状态 ,交易分类 ,交易订单号 ,商家订单号 ,交易时间 ,
支出 ,某店 ,abc***@example.com ,纸箱 ,余额 ,20.00 ,交易成功 ,日用百货 ,2021080322000000000001\t,T100\t,2021-08-03 10:00:00 ,
其他 ,某基金 , ,余额宝-单次转入 ,余额 ,100.00 ,交易成功 ,投资理财 ,2021080422000000000002\t, \t,2021-08-04 10:00:00 ,
其他 ,某店 , ,退款-纸箱 ,余额 ,20.00 ,退款成功 ,退款 ,2021080322000000000001_R1\t,T100\t,2021-08-05 10:00:00 ,
收入 ,某店 , ,退款-纸箱 ,余额 ,20.00 ,退款成功 ,退款 ,2021080322000000000001_R1\t,T100\t,2021-08-05 10:00:00 ,
------------------------------------------------------------------------------------
共4笔记录,2021-09-01
收入：1笔 20.00元,不是,数据,行
"""
ALIPAY_WEB = """支付宝交易记录明细查询
账号:[chen@example.com]
起始日期:[2019-08-01 00:00:00]    终止日期:[2019-08-31 00:00:00]
---------------------------------交易记录明细列表------------------------------------
交易号                  ,商家订单号               ,交易创建时间              ,付款时间                ,最近修改时间              ,交易来源地     ,类型              ,交易对方            ,商品名称                ,金额（元）   ,收/支     ,交易状态    ,服务费（元）   ,成功退款（元）  ,备注                  ,资金状态     ,
2019080322000000000001 \t,S100 \t,2019-08-03 10:00:00 ,2019-08-03 10:00:05 ,2019-08-03 10:00:05 ,支付宝网站 ,即时到账交易 ,某店 ,纸箱 ,20.00 ,支出 ,交易成功 ,0.00 ,0.00 , ,已支出 ,
2019080422000000000002 \t,S101 \t,2019-08-04 10:00:00 ,2019-08-04 10:00:05 ,2019-08-04 10:00:05 ,其他 ,即时到账交易 ,某店 ,胶带 ,30.00 ,支出 ,交易成功 ,0.10 ,12.00 , ,已支出 ,
2019080522000000000003 \t,S102 \t,2019-08-05 10:00:00 ,,2019-08-05 10:00:05 ,其他 ,即时到账交易 ,某人 ,转账 ,50.00 ,收入 ,交易成功 ,0.00 ,0.00 , ,已收入 ,
2019080622000000000004 \t,S103 \t,2019-08-06 10:00:00 ,,2019-08-06 10:00:05 ,其他 ,即时到账交易 ,某店 ,未付 ,9.00 , ,交易关闭 ,0.00 ,0.00 , , ,
------------------------------------------------------------------------------------
共4笔记录
"""
WECHAT_HEAD = """微信支付账单明细,,,,,,,,
微信昵称：[陈某某],,,,,,,,
起始时间：[2026-08-01 00:00:00] 终止时间：[2026-08-31 23:59:59],,,,,,,,
导出类型：[全部],,,,,,,,
导出时间：[2026-09-01 09:00:00],,,,,,,,
,,,,,,,,
共9笔记录,,,,,,,,
收入：5笔 164.00元,,,,,,,,
支出：2笔 70.50元,,,,,,,,
中性交易：2笔 600.10元,,,,,,,,
注：,,,,,,,,
1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易,,,,,,,,
,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,
"""
WECHAT_NAMES = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
WECHAT_ROWS = """2026-08-03 10:00:00,二维码收款,小李,"收款方备注:二维码收款",收入,¥39.00,零钱,已收钱,"1000000000000000001\t","/\t","/"
2026-08-03 11:00:00,其他,赞赏作者的收款_20260803,/,收入,￥5.0,/,已到账,"1800000000000000001\t","1010000000000000001\t",赞赏作者的收款_20260803
2026-08-03 12:00:00,赞赏码,小王,"加油, 老师",收入,¥20.00,零钱,已收钱,"1000000000000000002"\t,"/\t",/
2026-08-04 09:00:00,转账,小赵,"转账备注:还你",收入,¥80.00,零钱,已存入零钱,"1000000000000000003\t","/\t",/
2026-08-04 10:00:00,零钱提现,某银行(0001),"/",/,¥100.10,某银行,提现已到账,2072600000000000001\t,/\t,"服务费¥0.10"
2026-08-04 11:00:00,零钱提现,某银行(0001),"/",/,¥500.00,某银行,提现失败,2072600000000000002\t,/\t,"服务费¥0.50"
2026-08-04 12:00:00,商户消费,某店,纸箱,支出,¥50.50,零钱,已退款(￥20.00),50300000000000000002\t,T1\t,/
2026-08-04 13:00:00,转账,小孙,"/",支出,¥20.00,零钱,对方已退还,50300000000000000003\t,/\t,/
2026-08-05 10:00:00,某店-退款,某店,纸箱,收入,¥20.00,零钱,已全额退款,"50300000000000000001\t","\t",/
"""
WECHAT_SAID = ["sale", "sale", "sale", "other_in", "move", "failed", "spend", "failed", "spend_refund"]
WECHAT_MONEY = {"gross": 6400, "fees": 10, "other_in": 8000, "spent": 5050, "spent_back": 2000, "moved": 10000}


def wechat_csv(folder: Path, answers: Answers | None = None, encoding: str = "utf-8-sig") -> Read:
    text = WECHAT_HEAD + WECHAT_NAMES + "\n" + WECHAT_ROWS
    return read_text(folder, text, answers or Answers(), encoding)


def wechat_xlsx(folder: Path, generation: str) -> Read:
    """The same rows as a workbook: amounts and times as text in 2025, as numbers and serials in 2026, with one more line."""
    rows = list(csv.reader(io.StringIO(WECHAT_ROWS)))
    path = folder / "bill.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        money = book.add_format({"num_format": "¥#,##0.00"})
        date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for name in ("Sheet1", "Sheet2"):
            sheet = book.add_worksheet(name)
            head = WECHAT_HEAD.splitlines() + (["4. 时间均为UTC+08:00"] if generation == "2026" else [])
            for place, line in enumerate(head):
                sheet.merge_range(place, 0, place, 10, line.rstrip(","))
            sheet.write_row(len(head), 0, WECHAT_NAMES.split(","))
            for place, cells in enumerate(rows, start=len(head) + 1):
                sheet.write_row(place, 0, cells)
                if generation == "2026":
                    sheet.write_datetime(place, 0, datetime.fromisoformat(cells[0]), date)
                    sheet.write_number(place, 5, float(cells[5].strip("¥￥")), money)
    return read(path, Answers())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_alipay_of_2023(tmp_path: Path, encoding: str) -> None:
    done = read_text(tmp_path, ALIPAY_2023, Answers(), encoding)
    assert done.found.format.id == "alipay_app_2023"
    assert done.said == ["other_in", "spend", "spend_refund", "move", "closed", "spend", "spend", "fee", "bad_row"]
    assert done.money() == {"fees": 10, "other_in": 3900, "spent": 7000, "spent_back": 2000, "moved": 10000}
    came, bought, back = done.rows[:3]
    assert (came.payee, came.memo, came.words) == ("", "转账红包", ("转账红包", "余额"))
    assert (bought.payee, bought.memo, bought.at) == ("某店", "纸箱", datetime(2026, 8, 4, 1, tzinfo=UTC))
    assert back.link == bought.link == "2026080422000000000002"
    assert [(one.what, one.file, one.ours, one.agrees) for one in done.reading.checks()] == [
        ("收入", 3900, 3900, True), ("支出", 7010, 7010, True),
    ]  # fmt: skip
    assert not any(word in repr(done.outcomes) for word in ("小陈", "买书", "陈某某", "example.com", "136***"))


def test_alipay_without_the_column_of_payees(tmp_path: Path) -> None:
    lines = [line.split(",") for line in ALIPAY_2023.splitlines()]
    text = "\n".join(",".join(cells[:2] + cells[3:]) if len(cells) == 13 else ",".join(cells) for cells in lines)
    done = read_text(tmp_path, text)
    assert done.said == read_text(tmp_path, ALIPAY_2023).said
    assert done.rows[1].payee == ""


def test_alipay_of_2021_tells_one_refund_twice(tmp_path: Path) -> None:
    done = read_text(tmp_path, ALIPAY_2021, Answers(), "gb18030")
    assert done.found.format.id == "alipay_app_2021"
    assert done.said == ["spend", "move", "spend_refund", "duplicate_in_file"]
    assert done.money() == {"spent": 2000, "spent_back": 2000, "moved": 10000}


def test_generations_of_alipay_share_their_keys(tmp_path: Path) -> None:
    old = read_text(tmp_path, ALIPAY_2021).rows[0]
    new_row = "2021-08-03 10:00:00,日用百货,某店,,纸箱,支出,20.00,余额,等待确认收货,2021080322000000000001\t,T100\t,,"
    new = read_text(tmp_path, "\n".join([*ALIPAY_2023.splitlines()[:16], new_row])).rows[0]
    assert old.key == new.key


def test_alipay_of_the_web(tmp_path: Path) -> None:
    done = read_text(tmp_path, ALIPAY_WEB, Answers(), "gb18030")
    assert done.found.format.id == "alipay_web"
    assert done.said == ["spend", "spend", "other_in", "closed"]
    assert done.money() == {"fees": 10, "other_in": 5000, "spent": 5000, "spent_back": 1200}
    assert done.rows[2].payee == ""


def test_alipay_balance_counts_rows_that_are_alike(tmp_path: Path) -> None:
    row = "2026-08-01 09:15:00\t,转账,稿费,5.00,,{},余额\n"
    text = "#支付宝账务明细查询\n时间,名称,备注,收入,支出,账户余额（元）,资金渠道\n"
    done = read_text(tmp_path, text + row.format("10.00") * 3 + "2026-08-02 09:00:00,在线支付,纸箱,,-2.00,8.00,余额\n")
    assert done.said == ["other_in"] * 3 + ["spend"]
    assert len({one.key for one in done.rows}) == 4
    assert (done.rows[0].memo, done.rows[3].memo) == ("转账", "在线支付 纸箱")


def test_wechat_as_csv(tmp_path: Path) -> None:
    done = wechat_csv(tmp_path)
    assert done.found.format.id == "wechat_csv"
    assert done.said == WECHAT_SAID
    assert done.money() == WECHAT_MONEY
    assert [(one.file, one.ours, one.agrees) for one in done.reading.checks()] == [
        (16400, 16400, True),
        (7050, 5050, False),
    ]
    assert done.rows[-1].payee == "某店"
    assert [one.memo for one in done.rows[:4]] == ["二维码收款", "其他", "赞赏码", "转账"]
    assert not any(word in repr(done.outcomes) for word in ("小李", "小王", "小赵", "还你", "加油", "(0001)"))
    assert done.rows[0].key == "1000000000000000001|2026-08-03T02:00:00Z|3900"


def test_payers_are_kept_where_it_was_wished(tmp_path: Path) -> None:
    done = wechat_csv(tmp_path, Answers(keep_names=True))
    assert [(one.payee, one.memo) for one in done.rows[2:4]] == [("小王", "加油, 老师"), ("小赵", "转账备注:还你")]


@pytest.mark.parametrize("generation", ["2025", "2026"])
def test_wechat_as_a_workbook_tells_the_same(tmp_path: Path, generation: str) -> None:
    text, book = wechat_csv(tmp_path), wechat_xlsx(tmp_path, generation)
    assert book.found.format.id == "wechat_xlsx"
    assert book.found.others == ("Sheet1",)
    assert book.said == WECHAT_SAID
    assert book.money() == WECHAT_MONEY
    assert [one.key for one in book.rows] == [one.key for one in text.rows]
    assert [(one.at, one.payee, one.memo, one.words) for one in book.rows] == [
        (one.at, one.payee, one.memo, one.words) for one in text.rows
    ]
    assert [one.agrees for one in book.reading.checks()] == [True, False]


JD = """导出信息：
京东账号名：chen***
日期区间：2026-08-01 至 2026-08-31
支出：2笔 268.00元
收入：0笔 0.00元
特别提示：
1.本明细仅供参考
交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注
2026-08-03 10:00:00\t,某店,支架 等多件,131.00(已退款31.00),某银行信用卡(0001),交易成功,支出,电脑办公,100000000001\t,1000000000000001\t, ,
2026-08-04 10:00:00\t,某店,退款-支架,31.00,某银行信用卡(0001),退款成功,不计收支,网购,100000000001\t,1000000000000001\t, ,
2026-08-05 10:00:00\t,某店,灯,468.32(已全额退款),某银行信用卡(0001),交易成功,不计收支,网购,100000000002\t,1000000000000002\t, ,
2026-08-06 10:00:00\t,某店,退款-灯,468.32,某银行信用卡(0001),退款成功,不计收支,网购,100000000002\t,1000000000000002\t, ,
2026-08-07 10:00:00\t,京东先享后付,白条还款,50.00,先享后付,交易成功,不计收支,其他,100000000003\t,1000000000000003\t, ,
2026-08-08 10:00:00\t,某店,书,168.00,某银行信用卡(0001),交易成功,支出,图书,100000000004\t,1000000000000004\t, ,
"""


def test_jd_counts_what_was_paid_and_what_came_back(tmp_path: Path) -> None:
    done = read_text(tmp_path, JD, Answers(), "utf-8-sig")
    assert done.found.format.id == "jd"
    assert done.said == ["spend", "spend_refund", "spend", "spend_refund", "move", "spend"]
    assert done.money() == {"spent": 76732, "spent_back": 49932, "moved": 5000}
    assert [one.agrees for one in done.reading.checks()] == [True]
    bought, back = done.rows[:2]
    assert (bought.link, bought.key) == (back.link, "100000000001|2026-08-03T02:00:00Z|13100")


MEITUAN = """美团交易账单明细
""
美团用户名：[chen***]
收入：【1笔】【10.00元】
支出：2笔 42.00元
交易创建时间,交易成功时间,交易类型,订单标题,收/支,支付方式,订单金额,实付金额,交易单号,商家单号,备注
2026-08-03 10:00:00,2026-08-03 10:00:05,支付,某店 订单详情,支出,美团月付,¥22.00,¥21.00,"26080300000000000001\t","T1\t",/
2026-08-04 10:00:00,2026-08-04 10:00:05,退款,某店 订单详情,收入,美团月付,¥22.00,¥21.00,"26080300000000000002\t","T1\t",/
2026-08-20 10:00:00,2026-08-20 10:00:05,还款,【美团月付】主动还款2026年8月账单,支出,某银行储蓄卡(0001),¥21.00,¥21.00,"26082000000000000001\t","T2\t",/
2026-08-21 10:00:00,2026-08-21 10:00:05,红包,某人的红包,收入,余额,¥3.00,¥3.00,"26082100000000000001\t","T3\t",/
"""


def test_meituan_repays_what_was_bought_before(tmp_path: Path) -> None:
    done = read_text(tmp_path, MEITUAN.replace("\n", "\r\n"), Answers(), "utf-8-sig")
    assert done.found.format.id == "meituan"
    assert done.said == ["spend", "spend_refund", "move", "other_in"]
    assert done.money() == {"other_in": 300, "spent": 2100, "spent_back": 2100, "moved": 2100}
    assert "某人" not in repr(done.rows[3])
    assert [(one.file, one.agrees) for one in done.reading.checks()] == [(1000, False), (4200, False)]


def test_wechat_merchants_see_what_is_not_final(tmp_path: Path) -> None:
    names = (
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
        "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n"
    )
    row = "`2026-08-05 18:00:00,`wx0,`19,`0,`,`42{0},`P1,`oX,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0,`{0},`RF,`5.00,`0,`,`{1},`课,`,`-0.03,`0.60%,`0,`5,`\n"
    done = read_text(tmp_path, names + row.format(1, "PROCESSING") + row.format(2, "SUCCESS"))
    assert done.said == ["pending", "refund"]
    assert done.money() == {"refunds": 500, "fees": -3}
    assert "oX" not in repr(done.outcomes)
