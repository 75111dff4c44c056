"""The parts of the Word file that no document changes: styles, settings, footers, fonts, theme; made by python-docx once."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from exports.docx_letter import lifted_footer
from exports.docx_sections import footer, wide_footer
from exports.docx_table import GRID, table_style
from exports.docx_xml import (
    CLOSING,
    CONTINUED,
    LATIN_WORDS,
    NAMESPACE,
    OFFICE,
    QUOTATION_CONTINUED,
    SIGNATURE_ROW,
    STYLE_IDS,
    attribute,
    fonts,
)
from gongwen.pieces import Role
from gongwen.standard import IMPRINT_LINE, LETTER_SPACING, ROW_PARTS, SIZE_4, TABLE_PITCH
from gongwen.typeset.setting import HANGING, IMPRINT
from gongwen.typeset.styles import STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongwen.standard import LayoutProfile

W: Final = f'xmlns:w="{NAMESPACE}"'
TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MICROSOFT: Final = "http://schemas.microsoft.com/office/word"
JUSTIFY: Final = {"justify": "both", "center": "center", "right": "right", "left": "left"}
ALTERNATIVES: Final = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "华文中宋"}


SIGNATURES: Final = "发文机关署名（并排）"


def template_parts(
    profile: LayoutProfile, names: Mapping[str, str], *, letter: bool = False
) -> tuple[tuple[str, bytes], ...]:
    """Return the package's parts but for the body, a letter's head and the properties, in a fixed order."""
    package = docx.Document()
    _styles(package, profile, names)
    _settings(package)
    held = io.BytesIO()
    package.save(held)
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(held) as source:
        for name in source.namelist():
            if "customXml" not in name and "thumbnail" not in name:
                parts[name] = source.read(name)
    parts["word/footer1.xml"] = footer("right", names).encode()
    parts["word/footer2.xml"] = footer("left", names).encode()
    parts["word/footer3.xml"] = wide_footer("right", profile, names).encode()
    parts["word/footer4.xml"] = wide_footer("left", profile, names).encode()
    parts["word/fontTable.xml"] = _font_table(names).encode()
    if letter:
        parts["word/footer5.xml"] = lifted_footer("right", names).encode()
        parts["word/footer6.xml"] = lifted_footer("left", names).encode()
    parts["word/_rels/document.xml.rels"] = _relations(letter=letter).encode()
    parts["_rels/.rels"] = _package_relations().encode()
    parts["[Content_Types].xml"] = _content_types(letter=letter).encode()
    kept = [name for name in parts if name in _KEPT]
    return tuple((name, parts[name]) for name in sorted(kept, key=_KEPT.index))


_KEPT: Final = [
    "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml",
    "word/fontTable.xml", "word/theme/theme1.xml", "word/footer1.xml", "word/footer2.xml",
    "word/footer3.xml", "word/footer4.xml", "word/footer5.xml", "word/footer6.xml",
]  # fmt: skip


def _styles(package: object, profile: LayoutProfile, names: Mapping[str, str]) -> None:
    styles = package.styles.element  # type: ignore[attr-defined]
    for style in list(styles):
        if style.tag in {qn("w:style"), qn("w:latentStyles"), qn("w:docDefaults")}:
            styles.remove(style)
    styles.append(
        parse_xml(
            f'<w:docDefaults {W}><w:rPrDefault><w:rPr>{fonts("fangsong", names)}<w:kern w:val="0"/><w:sz w:val="32"/>'
            '<w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        )
    )
    styles.append(
        parse_xml(
            f'<w:style {W} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
            f'<w:pPr>{_grid(profile)}<w:jc w:val="both"/></w:pPr>'
            f'<w:rPr>{fonts("fangsong", names)}<w:spacing w:val="{LETTER_SPACING}"/><w:kern w:val="0"/><w:sz w:val="32"/>'
            '<w:szCs w:val="32"/></w:rPr></w:style>'
        )
    )
    styles.append(parse_xml(_plain("GWBlank", "公文空行", 'w:firstLine="0"')))
    styles.append(parse_xml(_plain("GWRule", "公文红线", 'w:firstLine="0"')))
    styles.append(parse_xml(_plain(CONTINUED, "公文正文（续）", 'w:firstLine="0"')))
    folio = (
        f'<w:style {W} w:type="paragraph" w:customStyle="1" w:styleId="GWFolio"><w:name w:val="公文页码"/>'
        '<w:basedOn w:val="Normal"/>'
    )
    size = SIZE_4 // 10
    styles.append(
        parse_xml(
            f'{folio}<w:pPr><w:spacing w:line="{SIZE_4}" w:lineRule="exact"/></w:pPr><w:rPr>{fonts("song", names)}'
            f'<w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    )
    for role in STYLES:
        styles.append(parse_xml(_style(role, names, _pitch(role, profile))))
    styles.append(
        parse_xml(_plain(QUOTATION_CONTINUED, "公文引文（续）", 'w:firstLine="0"', STYLE_IDS[Role.QUOTATION]))
    )
    row = _plain(
        SIGNATURE_ROW, SIGNATURES, 'w:leftChars="0" w:left="0" w:rightChars="0" w:right="0"', STYLE_IDS[Role.SIGNATURE]
    )
    styles.append(parse_xml(row.replace("</w:pPr>", '<w:jc w:val="left"/></w:pPr>')))
    for style_id, name, align in (("GWTableCenter", "表格文字居中", "center"), ("GWTableNumber", "表格数字", "right")):
        styles.append(parse_xml(_aligned(style_id, name, align)))
    words = f'<w:style {W} w:type="character" w:customStyle="1" w:styleId="{LATIN_WORDS}"><w:name w:val="公文西文"/>'
    styles.append(parse_xml(f'{words}<w:rPr><w:lang w:val="en-US"/></w:rPr></w:style>'))
    table = f'<w:style {W} w:type="table" w:customStyle="1" w:styleId="{GRID}">{table_style()}</w:style>'
    styles.append(parse_xml(table))
    closing = f'<w:style {W} w:type="paragraph" w:customStyle="1" w:styleId="{CLOSING}"><w:name w:val="公文结束语"/>'
    styles.append(parse_xml(f'{closing}<w:basedOn w:val="{STYLE_IDS[Role.PARAGRAPH]}"/><w:qFormat/></w:style>'))


def _grid(profile: LayoutProfile) -> str:
    return (
        '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{profile.line}" w:lineRule="exact"/>'
    )


def _plain(style_id: str, name: str, indent: str, based_on: str = "Normal") -> str:
    return (
        f'<w:style {W} w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:pPr><w:ind {indent}/></w:pPr></w:style>'
    )


def _aligned(style_id: str, name: str, align: str) -> str:
    return (
        f'<w:style {W} w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{STYLE_IDS[Role.TABLE]}"/><w:pPr><w:jc w:val="{align}"/></w:pPr></w:style>'
    )


def _pitch(role: Role, profile: LayoutProfile) -> int:
    """Return the pitch of a role's lines where it is not the grid's, else 0."""
    if role in {Role.TABLE, Role.TABLE_HEAD}:
        return TABLE_PITCH[STYLES[role].size]
    if role in {Role.TABLE_UNIT, Role.TABLE_NOTE, Role.TABLE_SOURCE}:
        return profile.line // ROW_PARTS * 2
    return IMPRINT_LINE if role in IMPRINT else 0


def _style(role: Role, names: Mapping[str, str], pitch: int) -> str:
    style = STYLES[role]
    indents = []
    for name, characters in (("left", style.left), ("right", style.right), ("firstLine", style.first)):
        if characters and not (role in HANGING and name == "left"):
            indents.append(f'w:{name}Chars="{characters * 100}" w:{name}="{characters * style.size}"')
    indent = f"<w:ind {' '.join(indents)}/>" if indents else ""
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else "<w:keepLines/>" if role is Role.FIGURE_SOURCE else ""
    outline = f'<w:outlineLvl w:val="{role.level - 1}"/>' if role.level else ""
    size = style.size // 10
    turn = "<w:pageBreakBefore/>" if role is Role.ANNEX_MARK else ""
    color = '<w:color w:val="FF0000"/>' if style.red else ""
    spacing = f'<w:spacing w:val="{style.spacing}"/>' if style.spacing != LETTER_SPACING else ""
    line = f'<w:spacing w:line="{pitch}" w:lineRule="exact"/>' if pitch else ""
    return (
        f'<w:style {W} w:type="paragraph" w:customStyle="1" w:styleId="{STYLE_IDS[role]}">'
        f'<w:name w:val={attribute(style.label)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}{turn}{line}{indent}<w:jc w:val="{JUSTIFY[style.align]}"/>{outline}</w:pPr>'
        f'<w:rPr>{fonts(style.face, names)}{color}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _settings(package: object) -> None:
    settings = package.settings.element  # type: ignore[attr-defined]
    for child in list(settings):
        settings.remove(child)
    for xml in (
        f"<w:evenAndOddHeaders {W}/>",
        f'<w:characterSpacingControl {W} w:val="doNotCompress"/>',
        f'<w:compat {W}><w:compatSetting w:name="compatibilityMode" w:uri="{MICROSOFT}" w:val="15"/></w:compat>',
        f'<w:themeFontLang {W} w:val="en-US" w:eastAsia="zh-CN"/>',
    ):
        settings.append(parse_xml(xml))


def _font_table(names: Mapping[str, str]) -> str:
    rows = []
    for name in dict.fromkeys(names.values()):
        other = f'<w:altName w:val="{ALTERNATIVES[name]}"/>' if name in ALTERNATIVES else ""
        charset = "00" if name == names["latin"] else "86"
        rows.append(f'<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/></w:font>')
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {W}>{"".join(rows)}</w:fonts>'


_LETTER: Final = (("rIdFooterLetterOdd", "footer", "footer5.xml"), ("rIdFooterLetterEven", "footer", "footer6.xml"),
                  ("rIdLetterHead", "header", "header1.xml"), ("rIdLetterFoot", "footer", "footer7.xml"))  # fmt: skip
"""What a letter has beside the parts of every file."""


def _relations(*, letter: bool) -> str:
    rows = [("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml"), ("rIdFonts", "fontTable", "fontTable.xml"),
            ("rIdTheme", "theme", "theme/theme1.xml"), ("rIdFooterOdd", "footer", "footer1.xml"), ("rIdFooterEven", "footer", "footer2.xml"),
            ("rIdFooterWideOdd", "footer", "footer3.xml"), ("rIdFooterWideEven", "footer", "footer4.xml")]  # fmt: skip
    rows += _LETTER if letter else ()
    return _rels([(name, f"{OFFICE}/{kind}", target) for name, kind, target in rows])


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _rels(
        [
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", core, "docProps/core.xml"),
            ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
            ("rId4", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
        ]
    )


def _rels(rows: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in rows)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{space}">{inner}</Relationships>'


def _content_types(*, letter: bool) -> str:
    rows = [
        ("/word/document.xml", f"{TYPES}.document.main+xml"), ("/word/styles.xml", f"{TYPES}.styles+xml"),
        ("/word/settings.xml", f"{TYPES}.settings+xml"), ("/word/fontTable.xml", f"{TYPES}.fontTable+xml"),
        ("/word/footer1.xml", f"{TYPES}.footer+xml"), ("/word/footer2.xml", f"{TYPES}.footer+xml"),
        ("/word/footer3.xml", f"{TYPES}.footer+xml"), ("/word/footer4.xml", f"{TYPES}.footer+xml"),
        ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
        ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    ]  # fmt: skip
    rows += [(f"/word/{target}", f"{TYPES}.{kind}+xml") for _, kind, target in _LETTER if letter]
    inner = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in rows)
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{space}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )
