"""What lists of posts and of people become: figures of works, and of people nothing but counts. All rows are invented."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from planner.importers.outcomes import Answers
from planner.importers.plain_rows import seconds_of
from planner.importers.refusals import BadCell
from tests.importers.made_files import workbook
from tests.importers.readings import CHINA, read, read_text


def test_posts_of_substack(tmp_path: Path) -> None:
    text = """post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url,inbox_sent_at
200001.plan-a-week,2026-08-03T10:00:00.000Z,TRUE,2026-08-03T10:00:05.000Z,newsletter,everyone,It&#x2019;s a plan,It&#x2019;s short,,
200002.draft,2026-08-04T10:00:00.000Z,FALSE,,newsletter,everyone,Draft,,,
200003.about,2026-08-04T10:00:00.000Z,true,,page,everyone,About,,,
200004.talk,2026-08-05T10:00:00.000Z,true,,podcast,only_paid,Talk &amp; more,,https://example.com/a.mp3,
200005.thread,,true,,thread,everyone,Thread,,,
"""
    done = read_text(tmp_path, text)
    assert done.found.format.id == "substack_posts"
    assert done.said == ["post", "not_published", "not_a_post", "post", "bad_date"]
    assert [(one.key, one.memo) for one in done.rows] == [
        ("200001.plan-a-week", "It’s a plan"),
        ("200004.talk", "Talk & more"),
    ]
    assert done.rows[0].at == datetime(2026, 8, 3, 10, tzinfo=UTC)


def test_posts_of_beehiiv_with_a_huge_body(tmp_path: Path) -> None:
    body = "<p>text</p>" * 50_000
    text = f"""id,web_title,status,audience,content_tags,url,web_subtitle,email_subject_line,email_preview_text,content_html,thumbnail_url,created_at
11111111-1111-4111-8111-111111111111,Plan a week,confirmed,free,Planning,https://example.beehiiv.com/p/plan,Sub,Subject,Preview,"{body}",uploads/x.png,2026-08-03 21:25:27
22222222-2222-4222-8222-222222222222,Later,draft,free,,,,,,,,2026-08-04 21:25:27
"""
    done = read_text(tmp_path, text)
    assert done.said == ["post", "not_published"]
    [post] = done.rows
    assert (post.at, post.url) == (datetime(2026, 8, 3, 13, 25, 27, tzinfo=UTC), "https://example.beehiiv.com/p/plan")
    assert "<p>" not in repr(done.rows)
    assert [one.subject for one in read_text(tmp_path, text, Answers()).reading.questions] == ["zone"]


def test_emails_of_buttondown(tmp_path: Path) -> None:
    text = """id,secondary_id,subject,publish_date,source,slug
22222222-2222-4222-8222-222222222222,1,Plan a week,2026-08-03 16:55:00+00:00,app,plan-a-week
33333333-3333-4333-8333-333333333333,2,Unsent,,app,unsent
"""
    done = read_text(tmp_path, text, Answers())
    assert done.said == ["post", "not_published"]
    assert (done.rows[0].at, done.rows[0].memo) == (datetime(2026, 8, 3, 16, 55, tzinfo=UTC), "Plan a week")
    assert done.reading.questions == ()


def test_works_of_douyin_decide_what_a_rate_is_by_the_largest(tmp_path: Path) -> None:
    names = "作品名称,发布时间,体裁,审核状态,播放量,完播率,封面点击率,平均播放时长,点赞,粉丝增量\n"
    shares = '一,2026-08-06 20:05:00,视频,公开,"1,800",0.63,,12.4,25,-2\n二,2026-08-07 20:05:00,视频,审核中,800,0.41,,12.4,25,2\n'
    done = read_text(tmp_path, names + shares)
    assert done.said == ["post", "not_published"]
    figures = done.rows[0].figures
    assert (figures["播放量"], figures["完播率"], figures["点赞量"], figures["粉丝增量"]) == (
        1800,
        Decimal("0.63"),
        25,
        -2,
    )
    assert "封面点击率" not in figures
    percents = read_text(tmp_path, names + shares.replace("0.41", "41"))
    assert percents.rows[0].figures["完播率"] == Decimal("0.0063")
    signed = read_text(tmp_path, names + shares.replace("0.63", "12.5%"))
    assert signed.rows[0].figures["完播率"] == Decimal("0.125")


def test_notes_whose_banner_is_repeated_and_whose_numbers_are_text(tmp_path: Path) -> None:
    names = [
        "笔记标题",
        "首次发布时间",
        "体裁",
        "曝光",
        "观看量",
        "封面点击率",
        "点赞",
        "评论",
        "收藏",
        "涨粉",
        "分享",
        "人均观看时长",
        "弹幕",
    ]
    row: list[object] = [
        "标题",
        "2026年06月22日18时01分32秒",
        "图文",
        "1.2万",
        "300",
        0.13,
        "4",
        "1",
        "2",
        "0",
        "1",
        "12",
        "0",
    ]
    path = tmp_path / "notes.xlsx"
    path.write_bytes(workbook(("Sheet1", [["最多导出排序后前1000条笔记"] * 13, list(names), row, row])))
    done = read(path)
    assert done.said == ["post", "duplicate_in_file"]
    assert done.rows[0].figures["曝光"] == 12_000 and done.rows[0].figures["封面点击率"] == Decimal("0.13")
    assert done.rows[0].key == "标题|2026-06-22T10:01:32Z"


def test_articles_with_three_shapes_of_dates(tmp_path: Path) -> None:
    names = ["内容标题", "发表日期", "阅读人数", "分享人数", "送达人数", "送达完成率", "内容url"]
    rows: list[list[object]] = [["甲", "20260801", 10, 1, 100, "12.11%", "u1"], ["乙", 46236, 20, 2, 100, 0.2, "u2"],
                                ["丙", date(2026, 8, 3), 30, 3, 100, "", "u3"]]  # fmt: skip
    path = tmp_path / "total.xlsx"
    path.write_bytes(workbook(("Sheet1", [["数据来源概况"], list(names), *rows])))
    done = read(path)
    assert done.said == ["post"] * 3
    assert [str(one.day) for one in done.rows] == ["2026-08-01", "2026-08-02", "2026-08-03"]
    assert [one.figures.get("送达完成率") for one in done.rows] == [Decimal("0.1211"), Decimal("0.2"), None]


def test_videos_with_columns_of_another_choice(tmp_path: Path) -> None:
    text = """Content,Video title,Video publish time,Views,Average view duration,Thumbnail impressions,Thumbnail impressions click-through rate (%)
Total,,,"1,900",0:00:41,"24,000",5.0
AAAAAAAAAA1,Plan a week,"Aug 14, 2026","1,350",0:01:02,"15,000",0.5
"""
    [post] = read_text(tmp_path, text).rows
    assert dict(post.figures) == {
        "Views": 1350, "Impressions": 15_000, "Impressions click-through rate (%)": Decimal("0.005"),
        "Average view duration": 62,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:00:41", 41), ("1:02:03", 3723), ("62:05", 3725), ("14.73秒", Decimal("14.73")), ("1分20秒", 80),
     ("2小时", 7200), ("432", 432), ("", None), ("-", None)],
)  # fmt: skip
def test_lengths_of_time(text: str, seconds: Decimal | None) -> None:
    assert seconds_of(text) == seconds
    with pytest.raises(BadCell):
        seconds_of("a while")


LISTS = {
    "substack_subscribers": (
        """email,active_subscription,expiry,email_disabled,prefer_digests,created_at
a@example.com,true,2026-12-01T00:00:00.000Z,false,false,2025-08-27T15:06:27.000Z
b@example.com,,,false,false,2025-12-19T08:03:04.000Z
c@example.com,true,2118-09-11T00:00:00.000Z,false,false,2025-12-19T08:03:04.000Z
B@example.com ,,,false,false,2025-12-19T08:03:04.000Z
""",
        {"total": 3, "paying": 1, "free": 1, "gift": 1},
        ["audience"] * 3 + ["duplicate_in_file"],
    ),
    "substack_paid_list": (
        """email,expiry,email_disabled,prefer_digests,stripe_connected_customer_id,type
a@example.com,2026-12-01T00:00:00.000Z,false,false,cus_1,paid
b@example.com,,false,false,,comp
c@example.com,2118-09-11T00:00:00.000Z,false,false,,gift
""",
        {"total": 3, "paying": 1, "comp": 1, "gift": 1},
        ["audience"] * 3,
    ),
    "beehiiv_members": (
        """email,First Name,Last Name,status,tier,created_at,stripe_customer_id,Free Tier,Gold Tier,unsubscribed_at,Subscription Date (Substack)
a@example.com, Ann ,,active,free,2026-03-24 10:23:10 UTC,,Yes,No,,
b@example.com,,,inactive,premium,2026-03-24 10:36:47 UTC,,No,Yes,2026-05-01 11:00:00 UTC,
c@example.com,,,active,premium,2026-03-24 10:36:47 UTC,,No,Yes,,
d@example.com,,,pending,free,2026-03-24 10:36:47 UTC,,Yes,No,,
""",
        {"total": 4, "paying": 1, "free": 1, "former": 1, "unconfirmed": 1},
        ["audience"] * 4,
    ),
    "patreon_members": (
        """Name,Email,Twitter,Patron Status,Free Member,Lifetime Amount,Pledge Amount,Charge Frequency,Tier,Currency,User ID
Ann,a@example.com,@ann,Active patron,No,48.00,8.00,monthly,Supporter,USD,101
Bo,b@example.com,,Active patron,No,48.00,60.00,annual,Supporter,USD,102
Cy,c@example.com,,Declined patron,No,48.00,8.00,monthly,Supporter,USD,103
Di,d@example.com,,Former patron,No,48.00,8.00,monthly,,USD,104
""",
        {"total": 4, "paying": 2, "declined": 1, "former": 1},
        ["audience"] * 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("format_id", LISTS)
def test_people_are_counted_and_forgotten(tmp_path: Path, format_id: str) -> None:
    text, counts, said = LISTS[format_id]
    done = read_text(tmp_path, text)
    assert done.found.format.id == format_id
    assert done.said == said
    assert done.reading.tally.figures == counts
    kept = repr(done.outcomes)
    assert not any(word in kept for word in ("example.com", "Ann", "cus_", "@", "101"))
    assert len({one.key for one in done.rows}) == len(done.rows)
    other = read_text(tmp_path, text, Answers(secret=b"of another plan"))
    assert not {one.key for one in other.rows} & {one.key for one in done.rows}
    assert [one.key for one in read_text(tmp_path, text, CHINA).rows] == [one.key for one in done.rows]


def test_what_is_pledged_for_a_year_counts_by_the_month(tmp_path: Path) -> None:
    done = read_text(tmp_path, LISTS["patreon_members"][0])
    assert dict(done.reading.tally.pledged) == {"USD": 800 + 500}
    assert done.reading.tally.money == {}
