"""Face regions in sidecars: where readers look for them, and nothing of anybody else's lost."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest

from engine.export.xmp.regions import AGELENS, AREA, DIM, MWG, Region, merged, withdrawn
from engine.export.xmp.xml import MAX_BYTES, SidecarError, parse, serialised
from engine.images import Stored
from engine.results import Box

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PICTURE = Stored(80, 60)
FACE = Region(Box(10, 20, 16, 12), {"apparent_age": "33.3", "perceived_gender": "female"})
OTHER = Region(Box(50, 5, 10, 10), {"apparent_age": "8.0"})

# As darktable and digiKam write: properties as attributes, structures in their short form.
FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!-- kept: a comment -->
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="uuid:1"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:odd="http://example.org/odd#"
    xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
    xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"
    xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"
   xmp:Rating="4" odd:note="first line&#10;second&#9;&lt;line&gt; &quot;&amp;">
   <dc:subject><rdf:Bag>
     <rdf:li>holiday</rdf:li><rdf:li>Söhne &amp; Töchter</rdf:li></rdf:Bag></dc:subject>
   <odd:raw><![CDATA[<not & parsed>]]></odd:raw>
   <mwg-rs:Regions rdf:parseType="Resource">
    <mwg-rs:AppliedToDimensions stDim:w="160" stDim:h="120" stDim:unit="pixel"/>
    <mwg-rs:RegionList>
     <rdf:Bag>
      <rdf:li>
       <rdf:Description mwg-rs:Name="Somebody" mwg-rs:Type="Face">
        <mwg-rs:Area stArea:x="0.225" stArea:y="0.43" stArea:w="0.2" stArea:h="0.2"
          stArea:unit="normalized"/>
       </rdf:Description>
      </rdf:li>
      <rdf:li rdf:parseType="Resource">
       <mwg-rs:Type>Pet</mwg-rs:Type>
      </rdf:li>
     </rdf:Bag>
    </mwg-rs:RegionList>
   </mwg-rs:Regions>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""


def regions(content: bytes) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(content)
    (found,) = root.iter(f"{{{MWG}}}RegionList")
    return list(found.iter(f"{{{RDF}}}li"))


def text(element: ElementTree.Element, space: str, name: str) -> str | None:
    found = element.find(f".//{{{space}}}{name}")
    return None if found is None else (found.text or "")


def canonical(content: bytes) -> str:
    """XML as it means, with the prefixes that it has."""
    return ElementTree.canonicalize(content.decode("utf-8-sig"), with_comments=True)


def test_a_new_sidecar() -> None:
    content = merged(None, [FACE, OTHER], PICTURE)
    assert content is not None
    assert content.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert content.rstrip().endswith(b'<?xpacket end="w"?>')
    first, second = regions(content)
    assert [text(first, DIM, name) for name in "w"] == [None]
    assert (text(first, MWG, "Name"), text(first, MWG, "Type")) == ("", "Face")
    area = [text(first, AREA, name) for name in ("x", "y", "w", "h", "unit")]
    assert area == ["0.225", "0.433333333", "0.2", "0.2", "normalized"]
    assert text(first, AGELENS, "apparent_age") == "33.3"
    assert text(second, AGELENS, "perceived_gender") is None
    root = ElementTree.fromstring(content)
    sides = [next(root.iter(f"{{{DIM}}}{name}")).text for name in ("w", "h", "unit")]
    assert sides == ["80", "60", "pixel"]
    extensions = first.find(f"{{{MWG}}}Extensions")
    assert extensions is not None
    assert len(extensions) == len(FACE.values)


def test_nothing_to_write() -> None:
    assert merged(None, [], PICTURE) is None
    assert merged(FOREIGN.encode(), [], PICTURE) is None


@pytest.mark.parametrize("old", [None, FOREIGN.encode()])
def test_writing_again_changes_nothing(old: bytes | None) -> None:
    once = merged(old, [FACE, OTHER], PICTURE)
    assert once is not None
    assert merged(once, [FACE, OTHER], PICTURE) == once


def test_our_former_regions_are_replaced() -> None:
    once = merged(None, [FACE, OTHER], PICTURE)
    again = merged(once, [OTHER], PICTURE)
    assert again == merged(None, [OTHER], PICTURE)
    assert again is not None
    assert len(regions(again)) == 1


def test_no_face_left_leaves_an_empty_sidecar() -> None:
    once = merged(None, [FACE], PICTURE)
    again = merged(once, [], PICTURE)
    assert again is not None
    assert MWG not in again.decode()
    assert AGELENS not in again.decode()
    assert merged(again, [], PICTURE) is None
    assert merged(again, [FACE], PICTURE) == once


def test_all_that_is_foreign_stays() -> None:
    content = merged(FOREIGN.encode(), [FACE], PICTURE)
    assert content is not None
    assert content.startswith(b"<?xml ")
    somebody, pet, ours = regions(content)
    description = somebody.find(f"{{{RDF}}}Description")
    assert description is not None
    assert description.get(f"{{{MWG}}}Name") == "Somebody"
    assert text(pet, MWG, "Type") == "Pet"
    assert (text(ours, MWG, "Name"), text(ours, AGELENS, "apparent_age")) == ("", "33.3")
    # Without ours it is what it was, to the last sign.
    without = merged(content, [], PICTURE)
    assert without is not None
    assert canonical(without) == canonical(FOREIGN.encode())
    assert "<![CDATA[<not & parsed>]]>" in without.decode()
    assert "<!-- kept: a comment -->" in without.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(encoding: str) -> None:
    text_ = FOREIGN.replace(' encoding="UTF-8"', "")
    content = merged(text_.encode(encoding), [FACE], PICTURE)
    assert content is not None
    assert "Söhne" in content.decode("utf-8")
    assert len(regions(content)) == 3


def test_the_regions_go_to_the_same_picture() -> None:
    """A description of another name would be of another picture."""
    start, end = FOREIGN.index("   <mwg-rs:Regions"), FOREIGN.index("  </rdf:Description>\n </rdf")
    bare = FOREIGN[:start] + FOREIGN[end:]
    content = merged(bare.encode(), [FACE], PICTURE)
    assert content is not None
    root = ElementTree.fromstring(content)
    top = next(root.iter(f"{{{RDF}}}RDF"))
    assert [one.get(f"{{{RDF}}}about") for one in top] == ["uuid:1", "uuid:1"]
    assert len(regions(content)) == 1


def test_prefixes_that_mean_something_else() -> None:
    taken = FOREIGN.replace("mwg-rs:", "stArea_:").replace("xmlns:mwg-rs", "xmlns:stArea_")
    taken = taken.replace("xmlns:odd=", "xmlns:agelens=").replace("odd:", "agelens:")
    content = merged(taken.encode(), [FACE], PICTURE)
    assert content is not None
    assert [text(one, AGELENS, "apparent_age") for one in regions(content)] == [None, None, "33.3"]
    assert "{http://example.org/odd#}raw" in {
        one.tag for one in ElementTree.fromstring(content).iter()
    }
    without = merged(content, [], PICTURE)
    assert without is not None
    assert canonical(without) == canonical(taken.encode())


def test_rdf_under_another_prefix() -> None:
    renamed = FOREIGN.replace("rdf:", "r:").replace("xmlns:rdf", "xmlns:r")
    content = merged(renamed.encode(), [FACE], PICTURE)
    assert content is not None
    assert len(regions(content)) == 3


def test_one_of_ours_that_was_named_keeps_its_name() -> None:
    once = merged(None, [FACE, OTHER], PICTURE)
    assert once is not None
    named = once.replace(b"<mwg-rs:Name/>", b"<mwg-rs:Name>Ada</mwg-rs:Name>", 1)
    moved = Region(Box(11, 20, 16, 12), {"apparent_age": "40.0"})
    again = merged(named, [moved, OTHER], PICTURE)
    assert again is not None
    first, second = regions(again)
    assert (text(first, MWG, "Name"), text(first, AGELENS, "apparent_age")) == ("Ada", "40.0")
    assert text(first, AREA, "x") == "0.2375"
    assert text(second, MWG, "Name") == ""
    assert merged(again, [moved, OTHER], PICTURE) == again
    alone = merged(again, [], PICTURE)
    assert alone is not None
    (kept,) = regions(alone)
    assert (text(kept, MWG, "Name"), text(kept, AGELENS, "apparent_age")) == ("Ada", None)


def test_a_name_never_gets_the_values_of_another_picture() -> None:
    """Two photos were swapped, their sidecars were not: the names were given to other faces."""
    picture = Stored(400, 300)
    box = Box(100, 50, 80, 100)
    first = merged(None, [Region(box, {"human_age": "61", "picture": "aa"})], picture)
    assert first is not None
    named = first.replace(b"<mwg-rs:Name/>", b"<mwg-rs:Name>Ada</mwg-rs:Name>", 1)
    again = merged(named, [Region(box, {"human_age": "62", "picture": "aa"})], picture)
    assert again is not None
    (same,) = regions(again)
    assert (text(same, MWG, "Name"), b">62<" in again) == ("Ada", True)
    other = merged(named, [Region(box, {"human_age": "7", "picture": "bb"})], picture)
    assert other is not None
    assert b">61<" not in other
    ada, nameless = regions(other)
    assert text(ada, MWG, "Name") == "Ada"
    assert text(ada, AGELENS, "human_age") is None
    assert not (text(nameless, MWG, "Name") or "").strip()
    assert text(nameless, AGELENS, "human_age") == "7"


def test_our_values_can_be_withdrawn_from_a_sidecar() -> None:
    picture = Stored(400, 300)
    faces = [Region(Box(x, 50, 80, 100), {"human_age": "61", "picture": "aa"}) for x in (20, 200)]
    once = merged(None, faces, picture)
    assert once is not None
    named = once.replace(b"<mwg-rs:Name/>", b"<mwg-rs:Name>Ada</mwg-rs:Name>", 1)
    rest = withdrawn(named, picture)
    (ada,) = regions(rest)
    assert text(ada, MWG, "Name") == "Ada"
    assert b"human_age" not in rest


def test_one_of_ours_as_another_program_rewrites_it() -> None:
    """Short forms, and a value of its own in the extensions."""
    rewritten = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="{RDF}">
    <r:Description r:about="" xmlns:m="{MWG}" xmlns:a="{AREA}" xmlns:g="{AGELENS}" xmlns:f="urn:f">
    <m:Regions><r:Description><m:RegionList><r:Seq>
    <r:li><r:Description m:Type="Face"><m:Area a:x="0.225" a:y="0.43" a:w="0.2" a:h="0.2"/>
      <m:Extensions g:apparent_age="1.0" f:id="7"/></r:Description></r:li>
    <r:li><r:Description m:Type="Face"><m:Extensions g:apparent_age="2.0"/></r:Description></r:li>
    </r:Seq></m:RegionList></r:Description></m:Regions></r:Description></r:RDF></x:xmpmeta>"""
    content = merged(rewritten.encode(), [FACE], PICTURE)
    assert content is not None
    (kept,) = regions(content)
    extensions = kept.find(f".//{{{MWG}}}Extensions")
    assert extensions is not None
    assert extensions.get(f"{{{AGELENS}}}apparent_age") == "33.3"
    assert extensions.get("{urn:f}id") == "7"
    assert list(extensions) == []
    assert merged(content, [FACE], PICTURE) == content


def test_regions_of_a_picture_of_another_shape_are_left_alone() -> None:
    with pytest.raises(SidecarError, match=r"another shape.*Received: 160 x 120.*60 x 80"):
        merged(FOREIGN.encode(), [FACE], Stored(60, 80))
    ours = merged(None, [FACE], PICTURE)
    turned = merged(ours, [FACE], Stored(60, 80))
    assert turned is not None
    root = ElementTree.fromstring(turned)
    assert [next(root.iter(f"{{{DIM}}}{name}")).text for name in ("w", "h")] == ["60", "80"]
    assert len(regions(turned)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no XML"),
        (b"\x00\x01\x02", "no XML"),
        (b"not xml", "no XML"),
        (FOREIGN.encode()[:900], "no XML"),
        (FOREIGN.encode("utf-8").replace("ö".encode(), b"\xff"), "no XML"),
        (b"<a/>", "no XMP"),
        (b"<html><body/></html>", "no XMP"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DOCTYPE"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "no XML"),
        (b"<a>" * 5000 + b"</a>" * 5000, "nested"),
        (b"<a>" + bytes(MAX_BYTES), "too large"),
        (FOREIGN.replace("rdf:Bag", "rdf:Heap").encode(), "no list"),
    ],
)
def test_what_is_no_sound_sidecar_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(SidecarError, match=rf"{sentence}.*Received: |Received: .*{sentence}"):
        merged(content, [FACE], PICTURE)


def test_a_billion_laughs_takes_no_time() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l11;</x>'
    with pytest.raises(SidecarError, match="DOCTYPE"):
        merged(bomb.encode(), [FACE], PICTURE)


def test_damage_never_raises_anything_else() -> None:
    """Bytes flipped, cut and doubled: a sentence, or a sidecar that is sound again."""
    dice = random.Random(4)
    sound = merged(FOREIGN.encode(), [FACE], PICTURE)
    assert sound is not None
    outcomes = set()
    for _ in range(400):
        content = bytearray(sound)
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(content))
            content[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        try:
            result = merged(bytes(content), [FACE], PICTURE)
        except SidecarError:
            outcomes.add("refused")
        else:
            assert result is not None
            ElementTree.fromstring(result)
            outcomes.add("sound")
    assert outcomes == {"refused", "sound"}


def test_values_that_xml_cannot_hold() -> None:
    odd = Region(FACE.box, {"reviewer": '<Ada> & \x00\x0b\ud800 "Bob"\r\n\ttab'})
    content = merged(None, [odd], PICTURE)
    assert content is not None
    (region,) = regions(content)
    assert text(region, AGELENS, "reviewer") == '<Ada> & \ufffd\ufffd\ufffd "Bob"\r\n\ttab'


def test_a_document_comes_back_as_it_was() -> None:
    document = parse(FOREIGN.encode())
    assert canonical(serialised(document, declared=True)) == canonical(FOREIGN.encode())
