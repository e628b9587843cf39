"""The gallery's page as text: nothing from elsewhere, nothing that breaks out, everything that is to be said."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.decision import Mark
from winnow.domain.export import Candidate, Item, Membership, Part
from winnow.domain.group import Kind
from winnow.domain.score import Reason, Score
from winnow.export.gallery import Picture, date_in_words, page, title_of


def _picture(
    path: str, taken_at: str | None = None, rank: int = 1, *groups: Membership, size: tuple[int, int] = (640, 480)
) -> Picture:
    candidate = Candidate(rank, path, b"x", rank, Score(10 / rank, 0.5), Mark(None, 0), groups)
    reasons = (Reason("very sharp", 1.5), Reason("tilted horizon", -0.5))
    item = Item(candidate, (Part(path, ".jpg", f"/home/me/{path}", 1, 0),), taken_at, 6000, 4000, reasons)
    return Picture(item, f"p{rank}", *size)


def _said(text: str) -> list[dict[str, Any]]:
    found = re.search(r'<script id="photos" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    said: list[dict[str, Any]] = json.loads(found[1])
    return said


def _headings(text: str) -> list[str]:
    return [html.unescape(re.sub(r"<[^>]*>", "", heading)) for heading in re.findall(r"<h2>(.*?)</h2>", text)]


class _Addresses(HTMLParser):
    """Everything that the page could fetch or lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [
            value or "" for name, value in attributes if name in {"src", "href", "srcset", "action", "style"}
        ]


def test_it_asks_for_nothing_but_the_pictures_beside_it() -> None:
    text = page("summer", [_picture("a/b.jpg")])
    assert sorted(_Addresses(text).found) == ["data:,", "large/p1.jpg", "small/p1.jpg"]
    assert not re.search(
        r"https?:|//\w|url\(|@import|fetch\(|XMLHttp", re.sub(r"^ *//.*", "", text, flags=re.MULTILINE)
    )


def test_the_one_script_and_the_one_style_are_those_that_the_policy_names() -> None:
    text = page("summer", [_picture("a.jpg"), _picture("b.jpg", size=(640, 300))])
    for kind, body in (("script", r"<script>(.*?)</script>"), ("style", r"<style>(.*?)</style>")):
        (code,) = re.findall(body, text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text
    assert "unsafe" not in text


texts = st.text(st.characters(codec="utf-8") | st.sampled_from("<>&\"'$/"), min_size=1, max_size=12)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4), texts)
def test_no_name_breaks_out_of_its_place(names: list[tuple[str, str]], title: str) -> None:
    pictures = [_picture(f"{folder}/{name}", rank=rank) for rank, (folder, name) in enumerate(names, start=1)]
    text = page(title, pictures)
    plain = page("title", [_picture("a.jpg", rank=rank) for rank in range(1, len(names) + 1)])
    assert len(_Addresses(text).found) == len(_Addresses(plain).found)
    assert text.count("</script>") == plain.count("</script>")
    assert {said["name"] for said in _said(text)} == {name.rpartition("/")[2] for _, name in names}


def test_a_guest_is_told_what_speaks_for_a_photo_and_not_where_it_lay() -> None:
    text = page("summer", [_picture("people/in private/b.jpg", "2019-07-14T18:03:22.410+02:00")])
    (said,) = _said(text)
    assert said["reasons"] == ["very sharp"]
    assert said["taken"] == "2019-07-14T18:03:22"
    assert said["name"] == "b.jpg"
    assert "private" not in text
    assert "/home/me" not in text
    assert "tilted" not in text


def test_photos_come_by_date_and_those_without_one_last_best_first() -> None:
    pictures = [
        _picture("late.jpg", "2020-01-01T10:00:00", 1),
        _picture("undated.jpg", None, 4),
        _picture("best undated.jpg", None, 2),
        _picture("early.jpg", "2019-01-01T10:00:00", 3),
    ]
    names = [said["name"] for said in _said(page("summer", pictures))]
    assert names == ["early.jpg", "late.jpg", "best undated.jpg", "undated.jpg"]


@pytest.mark.parametrize(
    ("dates", "headings"),
    [
        (["2019-07-14"] * 4, []),
        (["2019-07-14"] * 5 + ["2019-07-15"] * 4, ["14 July 2019", "15 July 2019"]),
        (
            ["2019-07-14", "2019-07-15", "2019-07-16", "2019-07-17"] * 2 + ["2019-09-01"] * 4,
            ["July 2019", "September 2019"],
        ),
        (["2017-01-01", "2018-01-01"] + ["2019-01-01"] * 2 + ["2020-02-02"] * 3, ["2017 to 2019", "2020"]),
        (["2019-07-14"] * 4 + [""], ["14 July 2019", "Date not known"]),
        ([""] * 4, []),
    ],
)
def test_headings_are_as_fine_as_there_are_photos_for_them(dates: list[str], headings: list[str]) -> None:
    pictures = [_picture(f"{rank}.jpg", date or None, rank) for rank, date in enumerate(dates, start=1)]
    assert _headings(page("summer", pictures)) == headings


def test_a_photo_says_how_it_belongs_to_its_moment() -> None:
    scene = Membership("scene-1", Kind.SCENE, 30, keeper=True)
    burst = Membership("burst-1", Kind.BURST, 4, keeper=True)
    panorama = Membership("panorama-1", Kind.PANORAMA, 5, keeper=True)
    said = _said(
        page(
            "summer",
            [
                _picture("a.jpg", None, 1, scene, burst),
                _picture("b.jpg", None, 2, scene),
                _picture("c.jpg", None, 3, panorama),
                _picture("d.jpg", None, 4),
            ],
        )
    )
    assert [photo["moment"] for photo in said] == [
        "the best of 4 of the same moment",
        "the best of 30 of the same occasion",
        "one of 5 frames of a panorama",
        "",
    ]
    assert [photo["group"] for photo in said] == ["burst-1", "scene-1", "panorama-1", None]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("summer-2019", "Summer 2019"),
        ("by_the_lake", "By the lake"),
        ("2019-07-14", "2019-07-14"),
        ("Zoë & Tom", "Zoë & Tom"),
    ],
)
def test_the_title_is_the_folders_name_as_one_would_write_it(name: str, title: str) -> None:
    assert title_of(name) == title
    assert f'<h1 dir="auto">{html.escape(title)}</h1>' in page(name, [_picture("a.jpg")])


@pytest.mark.parametrize(
    ("date", "words"),
    [("2019-07-14", "14 July 2019"), ("2019-07", "July 2019"), ("2019", "2019"), ("2019-99-01", "2019-99-01")],
)
def test_dates_are_in_words(date: str, words: str) -> None:
    assert date_in_words(date) == words
