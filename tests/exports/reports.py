"""Reports written to be checked against the standard: a plain one put right, a joint one with every element."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongwen.document import ANCHOR, BODY_ID, Appearance, Document, Header, Imprint, Section, Signature
from gongwen.sample import sample
from tests.pictures import figure
from tests.samples import long

OPENING: Final = (
    "2024年以来，在县委、县政府的正确领导下，石桥镇党委、政府以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，"
    "全面落实“谁执法谁普法”普法责任制，扎实推进法治政府建设。现将有关情况报告如下："
)
LED: Final = (
    "镇党委、政府把法治政府建设列入2024年度工作要点，全年召开专题会议4次，研究解决执法力量不足、案卷不规范等问题11个；调整充实"
    "法治政府建设工作领导小组，逐项明确责任单位、责任人和完成时限，做到年初有部署、年中有督导、年末有考核。"
)
DECIDED: Final = (
    "严格执行《重大行政决策程序暂行条例》（国务院令第713号），把公众参与、专家论证、风险评估、合法性审查和集体讨论决定作为必经程序"
    "——全年审查规范性文件3件、重大合同27份、重大决策事项6项，提出审查意见41条，采纳率100%……未发生因程序不当引发的行政争议。"
)
TAUGHT: Final = (
    "结合“12·4”国家宪法日、民法典宣传月等节点，开展“法律进乡村”“法律进校园”活动38场次，发放资料1.2万份，培养“法律明白人”"
    "96名，覆盖全部21个村（社区）。通过“石桥发布”微信公众号推送普法信息52条，阅读量8.6万人次；在www.shiqiao.example公开执法事项。"
)
LACKING: Final = (
    "一是法治宣传教育不够均衡，偏远村组覆盖率仅为71%；二是执法队伍专业化水平不高，取得法律职业资格的只有2人；三是行政执法监督方式"
    "较为单一，信息化手段运用不足。原因主要是经费投入不够、人员流动较快、考核机制有待健全。"
)
FIRST: Final = (
    "党政主要负责人认真履行推进法治建设第一责任人职责，坚持重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办。"
    "全年主持党委会议学习法治专题5次，带头讲法治课2次，出庭应诉1次。"
)
NEXT: Final = "2025年，石桥镇将重点做好以下工作。"


def put_right() -> Document:
    """Return a town's report as it should be: four levels, run-in headings, two organs, one attachment, no masthead."""
    measures = Section(
        "a",
        "主要举措和成效",
        children=(
            Section("a1", "加强组织领导，严格落实责任", (LED, DECIDED)),
            Section(
                "a2",
                "规范执法行为。",
                (LED,),
                (Section("a21", "深化改革。", (DECIDED,), (Section("a211", "整合执法队伍", (LED,)),), run_in=True),),
                run_in=True,
            ),
            Section("a3", "加强法治宣传，增强法治意识", (TAUGHT, DECIDED)),
        ),
    )
    steps = tuple(
        Section(f"d{number}", heading, (LED, TAUGHT)) for number, heading in enumerate(("抓学习", "抓规范", "抓监督"))
    )
    return Document(
        kind="rule_of_law_report",
        year=2024,
        title="中共石桥镇委员会　石桥镇人民政府关于2024年度法治政府建设情况的报告",
        addressees="县委、县政府",
        body=Section(
            BODY_ID,
            paragraphs=(OPENING,),
            children=(
                measures,
                Section("b", "存在的不足和原因", (LACKING,)),
                Section("c", "党政主要负责人履行推进法治建设第一责任人职责情况", (FIRST, LED)),
                Section("d", "下一年度主要安排", (NEXT,), steps),
            ),
        ),
        closing=("特此报告。",),
        attachments=("石桥镇2024年度行政执法数据统计表",),
        signature=Signature(("中共石桥镇委员会", "石桥镇人民政府"), "2025年2月6日"),
    )


def joint() -> Document:
    """Return a joint upward report with masthead, imprint and three attachments of their own pages."""
    annexes = tuple(
        Section(
            f"x{number}",
            name,
            (LED,),
            (
                Section(f"x{number}a", "总体情况", (DECIDED, TAUGHT)),
                Section(f"x{number}b", "分项情况", (LACKING, FIRST) * 3),
            ),
        )
        for number, name in enumerate(ATTACHED)
    )
    return replace(
        put_right(),
        header=Header(
            copy_number="000012",
            classification="秘密",
            classification_period="1年",
            urgency="特急",
            authority_mark=("中共石桥镇委员会", "石桥镇人民政府文件"),
            document_number="石发〔2025〕3号",
            signatories=("赵明", "欧阳建国"),
        ),
        attachments=ATTACHED,
        annexes=annexes,
        note="联系人：李敏，电话：0000-2600118",
        imprint=Imprint(
            (
                "县委全面依法治县委员会办公室",
                "县人大常委会办公室",
                "县政协办公室",
                "县司法局",
                "县委办公室",
                "县政府办公室",
            ),
            "石桥镇党政综合办公室",
            "2025年2月7日",
        ),
    )


ATTACHED: Final = (
    "石桥镇2024年度行政执法数据统计表",
    "石桥镇2024年度重大行政决策事项目录和合法性审查情况、规范性文件备案审查情况一览表",
    "石桥镇法治政府建设重点任务清单",
)


def elements() -> Document:
    """Return the plain report with lists of every form, a quotation and two figures in its text."""
    document = put_right()
    measures, lacking, first, steps = document.body.children
    listed = (
        "主要表现在以下方面。",
        "（＃）" + LED,
        "（＃）" + FIRST,
        "（＃）" + LED,
        LACKING,
        *(f"＃是{each}" for each in (LED, FIRST)),
    )
    quoted = (
        FIRST,
        "＃引：" + FIRST,
        "＃.带头学法。" + LED,
        "＃.带头讲法。" + LED,
        ANCHOR + "p1",
        LED,
        ANCHOR + "p2",
        LED,
    )
    children = (measures, replace(lacking, paragraphs=listed), replace(first, paragraphs=quoted), steps)
    return replace(
        document,
        body=replace(document.body, children=children),
        figures=(figure("p1", 75), figure("p2", 50, (400, 300), 60)),
    )


def four_seals() -> Document:
    """Return a report of four organs, whose seals take two rows."""
    organs = ("石桥镇人民政府", "清溪镇人民政府", "县司法局", "县水利局")
    return replace(put_right(), attachments=(), signature=Signature(organs, "2025年12月16日"))


def plain_signature() -> Document:
    """Return a report of one organ that is not sealed."""
    return replace(
        put_right(), attachments=(), signature=Signature(("石桥镇综合行政执法队",), "2025年12月16日", sealed=False)
    )


def looking(document: Document, profile: str, typefaces: str) -> Document:
    """Return a document with other margins and typefaces."""
    return replace(document, appearance=Appearance(profile, typefaces))


def reports() -> dict[str, Document]:
    """Return every report to be checked, by a name."""
    return {
        "right": put_right(),
        "sample": sample(),
        "long": long(49_000),
        "joint": joint(),
        "plain": plain_signature(),
        "elements": elements(),
        "seals": four_seals(),
        "elements-33476": looking(elements(), "gb33476", "windows"),
        "right-33476": looking(put_right(), "gb33476", "windows"),
        "joint-33476": looking(joint(), "gb33476", "windows"),
        "long-33476": looking(long(49_000), "gb33476", "full"),
    }
