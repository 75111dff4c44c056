"""Files made wrong on purpose, one fault for each point: a check that cannot fail would be worth nothing."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

BODY, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
ODD, CORE, TYPES, RELATIONS = (
    "word/footer1.xml",
    "docProps/core.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)
FONTS: Final = "word/fontTable.xml"

Fault = tuple[str, str, str]
"""A part, a pattern, and what its first match becomes."""


def styled(role: str, old: str, new: str) -> Fault:
    """Return a fault in the style of a role."""
    return STYLES, rf'(w:styleId="GW{role}">(?:(?!</w:style>).)*?){old}', rf"\g<1>{new}"


def held(role: str, old: str, new: str) -> Fault:
    """Return a fault in the first paragraph of a style."""
    return BODY, rf'(<w:pStyle w:val="GW{role}"/>(?:(?!</w:p>).)*?){old}', rf"\g<1>{new}"


FAULTS: Final[dict[str, Fault]] = {
    "the_paper_is_a4": (BODY, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    "the_margins_are_those_of_a_standard": (BODY, 'w:top="2098"', 'w:top="1588"'),
    "the_type_area_is_156_mm_wide": (BODY, 'w:right="1474"', 'w:right="1588"'),
    "the_grid_has_22_lines": (BODY, '<w:docGrid w:type="lines" w:linePitch="579"/>', ""),
    "text_has_the_pitch_of_22_lines": (STYLES, 'w:line="579"', 'w:line="560" w:beforeLines="50"'),
    "a_line_holds_28_characters": (STYLES, '<w:spacing w:val="-5"/>', ""),
    "everything_but_the_mark_is_black": styled("Paragraph", "<w:sz ", '<w:color w:val="1F4E79"/><w:sz '),
    "text_is_fangsong_of_size_3": styled("Paragraph", 'w:sz w:val="32"', 'w:sz w:val="30"'),
    "chinese_marks_take_the_chinese_typeface": (
        BODY, '<w:r>(<w:t xml:space="preserve">[^<]*“)', r'<w:r><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr>\1',
    ),
    "letters_and_digits_have_one_latin_typeface": held("Paragraph", 'w:ascii="Times New Roman"', 'w:ascii="Arial"'),
    "the_title_is_small_song_of_size_2": styled("Title", 'w:eastAsia="方正小标宋简体"', 'w:eastAsia="宋体"'),
    "the_title_is_centred": styled("Title", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
    "nothing_is_bold": styled("Heading2", "<w:sz ", "<w:b/><w:sz "),
    "the_title_is_a_trapezium_or_a_diamond": held("Title", "镇人民政府", '镇人民</w:t><w:br/><w:t xml:space="preserve">政府'),
    "the_title_breaks_by_sense": held("Title", '<w:t xml:space="preserve">年度', '<w:br/><w:t xml:space="preserve">年度'),
    "one_row_is_free_under_the_title": (BODY, r'<w:p><w:pPr><w:pStyle w:val="GWBlank"/></w:pPr></w:p>(<w:p><w:pPr><w:pStyle w:val="GWAddressees"/>)', r"\1"),
    "the_addressee_stands_flush_left": held("Addressees", "</w:pPr>", '<w:ind w:firstLine="640"/></w:pPr>'),
    "the_addressee_ends_with_a_full_width_colon": held("Addressees", "政府：<", "政府:<"),
    "the_first_level_is_hei": styled("Heading1", 'w:eastAsia="黑体"', 'w:eastAsia="楷体_GB2312"'),
    "the_second_level_is_kai": styled("Heading2", 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="黑体"'),
    "the_third_and_fourth_levels_are_fangsong": styled("Heading4", 'w:eastAsia="仿宋_GB2312"', 'w:eastAsia="黑体"'),
    "a_run_in_heading_gives_its_typeface_to_itself_only": (
        BODY, '(（二）规范执法行为。</w:t></w:r>.*?)w:eastAsia="仿宋_GB2312"(.*?</w:p>)', r'\1w:eastAsia="楷体_GB2312"\2',
    ),
    "every_paragraph_begins_two_characters_in": styled("Paragraph", 'w:firstLineChars="200" ', ""),
    "text_is_justified": styled("Paragraph", '<w:jc w:val="both"/>', '<w:jc w:val="left"/>'),
    "numbers_count_on": (BODY, "三、党政主要负责人", "二、党政主要负责人"),
    "one_row_is_free_over_the_attachments": (BODY, r'<w:p><w:pPr><w:pStyle w:val="GWBlank"/><w:keepNext/></w:pPr></w:p>(<w:p><w:pPr><w:pStyle w:val="GWAttachments"/>)', r"\1"),
    "attachments_are_named_as_the_standard_names_them": (BODY, "重点任务清单<", "重点任务清单。<"),
    "attachments_hang_under_their_names": held("Attachments", 'w:left="1815"', 'w:left="640"'),
    "one_row_is_free_over_the_signature": (BODY, r'<w:p><w:pPr><w:pStyle w:val="GWBlank"/><w:keepNext/></w:pPr></w:p>(<w:p><w:pPr><w:pStyle w:val="GWSignatureRow"/>)', r"\1"),
    "organs_stand_in_their_order_right_over_the_date": held("SignatureRow", "中共石桥镇委员会", "石桥镇人民政府"),
    "seals_have_room_beside_each_other": held("SignatureRow", r'w:pos="\d+"', 'w:pos="4600"'),
    "a_sealed_date_stands_four_characters_in": held("Date", r'<w:ind w:rightChars="\d+" w:right="\d+"/>', '<w:ind w:rightChars="0" w:right="0"/>'),
    "organs_are_centred_over_the_date": held("SignatureRow", r'(w:pos="\d+"/><w:tab w:val="center" )w:pos="\d+"', r'\g<2>w:pos="7000"'),
    "without_a_seal_the_date_begins_two_characters_after_the_organ": held("Date", r'w:rightChars="\d+" w:right="\d+"', 'w:rightChars="400" w:right="1280"'),
    "the_date_is_arabic_and_whole": held("Date", ">2</w:t>", ">02</w:t>"),
    "the_note_stands_in_brackets_under_the_date": held("Note", "（联系人", "联系人"),
    "every_attachment_begins_a_page": styled("AnnexMark", "<w:pageBreakBefore/>", ""),
    "an_attachment_s_title_is_centred_in_the_third_row": styled("AnnexTitle", '<w:jc w:val="center"/>', '<w:jc w:val="both"/>'),
    "corner_marks_stand_at_the_left_in_their_order": held("Urgency", "特急", "加急"),
    "the_mark_is_red_small_song": styled("AuthorityMark", '<w:color w:val="FF0000"/>', ""),
    "the_number_has_its_brackets_and_its_place": held("DocumentNumber", "石发〔", "石发["),
    "signatories_are_named_in_kai": held("DocumentNumber", 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋_GB2312"'),
    "a_red_rule_as_wide_as_the_type_area_closes_the_masthead": held("Rule", 'w:color="FF0000"', 'w:color="auto"'),
    "the_imprint_has_its_rules": (BODY, 'w:val="single" w:sz="6"', 'w:val="single" w:sz="8"'),
    "the_imprint_is_fangsong_of_size_4": styled("CopiedTo", 'w:sz w:val="28"', 'w:sz w:val="32"'),
    "copies_hang_after_the_colon": held("CopiedTo", "县政府办公室。", "县政府办公室"),
    "printer_and_date_share_a_row": held("Printed", "日印发<", "日<"),
    "page_numbers_are_song_of_size_4_between_dashes": (ODD, "— <", "- <"),
    "odd_numbers_stand_right_and_even_ones_left": (ODD, 'w:jc w:val="right"', 'w:jc w:val="center"'),
    "the_footer_stands_7_mm_under_the_type_area": (BODY, r'w:footer="\d+"', 'w:footer="992"'),
    "the_language_is_chinese": (STYLES, 'w:eastAsia="zh-CN"', 'w:eastAsia="en-US"'),
    "headings_keep_with_what_follows": styled("Heading1", "<w:keepNext/>", ""),
    "the_signature_keeps_with_the_text": (BODY, '(<w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">)(?=特此报告)', "</w:pPr><w:r><w:t>"),
    "no_line_is_moved_for_widows": (STYLES, '<w:widowControl w:val="0"/>', ""),
    "punctuation_is_neither_squeezed_nor_hung": (SETTINGS, "doNotCompress", "compressPunctuation"),
    "it_is_no_compatibility_mode": (SETTINGS, 'w:val="15"', 'w:val="14"'),
    "properties_say_what_it_is": (CORE, "<dc:creator>.*</dc:creator>", "<dc:creator>python-docx</dc:creator>"),
    "headings_have_outline_levels": styled("Heading3", '<w:outlineLvl w:val="2"/>', ""),
    "formats_are_styles": held("Paragraph", "</w:pPr>", '<w:ind w:firstLine="640"/></w:pPr>'),
    "letter_spacing_stays_unseen": held("Paragraph", "<w:r><w:t ", '<w:r><w:rPr><w:spacing w:val="90"/></w:rPr><w:t '),
    "it_is_valid_against_the_schema": held("Paragraph", "<w:r><w:t ", "<w:r><w:rPr><w:boldly/></w:rPr><w:t "),
    "every_part_has_its_content_type": (TYPES, '<Override PartName="/word/footer2.xml"[^>]*/>', ""),
    "no_relation_dangles_and_no_part_is_lost": (RELATIONS, 'Target="footer2.xml"', 'Target="footer9.xml"'),
    "no_style_dangles": (BODY, '"GWNote"', '"GWNot"'),
    "no_number_or_note_dangles": held("Paragraph", "</w:pPr>", '</w:pPr><w:bookmarkStart w:id="7" w:name="a"/>'),
    "properties_stand_in_schema_order": styled("Paragraph", r"(<w:ind [^>]*/>)(<w:jc [^>]*/>)", r"\3\2"),
    "the_same_document_gives_the_same_bytes": (CORE, "公文，2024", "公文，2025"),
    "page_fields_are_whole": (ODD, r"<w:r>(?:(?!<w:r>).)*<w:t>1</w:t></w:r>", ""),
    "no_run_is_empty": held("Paragraph", "</w:pPr>", "</w:pPr><w:r/>"),
    "blanks_at_edges_are_kept": (ODD, ' xml:space="preserve">— ', ">— "),
    "every_typeface_is_in_the_font_table": (FONTS, 'w:name="黑体"', 'w:name="黑"'),
    "its_text_is_the_document_s": (BODY, "扎实推进", "推进"),
    "items_of_a_list_count_on": held("Item", ">1</w:t>", ">2</w:t>"),
    "a_quotation_is_kai_and_two_characters_in": styled("Quotation", 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋_GB2312"'),
    "a_picture_is_in_the_line_and_told": (BODY, 'descr="[^"]*"', 'descr=""'),
    "a_caption_stands_under_its_picture": styled("FigureCaption", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"'),
    "nothing_is_left_of_a_tool": (BODY, "<w:p>", '<w:p w:rsidR="00A1">'),
}  # fmt: skip
"""By the name of the point that must see it."""


BLANK: Final = '<w:p><w:pPr><w:pStyle w:val="GWBlank"/></w:pPr></w:p>'
TURN: Final = "<w:pageBreakBefore/>"

PRINTED: Final[dict[str, Fault]] = {
    "pages_are_a4": (BODY, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    "no_page_has_more_than_22_lines": (STYLES, 'w:line="579"', 'w:line="520"'),
    "a_full_line_has_28_characters": (STYLES, '<w:spacing w:val="-5"/>', '<w:spacing w:val="-30"/>'),
    "lines_stand_at_one_pitch": styled("Paragraph", "<w:ind ", '<w:spacing w:before="120"/><w:ind '),
    "ink_keeps_to_the_left_edge": (BODY, 'w:left="1588"', 'w:left="1417"'),
    "ink_keeps_to_the_right_edge": (BODY, 'w:right="1474"', 'w:right="1200"'),
    "ink_begins_at_the_upper_edge": (BODY, 'w:top="2098"', 'w:top="1700"'),
    "nothing_stands_between_the_type_area_and_the_page_number": (BODY, 'w:bottom="1984"', 'w:bottom="1700"'),
    "full_pages_fill_the_type_area": (STYLES, 'w:line="579"', 'w:line="557"'),
    "every_page_has_its_number": (ODD, "— <", "- <"),
    "the_dash_is_7_mm_under_the_type_area": (BODY, r'w:footer="\d+"', 'w:footer="1300"'),
    "the_number_stands_one_character_in": (ODD, 'w:right="280"', 'w:right="0"'),
    "the_number_is_of_size_4": styled("Folio", 'w:sz w:val="28"', 'w:sz w:val="36"'),
    "the_signature_is_whole_and_not_alone": held("Date", "<w:ind ", f"{TURN}<w:ind "),
    "no_heading_ends_a_page": (
        BODY, '(<w:pStyle w:val="GWHeading2"/>(?:(?!</w:p>).)*</w:p><w:p><w:pPr><w:pStyle w:val="GWParagraph"/>)', rf"\1{TURN}",
    ),
    "the_first_page_shows_text": held("Paragraph", "</w:pPr>", f"{TURN}</w:pPr>"),
    "the_title_stands_in_the_middle": styled("Title", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
    "the_date_stands_in_its_place": held("Date", r'w:right="\d+"', 'w:right="640"'),
    "attachments_hang_under_their_first_character": (BODY, 'w:hanging="230"', 'w:hanging="900"'),
    "attachments_have_pages_of_their_own": held("AnnexMark", TURN, '<w:pageBreakBefore w:val="0"/>'),
    "the_mark_begins_35_mm_down": (BODY, "<w:tbl>", f"{BLANK}<w:tbl>"),
    "the_red_rule_is_4_mm_under_the_number": held("Rule", 'w:line="173"', 'w:line="300"'),
    "the_title_is_two_rows_under_the_red_rule": (BODY, f'{BLANK}{BLANK}(<w:p><w:pPr><w:pStyle w:val="GWTitle"/>)', r"\1"),
    "the_imprint_ends_the_last_page": (BODY, f"{BLANK}(<w:tbl>)", r"\1"),
    "the_imprint_s_text_stands_between_its_rules": held("Printed", r"w:line=\"\d+\"", 'w:line="530"'),
    "pictures_stand_in_the_type_area": (BODY, "<w:r><w:drawing>.*?</w:drawing></w:r>", "<w:r><w:t>图</w:t></w:r>"),
    "a_caption_is_printed_right_under_its_picture": styled("FigureCaption", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
    "nothing_is_lost_in_print": held("Paragraph", "<w:r><w:t ", "<w:r><w:rPr><w:vanish/></w:rPr><w:t "),
}  # fmt: skip
"""Faults that a printed page shows, by the name of the point that must see them."""


def spoiled(data: bytes, fault: Fault) -> bytes:
    """Return a file with a fault; the fault must have found its place."""
    part, pattern, new = fault
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as package:
        for info in source.infolist():
            text = source.read(info)
            if info.filename == part:
                changed, count = re.subn(pattern, new, text.decode(), count=1, flags=re.DOTALL)
                assert count == 1, (part, pattern)
                text = changed.encode()
            package.writestr(info, text)
    return out.getvalue()
