"""A figure stays on one page with its lines, keeps the grid, and costs a keystroke elsewhere nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import ANCHOR, BODY_ID, Document, Figure, Section
from gongwen.picture import Picture
from gongwen.piece import Role
from gongwen.session import Session
from gongwen.standard import FIGURE_CLEAR, GB9704, GB33476, LayoutProfile
from gongwen.typeset import Layout, Typesetter, typeset
from gongwen.typeset.figure import Drawing
from tests.pictures import figure, illustrated
from tests.samples import small


def drawn(layout: Layout) -> list[tuple[int, int, Drawing]]:
    """Return (page, top, line) of every picture."""
    return [
        (page.number, top, line)
        for page in layout.pages
        for line, top in zip(page.lines, page.tops, strict=True)
        if isinstance(line, Drawing)
    ]


def sized(name: str, width: int, height: int) -> Figure:
    return replace(figure(name), picture=Picture(name, "image/png", width, height, b""))


def test_it_is_as_wide_as_asked_in_the_middle_and_as_high_as_it_must_be() -> None:
    for profile in (GB9704, GB33476):
        for width in (100, 75, 50):
            ((_, _, line),) = drawn(typeset(illustrated(figure(width=width)), profile))
            assert line.width == profile.width * width // 100
            assert line.drawn == pytest.approx(line.width * 360 / 640, abs=1)
            assert abs(line.left - (profile.width - line.left - line.width)) <= 1
            assert line.top >= FIGURE_CLEAR


def test_a_picture_higher_than_a_page_is_drawn_smaller_and_its_caption_stays_with_it() -> None:
    layout = typeset(illustrated(sized("p1", 100, 4000)))
    ((page, top, line),) = drawn(layout)
    roles = [each.role for each in layout.pages[page - 1].lines]
    assert roles == [Role.FIGURE, Role.FIGURE_CAPTION, Role.FIGURE_SOURCE]
    assert top == 0
    assert line.height == 20 * GB9704.line
    assert line.drawn / line.width == pytest.approx(40, rel=0.01)


FIGURES = st.builds(
    lambda width, height, part, caption, source: replace(
        sized("p1", width, height), width=part, caption="图" * caption, source="源" * source
    ),
    st.integers(1, 3000), st.integers(1, 6000), st.integers(5, 100), st.sampled_from((0, 9, 60)),
    st.sampled_from((0, 9, 90)),
)  # fmt: skip


@given(FIGURES, st.integers(0, 25), st.sampled_from(("text", "headings")), st.sampled_from((GB9704, GB33476)))
def test_picture_caption_and_source_are_never_apart_and_the_grid_is_kept(
    one: Figure, before: int, under: str, profile: LayoutProfile
) -> None:
    lines = ("短段。",) * before
    inner = Section("s2", "小节", (ANCHOR + one.id, "后文。"))
    body = Section(
        BODY_ID,
        paragraphs=lines if under == "headings" else (*lines, ANCHOR + one.id),
        children=(Section("s1", "一节", (), (inner,)),) if under == "headings" else (),
    )
    layout = typeset(Document(title="题", body=body, figures=(one,)), profile)
    pages = {page.number for page in layout.pages for line in page.lines if line.piece.figure is not None}
    assert len(pages) == 1
    ((page, top, line),) = drawn(layout)
    assert line.height % profile.line == 0
    assert top + line.height <= profile.height
    assert (top // profile.line) * profile.line == top
    if under == "headings":  # its headings are on its page, too
        assert {each.role for each in layout.pages[page - 1].lines} >= {Role.HEADING_1, Role.HEADING_2}


def test_a_signature_takes_a_whole_figure_along() -> None:
    for before in range(25):
        body = Section(BODY_ID, paragraphs=(*("短段。",) * before, ANCHOR + "p1"))
        document = replace(small(), body=body, closing=(), attachments=(), figures=(figure(width=50),))
        layout = typeset(document)
        (page,) = {page.number for page in layout.pages for line in page.lines if line.piece.figure is not None}
        assert Role.DATE in {line.role for line in layout.pages[page - 1].lines}


def test_a_keystroke_elsewhere_sets_no_figure_again() -> None:
    session, typesetter = Session(illustrated()), Typesetter()
    before = drawn(typesetter.layout(session.document))
    session.type("s4", "改了一处。")
    after = drawn(typesetter.layout(session.document))
    assert all(one[2] is other[2] for one, other in zip(before, after, strict=True))
    session.type("p1@-1", "改了图题")
    assert drawn(typesetter.layout(session.document)) != after
