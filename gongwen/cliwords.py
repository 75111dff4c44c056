"""The command line's own words: commands and options, help and complaints in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Final, NoReturn

from gongwen import __version__
from gongwen.files import STREAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FIRST_YEAR: Final = 1949
"""The earliest year a report is on: before it there was none of these organs."""

ABOUT: Final = """公文工作簿的命令行：导入旧稿、排版、导出 Word，和网页上做的是同一件事。

常用：
  gongwen new --template rule_of_law_report --year 2025 --organ 某某镇人民政府 -o r.json
  gongwen next 去年.docx -o r.json           接着写下一年：年份改好，没有改的年份列出来
  gongwen import 旧稿.docx -o r.json         把旧稿变成报告文件，并说明认出了什么、改了什么、没有带入什么
  gongwen export r.json -o 报告.docx         导出 Word；文件名写成 .pdf 就导出 PDF
  gongwen check 报告.docx                    检查：错在哪、为什么、怎么改，有必改的退出码是 1
  gongwen learn 旧稿文件夹                   从旧稿学习用语，检查时加 --learnt 提示像错字的地方
  gongwen tidy 报告.docx -o r.json           一键规范标点、空格、数字写法，删去网页残留，改了什么逐处列出
  gongwen batch 各镇报告 --expect 名单.tsv    一个文件夹里的报告汇总：谁没有报、合计、缺的数；batch export 全部导出
  gongwen layout r.json --format json        每页每行：{"pages": [["一行", …], …]}
  gongwen text - < r.json                    从标准输入读，全文写到标准输出

管库（稿件存在 GONGWEN_HOME 或者 GONGWEN_DATABASE 里）：
  gongwen audit verify                       核对留痕和所有存稿有没有被改动过
  gongwen audit show 某报告                  谁在什么时候对哪一稿做了什么
  gongwen backup /备份/                      备份全部稿件，并试着恢复一遍
  gongwen restore 备份.db.gz                 恢复到空的地方
  gongwen thin --dry-run                     精简很久以前的自动保存（先看会删去多少）
  gongwen review send 某报告 送审.docx        带着批注和修订导出 Word；收回来用 gongwen review take 某报告 收回.docx
  gongwen pack 某报告 -o 某报告.gongwen      一份报告连同全部历史，带到另一台电脑上用 gongwen unpack 导入

“FILE”可以是报告文件（.json），也可以是 Word、文本或者网页；“-”是标准输入或者标准输出。
写出的文字是 UTF-8。结果以外的说明写到标准错误；结果写进文件时，说明写到标准输出。
退出码：0 做好了，1 输入有问题，2 用法不对。"""

_COMPLAINTS: Final = (
    (r"the following arguments are required: (.+)", r"还缺：\1"),
    (r"argument .*命令.*: invalid choice: '?(.+?)'? \(.*", r"没有这个命令：\1"),
    (r"argument (\S+): invalid choice: '?(.+?)'? \(choose from (.+)\)", r"\1 不能是“\2”，可以是：\3"),
    (r"argument (\S+): expected .+", r"\1 后面要写内容"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 和 \2 不能一起用"),
    (r"argument (\S+): (.+)", r"\1：\2"),
    (r"unrecognized arguments: (.+)", r"认不出：\1"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 不清楚是哪一个，可以是：\2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese; its complaint is one sentence, and its exit code 2."""

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, formatter_class=_Formatter, add_help=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end."""
        for pattern, words in _COMPLAINTS:
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match:
                message = match.expand(words).replace("'", "")
                break
        sys.stderr.write(f"用法不对：{message}\n请看：{self.prog} --help\n")
        raise SystemExit(2)


def parser() -> Parser:
    """Return the parser of all commands."""
    made = Parser(prog="gongwen", description=ABOUT)
    made.add_argument("--version", action="version", version=f"gongwen {__version__}", help="显示版本")
    commands = made.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    def command(name: str, text: str, *, source: bool = True, table: bool = False) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        if source:
            one.add_argument("file", metavar="FILE", help="报告文件（.json），或者 Word、文本、网页；- 是标准输入")
        forms = ("text", "json", "csv") if table else ("text", "json")
        one.add_argument("--format", choices=forms, default="text", help="text 给人看（默认），json 给程序读")
        return one

    def output(one: argparse.ArgumentParser, *, required: bool = False) -> None:
        default = None if required else STREAM
        words = "写到哪个文件；- 是标准输出" + ("" if required else "（默认）")
        one.add_argument("-o", "--output", metavar="OUT", required=required, default=default, help=words)

    bring = command("import", "把 Word、文本或者网页变成报告文件，并说明认出了什么、改了什么、没有带入什么")
    bring.add_argument("--template", metavar="T", help="报告种类（见 gongwen templates）；不写就按标题认")
    bring.add_argument("--full-width", action="store_true", help="汉字旁边的半角标点改成全角")
    output(bring)
    export = command("export", "导出 Word（.docx）或者 PDF（.pdf）")
    export.add_argument(
        "--final", action="store_true", help="定稿：每行每页都固定，在任何程序里都和预览一样；不写就是可编辑稿"
    )
    output(export, required=True)
    command("layout", "排版，给出每页每行")
    command("text", "给出全文，一段一行，序号已编好")
    new = command("new", "从模板新建报告文件", source=False)
    new.add_argument("--template", metavar="T", required=True, help="报告种类（见 gongwen templates）")
    new.add_argument("--year", metavar="Y", required=True, type=_year, help="报告年度，四位数字")
    new.add_argument(
        "--organ", metavar="O", action="append", required=True, type=_organ, help="发文机关；有几个就写几次，主办的在前"
    )
    new.add_argument("--to", metavar="A", default="", help="主送机关")
    output(new)
    following = command("next", "接着写下一年：结构、署名、指标带过去，年份改成新的，每句话都记着是上年的，看过才算")
    following.add_argument("--year", metavar="Y", type=_year, help="新的报告年度；不写就是下一年")
    output(following)
    table = command(
        "figures",
        "看报告的指标表，列出表里不对的；--take 先把 Excel、CSV 里的数带进来，读不了的一处一处列出",
        table=True,
    )
    table.add_argument("--take", metavar="SHEET", default="", help="要带进来的 .xlsx 或者 .csv")
    table.add_argument("-o", "--output", metavar="OUT", default="", help="写报告文件；正文里引用的数、表和图跟着变")
    _for_checks(commands)
    _for_tidying(command)
    command("templates", "列出报告种类和本单位不能用的模板文件", source=False)
    _for_a_county(commands, output)
    _for_the_store(command, output)
    return made


class _Where(argparse.Action):
    """Tells `export DIR` from `DIR` alone; a folder that is called export is one."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        options: argparse.Namespace,
        values: str | Sequence[str] | None,
        _option: str | None = None,
    ) -> None:
        names = [values] if isinstance(values, str) else list(values or ())
        options.act = names.pop(0) if names[:1] == ["export"] and len(names) > 1 else ""
        if len(names) > 1:
            raise argparse.ArgumentError(self, "只能写一个文件夹；要全部导出，前面写 export")
        options.where = names[0] if names else ""


def _for_a_county(commands: argparse._SubParsersAction[Parser], output: Callable[..., None]) -> None:
    """Add the command for many reports at once."""
    words = "许多份报告：汇总（谁没有报、合计、名次、缺的数），或者全部导出（batch export）；停下来再运行就接着做"
    batch = commands.add_parser("batch", help=words, description=f"{words}\n{BATCH}")
    batch.add_argument(
        "where", metavar="DIR", nargs="*", action=_Where,
        help="报告所在的文件夹，子文件夹里的也算；不写就是库里的报告。前面写 export 就全部导出",
    )  # fmt: skip
    batch.add_argument("--jobs", metavar="N", type=_count, default=0, help="同时几个进程；不写就按处理器数")
    batch.add_argument(
        "--format",
        choices=("text", "csv", "json"),
        default="text",
        help="text 给人看（默认），csv 一份报告一行，json 全部",
    )
    batch.add_argument("--year", metavar="Y", type=_year, default=0, help="报告年度；别的年度的算没有报")
    batch.add_argument("--expect", metavar="FILE", default="", help="应报的单位：文本，一行一个，制表符后面是别的叫法")
    batch.add_argument("--indicators", metavar="FILE", default="", help="应有的指标：一行一个，制表符后面是单位、别名")
    batch.add_argument("--kind", metavar="T", default="", help="只要这一种报告（见 gongwen templates）")
    batch.add_argument("--work", metavar="FILE", default="", help="做完的记在哪个文件；不写就放在 GONGWEN_HOME 里")
    batch.add_argument("--final", action="store_true", help="export：定稿，每行每页都固定")
    batch.add_argument("--pdf", action="store_true", help="export：PDF")
    output(batch)


BATCH: Final = "batch export DIR -o OUTDIR：每份导出成 Word 或者 PDF，文件夹照样；已经有而且更新的不重做。"


def _for_tidying(command: Callable[..., argparse.ArgumentParser]) -> None:
    tidy = command(
        "tidy",
        "一键规范：标点、空格、数字的写法、编号的写法、网页残留；人名、引文、网址和表格里的数不动；先列出改了什么",
    )
    tidy.add_argument(
        "-o", "--output", metavar="OUT", default="", help="写到哪个报告文件；- 是标准输出；不写就只列出来"
    )


def _for_the_store(command: Callable[..., argparse.ArgumentParser], output: Callable[..., None]) -> None:
    """Add the commands that look after the store."""
    audit = command("audit", "留痕：核对有没有被改动过（verify），或者列出谁在什么时候做了什么（show）", source=False)
    audit.add_argument("act", metavar="verify|show", choices=("verify", "show"), help="verify 核对，show 列出")
    audit.add_argument("report", metavar="REPORT", nargs="?", default="", help="只列一份报告：编号，或者标题里的字")
    audit.add_argument(
        "--head", metavar="HASH", nargs="+", default=[], type=_hash, help="上次抄在纸上的校验码，至少前 16 位；核对时用"
    )
    backup = command("backup", "备份：别人照常写，把全部稿件、历史和留痕存成一个文件，并试着恢复一遍", source=False)
    backup.add_argument(
        "file", metavar="FILE", nargs="?", default=".",
        help="写到哪个文件，不盖掉旧的；名字以 .gz 结尾就压缩；写文件夹（默认是当前的）就自动取名，压缩",
    )  # fmt: skip
    restore = command("restore", "把备份恢复到空的 GONGWEN_HOME 或者空的数据库里", source=False)
    restore.add_argument("file", metavar="FILE", help="gongwen backup 做出来的文件")
    pack = command("pack", "把一份报告连同全部历史、定名、两种写法和它的留痕写成一个文件（.gongwen）", source=False)
    pack.add_argument("report", metavar="REPORT", help="报告的编号，或者标题里的字")
    output(pack, required=True)
    unpack = command("unpack", "在另一台电脑上导入这样的文件，每一稿都在", source=False)
    unpack.add_argument("file", metavar="FILE", help="gongwen pack 做出来的文件；- 是标准输入")
    thin = command(
        "thin", "按 GONGWEN_HOME 里的 retention.toml 精简很久以前的自动保存；没有这个文件就全部保留", source=False
    )
    thin.add_argument("--dry-run", action="store_true", help="只说会删去多少，不动手")
    review = command(
        "review", "批注：列出（list），带批注导出 Word 送人看（send），看收回的 Word 带来什么（take），导出表（export、cover）",
        source=False,
    )  # fmt: skip
    review.add_argument(
        "act", metavar="list|send|take|export|cover", choices=("list", "send", "take", "export", "cover"),
        help="list 列出批注和步骤，send 送出，take 收回，export 导出征求意见及采纳情况表，cover 导出发文稿纸",
    )  # fmt: skip
    review.add_argument("report", metavar="REPORT", help="报告的编号，或者标题里的字")
    review.add_argument(
        "file", metavar="FILE", nargs="?", default=STREAM,
        help="文件：送出、导出时写到这里，收回时从这里读；- 是标准输出、标准输入（默认）。表的名字以 .xlsx 结尾就是工作簿",
    )  # fmt: skip
    review.add_argument("--all", action="store_true", help="送出时连办结的批注也带上；不写只带没有办结的")
    review.add_argument("--yes", action="store_true", help="收回时把带来的都收进报告；不写只列出来，什么也不动")


def _for_checks(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands that check and mend texts."""
    words = "检查：错字、标点、编号、法律名称、前后不一的数……每条都说依据；有必改的，退出码是 1"
    check = commands.add_parser("check", help=words, description=words)
    check.add_argument(
        "files", metavar="FILE", nargs="+", help="报告文件（.json），或者 Word、文本、网页；- 是标准输入"
    )
    check.add_argument(
        "--preset", choices=("draft", "submit", "review"), default="review",
        help="draft 起草：只看必改；submit 送审：必改和建议；review 核稿：全看（默认）",
    )  # fmt: skip
    check.add_argument(
        "--format", choices=("text", "json", "html", "sarif"), default="text",
        help="text 给人看（默认），json、sarif 给程序读，html 可以打印",
    )  # fmt: skip
    check.add_argument("--learnt", action="store_true", help="再用本单位的用语模型找像错字的地方（见 gongwen learn）")
    words = "从本单位的旧稿学习用语，生成用语模型；检查时加 --learnt 就会提示与旧稿用法不同、像错字的地方"
    learn = commands.add_parser("learn", help=words, description=words)
    learn.add_argument(
        "files", metavar="FILE", nargs="+", help="旧稿：Word、文本、网页、报告文件，或者装着它们的文件夹"
    )
    learn.add_argument("-o", "--output", metavar="OUT", default="", help="写到哪个文件；不写就放在 GONGWEN_HOME 里")
    learn.add_argument("--format", choices=("text", "json"), default="text", help="text 给人看（默认），json 给程序读")


def _hash(text: str) -> str:
    if not re.fullmatch("[0-9A-Fa-f]+", text):
        raise argparse.ArgumentTypeError(f"校验码只有 0 到 9 和 a 到 f，这里是“{text[:20]}”")
    return text


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or int(text) < FIRST_YEAR:
        raise argparse.ArgumentTypeError(f"年度要写四位数字，如 2025，这里是“{text[:20]}”")
    return int(text)


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"要写 1 以上的数，这里是“{text[:20]}”")
    return int(text)


def _organ(text: str) -> str:
    organ = " ".join(text.split())
    if not organ:
        raise argparse.ArgumentTypeError("要写机关的名称")
    return organ
