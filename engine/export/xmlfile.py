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
        raise SidecarError(f"This sidecar is too large. Received: {len(content)} bytes")
    try:
        _check(content)
        document: minidom.Document = expatbuilder.parseString(content, namespaces=True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise SidecarError(
            f"This sidecar is damaged or no XML, so it was left alone. Received: {error}"
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
            "alone. Received: <!DOCTYPE"
        )

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise SidecarError(
                f"This sidecar is nested too deeply. Received: more than {_MAX_DEPTH} levels"
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
