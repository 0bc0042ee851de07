"""RESULT documents against their XSD: what is open passes, what is wrong is attributed."""

from __future__ import annotations

from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from contracts.catalogue import specs_dir
from contracts.oracles import XmlBody, parse_xml, without_default_namespace

XSD = specs_dir() / "uptivity" / "result.xsd"
TYPE = "<RESULTTYPE>API_OK</RESULTTYPE>"
CODE = "<RESULTCODE>20</RESULTCODE>"
MSG = "<RESULTMSG>API_OK</RESULTMSG>"
ID = "<REQUESTID>1</REQUESTID>"
ALL = ID + TYPE + CODE + MSG
INSTANCE = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


def _result(inner: str, attributes: str = "", before: str = "") -> bytes:
    return f"{before}<RESULT{attributes}>{inner}</RESULT>".encode()


@pytest.fixture(scope="module")
def oracle() -> XmlBody:
    """The judge of RESULT documents."""
    return XmlBody(XSD, "RESULT", well_formed="UPT-XML-01", root_requirement="UPT-RESULT-01")


VALID = {
    "as in the document": _result(ALL),
    "the other way round": _result(MSG + CODE + TYPE + ID),
    "without a REQUESTID": _result(TYPE + CODE + MSG),
    "with a REQUESTTYPE": _result(ALL + "<REQUESTTYPE>TEST</REQUESTTYPE>"),
    "an unknown sub node": _result("<CALLS><CALL ID='1'><A/></CALL></CALLS>" + ALL),
    "two unknown sub nodes of one name": _result(ALL + "<CALL/><CALL/>"),
    "sub nodes forty deep": _result(ALL + "<A>" * 40 + "</A>" * 40),
    "sub nodes two hundred deep": _result(ALL + "<A>" * 200 + "</A>" * 200),
    "a sub node with elements of the same names": _result(
        ALL + "<CALL><RESULTCODE>n/a</RESULTCODE><REQUESTID>2</REQUESTID><RESULTTYPE/></CALL>"
    ),
    "a sub node with a RESULT in it": _result(ALL + "<OLD><RESULT><A/></RESULT></OLD>"),
    "a sub node called RESULT": _result(
        "<RESULT><RESULTCODE>n/a</RESULTCODE><RESULT/></RESULT>" + ALL + "<RESULT>0</RESULT>"
    ),
    "sub nodes in the place of texts": _result(ALL + "<D><RESULTMSG><B/></RESULTMSG></D>"),
    "an attribute of RESULT": _result(ALL, ' version="2"'),
    "an attribute of an element": _result(ALL.replace("<RESULTCODE>", '<RESULTCODE unit="x">')),
    "a comment in the code": _result(ALL.replace("20", "2<!-- no -->0")),
    "comments between": _result("<!-- a -->" + ALL + "<!-- b -->"),
    "an instruction": _result("<?page 1?>" + ALL, before="<?style x?>"),
    "CDATA": _result(ALL.replace("20", "<![CDATA[20]]>")),
    "a sign and white space": _result(ALL.replace("20", "\n +20 ")),
    "an empty message": _result(ID + TYPE + CODE + "<RESULTMSG/>"),
    "character references": _result(ALL.replace("API_OK", "&#65;PI_OK")),
    "text between the elements": _result("text" + ALL),
    "namespaced sub nodes": _result(ALL + '<x:A xmlns:x="urn:x"><x:RESULTCODE/></x:A>'),
    "an unused namespace": _result(ALL, ' xmlns:x="urn:x"'),
    "a default namespace": _result(ALL, ' xmlns="urn:x"'),
    "a namespace named in Finnish": _result(ALL + '<x:A xmlns:x="urn:äänitteet"/>'),
    "a namespace with a blank": _result(ALL, ' xmlns:x="a b"'),
    "an entity of its own": _result(
        ALL.replace("20", "&twenty;"), before='<!DOCTYPE RESULT [<!ENTITY twenty "20">]>'
    ),
    "a schema location": _result(ALL, f' {INSTANCE} i:noNamespaceSchemaLocation="file:///no.xsd"'),
    "a declaration": _result(ALL, before='<?xml version="1.0" encoding="UTF-8"?>\n'),
    "a byte order mark": b"\xef\xbb\xbf" + _result(ALL),
    "UTF-16": _result(ALL).decode().encode("utf-16"),
    "UTF-16, declared": _result(ALL, before='<?xml version="1.0" encoding="UTF-16"?>')
    .decode()
    .encode("utf-16"),
    "Latin-1": _result(ALL + "<N>é</N>", before='<?xml version="1.0" encoding="ISO-8859-1"?>')
    .decode()
    .encode("latin-1"),
    "white space around": b"\n " + _result(ALL) + b"\r\n",
    "a document type": _result(ALL, before='<!DOCTYPE RESULT SYSTEM "file:///no.dtd">'),
}  # fmt: skip
INVALID = {
    "no RESULTTYPE": (_result(ID + CODE + MSG), "UPT-RESULT-02"),
    "no RESULTCODE": (_result(ID + TYPE + MSG), "UPT-RESULT-03"),
    "no RESULTMSG": (_result(ID + TYPE + CODE), "UPT-RESULT-04"),
    "two RESULTTYPE": (_result(ALL + TYPE), "UPT-RESULT-02"),
    "two RESULTCODE": (_result(ALL + CODE), "UPT-RESULT-03"),
    "two RESULTMSG": (_result(ALL + MSG), "UPT-RESULT-04"),
    "two REQUESTID": (_result(ALL + ID), "UPT-RESULT-05"),
    "RESULTCODE only in a sub node": (_result(ID + TYPE + MSG + f"<D>{CODE}</D>"), "UPT-RESULT-03"),
    "RESULTTYPE in another letter case": (
        _result(ALL.replace("RESULTTYPE", "ResultType")),
        "UPT-RESULT-02",
    ),
    "a word for a code": (_result(ALL.replace("20", "twenty")), "UPT-TABLE-04"),
    "an empty code": (_result(ALL.replace("20", "")), "UPT-TABLE-04"),
    "a code with decimals": (_result(ALL.replace("20", "20.0")), "UPT-TABLE-04"),
    "a hexadecimal code": (_result(ALL.replace("20", "0x14")), "UPT-TABLE-04"),
    "a code with an element in it": (_result(ALL.replace("20", "20<A/>")), "UPT-TABLE-04"),
    "a message with an element in it": (
        _result(ALL.replace("API_OK</RESULTM", "<B/></RESULTM")),
        None,
    ),
    "another root": (b"<ANSWER/>", "UPT-RESULT-01"),
    "a root in another letter case": (b"<result/>", "UPT-RESULT-01"),
    "a root with a prefix": (b'<x:RESULT xmlns:x="urn:x"/>', "UPT-RESULT-01"),
    "a web page": (b"<!DOCTYPE html><html><body>It works.<br></body></html>", "UPT-RESULT-01"),
    "JSON": (b'{"RESULT": {}}', "UPT-RESULT-01"),
    "nothing": (b"", "UPT-RESULT-01"),
    "cut short": (_result(ALL)[:-3], "UPT-XML-01"),
    "crossed tags": (_result(ID + "<A><B></A></B>"), "UPT-XML-01"),
    "a bare ampersand": (_result(ALL + "<N>a & b</N>"), "UPT-XML-01"),
    "two roots": (_result(ALL) * 2, "UPT-XML-01"),
    "an encoding that nobody knows": (
        _result(ALL, before='<?xml version="1.0" encoding="x-no"?>'),
        "UPT-XML-01",
    ),
    "bytes that are not in the encoding": (
        _result(ALL + "<N>\xe9</N>").decode().encode("latin-1"),
        "UPT-XML-01",
    ),
    "a declaration behind white space": (
        _result(ALL, before=' <?xml version="1.0"?>'),
        "UPT-XML-01",
    ),
    "a bare ampersand below a namespace named in Finnish": (
        _result(ALL + '<x:A xmlns:x="urn:ä">a & b</x:A>'),
        "UPT-XML-01",
    ),
    "an undeclared prefix beside it": (
        _result(ALL + '<x:A xmlns:x="urn:ä"/><y:A/>'),
        "UPT-XML-01",
    ),
    "an undeclared entity": (_result(ALL + "<N>&nbsp;</N>"), "UPT-XML-01"),
}
_OF_THE_DOCUMENT = {"UPT-XML-01", "UPT-RESULT-01"}


@pytest.mark.parametrize("what", VALID)
def test_what_the_document_leaves_open_is_valid(oracle: XmlBody, what: str) -> None:
    assert oracle.check(VALID[what]) == ()


@pytest.mark.parametrize("what", INVALID)
def test_one_defect_is_one_problem_of_one_requirement(oracle: XmlBody, what: str) -> None:
    body, requirement = INVALID[what]
    problems = oracle.check(body)
    assert [one.requirement for one in problems] == [requirement]
    assert problems[0].summary
    assert "SCHEMAV" not in problems[0].summary


@pytest.fixture(scope="module")
def rich() -> xmlschema.XMLSchema10:
    """The other library, with the same schema."""
    return xmlschema.XMLSchema10(str(XSD))


_READ_FIRST = frozenset({"a default namespace"})
"""What is taken out before the schema sees it."""
_NESTED = {
    "a sub node with elements of the same names",
    "a sub node with a RESULT in it",
    "a sub node called RESULT",
    "sub nodes in the place of texts",
    "UTF-16",  # ElementTree wants a declaration for it
}


@pytest.mark.parametrize("what", [one for one in VALID if one not in {*_NESTED, *_READ_FIRST}])
def test_the_libraries_agree_on_what_is_valid(rich: xmlschema.XMLSchema10, what: str) -> None:
    assert rich.is_valid(VALID[what])


@pytest.mark.parametrize(
    "what", [one for one, (_, owner) in INVALID.items() if owner not in _OF_THE_DOCUMENT]
)
def test_the_libraries_agree_on_what_is_invalid(rich: xmlschema.XMLSchema10, what: str) -> None:
    assert not rich.is_valid(INVALID[what][0])


def test_a_sub_node_called_as_the_root_proves_nothing_of_the_root(oracle: XmlBody) -> None:
    found = oracle.check(_result(ID + TYPE + MSG + f"<RESULT>{ALL}</RESULT>"))
    assert [one.requirement for one in found] == ["UPT-RESULT-03"]


def test_two_defects_are_two_problems(oracle: XmlBody) -> None:
    problems = oracle.check(_result(CODE + CODE + TYPE))
    assert {one.requirement for one in problems} == {"UPT-RESULT-03", "UPT-RESULT-04"}


def test_what_a_valid_result_proves(oracle: XmlBody) -> None:
    wanted = {
        "UPT-XML-01",
        "UPT-RESULT-01",
        "UPT-RESULT-02",
        "UPT-RESULT-03",
        "UPT-RESULT-04",
        "UPT-TABLE-04",
    }
    assert set(oracle.upheld(_result(ALL))) == wanted == set(oracle.judges)


ENTITIES = {
    "laughs": '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)),
    "a file": '<!ENTITY a11 SYSTEM "file:///etc/passwd">',
    "an address": '<!ENTITY a11 SYSTEM "http://127.0.0.1:9/never">',
    "a loop": '<!ENTITY a11 "&a11;">',
    "a parameter": '<!ENTITY % p SYSTEM "http://127.0.0.1:9/never"> %p; <!ENTITY a11 "x">',
}


@pytest.mark.parametrize("what", ENTITIES)
@pytest.mark.parametrize("place", ["text", "attribute", "code", "unused"])
def test_entities_are_neither_expanded_nor_fetched(oracle: XmlBody, what: str, place: str) -> None:
    inner = {
        "text": ALL + "<N>&a11;</N>",
        "attribute": ALL + '<N a="&a11;"/>',
        "code": ALL.replace("20", "&a11;"),
        "unused": ALL,
    }[place]
    body = _result(inner, before=f"<!DOCTYPE RESULT [{ENTITIES[what]}]>")
    problems = oracle.check(body)
    assert len(problems) <= 1
    # Expanded, the laughs would be 10 to the 11th; that much never comes to an end.
    said = "".join(one.summary + one.observed for one in problems)
    assert "root:" not in said
    assert "haha" not in said


def test_entities_that_the_document_declares_are_expanded() -> None:
    body = _result("<A>&a;</A>", before='<!DOCTYPE RESULT [<!ENTITY a "x &lt; y">]>')
    assert parse_xml(body).findtext("A") == "x < y"


def test_a_text_with_an_external_entity_stays_without_its_content(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2")
    entity = f'<!DOCTYPE RESULT [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    root = parse_xml(_result("<RESULTMSG>&a;</RESULTMSG>", before=entity))
    assert "".join(map(str, root.itertext())) == "&a;"


@pytest.mark.parametrize("depth", [300, 100_000])
def test_a_document_that_is_too_deep_is_one_problem_and_not_malformed(
    oracle: XmlBody, depth: int
) -> None:
    problems = oracle.check(_result(ALL + "<A>" * depth + "</A>" * depth))
    assert [one.requirement for one in problems] == [None]
    assert "cannot be read" in problems[0].summary


def test_the_charset_of_the_header_counts_where_the_document_names_none() -> None:
    body = "<RESULT><RESULTMSG>Größe</RESULTMSG></RESULT>".encode("latin-1")
    assert parse_xml(body, "iso-8859-1").findtext("RESULTMSG") == "Größe"
    with pytest.raises(etree.XMLSyntaxError):
        parse_xml(body)
    with pytest.raises(etree.XMLSyntaxError):
        parse_xml(body, "no-such-charset")


def test_a_document_that_can_be_read_is_read_as_it_says_itself() -> None:
    body = "<RESULT><RESULTMSG>Größe</RESULTMSG></RESULT>".encode()
    assert parse_xml(body, "iso-8859-1").findtext("RESULTMSG") == "Größe"


def test_a_key_of_no_requirement_is_explained_in_words_that_stay_the_same(tmp_path: Path) -> None:
    xsd = tmp_path / "list.xsd"
    xsd.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="list">
            <xs:complexType>
              <xs:sequence><xs:element name="items" minOccurs="0"/></xs:sequence>
            </xs:complexType>
            <xs:key name="list-count">
              <xs:selector xpath="."/><xs:field xpath="items/@count"/>
            </xs:key>
          </xs:element>
        </xs:schema>"""
    )
    (problem,) = XmlBody(xsd, "list").check(b"<list><items/></list>")
    assert problem.summary == "list has no items/@count, or no usable value in it"


def test_a_list_that_is_wrong_throughout_is_explained_by_samples() -> None:
    schema = XmlBody(specs_dir() / "cisco-uds" / "users.get.xsd", "users")
    wrong = "<user><userName/></user>" * 300
    problems = schema.check(f"<users>{wrong}</users>".encode())
    assert 1 <= len(problems) <= 20


def test_problems_say_in_words_what_is_wrong(oracle: XmlBody, tmp_path: Path) -> None:
    def of(body: bytes) -> tuple[str, str]:
        (problem,) = oracle.check(body)
        return problem.summary, problem.observed

    assert of(b"<html>") == ("the body is no RESULT document", "")
    assert of(b"<RESULT")[0].startswith("the body is not well-formed XML: ")
    assert of("<RESULT".encode("utf-16-le"))[0].startswith("the body is not well-formed XML: ")
    assert of(b"<RESULT")[1] == ""
    assert of(b"<OTHER/>") == ("the root element is not RESULT", "root element OTHER")
    assert of(_result(ALL + "<A>" * 300 + "</A>" * 300))[1] == ""
    assert of(_result(ALL + CODE)) == ("RESULTCODE is there more than once", "")
    xsd = tmp_path / "list.xsd"
    xsd.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="list">
            <xs:complexType><xs:attribute name="a"/><xs:attribute name="b"/></xs:complexType>
            <xs:key name="D-1">
              <xs:selector xpath="."/><xs:field xpath="@a"/><xs:field xpath="@b"/>
            </xs:key>
          </xs:element>
        </xs:schema>"""
    )
    (problem,) = XmlBody(xsd, "list").check(b"<list a='1'/>")
    said = "list has no @a or @b, or no usable value in it"
    assert (problem.requirement, problem.summary) == ("D-1", said)


def test_a_charset_of_any_spelling_is_that_charset() -> None:
    body = "<RESULT>Größe</RESULT>".encode()
    for charset in ("utf-8", "UTF8", "utf_8", ""):
        assert parse_xml(body, charset).text == "Größe"


def test_a_schema_with_a_namespace_judges_documents_in_it(tmp_path: Path) -> None:
    xsd = tmp_path / "list.xsd"
    xsd.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x">
          <xs:element name="list"/>
        </xs:schema>"""
    )
    body = XmlBody(xsd, "{urn:x}list", root_requirement="D-ROOT")
    assert body.check(b'<list xmlns="urn:x"/>') == ()
    (problem,) = body.check(b"<list/>")
    assert (problem.requirement, problem.where) == ("D-ROOT", "xpath /*")
    assert body.judges == ("D-ROOT",)


LIST = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="list">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="item" type="xs:integer" maxOccurs="unbounded">
          <xs:annotation>
            <xs:appinfo source="urn:uc-contracts:requirement"> D-ITEM </xs:appinfo>
            <xs:appinfo source="urn:other">D-NO</xs:appinfo>
          </xs:annotation>
        </xs:element>
        <xs:element name="flag" type="xs:boolean" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element name="new" minOccurs="0" maxOccurs="1"/>
      </xs:sequence>
      <xs:attribute name="id"/>
    </xs:complexType>
    <xs:key name="D-KEY"><xs:selector xpath="."/><xs:field xpath="@id"/></xs:key>
    <xs:unique name="D-ONCE"><xs:selector xpath="item"/><xs:field xpath="."/></xs:unique>
    <xs:unique name="flags"><xs:selector xpath="flag"/><xs:field xpath="."/></xs:unique>
  </xs:element>
</xs:schema>
"""
_INTEGER = "Element 'item': 'x' is not a valid value of the atomic type 'xs:integer'."
_BOOLEAN = "Element 'flag': 'x' is not a valid value of the atomic type 'xs:boolean'."
_TWICE = "Element '{}': Duplicate key-sequence ['{}'] in unique identity-constraint '{}'."
_LISTS: tuple[tuple[str, tuple[tuple[str | None, str, str], ...]], ...] = (
    ("<item>1</item><item>x</item>", (("D-ITEM", _INTEGER, "item[2]"),)),
    (
        "<item>1</item><item>1</item>",
        (("D-ONCE", _TWICE.format("item", 1, "D-ONCE"), "item[2]"),),
    ),
    (
        "<item>1</item><flag>true</flag><flag>true</flag>",
        ((None, _TWICE.format("flag", "true", "flags"), "flag[2]"),),
    ),
    (
        "<item>x</item>" * 9 + "<flag>x</flag>" * 9,
        tuple(("D-ITEM", _INTEGER, f"item[{at}]") for at in (1, 2, 3))
        + tuple((None, _BOOLEAN, f"flag[{at}]") for at in (1, 2, 3)),
    ),
    ("<item>1</item><new><flag>x</flag><item>y</item></new>", ()),
)


def test_a_problem_has_its_requirement_its_words_and_its_place(tmp_path: Path) -> None:
    xsd = tmp_path / "list.xsd"
    xsd.write_text(LIST)
    body = XmlBody(xsd, "list", well_formed="D-FORM", root_requirement="D-ROOT")
    assert body.judges == ("D-FORM", "D-ITEM", "D-KEY", "D-ROOT")
    for inner, problems in _LISTS:
        found = body.check(f"<list id='1'>{inner}</list>".encode())
        assert [(one.requirement, one.summary, one.where) for one in found] == [
            (requirement, summary, f"xpath /list/{place}")
            for requirement, summary, place in problems
        ]
        assert all(one.observed == "" for one in found)
    (key,) = body.check(b"<list><item>1</item></list>")
    said = "list has no @id, or no usable value in it"
    assert (key.requirement, key.summary, key.observed, key.where) == (
        "D-KEY", said, "", "xpath /list"
    )  # fmt: skip
    (short,) = body.check(b"<list id='1'/>")
    said = "The content of element 'list' is not complete. Tag 'item' expected. (at /list)"
    assert (short.requirement, short.summary) == (None, said)


def test_entities_and_charsets_of_a_body_are_read_as_of_any_document(tmp_path: Path) -> None:
    xsd = tmp_path / "list.xsd"
    xsd.write_text(LIST)
    body = XmlBody(xsd, "list", well_formed="D-FORM")
    accented = "<list id='1'><item>&e;</item><new>é</new></list>"
    declared = f"<!DOCTYPE list [<!ENTITY e '1'>]>{accented}".encode("latin-1")
    assert body.check(declared, "iso-8859-1") == ()
    assert [one.requirement for one in body.check(declared)] == ["D-FORM"]
    (problem,) = body.check(f"<!DOCTYPE list SYSTEM 'x.dtd'>{accented}".encode())
    said = "the body refers to an entity, which is not resolved here"
    assert (problem.requirement, problem.summary, problem.observed) == (None, said, "")
    (problem,) = body.check(b"<other/>")
    assert problem.observed == "root element other"


def test_a_key_of_a_namespace_is_named_by_its_fields(tmp_path: Path) -> None:
    xsd = tmp_path / "list.xsd"
    xsd.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x">
          <xs:element name="list">
            <xs:complexType><xs:attribute name="a"/></xs:complexType>
            <xs:key name="key"><xs:selector xpath="."/><xs:field xpath="@a"/></xs:key>
          </xs:element>
        </xs:schema>"""
    )
    (problem,) = XmlBody(xsd, "{urn:x}list").check(b'<list xmlns="urn:x"/>')
    assert problem.summary.endswith("list has no @a, or no usable value in it")


def test_three_errors_of_each_kind_and_fifty_kinds_are_told(tmp_path: Path) -> None:
    names = [f"e{number}" for number in range(60)]
    xsd = tmp_path / "list.xsd"
    xsd.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="list"><xs:complexType><xs:sequence>
            <xs:element name="i" minOccurs="0" maxOccurs="9"><xs:complexType>
              <xs:attribute name="a"/><xs:attribute name="b"/></xs:complexType></xs:element>"""
        + "".join(f'<xs:element name="{one}" type="xs:integer" minOccurs="0"/>' for one in names)
        + """</xs:sequence></xs:complexType>
            <xs:key name="D-A"><xs:selector xpath="i"/><xs:field xpath="@a"/></xs:key>
            <xs:key name="D-B"><xs:selector xpath="i"/><xs:field xpath="@b"/></xs:key>
          </xs:element></xs:schema>"""
    )
    body = XmlBody(xsd, "list")
    keys = [one.requirement for one in body.check(b"<list>" + b"<i/>" * 5 + b"</list>")]
    assert sorted(keys, key=str) == ["D-A"] * 3 + ["D-B"] * 3
    wrong = "".join(f"<{one}>x</{one}>" for one in names)
    assert len(body.check(f"<list>{wrong}</list>".encode())) == 50


def test_only_elements_of_the_default_namespace_are_taken_out_of_it() -> None:
    root = parse_xml(b'<a xmlns="u"><?p x?><b/><x:c xmlns:x="v"/></a>')
    assert [one.tag for one in without_default_namespace(root).iter("*")] == ["a", "b", "{v}c"]


def test_an_element_that_bears_the_name_of_an_attribute_is_not_declared(tmp_path: Path) -> None:
    xsd = tmp_path / "list.xsd"
    xsd.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="item" type="xs:integer"/>
          <xs:element name="list"><xs:complexType>
            <xs:sequence><xs:any processContents="lax"/></xs:sequence>
            <xs:attribute name="id"/>
          </xs:complexType></xs:element>
        </xs:schema>"""
    )
    body = XmlBody(xsd, "list")
    assert body.check(b"<list><id><item>y</item></id></list>") == ()
    assert body.check(b"<list><item>y</item></list>") != ()
