"""The schemas of XMP that photo programs use, and how a property of one is named."""

from __future__ import annotations

from typing import Final

from lxml import etree

NAMESPACES: Final = {
    "acdsee": "http://ns.acdsee.com/iptc/1.0/",
    "darktable": "http://darktable.sf.net/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0",
    "MicrosoftPhotoExiv2": "http://ns.microsoft.com/photo/1.0/",  # with a slash that Windows does not write
    "photomechanic": "http://ns.camerabits.com/photomechanic/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "winnow": "urn:winnow:xmp:1.0:",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
}
for _prefix, _namespace in NAMESPACES.items():
    etree.register_namespace(_prefix, _namespace)  # the prefix of a namespace that a packet does not have yet


def field(name: str) -> str:
    """``xmp:Rating`` as ``{http://ns.adobe.com/xap/1.0/}Rating``."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
