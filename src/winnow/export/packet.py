"""An XMP packet as a tree: read without trust, changed only where it is told to, written as UTF-8.

A property may be written in many ways (ISO 16684-1, chapter 7): as an attribute or an element, in any of several
`rdf:Description`, under any prefix, its value bare or inside an `rdf:value`; a list as a Bag, a Seq or an Alt. All are
read, and each is changed in the way it was written. What is not named stays: other fields, comments, prefixes, order.

A property is named ``{namespace}name`` throughout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from winnow.domain.errors import SidecarDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDF_RDF: Final = f"{{{RDF}}}RDF"
_DESCRIPTION: Final = f"{{{RDF}}}Description"
_ABOUT: Final = f"{{{RDF}}}about"
_VALUE: Final = f"{{{RDF}}}value"
_BAG: Final = f"{{{RDF}}}Bag"
_ITEM: Final = f"{{{RDF}}}li"
_LISTS: Final = (_BAG, f"{{{RDF}}}Seq", f"{{{RDF}}}Alt")
_NOT_BARE: Final = (f"{{{RDF}}}resource", f"{{{RDF}}}parseType")

# Sidecars with thousands of brush strokes reach a few megabytes. A packet of a million tags takes 125 MB and 0.6 s.
MOST_BYTES: Final = 16 << 20
_MOST_TAGS: Final = 1_000_000

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>'
_EMPTY: Final = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="winnow">
 <rdf:RDF xmlns:rdf="{RDF}">
  <rdf:Description rdf:about=""/>
 </rdf:RDF>
</x:xmpmeta>
""".encode()


class Packet:
    """The fields of an XMP packet.

    Attributes:
        changed: whether a field is not as it was read.
    """

    def __init__(self, packet: bytes = b"") -> None:
        """Read a packet; an empty one has no fields.

        Raises:
            SidecarDamagedError: it is no XMP, or nothing that an honest program writes.
        """
        self.changed = False
        self._declared = b"<?xml " in packet[:64].replace(b"\0", b"")
        rdf = next(_parsed(packet if packet.strip() else _EMPTY).iter(_RDF_RDF), None)
        if rdf is None:
            raise SidecarDamagedError("It is XML, but no XMP: there is no rdf:RDF in it.")
        self._rdf = rdf

    def text(self, field: str) -> str | None:
        """The value of a simple field, without blanks around it; None if the packet does not have it."""
        return next((_value(place, field) for place in self._places(field)), None)

    def put(self, field: str, value: str | None) -> None:
        """Set a simple field where it stands, or as a new attribute; None takes it away."""
        places = list(self._places(field))
        if value == (_value(places[0], field) if places else None):
            return
        self.changed = True
        if value is None:
            kept = 0
        elif places:
            kept = 1
            _set_value(places[0], field, value)
        else:
            self._description().set(field, value)
            return
        for place in places[kept:]:
            _remove(place, field)

    def items(self, field: str) -> list[str]:
        """The values of a list, in order; that of a simple field as the only one."""
        return [text for place in self._places(field) for text in _texts(place, field)]

    def put_items(self, field: str, wanted: Sequence[str], ours: Callable[[str], bool]) -> None:
        """Make `wanted` the only items of a list of which `ours` is true; the others stay, before them."""
        if sorted(filter(ours, self.items(field))) == sorted(wanted):
            return
        self.changed = True
        lists = [found for place in self._places(field) for found in _lists(place)] or [self._new_list(field)]
        for each in lists:
            for item in [item for item in each.iterchildren(_ITEM) if ours(_text(item))]:
                _take(item)
        for text in wanted:
            _append(lists[0], _ITEM).text = text
        for each in lists:
            property_ = each.getparent()
            if len(each) == 0 and property_ is not None:
                _take(property_)

    def serialised(self) -> bytes:
        """The packet in UTF-8, with the processing instructions around it, and an XML declaration where it had one."""
        root = self._rdf.getroottree().getroot()
        nodes = [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]
        lines = [etree.tostring(node, encoding="UTF-8", with_tail=False) for node in nodes]
        return b"\n".join([_DECLARATION, *lines, b""] if self._declared else [*lines, b""])

    def _places(self, field: str) -> Iterator[_Place]:
        for holder in self._rdf.iterchildren(_DESCRIPTION):
            if field in holder.attrib:
                yield _Place(holder)
            for element in holder.iterchildren(field):
                yield _Place(holder, element)

    def _description(self) -> etree._Element:
        """The Description to which new fields go: the first."""
        first = self._rdf.find(_DESCRIPTION)
        if first is None:
            first = _append(self._rdf, _DESCRIPTION)
            first.set(_ABOUT, "")
        return first

    def _new_list(self, field: str) -> etree._Element:
        """A Bag for a field that has no list, with what stood in its place."""
        texts = self.items(field)
        for place in list(self._places(field)):
            _remove(place, field)
        bag = _append(_append(self._description(), field), _BAG)
        for text in texts:
            _append(bag, _ITEM).text = text
        return bag


class _Place(NamedTuple):
    """Where a field stands: an element in a Description, or an attribute of it."""

    holder: etree._Element
    element: etree._Element | None = None


def _parsed(packet: bytes) -> etree._Element:
    """The root of a packet. Nothing is fetched, nothing is expanded, and what is too big is not begun."""
    plain = packet.replace(b"\0", b"")  # so that UTF-16 and UTF-32 are looked through too
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise SidecarDamagedError("It has a DOCTYPE, which no XMP has.")
    if len(packet) > MOST_BYTES or plain.count(b"<") > _MOST_TAGS:
        raise SidecarDamagedError(f"It is larger than any sidecar: {len(packet):,} bytes.")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, strip_cdata=False
    )
    try:
        return etree.fromstring(packet, parser)
    except etree.XMLSyntaxError as error:
        raise SidecarDamagedError(f"It is no XML: {' '.join(error.msg.split())}.") from error


def _value(place: _Place, field: str) -> str:
    if place.element is None:
        return str(place.holder.get(field, "")).strip()
    return _text(place.element)


def _text(element: etree._Element) -> str:
    """What an element says, or its `rdf:value` where it is qualified."""
    node, attribute = _value_node(element)
    return str((node.get(attribute) if attribute else node.text) or "").strip()


def _value_node(element: etree._Element) -> tuple[etree._Element, str | None]:
    """The node that holds an element's value: itself, or where RDF has the value of a qualified one."""
    for node in (element, *element.iterchildren(_DESCRIPTION)):
        if _VALUE in node.attrib:
            return node, _VALUE
        inner = node.find(_VALUE)
        if inner is not None:
            return inner, None
    return element, None


def _set_value(place: _Place, field: str, value: str) -> None:
    if place.element is None:
        place.holder.set(field, value)
        return
    node, attribute = _value_node(place.element)
    if attribute:
        node.set(attribute, value)
        return
    for child in node.iterchildren():
        node.remove(child)
    for name in set(_NOT_BARE).intersection(map(str, node.attrib)):
        del node.attrib[name]
    node.text = value


def _lists(place: _Place) -> list[etree._Element]:
    return [] if place.element is None else list(place.element.iterchildren(*_LISTS))


def _texts(place: _Place, field: str) -> list[str]:
    """The items of a list; a simple value as the only one."""
    lists = _lists(place)
    if lists:
        return [_text(item) for each in lists for item in each.iterchildren(_ITEM)]
    return [value] if (value := _value(place, field)) else []


def _remove(place: _Place, field: str) -> None:
    if place.element is None:
        del place.holder.attrib[field]
    else:
        _take(place.element)


def _take(element: etree._Element) -> None:
    """Take an element out of its parent, whose closing tag stays where it is."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.getnext() is None and previous is not None:
        previous.tail = element.tail
    parent.remove(element)


def _append(parent: etree._Element, tag: str) -> etree._Element:
    """A new last child, on a line of its own where the others are."""
    last = parent[-1] if len(parent) else None
    depth = sum(1 for _ in parent.iterancestors())
    if last is None:
        parent.text = "\n" + " " * (depth + 1)
    child = etree.SubElement(parent, tag)
    child.tail = "\n" + " " * depth if last is None else last.tail
    if last is not None:
        last.tail = parent.text
    return child
