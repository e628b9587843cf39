"""Merging winnow's word into what other programs wrote, and reading theirs.

The packets in `golden/` are written by hand after what the programs write: their fields, their shapes, their order.
"""

from __future__ import annotations

import contextlib
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.domain.decision import LABELS
from winnow.domain.errors import SidecarDamagedError
from winnow.domain.tags import Flag, Tags
from winnow.export.xmp import extension_of, merged, read, read_others

GOLDEN = Path(__file__).parent / "golden"
PROGRAMS = sorted(path.stem for path in GOLDEN.glob("*.xmp"))
NOW, LATER = "2026-11-21T10:00:00+01:00", "2026-11-22T10:00:00+01:00"
ALL_OF_IT = Tags(Flag.PICKED, 4, "blue", ("burst-5f0c2a91d3", "scene-0b1d"), keeper=True)

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {
    "rdf": RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "darktable": "http://darktable.sf.net/",
    "photomechanic": "http://ns.camerabits.com/photomechanic/1.0/",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
    "acdsee": "http://ns.acdsee.com/iptc/1.0/",
    "winnow": "urn:winnow:xmp:1.0:",
}


def clark(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


LISTS = {
    clark(name)
    for name in (
        "dc:subject",
        "lr:hierarchicalSubject",
        "digiKam:TagsList",
        "darktable:colorlabels",
        "winnow:labelBefore",
    )
}
OURS = LISTS | {
    clark(name)
    for name in (
        "xmp:Rating",
        "xmp:Label",
        "xmp:MetadataDate",
        "xmpDM:pick",
        "xmpDM:good",
        "photoshop:LabelColor",
        "digiKam:PickLabel",
        "digiKam:ColorLabel",
        "photomechanic:Tagged",
        "photomechanic:Prefs",
        "MicrosoftPhoto:Rating",
        "acdsee:rating",
        "winnow:flag",
        "winnow:flagBefore",
        "winnow:stars",
        "winnow:starsBefore",
        "winnow:label",
    )
}


def golden(program: str) -> bytes:
    return (GOLDEN / f"{program}.xmp").read_bytes()


def packet(inside: str, attributes: str = "") -> bytes:
    """A packet with one Description."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/" {declared}><rdf:RDF>'
        f'<rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def descriptions(data: bytes) -> list[ET.Element]:
    """Read with Python's own parser, which is not the one that winnow merges with."""
    root = ET.fromstring(data)  # noqa: S314 - what this test wrote
    rdf = root if root.tag == f"{{{RDF}}}RDF" else root.find(f"{{{RDF}}}RDF")
    assert rdf is not None
    return rdf.findall(f"{{{RDF}}}Description")


def fields_of_others(data: bytes) -> list[list[str]]:
    """Every field that winnow does not know, by Description, in a canonical form."""
    found = []
    for description in descriptions(data):
        attributes = sorted(f"{name}={value}" for name, value in description.attrib.items() if name not in OURS)
        children = []
        for child in description:
            if child.tag not in OURS:
                child.tail = None
                children.append(ET.canonicalize(ET.tostring(child, encoding="unicode")))
        found.append([*attributes, *children])
    return found


def keywords_of_others(data: bytes) -> list[tuple[str, str]]:
    """Items of lists in which winnow has keywords among others'."""
    return [
        (child.tag, (item.text or "").strip())
        for description in descriptions(data)
        for child in description
        if child.tag in LISTS - {clark("darktable:colorlabels"), clark("winnow:labelBefore")}
        for item in child.iter(f"{{{RDF}}}li")
        if not (item.text or "").strip().startswith("winnow")
    ]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("lightroom", Tags(Flag.PICKED, 3, "red")),  # in German: Rot
        ("capture_one", Tags(None, 4, "green")),
        ("darktable", Tags(Flag.REJECTED, None, "blue")),
        ("digikam", Tags(Flag.PICKED, 2, "purple")),
        ("photo_mechanic", Tags(Flag.PICKED, 5, None)),  # Winner: the person's own name for a colour of their own
    ],
)
def test_what_a_program_says_is_read(program: str, said: Tags) -> None:
    assert read(golden(program)) == said


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_winnow_says_is_read_back_from_any_programs_packet_and_the_rest_stays(program: str) -> None:
    after = merged(golden(program), ALL_OF_IT, at=NOW)
    assert read(after) == ALL_OF_IT
    assert fields_of_others(after) == fields_of_others(golden(program))
    assert keywords_of_others(after) == keywords_of_others(golden(program))


@pytest.mark.parametrize("program", PROGRAMS)
def test_where_winnow_has_nothing_to_say_not_a_byte_changes(program: str) -> None:
    assert merged(golden(program), Tags(), at=NOW) == golden(program)


@pytest.mark.parametrize("program", PROGRAMS)
def test_winnows_keywords_go_when_they_no_longer_hold(program: str) -> None:
    with_group = merged(golden(program), ALL_OF_IT, at=NOW)
    without = merged(with_group, Tags(), at=LATER)
    assert b"winnow|" not in without
    assert b"winnow/" not in without
    assert keywords_of_others(without) == keywords_of_others(golden(program))
    assert fields_of_others(without) == fields_of_others(golden(program))


@pytest.mark.parametrize("program", PROGRAMS)
def test_packets_in_utf_16_are_understood_and_written_in_utf_8(program: str) -> None:
    text = golden(program).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert read(text.encode("utf-16")) == read(golden(program))
    after = merged(text.encode("utf-16"), ALL_OF_IT, at=NOW)
    assert after.decode("utf-8") == merged(golden(program), ALL_OF_IT, at=NOW).decode("utf-8")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_byte_order_mark_is_no_obstacle(program: str) -> None:
    assert read(b"\xef\xbb\xbf" + golden(program)) == read(golden(program))


def test_the_wrapper_and_the_declaration_stay_where_they_were() -> None:
    after = merged(golden("digikam"), ALL_OF_IT, at=NOW).splitlines()
    assert after[0] == b'<?xml version="1.0" encoding="UTF-8"?>'
    assert after[1].startswith(b"<?xpacket begin=")
    assert after[-1] == b'<?xpacket end="w"?>'
    assert merged(golden("lightroom"), ALL_OF_IT, at=NOW).startswith(b"<x:xmpmeta")


@pytest.mark.parametrize(
    ("inside", "attributes"),
    [
        ("", 'xmp:Rating="3"'),
        ("<xmp:Rating>3</xmp:Rating>", ""),
        ("<xmp:Rating> 3 </xmp:Rating>", ""),
        ("<xmp:Rating>3.0</xmp:Rating>", ""),
        ('<xmp:Rating rdf:parseType="Resource"><rdf:value>3</rdf:value><xmp:by>me</xmp:by></xmp:Rating>', ""),
        ("<xmp:Rating><rdf:Description><rdf:value>3</rdf:value></rdf:Description></xmp:Rating>", ""),
        ('<xmp:Rating><rdf:Description rdf:value="3" xmp:by="me"/></xmp:Rating>', ""),
        ('<xmp:Rating rdf:value="3" xmp:by="me"/>', ""),
        ("<xmp:Rating><![CDATA[3]]></xmp:Rating>", ""),
        ('</rdf:Description><rdf:Description rdf:about="" xmp:Rating="3">', ""),
    ],
)
def test_a_rating_is_read_and_set_in_whatever_shape_it_has(inside: str, attributes: str) -> None:
    before = packet(inside, attributes)
    after = merged(before, Tags(stars=5), at=NOW)
    assert read(before).stars == 3
    assert read(after).stars == 5
    assert after.count(b"Rating") == before.count(b"Rating")
    assert (b"by" in after) == (b"by" in before)


@pytest.mark.parametrize("said", ["", "six", "6", "-2", "nan", "1e400", "0x3"])
def test_a_rating_that_is_none_says_nothing_and_gives_way(said: str) -> None:
    before = packet("", f'xmp:Rating="{said}"')
    assert read(before).stars is None
    assert read(merged(before, Tags(stars=2), at=NOW)).stars == 2


def test_a_field_that_is_there_twice_is_there_once_when_it_is_set() -> None:
    before = packet("<xmp:Rating>2</xmp:Rating>", 'xmp:Rating="1"')
    assert merged(before, Tags(stars=4), at=NOW).count(b"Rating") == 1


@pytest.mark.parametrize("container", ["Bag", "Seq", "Alt"])
def test_keywords_are_added_to_a_list_of_any_kind(container: str) -> None:
    before = packet(f"<dc:subject><rdf:{container}><rdf:li>lake</rdf:li></rdf:{container}></dc:subject>")
    after = merged(before, Tags(keeper=True), at=NOW)
    assert f"<rdf:{container}><rdf:li>lake</rdf:li><rdf:li>winnow|keeper</rdf:li>".encode() in after


@pytest.mark.parametrize(("inside", "attributes"), [("", 'dc:subject="lake"'), ("<dc:subject>lake</dc:subject>", "")])
def test_a_lone_keyword_that_is_no_list_becomes_one(inside: str, attributes: str) -> None:
    after = merged(packet(inside, attributes), Tags(keeper=True), at=NOW)
    assert re.findall(rb"<rdf:li>(.*?)</rdf:li>", after) == [b"lake", b"winnow|keeper", b"winnow|keeper"]


def test_a_persons_own_keywords_that_sound_like_winnows_stay() -> None:
    items = "".join(f"<rdf:li>{word}</rdf:li>" for word in ("winnow", "keeper", "winnowing|floor", "group"))
    before = packet(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>")
    assert items.encode() in merged(before, Tags(keeper=True), at=NOW)
    assert merged(merged(before, Tags(keeper=True), at=NOW), Tags(), at=LATER).count(b"<rdf:li>") == 4


def test_words_that_darktable_made_of_winnows_keywords_go_with_them() -> None:
    def listed(name: str, *words: str) -> str:
        return f"<{name}><rdf:Bag>{''.join(f'<rdf:li>{word}</rdf:li>' for word in words)}</rdf:Bag></{name}>"

    flat = listed("dc:subject", "burst-1", "group", "keeper", "lake", "people", "winnow")
    paths = listed("lr:hierarchicalSubject", "places|lake", "people|group", "winnow|group|burst-1", "winnow|keeper")
    after = merged(packet(flat + paths), Tags(groups=("burst-2",)), at=NOW)
    assert keywords_of_others(after) == [
        (clark("dc:subject"), "group"),
        (clark("dc:subject"), "lake"),
        (clark("dc:subject"), "people"),
        (clark("lr:hierarchicalSubject"), "places|lake"),
        (clark("lr:hierarchicalSubject"), "people|group"),
    ]
    assert read(after).groups == ("burst-2",)


def test_a_reject_is_said_in_every_way_that_programs_understand() -> None:
    after = merged(golden("photo_mechanic"), Tags(Flag.REJECTED), at=NOW).decode()
    for said in (
        "<xap:Rating>-1</xap:Rating>",
        'xmpDM:pick="-1"',
        'xmpDM:good="False"',
        'digiKam:PickLabel="1"',
        'photomechanic:Tagged="False"',
        'photomechanic:Prefs="0:1:0:000123"',
        'photomechanic:ColorClass="1"',
    ):
        assert said in after


def test_stars_do_not_bring_back_what_another_program_rejected() -> None:
    rejected = packet("", 'xmp:Rating="-1"')
    assert read(merged(rejected, Tags(stars=4), at=NOW)).flag is Flag.REJECTED
    assert read(merged(rejected, Tags(Flag.PICKED, 4), at=NOW)) == Tags(Flag.PICKED, 4)
    assert read(merged(rejected, Tags(Flag.NEITHER), at=NOW)) == Tags(None, 0)


def test_what_was_rejected_in_winnow_and_is_no_longer_has_its_stars_again() -> None:
    rejected = merged(b"", Tags(Flag.REJECTED, 4), at=NOW)
    assert read(rejected) == Tags(Flag.REJECTED)
    assert read(merged(rejected, Tags(Flag.NEITHER, 4), at=LATER)) == Tags(Flag.NEITHER, 4)


@pytest.mark.parametrize("word", [Tags(), Tags(Flag.NEITHER), Tags(Flag.PICKED)])
def test_what_winnow_rejected_and_does_no_longer_has_the_stars_again_that_others_gave(word: Tags) -> None:
    rejected = merged(golden("digikam"), Tags(Flag.REJECTED), at=NOW)
    assert read(rejected).flag is Flag.REJECTED
    assert read_others(rejected).stars is None
    restored = merged(rejected, word, at=LATER)
    assert read(restored).stars == read(golden("digikam")).stars == 2
    assert b'MicrosoftPhoto:Rating="25"' in restored
    assert read(merged(restored, Tags(), at=LATER)).stars == 2


def test_stars_that_came_from_others_and_were_rejected_are_not_taken_back_as_winnows() -> None:
    after = golden("capture_one")
    for wanted in (Tags(stars=4), Tags(Flag.REJECTED, 4), Tags(Flag.NEITHER, 4), Tags()):
        after = merged(after, wanted, at=NOW)
    assert read(after) == Tags(Flag.NEITHER, 4, "green")
    assert b"winnow:stars" not in after


def test_a_label_of_the_same_colour_stays_in_the_persons_language() -> None:
    assert merged(golden("lightroom"), Tags(label="red"), at=NOW) == golden("lightroom")
    after = merged(golden("lightroom"), Tags(label="green"), at=NOW)
    assert b'xmp:Label="Green"' in after
    assert b'photoshop:LabelColor="green"' in after


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_label_that_was_taken_away_is_gone_for_every_program(program: str) -> None:
    after = merged(golden(program), Tags(label=""), at=NOW)
    assert read(after).label is None
    if read(golden(program)).label is None:
        assert after == golden(program)


def test_other_programs_ways_to_say_stars_are_kept_in_step() -> None:
    after = merged(golden("digikam"), Tags(stars=4), at=NOW)
    assert b'MicrosoftPhoto:Rating="75"' in after
    assert b'acdsee:rating="4"' in after


def test_a_new_packet_says_of_which_file_it_speaks() -> None:
    after = merged(b"", ALL_OF_IT, at=NOW, extension="nef")
    assert extension_of(after) == "nef"
    assert read(after) == ALL_OF_IT
    assert f'xmp:MetadataDate="{NOW}"'.encode() in after


def test_an_old_packet_is_not_told_of_which_file_it_speaks() -> None:
    assert extension_of(merged(golden("digikam"), ALL_OF_IT, at=NOW, extension="nef")) is None


def test_winnow_takes_back_what_it_said_where_it_still_stands() -> None:
    said = merged(packet(""), Tags(Flag.PICKED, 5, "red"), at=NOW)
    assert read(merged(said, Tags(), at=LATER)) == Tags(Flag.NEITHER, 0)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(
    "words",
    [
        [Tags(stars=1)],
        [Tags(label="yellow")],
        [Tags(Flag.PICKED), Tags(Flag.REJECTED)],
        [Tags(Flag.REJECTED), Tags(Flag.NEITHER), Tags(Flag.PICKED)],
        [Tags(stars=1), Tags(Flag.REJECTED, 1, ""), Tags(Flag.NEITHER, 0, "yellow")],
        [Tags(Flag.REJECTED, 5, "yellow"), Tags(label=""), Tags(Flag.PICKED, 1, "yellow")],
    ],
)
def test_what_winnow_took_the_place_of_is_there_again_when_it_takes_its_word_back(
    program: str, words: list[Tags]
) -> None:
    theirs = golden(program)
    after = theirs
    for wanted in [*words, Tags()]:
        after = merged(after, wanted, at=NOW)
    before, back = read(theirs), read(after)
    assert ((back.flag or Flag.NEITHER), back.stars or 0) == ((before.flag or Flag.NEITHER), before.stars or 0)
    assert labels(after) == labels(theirs)
    assert read_others(after) == replace(read_others(theirs), stars=read_others(after).stars)
    assert (read_others(after).stars or 0) == (read_others(theirs).stars or 0)
    assert merged(after, Tags(), at=LATER) == after


def labels(data: bytes) -> list[tuple[str, str]]:
    """Every field that programs write a label in, as it is written."""
    found = []
    for name in ("xmp:Label", "photoshop:LabelColor", "digiKam:ColorLabel", "darktable:colorlabels"):
        for description in descriptions(data):
            found += [(name, description.get(clark(name)) or "")] if clark(name) in description.attrib else []
            found += [(name, "".join("".join(each.itertext()).split())) for each in description.findall(clark(name))]
    return found


@pytest.mark.parametrize("words", [[Tags(label="red")], [Tags(label="red"), Tags(label="")]])
def test_a_label_in_the_persons_own_words_comes_back(words: list[Tags]) -> None:
    theirs = packet("<xmp:Label>Holiday</xmp:Label>", 'digiKam:ColorLabel="2"')
    after = theirs
    for wanted in words:
        after = merged(after, wanted, at=NOW)
    after = merged(after, Tags(), at=LATER)
    assert labels(after) == [("xmp:Label", "Holiday"), ("digiKam:ColorLabel", "2")]
    assert b"labelBefore" not in after


def test_a_label_in_the_persons_own_words_that_was_given_since_stays() -> None:
    after = merged(packet("", 'xmp:Label="Green"'), Tags(label=""), at=NOW)
    relabelled = after.replace(b"xmp:MetadataDate", b'xmp:Label="Holiday" xmp:MetadataDate')
    assert labels(merged(relabelled, Tags(), at=LATER)) == [("xmp:Label", "Holiday")]


def test_stars_that_lightroom_keeps_beside_its_reject_come_back_with_it() -> None:
    theirs = packet("", 'xmp:Rating="4" xmpDM:pick="-1"')
    for word in (Flag.REJECTED, Flag.PICKED, Flag.NEITHER):
        after = merged(merged(theirs, Tags(word), at=NOW), Tags(), at=LATER)
        assert read(after) == read_others(after) == Tags(Flag.REJECTED, 4)


INSIDE = Tags(None, 3, "green")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Tags(keeper=True), Tags(None, 3, "green", keeper=True)),
        (Tags(Flag.PICKED), Tags(Flag.PICKED, 3, "green")),
        (Tags(stars=5), Tags(None, 5, "green")),
        (Tags(label="red"), Tags(None, 3, "red")),
        (Tags(Flag.REJECTED), Tags(Flag.REJECTED, None, "green")),
    ],
)
def test_a_new_packet_repeats_what_is_said_inside_the_photo_and_says_it_when_winnow_no_longer_speaks(
    wanted: Tags, said: Tags
) -> None:
    new = merged(b"", wanted, at=NOW, inside=INSIDE)
    assert read(new) == said
    assert read_others(new) == Tags()
    assert merged(new, wanted, at=LATER, inside=INSIDE) == new
    back = merged(new, Tags(), at=LATER, inside=INSIDE)
    assert (read(back).stars, read(back).label) == (3, "green")
    assert not read(back).flag
    assert read_others(back) == Tags()


@pytest.mark.parametrize("inside", [Tags(Flag.REJECTED), Tags(Flag.REJECTED, 4), Tags(Flag.PICKED, 4)])
def test_a_flag_inside_the_photo_is_repeated_too(inside: Tags) -> None:
    new = merged(b"", Tags(label="red"), at=NOW, inside=inside)
    assert read(new) == replace(inside, label="red")
    for word in Flag:
        back = merged(merged(new, Tags(word), at=NOW, inside=inside), Tags(), at=LATER, inside=inside)
        assert (read(back).flag, read(back).stars or 0) == (inside.flag, inside.stars or 0)


def test_what_changed_inside_the_photo_is_followed() -> None:
    new = merged(b"", Tags(Flag.PICKED), at=NOW, inside=INSIDE)
    assert read(merged(new, Tags(Flag.PICKED), at=LATER, inside=Tags(stars=5))) == Tags(Flag.PICKED, 5)


def test_what_is_said_inside_the_photo_gives_way_to_what_a_sidecar_of_others_says_or_leaves_out() -> None:
    theirs = packet("", 'xmp:Rating="2"')
    assert merged(theirs, Tags(), at=NOW, inside=INSIDE) == theirs
    after = merged(theirs, Tags(Flag.REJECTED, 5, "red"), at=NOW, inside=INSIDE)
    assert read(merged(after, Tags(), at=LATER, inside=INSIDE)).stars == 2


def test_winnow_does_not_take_back_what_others_said_since() -> None:
    said = merged(golden("capture_one"), Tags(stars=5, label="red"), at=NOW)
    changed = said.replace(b"<xmp:Rating>5", b"<xmp:Rating>3").replace(b"Red", b"Yellow")
    after = merged(changed, Tags(), at=LATER)
    assert read(after) == Tags(None, 3, "yellow")
    assert b"winnow:" not in re.sub(rb'xmlns:winnow="[^"]*"', b"", after)


def test_winnow_does_not_take_back_what_others_said_before_it() -> None:
    said = merged(golden("capture_one"), Tags(stars=4, label="green", keeper=True), at=NOW)
    assert read(merged(said, Tags(), at=LATER)) == Tags(None, 4, "green")


def test_what_winnow_wrote_itself_is_no_word_of_others() -> None:
    said = merged(golden("capture_one"), Tags(Flag.REJECTED, label="red"), at=NOW)
    assert read_others(golden("capture_one")) == Tags(None, 4, "green")
    assert read_others(said) == Tags()
    assert read_others(said.replace(b"Red", b"Blue")).label == "blue"
    assert read_others(merged(said, Tags(), at=LATER)) == Tags(None, 4, "green")
    assert read_others(merged(merged(b"", Tags(Flag.REJECTED, 3), at=NOW), Tags(), at=LATER)) == Tags()


HOSTILE = {
    "a billion laughs": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + packet("<dc:title>&b;</dc:title>"),
    "laughs in an attribute": b'<!DOCTYPE x [<!ENTITY a "5">]>' + packet("", 'xmp:Rating="&a;"'),
    "a file of this machine": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + packet("<dc:x>&a;</dc:x>"),
    "a DOCTYPE in UTF-16": ('<!DOCTYPE x SYSTEM "http://example.org/x.dtd">' + packet("").decode()).encode("utf-16"),
    "an entity that nobody declared": b"<x>&a;</x>",
    "deep nesting": b"<a>" * 3000 + b"</a>" * 3000,
    "too many tags": b"<x>" + b"<a/>" * 1_000_001 + b"</x>",
    "too many bytes": b"<x>" + b" " * (16 << 20) + b"</x>",
    "more attributes than there is room for": b"<x " + b" ".join(b'a%d="1"' % i for i in range(10**6)) + b"/>",
    "half a packet": GOLDEN.joinpath("lightroom.xmp").read_bytes()[:900],
    "zeroes, as a power cut leaves them": b"\0" * 4096,
    "a web page": b"<html><body>Sign in to the Wi-Fi</body></html>",
    "a picture": b"\xff\xd8\xff\xe0\x00\x10JFIF",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_honest_packet_is_refused(what: str) -> None:
    with pytest.raises(SidecarDamagedError, match=r"is not understood.*\.\Z"):
        merged(HOSTILE[what], ALL_OF_IT, at=NOW)
    with pytest.raises(SidecarDamagedError):
        read(HOSTILE[what])


# -- laws, over packets of any shape

TEXT = st.sampled_from(["", "lake", " Zürich\n", "<&\"'>", "]]>", "\t-1", "日本 🐈", "&#x41;", "winnow|keeper"])
UNKNOWN = st.sampled_from(["{urn:one}a", "{urn:one}b", "{urn:two}Rating", "{http://ns.adobe.com/xap/1.0/}Nickname"])


@st.composite
def unknown_elements(draw: st.DrawFn, depth: int = 2) -> ET.Element:
    element = ET.Element(draw(UNKNOWN), draw(st.dictionaries(UNKNOWN, TEXT, max_size=2)))
    if depth and draw(st.booleans()):
        element.extend(draw(st.lists(unknown_elements(depth - 1), max_size=2)))
    else:
        element.text = draw(TEXT)
    return element


def listed(name: str, container: str, items: list[str]) -> ET.Element:
    element = ET.Element(clark(name))
    inner = ET.SubElement(element, f"{{{RDF}}}{container}")
    for item in items:
        ET.SubElement(inner, f"{{{RDF}}}li").text = item
    return element


@st.composite
def known_elements(draw: st.DrawFn) -> ET.Element:
    name = draw(st.sampled_from(sorted(OURS)))
    if name in LISTS:
        words = st.sampled_from(["lake", "0", "3", "winnow|keeper", "winnow|group|x", "winnow/keeper", "winnow"])
        local = name.rpartition("}")[2]
        prefix = next(prefix for prefix, uri in NAMESPACES.items() if f"{{{uri}}}" in name)
        container = draw(st.sampled_from(["Bag", "Seq", "Alt"]))
        return listed(f"{prefix}:{local}", container, draw(st.lists(words, max_size=3)))
    element = ET.Element(name)
    value = draw(st.sampled_from(["-1", "0", "1", "3", "5", "True", "False", "Red", "blue", "Rot", "1:2:3:004", ""]))
    target = ET.SubElement(element, f"{{{RDF}}}value") if draw(st.booleans()) else element
    target.text = value
    return element


@st.composite
def packets(draw: st.DrawFn) -> bytes:
    rdf = ET.Element(f"{{{RDF}}}RDF")
    for _ in range(draw(st.integers(0, 3))):
        attributes = draw(st.dictionaries(UNKNOWN, TEXT, max_size=2))
        description = ET.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": "", **attributes})
        description.extend(draw(st.lists(unknown_elements() | known_elements(), max_size=4)))
        if draw(st.booleans()):
            description.set(clark("xmp:Rating"), draw(st.sampled_from(["-1", "0", "4"])))
    if draw(st.booleans()):
        ET.indent(rdf)
    data = io.BytesIO()
    ET.ElementTree(rdf).write(data, encoding=draw(st.sampled_from(["utf-8", "utf-16", "us-ascii"])))
    return data.getvalue()


SPOKEN = st.builds(
    Tags, st.none() | st.sampled_from(Flag), st.none() | st.integers(1, 5), st.none() | st.sampled_from(LABELS)
)
WANTED = st.builds(
    Tags,
    st.none() | st.sampled_from(Flag),
    st.none() | st.integers(0, 5),
    st.none() | st.sampled_from(["", *LABELS]),
    st.lists(st.sampled_from(["burst-1", "copy-2", "scene-3"]), unique=True).map(lambda groups: tuple(sorted(groups))),
    st.booleans(),
)


@given(packets(), WANTED)
def test_fields_that_winnow_does_not_know_survive_any_merge(before: bytes, wanted: Tags) -> None:
    after = merged(before, wanted, at=NOW)
    there = fields_of_others(before)
    assert fields_of_others(after)[: len(there)] == there
    assert sorted(keywords_of_others(after)) == sorted(keywords_of_others(before))


@given(packets() | st.just(b""), WANTED, SPOKEN)
def test_merging_again_changes_not_a_byte(before: bytes, wanted: Tags, inside: Tags) -> None:
    after = merged(before, wanted, at=NOW, inside=inside)
    assert merged(after, wanted, at=LATER, inside=inside) == after


@given(SPOKEN, st.lists(WANTED, min_size=1, max_size=3))
def test_whatever_winnow_said_and_says_no_more_is_as_it_was_inside_the_photo(inside: Tags, words: list[Tags]) -> None:
    after = b""
    for wanted in [*words, Tags()]:
        after = merged(after, wanted, at=NOW, inside=inside)
    said = read(after)
    assert said.flag is inside.flag or not (said.flag or inside.flag)
    assert said.label == inside.label
    assert (said.stars or 0) == (inside.stars or 0)


@given(SPOKEN, st.lists(WANTED, min_size=1, max_size=3))
def test_whatever_winnow_said_and_says_no_more_is_as_others_had_it(others: Tags, words: list[Tags]) -> None:
    theirs = re.sub(rb' winnow:\w+="[^"]*"', b"", merged(b"", others, at=NOW))
    if others.flag is Flag.REJECTED and others.stars:
        theirs = theirs.replace(b'Rating="-1"', f'Rating="{others.stars}"'.encode())
    after = theirs
    for wanted in [*words, Tags()]:
        after = merged(after, wanted, at=NOW)
    said, before = read(after), read(theirs)
    assert (said.flag or Flag.NEITHER, said.stars or 0, said.label) == (
        before.flag or Flag.NEITHER,
        before.stars or 0,
        before.label,
    )
    assert labels(after) == labels(theirs)


@given(packets(), WANTED)
def test_what_winnow_says_is_read_back(before: bytes, wanted: Tags) -> None:
    said = read(merged(before, wanted, at=NOW))
    assert (said.groups, said.keeper) == (wanted.groups, wanted.keeper)
    if wanted.flag is not None:
        assert (said.flag or Flag.NEITHER) is wanted.flag
    if wanted.label is not None:
        assert (said.label or "") == wanted.label
    if wanted.stars is not None and said.flag is not Flag.REJECTED:
        assert (said.stars or 0) == wanted.stars


@given(st.lists(WANTED, max_size=3))
def test_nothing_is_left_of_what_winnow_said_and_says_no_more(words: list[Tags]) -> None:
    after = b""
    for wanted in [*words, Tags()]:
        after = merged(after, wanted, at=NOW)
    said = read(after)
    assert (said.flag or Flag.NEITHER, said.stars or 0, said.label) == (Flag.NEITHER, 0, None)
    assert read_others(after) == Tags()


@given(packets(), st.lists(WANTED, max_size=3))
def test_the_last_word_counts_whatever_was_said_before(before: bytes, words: list[Tags]) -> None:
    after = before
    for number, wanted in enumerate([*words, ALL_OF_IT]):
        after = merged(after, wanted, at=f"2026-11-2{number}T10:00:00Z")
    assert read(after) == ALL_OF_IT


@given(st.binary(max_size=300) | packets().flatmap(lambda data: st.integers(0, len(data)).map(lambda n: data[:n])))
def test_any_bytes_are_understood_or_refused(data: bytes) -> None:
    with contextlib.suppress(SidecarDamagedError):
        merged(data, ALL_OF_IT, at=NOW)
