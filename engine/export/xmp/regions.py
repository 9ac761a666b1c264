"""Face regions in XMP, as the Metadata Working Group describes them (Guidelines 2.0, "Regions").

``mwg-rs:Regions`` holds ``AppliedToDimensions`` (the stored picture's sides in pixels) and a list
of regions: here each of Type "Face" with an empty Name, an Area (centre, width and height as
shares of the **stored** picture, before its EXIF orientation: readers turn the boxes with the
picture), and our values under their own namespace in its Extensions.

What other programs wrote stays. A region is ours alone if it carries our values and nobody gave it
a name, a description or further data; only those are taken out when we write anew. One of ours
that was named since keeps its name, and gets our new values and place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.dom import minidom

from engine import __version__
from engine.export.xmp import xml as rdf
from engine.export.xmp.xml import RDF, XMLNS, SidecarError, allowed, is_declared, parse, serialised
from engine.images import Stored
from engine.results import Box

AGELENS = "urn:agelens:face:1.0/"
MWG = "http://www.metadataworkinggroup.com/schemas/regions/"
AREA = "http://ns.adobe.com/xmp/sType/Area#"
DIM = "http://ns.adobe.com/xap/1.0/sType/Dimensions#"
_XML = "http://www.w3.org/XML/1998/namespace"
_PLAIN = frozenset({RDF, MWG, AREA, AGELENS, XMLNS, _XML, None})
_PREFIXES = {MWG: "mwg-rs", AREA: "stArea", DIM: "stDim", AGELENS: "agelens", RDF: "rdf"}
_SAME_FACE_IOU = 0.5
_SAME_PLACE_IOU = 0.9
_SHAPE_TOLERANCE = 0.01
PICTURE = "picture"
_EMPTY = f"""\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="AgeLens {__version__}">
 <rdf:RDF xmlns:rdf="{RDF}">
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A face for a sidecar: its box in pixels of the upright picture, and values by name.

    The value ``PICTURE`` is a hash of the pixels: what was written for another picture is known by
    it, where files have changed their names and sidecars have not.
    """

    box: Box
    values: Mapping[str, str]


def merged(
    old: bytes | None, regions: Sequence[Region], picture: Stored, *, adopt: bool = False
) -> bytes | None:
    """The sidecar with these faces; ``None`` if there is nothing to write.

    ``old`` is the sidecar that is there, or what the photo itself carries: then ``adopt`` puts our
    values into the regions of the same faces, which keep their names. Raises ``SidecarError`` if it
    is not sound XMP, or if its regions belong to a picture of another shape.
    """
    if old is None and not regions:
        return None
    content = _EMPTY.encode() if old is None else old
    sidecar = _Sidecar(parse(content), picture)
    if not sidecar.put(regions, adopt=adopt):
        return None
    return serialised(sidecar.document, declared=is_declared(content))


def withdrawn(old: bytes, picture: Stored) -> bytes:
    """The sidecar without anything of ours; raises ``SidecarError`` if it is no sound XMP."""
    sidecar = _Sidecar(parse(old), picture)
    sidecar.withdraw()
    return serialised(sidecar.document, declared=is_declared(old))


class _Sidecar:
    """A parsed sidecar of a picture, and the place of its regions."""

    def __init__(self, document: minidom.Document, picture: Stored) -> None:
        self.document, self._picture = document, picture
        roots = document.getElementsByTagNameNS(RDF, "RDF")
        if len(roots) != 1:
            raise SidecarError(
                "This file holds no XMP, so it was left alone.",
                received=f"{len(roots)} descriptions of a picture",
            )
        self._root = roots[0]
        self._descriptions = rdf.children(self._root, RDF, "Description")
        found = [one for above in self._descriptions for one in rdf.children(above, MWG, "Regions")]
        if len(found) > 1:
            raise SidecarError(
                "This sidecar lists regions twice, so it was left alone.",
                received=f"{len(found)} lists",
            )
        self._regions = found[0] if found else None

    def put(self, regions: Sequence[Region], *, adopt: bool) -> bool:
        """Replace our regions by these; whether there was anything to do."""
        items = self._items()
        ours = [item for item in items if AGELENS in rdf.spaces(item)]
        if not regions and not ours:
            return False
        left = list(regions)
        for item in ours:
            if not _is_shared(item):
                rdf.remove(item)
                continue
            written_for = _picture_of(item)
            _strip(item)
            match = self._match(item, left)
            # A name that somebody gave to a face of another picture stays with nobody's values.
            if match is not None and written_for in ("", match.values.get(PICTURE, written_for)):
                left.remove(match)
                self._refresh(item, match)
        if adopt:
            self._adopt([one for one in items if one not in ours], left)
        kept = [item for item in items if item.parentNode is not None]
        if not kept and not left:
            self._drop()
            return True
        self._set_size(keep=bool(kept))
        for region in left:
            item = self._add(self._list(), RDF, "li", resource=True)
            self._add(item, MWG, "Name")
            self._add(item, MWG, "Type", "Face")
            self._place(item, region)
            self._values(self._add(item, MWG, "Extensions", resource=True), region)
        return True

    def withdraw(self) -> None:
        """Take out our regions, and our values out of those that somebody else has added to."""
        for item in self._items():
            if AGELENS in rdf.spaces(item):
                if _is_shared(item):
                    _strip(item)
                else:
                    rdf.remove(item)

    def _adopt(self, items: Sequence[minidom.Element], left: list[Region]) -> None:
        """Put our values into others' regions of the same faces: a face is to have one, named."""
        for item in items:
            match = self._match(item, left) if _is_of_a_face(item) else None
            if match is not None:
                left.remove(match)
                self._refresh(item, match)

    def _items(self) -> list[minidom.Element]:
        if self._regions is None:
            return []
        lists = rdf.children(rdf.struct(self._regions), MWG, "RegionList")
        return [item for bag in map(rdf.container, lists) for item in rdf.children(bag, RDF, "li")]

    def _list(self) -> minidom.Element:
        """The list that regions stand in, made where there is none."""
        body = self._body()
        for regions in rdf.children(body, MWG, "RegionList"):
            return rdf.container(regions)
        return self._add(self._add(body, MWG, "RegionList"), RDF, "Bag")

    def _own_regions(self) -> minidom.Element:
        if self._regions is None:
            abouts = (one.getAttributeNS(RDF, "about") for one in self._descriptions)
            description = self._add(self._root, RDF, "Description")
            for space in (MWG, DIM, AREA, AGELENS):
                rdf.declare(description, _PREFIXES[space], space)
            self._attribute(description, "about", next(abouts, ""))
            self._regions = self._add(description, MWG, "Regions", resource=True)
        return self._regions

    def _body(self) -> minidom.Element:
        """Where the size and the list stand; raises ``SidecarError`` where neither can."""
        regions = self._own_regions()
        body = self._struct(regions)
        if body is None:
            raise SidecarError(
                "The regions in this sidecar are of no known form, so it was left alone.",
                received=regions.tagName,
            )
        return body

    def _struct(self, element: minidom.Element) -> minidom.Element | None:
        """The element to put fields into; ``None`` where they all are attributes."""
        body = rdf.struct(element)
        if body is element and not element.getAttributeNS(RDF, "parseType"):
            if any(space not in (RDF, XMLNS) for space, _ in rdf.attributes(element)):
                return None
            self._attribute(element, "parseType", "Resource")
        return body

    def _set_size(self, *, keep: bool) -> None:
        """State the picture's sides; with ``keep`` those that are there must be of its shape."""
        body = self._body()
        size = {"w": str(self._picture.width_px), "h": str(self._picture.height_px)}
        size["unit"] = "pixel"
        for element in rdf.children(body, MWG, "AppliedToDimensions"):
            sides = rdf.struct(element)
            if keep:
                _check_shape(sides, self._picture)
                return
            if {name: rdf.field(sides, DIM, name) for name in size} == size:
                return
            rdf.remove(element)
        sides = self._add(body, MWG, "AppliedToDimensions", resource=True)
        for name, value in size.items():
            self._add(sides, DIM, name, value)

    def _place(self, item: minidom.Element, region: Region) -> None:
        area = self._add(item, MWG, "Area", resource=True)
        for name, share in zip("xywh", self._picture.share(region.box), strict=True):
            self._add(area, AREA, name, f"{share:.9f}".rstrip("0").rstrip("."))
        self._add(area, AREA, "unit", "normalized")

    def _values(self, extensions: minidom.Element, region: Region) -> None:
        for name, value in region.values.items():
            self._add(extensions, AGELENS, name, value)

    def _refresh(self, item: minidom.Element, region: Region) -> None:
        """Put our place and values into a region that somebody else has added to.

        A place that still is that of the face may be theirs, and stays.
        """
        if self._match(item, [region], least=_SAME_PLACE_IOU) is None:
            body = rdf.struct(item)
            for area in rdf.children(body, MWG, "Area"):
                rdf.remove(area)
            self._place(body, region)
        self._extend(item, region)

    def _extend(self, item: minidom.Element, region: Region) -> None:
        """Put our values into a region."""
        body = rdf.struct(item)
        known = rdf.children(body, MWG, "Extensions")
        extensions = known[0] if known else self._add(body, MWG, "Extensions", resource=True)
        inner = self._struct(extensions)
        if inner is None:  # in its short form, where all values are attributes
            rdf.declare(extensions, _PREFIXES[AGELENS], AGELENS)
            for name, value in region.values.items():
                extensions.setAttributeNS(AGELENS, f"{_PREFIXES[AGELENS]}:{name}", allowed(value))
        else:
            self._values(inner, region)

    def _match(
        self, item: minidom.Element, regions: Sequence[Region], *, least: float = _SAME_FACE_IOU
    ) -> Region | None:
        """Which of the faces stands where this region is, overlapping by so much (IoU) at least."""
        place = next(iter(rdf.children(rdf.struct(item), MWG, "Area")), None)
        if place is None:
            return None
        try:
            area = _centred(*(float(rdf.field(rdf.struct(place), AREA, name)) for name in "xywh"))
        except ValueError:
            return None
        overlaps = [
            (area.iou(_centred(*self._picture.share(region.box))), region) for region in regions
        ]
        best = max(overlaps, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= least else None

    def _drop(self) -> None:
        """Take an empty list of regions out, and the description that was made for it."""
        assert self._regions is not None
        description = self._regions.parentNode
        assert isinstance(description, minidom.Element)
        rdf.remove(self._regions)
        foreign = [space for space, _ in rdf.attributes(description) if space not in (RDF, XMLNS)]
        if not foreign and not rdf.elements(description):
            rdf.remove(description)

    def _add(
        self,
        above: minidom.Element,
        space: str,
        name: str,
        text: str = "",
        *,
        resource: bool = False,
    ) -> minidom.Element:
        """A new last element; its prefix means what it should, whatever it means further out."""
        element = self.document.createElementNS(space, f"{_PREFIXES[space]}:{name}")
        rdf.append(above, element)
        rdf.declare(element, _PREFIXES[space], space)
        if resource:
            self._attribute(element, "parseType", "Resource")
        if text:
            element.appendChild(self.document.createTextNode(allowed(text)))
        return element

    def _attribute(self, element: minidom.Element, name: str, value: str) -> None:
        rdf.declare(element, _PREFIXES[RDF], RDF)
        element.setAttributeNS(RDF, f"{_PREFIXES[RDF]}:{name}", value)


def _is_of_a_face(item: minidom.Element) -> bool:
    """Whether a region is that of a face, or does not say of what it is."""
    return rdf.field(rdf.struct(item), MWG, "Type").casefold() in ("", "face")


def _check_shape(sides: minidom.Element, picture: Stored) -> None:
    try:
        width, height = (float(rdf.field(sides, DIM, name)) for name in ("w", "h"))
        same = abs(width * picture.height_px / (height * picture.width_px) - 1) < _SHAPE_TOLERANCE
    except (ValueError, ZeroDivisionError):
        return  # nothing is claimed
    if not same:
        raise SidecarError(
            "The regions in this sidecar belong to a picture of another shape, so it was left "
            "alone.",
            received=f"{width:g} x {height:g} pixels, "
            f"expected {picture.width_px} x {picture.height_px}",
        )


def _is_shared(item: minidom.Element) -> bool:
    """Whether somebody else has added to a region of ours."""
    body = rdf.struct(item)
    name = rdf.field(body, MWG, "Name") or rdf.field(body, MWG, "Description")
    return bool(name) or any(space not in _PLAIN for space in rdf.spaces(item))


def _picture_of(item: minidom.Element) -> str:
    """The hash of the picture for which a region of ours was written; "" where it does not say."""
    for element in [item, *item.getElementsByTagName("*")]:
        if element.namespaceURI == AGELENS and element.localName == PICTURE:
            return "".join(one.data for one in element.childNodes if isinstance(one, minidom.Text))
        if text := element.getAttributeNS(AGELENS, PICTURE):
            return str(text)
    return ""


def _strip(item: minidom.Element) -> None:
    """Take our values out of a region."""
    for element in [item, *item.getElementsByTagName("*")]:
        if element.namespaceURI == AGELENS:
            rdf.remove(element)
            continue
        for space, name in rdf.attributes(element):
            if space == AGELENS:
                element.removeAttributeNS(space, name)


def _centred(x: float, y: float, w: float, h: float) -> Box:
    return Box(x - w / 2, y - h / 2, w, h)
