"""Finding and placing things in RDF/XML, whichever of its spellings a program has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from xml.dom import Node, minidom

from engine.export.xmlfile import SidecarError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMLNS = "http://www.w3.org/2000/xmlns/"


def struct(element: minidom.Element) -> minidom.Element:
    """The element that carries the fields of a structure."""
    if element.getAttributeNS(RDF, "parseType") != "Resource":
        inner = children(element, RDF, "Description")
        if len(inner) == 1:
            return inner[0]
    return element


def container(element: minidom.Element) -> minidom.Element:
    """The list in a property; raises ``SidecarError`` if it holds none."""
    for child in elements(element):
        if child.namespaceURI == RDF and child.localName in ("Bag", "Seq", "Alt"):
            return child
    raise SidecarError(
        "The regions in this sidecar are no list, so it was left alone. "
        f"Received: {element.tagName}"
    )


def field(element: minidom.Element, space: str, name: str) -> str:
    """A simple value, as an attribute or an element; "" if there is none."""
    if element.hasAttributeNS(space, name):
        return element.getAttributeNS(space, name).strip()
    for child in children(element, space, name):
        # A text may stand in several languages; any will do to know that there is one.
        texts = [child, *child.getElementsByTagNameNS(RDF, "li")]
        nodes = (node for text in texts for node in text.childNodes)
        return "".join(node.data for node in nodes if isinstance(node, minidom.Text)).strip()
    return ""


def children(element: minidom.Element, space: str, name: str) -> list[minidom.Element]:
    """The elements of this name right below."""
    return [
        child
        for child in elements(element)
        if child.namespaceURI == space and child.localName == name
    ]


def elements(element: minidom.Element) -> list[minidom.Element]:
    """The elements right below."""
    return [child for child in element.childNodes if isinstance(child, minidom.Element)]


def spaces(element: minidom.Element) -> Iterator[str | None]:
    """The namespaces of an element, its attributes and all below."""
    yield element.namespaceURI
    for space, _ in attributes(element):
        yield space
    for child in elements(element):
        yield from spaces(child)


def attributes(element: minidom.Element) -> list[tuple[str | None, str]]:
    """Namespace and name of every attribute."""
    names = element.attributes
    return [] if names is None else list(names.keysNS())


def declare(element: minidom.Element, prefix: str, space: str) -> None:
    """Make a prefix mean a namespace from here on, unless it does already."""
    outer: Node | None = element
    while isinstance(outer, minidom.Element):
        if outer.hasAttributeNS(XMLNS, prefix):
            if outer.getAttributeNS(XMLNS, prefix) == space:
                return
            break
        outer = outer.parentNode
    element.setAttributeNS(XMLNS, f"xmlns:{prefix}", space)


def append(above: minidom.Element, element: minidom.Element) -> minidom.Element:
    """Put an element last, on a line of its own."""
    depth = 0
    outer: Node | None = above
    while isinstance(outer, minidom.Element):
        depth, outer = depth + 1, outer.parentNode
    document = above.ownerDocument
    assert document is not None
    closing = above.lastChild
    if not (isinstance(closing, minidom.Text) and not closing.data.strip()):
        closing = above.appendChild(document.createTextNode("\n" + " " * (depth - 1)))
    above.insertBefore(document.createTextNode("\n" + " " * depth), closing)
    above.insertBefore(element, closing)
    return element


def remove(element: minidom.Element) -> None:
    """Take an element out, with the line break before it."""
    above, before = element.parentNode, element.previousSibling
    assert isinstance(above, minidom.Element)
    if isinstance(before, minidom.Text) and not before.data.strip():
        above.removeChild(before)
    above.removeChild(element)
