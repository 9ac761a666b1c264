"""XML of other programs: read without expanding anything, written back with all that was in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.dom import Node, expatbuilder, minidom
from xml.parsers import expat

from engine.errors import UserError

MAX_BYTES = 32 * 2**20
_MAX_DEPTH = 100
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARED = (b"<?xml", "<?xml".encode("utf-16-le"), "<?xml".encode("utf-16-be"))
_IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
# Line ends and tabs in an attribute would be read as spaces.
_IN_ATTRIBUTE = _IN_TEXT | {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


class SidecarError(UserError):
    """A sidecar is not what it should be; it is left alone."""


def parse(content: bytes) -> minidom.Document:
    """The document; raises ``SidecarError`` for what is not sound, small and plain XML.

    A document type declaration is refused: entities could read files or fill the memory.
    """
    if len(content) > MAX_BYTES:
        raise SidecarError("This sidecar is too large.", received=f"{len(content)} bytes")
    try:
        _check(content)
        document: minidom.Document = expatbuilder.parseString(content, namespaces=True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise SidecarError(
            "This sidecar is damaged or no XML, so it was left alone.", received=error
        ) from error
    return document


def serialised(document: minidom.Document, *, declared: bool) -> bytes:
    """The document as UTF-8; ``declared`` puts an XML declaration in front."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>'] if declared else []
    parts += ["".join(_written(child)) for child in document.childNodes]
    return ("\n".join(parts) + "\n").encode()


def is_declared(content: bytes) -> bool:
    """Whether it begins with an XML declaration."""
    start = content.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    return start.removeprefix(b"\xfe\xff").startswith(_DECLARED)


def allowed(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _check(content: bytes) -> None:
    """Refuse a document type and deep nesting before anything is built."""
    parser = expat.ParserCreate()
    depth = 0

    def doctype(*_: object) -> None:
        raise SidecarError(
            "This sidecar declares a document type, which sidecars have no use for; it was left "
            "alone.",
            received="<!DOCTYPE",
        )

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise SidecarError(
                "This sidecar is nested too deeply.", received=f"more than {_MAX_DEPTH} levels"
            )

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(content, True)


def _written(node: Node) -> Iterator[str]:
    if isinstance(node, minidom.Element):
        yield f"<{node.tagName}"
        # Namespaces first, as the parser gives them: then the same document is the same bytes.
        for name, value in sorted(node.attributes.items(), key=lambda pair: pair[0][:5] != "xmlns"):
            yield f' {name}="{allowed(value).translate(_IN_ATTRIBUTE)}"'
        if not node.childNodes:
            yield "/>"
            return
        yield ">"
        for child in node.childNodes:
            yield from _written(child)
        yield f"</{node.tagName}>"
    elif isinstance(node, minidom.CDATASection):
        yield f"<![CDATA[{node.data}]]>"
    elif isinstance(node, minidom.Text):
        yield allowed(node.data).translate(_IN_TEXT)
    elif isinstance(node, minidom.Comment):
        yield f"<!--{node.data}-->"
    elif isinstance(node, minidom.ProcessingInstruction):
        yield f"<?{node.target} {node.data}?>"


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
        "The regions in this sidecar are no list, so it was left alone.", received=element.tagName
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
