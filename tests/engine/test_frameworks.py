"""Taxonomies of others: ESCO's CSV and CASE packages come in and go out, and what is lost on the way is counted."""

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import BadInput, Skill, Taxonomy, read_taxonomy
from ronghe.engine.tables import Framework, moment, read_framework, write_framework
from tests.engine.test_tables import faults_of, written
from tests.engine.test_taxonomy import SHIPPED

ESCO = "http://data.europa.eu/esco/skill/"
HEAD = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,"
    "definition,inScheme,description"
)
BROADER_HEAD = "conceptType,conceptUri,broaderType,broaderUri"
SKILL_ROW = 'KnowledgeSkillCompetence,{uri},{type},sector-specific,{label},"{aliases}",,released,2024-01-25,,,s,d'
GIVEN = {"creator": "Somebody", "date": "2027-03-31", "title": "Ours"}


def esco_file(tmp_path, *rows, name="skills_en.csv", head=HEAD):
    return written(tmp_path, "\n".join([head, *rows]) + "\n", name)


def esco_row(name, label, aliases="", type="skill/competence"):
    return SKILL_ROW.format(uri=ESCO + name, label=label, aliases=aliases, type=type)


def through(tmp_path, framework, *names):
    """What is left of a taxonomy after it was written and read under each of these names."""
    for name in names:
        write_framework(tmp_path / name, replace(framework, **GIVEN))
        framework = read_framework(tmp_path / name)
    return framework.taxonomy


# ESCO


def test_an_esco_file_is_read_with_what_lies_beside_it(tmp_path):
    path = esco_file(
        tmp_path,
        esco_row("aa", "model in 3D", "3D modelling\nmake 3D models"),
        esco_row("bb", "Blender", type="knowledge"),
    )
    esco_file(
        tmp_path,
        f"SkillGroup,{ESCO}S1.2,designing,released,S1.2",
        name="skillGroups_en.csv",
        head="conceptType,conceptUri,preferredLabel,status,code",
    )
    esco_file(
        tmp_path,
        f"KnowledgeSkillCompetence,{ESCO}bb,KnowledgeSkillCompetence,{ESCO}aa",
        f"KnowledgeSkillCompetence,{ESCO}aa,SkillGroup,{ESCO}S1.2",
        f"KnowledgeSkillCompetence,{ESCO}aa,SkillGroup,{ESCO}elsewhere",
        name="broaderRelationsSkillPillar_en.csv",
        head=BROADER_HEAD,
    )
    framework = read_framework(path)
    assert dict(framework.taxonomy) == {
        "aa": Skill(
            "aa",
            en="model in 3D",
            aliases=("3D modelling", "make 3D models"),
            broader=("S1.2",),
            uri=ESCO + "aa",
            description="d",
        ),
        "bb": Skill("bb", en="Blender", kind="knowledge", broader=("aa",), uri=ESCO + "bb", description="d"),
        "S1.2": Skill("S1.2", en="designing", kind="group", uri=ESCO + "S1.2"),
    }
    assert framework.date == "2024-01-25T00:00:00Z"
    lost = {"reuseLevel": 2, "inScheme": 2, "code": 1, "broader concepts that no file has": 1}
    assert +Counter(framework.left) == lost


def test_the_other_language_beside_it_gives_the_other_labels(tmp_path):
    english = esco_file(tmp_path, esco_row("aa", "model in 3D", "modelling"))
    chinese = esco_file(tmp_path, esco_row("aa", "三维建模", "3D建模"), esco_row("cc", "绘画"), name="skills_zh.csv")
    for path in (english, chinese):
        taxonomy = read_taxonomy(path)
        assert (taxonomy["aa"].zh, taxonomy["aa"].en) == ("三维建模", "model in 3D")
        assert set(taxonomy["aa"].aliases) == {"modelling", "3D建模"}
        assert taxonomy["cc"].zh == "绘画"
    english.rename(tmp_path / "mine.csv")
    assert read_taxonomy(tmp_path / "mine.csv")["aa"].zh == ""


def test_other_languages_and_nameless_files_are_read(tmp_path):
    german = esco_file(tmp_path, esco_row("aa", "Mitarbeiter führen"), name="skills_de.csv")
    assert read_taxonomy(german)["aa"].en == "Mitarbeiter führen"
    nameless = esco_file(tmp_path, esco_row("aa", "三维建模"), esco_row("bb", "ComfyUI"), name="ours.csv")
    assert [skill.zh for skill in read_taxonomy(nameless).values()] == ["三维建模", "ComfyUI"]


@pytest.mark.parametrize("name", ["broaderRelationsSkillPillar.csv", "broaderRelationsSkillPillar_fr.csv"])
def test_relations_are_the_same_in_every_language(tmp_path, name):
    path = esco_file(tmp_path, esco_row("aa", "one"), esco_row("bb", "two"))
    esco_file(tmp_path, f"A,{ESCO}aa,A,{ESCO}bb", name=name, head=BROADER_HEAD)
    assert read_taxonomy(path)["aa"].broader == ("bb",)


def test_every_fault_of_every_esco_file_is_named(tmp_path):
    path = esco_file(
        tmp_path,
        esco_row("aa", "one"),
        esco_row("aa", "one again"),
        esco_row("bb", ""),
        esco_row("cc", "three", type="skil"),
        "Occupation,,,,,,,,,,,,",
        f"KnowledgeSkillCompetence,{ESCO}x/aa,,,four,,,,,,,,",
    )
    relations = f"A,{ESCO}aa,A,", f"A,,A,{ESCO}aa"
    esco_file(tmp_path, *relations, name="broaderRelationsSkillPillar_en.csv", head=BROADER_HEAD)
    with pytest.raises(BadInput) as refused:
        read_taxonomy(path)
    found = [(fault.file.rsplit("/")[-1], fault.row, fault.field) for fault in refused.value.faults]
    assert found == [
        ("skills_en.csv", 3, "conceptUri"),
        ("skills_en.csv", 4, "preferredLabel"),
        ("skills_en.csv", 5, "skillType"),
        ("skills_en.csv", 6, "conceptUri"),
        ("skills_en.csv", 6, "preferredLabel"),
        ("skills_en.csv", 6, "conceptType"),
        ("skills_en.csv", 7, "conceptUri"),
        ("broaderRelationsSkillPillar_en.csv", 2, "broaderUri"),
        ("broaderRelationsSkillPillar_en.csv", 3, "conceptUri"),
    ]


def test_a_circle_among_esco_relations_is_a_fault_of_their_file(tmp_path):
    path = esco_file(tmp_path, esco_row("aa", "one"), esco_row("bb", "two"))
    ring = [f"A,{ESCO}aa,A,{ESCO}bb", f"A,{ESCO}bb,A,{ESCO}aa"]
    esco_file(tmp_path, *ring, name="broaderRelationsSkillPillar_en.csv", head=BROADER_HEAD)
    assert faults_of(read_taxonomy, path) == [(0, "broaderUri")]
    esco_file(tmp_path, ring[0], name="broaderRelationsSkillPillar_en.csv", head=BROADER_HEAD)
    assert read_taxonomy(path)["aa"].broader == ("bb",)


def test_esco_is_written_as_esco_names_and_heads_it(tmp_path):
    write_framework(tmp_path / "skills_en.csv", Framework(SHIPPED))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "broaderRelationsSkillPillar_en.csv", "skillGroups_en.csv", "skills_en.csv",
    ]  # fmt: skip
    with (tmp_path / "skills_en.csv").open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        assert table.fieldnames == HEAD.split(",")
        assert {row["skillType"] for row in table} == {"skill/competence", "knowledge"}
    for name in ("mine.csv", "skills.csv", "skills_de.csv"):
        assert faults_of(write_framework, tmp_path / name, Framework(SHIPPED)) == [(0, "file")]


def test_what_one_language_of_esco_cannot_hold_is_counted(tmp_path):
    concept = Skill("a", "甲", "a", kind="tool", aliases=("别名", "alias"), uri="urn:x:other")
    concepts = [concept, Skill("b", "乙", weak=("弱",))]
    lost = write_framework(tmp_path / "skills_en.csv", Framework(Taxonomy(concepts), title="T"))
    assert lost == {
        "label in zh": 1,
        "label in en (the other one stands)": 1,
        "alias in zh": 2,
        "correspondence (uri)": 1,
        "kind tool (written as knowledge)": 1,
        "title": 1,
    }
    assert write_framework(tmp_path / "skills_zh.csv", Framework(Taxonomy([Skill("b", "乙")]))) == {}


def test_esco_files_are_written_all_or_none(tmp_path):
    (tmp_path / "skillGroups_en.csv").mkdir()
    assert faults_of(write_framework, tmp_path / "skills_en.csv", Framework(SHIPPED)) == [(0, "file")]
    assert [path.name for path in tmp_path.iterdir()] == ["skillGroups_en.csv"]


def test_a_cell_that_a_spreadsheet_would_run_comes_back_as_it_was(tmp_path):
    labels = ["=1+1", "'=1+1", "-ism", "'quoted'", "@you"]
    taxonomy = Taxonomy([Skill(f"s{i}", en=label) for i, label in enumerate(labels)])
    read = through(tmp_path, Framework(taxonomy), "skills_en.csv")
    assert [skill.en for skill in read.values()] == labels
    assert "\r\nKnowledgeSkillCompetence,urn:x-ronghe:skill:s0,skill/competence,,'=1" in (
        tmp_path / "skills_en.csv"
    ).read_bytes().decode("utf-8-sig")


# CASE


REQUIRED = {
    "CFDocument": {"identifier": UUID, "uri": "uri", "creator": str, "title": str, "lastChangeDateTime": "moment"},
    "CFItems": {"identifier": UUID, "uri": "uri", "fullStatement": str, "lastChangeDateTime": "moment"},
    "CFAssociations": {
        "identifier": UUID, "uri": "uri", "associationType": str, "originNodeURI": dict, "destinationNodeURI": dict,
        "lastChangeDateTime": "moment",
    },
}  # fmt: skip
OPTIONAL = {
    "CFDocument": "caseVersion language",
    "CFItems": "alternativeLabel CFItemType humanCodingScheme conceptKeywords notes language extensions",
    "CFAssociations": "sequenceNumber",
}


def is_a(kind, value):
    if kind not in (str, dict) and not isinstance(value, str):
        return False
    if kind is UUID:
        return str(UUID(value)) == value
    if kind == "uri":
        return re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s]+", value) is not None
    if kind == "moment":
        return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value) is not None
    return isinstance(value, kind) and bool(value)


def check_case(package):
    """Nothing of what CASE 1.1 requires is missing, nothing it does not know is there, and every node exists."""
    assert set(package) == set(REQUIRED)
    for name, required in REQUIRED.items():
        for row in package[name] if isinstance(package[name], list) else [package[name]]:
            assert [field for field, kind in required.items() if not is_a(kind, row.get(field))] == []
            assert set(row) <= {*required, *OPTIONAL[name].split()}
    rows = [package["CFDocument"], *package["CFItems"], *package["CFAssociations"]]
    assert len({row["identifier"] for row in rows}) == len(rows)
    here = {row["identifier"] for row in (package["CFDocument"], *package["CFItems"])}
    for link in package["CFAssociations"]:
        for node in (link["originNodeURI"], link["destinationNodeURI"]):
            assert all(isinstance(node[field], str) and node[field] for field in ("title", "identifier", "uri"))
        assert link["originNodeURI"]["identifier"] in here
        assert link["associationType"] in ("isChildOf", "exactMatchOf")
        inside = link["destinationNodeURI"]["identifier"] in here
        assert inside == (link["associationType"] == "isChildOf")


def package_of(path, framework):
    assert write_framework(path, framework) == {}
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("base", ["", "https://example.org/frameworks/"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_package_has_what_case_requires(tmp_path, base, language):
    package = package_of(tmp_path / "a.json", Framework(SHIPPED, **GIVEN, base=base, language=language))
    check_case(package)
    first = package["CFItems"][0]
    assert (first["language"], first["fullStatement"]) == (
        language,
        SHIPPED[first["humanCodingScheme"]].label(language),
    )
    assert first["uri"].startswith(base or "urn:uuid:")


def test_a_package_that_lacks_something_would_be_noticed(tmp_path):
    package = package_of(tmp_path / "a.json", Framework(Taxonomy([Skill("a", en="a")]), **GIVEN))
    check_case(package)
    del package["CFItems"][0]["uri"]
    with pytest.raises(AssertionError):
        check_case(package)


def test_a_package_is_the_same_bytes_again_and_no_clock_is_asked(tmp_path):
    for name in ("a.json", "b.json"):
        write_framework(tmp_path / name, Framework(SHIPPED, **GIVEN))
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert set(re.findall(r'"lastChangeDateTime": "([^"]*)"', (tmp_path / "a.json").read_text("utf-8"))) == {
        "2027-03-31T00:00:00Z"
    }


def test_identifiers_stay_when_labels_change_and_differ_between_publishers(tmp_path):
    def identifiers(label, base):
        taxonomy = Taxonomy([Skill("a", en=label)])
        package = package_of(tmp_path / "a.json", Framework(taxonomy, **GIVEN, base=base))
        return [item["identifier"] for item in package["CFItems"]]

    assert identifiers("one", "urn:x:1") == identifiers("two", "urn:x:1") != identifiers("one", "urn:x:2")


def test_a_package_without_maker_or_date_is_not_written(tmp_path):
    fields = [(0, "CFDocument.creator"), (0, "CFDocument.lastChangeDateTime")]
    assert faults_of(write_framework, tmp_path / "a.json", Framework(SHIPPED)) == fields
    assert list(tmp_path.iterdir()) == []


def test_a_concept_brought_from_elsewhere_keeps_its_address_and_its_uuid(tmp_path):
    one = "0005c151-5b5a-4a66-8aac-60e734beb1ab"
    taxonomy = Taxonomy([Skill(one, en="a", uri=ESCO + one), Skill("b", en="b", uri=ESCO + one)])
    package = package_of(tmp_path / "a.json", Framework(taxonomy, **GIVEN))
    assert [(item["identifier"] == one, item["uri"] == ESCO + one) for item in package["CFItems"]] == [
        (True, True),
        (False, False),
    ]


FOREIGN = {
    "CFDocument": {"identifier": "doc", "creator": "A ministry", "title": "Digital media", "language": "en",
                   "lastChangeDateTime": "2025-02-03T04:05:06+08:00"},
    "CFItems": [
        {"identifier": "i1", "fullStatement": "Media", "CFItemType": "Domain", "humanCodingScheme": "M",
         "uri": "https://example.org/i1", "educationLevel": ["09"]},
        {"identifier": "i2", "fullStatement": "Edits a moving image", "abbreviatedStatement": "Editing",
         "alternativeLabel": "剪辑", "humanCodingScheme": "M.1", "notes": "of any length", "conceptKeywords": ["film"]},
        {"identifier": "i3", "fullStatement": "Draws", "alternativeLabel": "Drawing", "humanCodingScheme": "M.1"},
        {"identifier": "i4", "fullStatement": "绘画", "language": "zh-CN", "CFItemType": "Knowledge"},
    ],
    "CFAssociations": [
        {"associationType": kind, "originNodeURI": {"identifier": origin},
         "destinationNodeURI": {"identifier": to, "uri": f"urn:{to}"}}
        for kind, origin, to in [
            ("isChildOf", "i1", "doc"), ("isChildOf", "i2", "i1"), ("isChildOf", "i3", "other"),
            ("exactMatchOf", "i2", "elsewhere"), ("isRelatedTo", "i2", "i3"), ("precedes", "i2", "i3"),
        ]
    ],
}  # fmt: skip


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_package_of_others_is_read(tmp_path, wrapped):
    content = {"CFPackage": FOREIGN} if wrapped else FOREIGN
    framework = read_framework(written(tmp_path, json.dumps(content), "a.json"))
    assert dict(framework.taxonomy) == {
        "M": Skill("M", en="Media", kind="group", uri="https://example.org/i1"),
        "i2": Skill(
            "i2",
            zh="剪辑",
            en="Edits a moving image",
            aliases=("Editing",),
            broader=("M",),
            uri="urn:elsewhere",
            description="of any length",
        ),
        "i3": Skill("i3", en="Draws", aliases=("Drawing",)),
        "i4": Skill("i4", zh="绘画", kind="knowledge"),
    }
    assert (framework.title, framework.creator, framework.language) == ("Digital media", "A ministry", "en")
    assert moment(framework.date) == "2025-02-02T20:05:06Z"
    lost = {"educationLevel": 1, "conceptKeywords": 1, "isChildOf to what is not in the package": 1}
    assert +Counter(framework.left) == lost | {"isRelatedTo": 1, "precedes": 1}


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("{", [(1, "line")]),
        ("[]", [(0, "CFItems")]),
        ('{"CFItems": {}}', [(0, "CFItems")]),
        ('{"CFItems": [], "CFDocument": "x", "CFAssociations": 5}', [(0, "CFDocument"), (0, "CFAssociations")]),
        ('{"CFItems": ["x", {}]}', [(1, "CFItems"), (2, "CFItems.identifier"), (2, "CFItems.fullStatement")]),
        ('{"CFItems": [{"identifier": "a", "fullStatement": NaN}]}', [(0, "line")]),
        ('{"CFItems": [{"identifier": "a", "fullStatement": 5}]}', [(1, "CFItems.fullStatement")]),
        ('{"CFItems": [{"identifier": "a", "fullStatement": "\\ud800"}]}', [(1, "CFItems.fullStatement")]),
        (
            '{"CFItems": [{"identifier": "a", "fullStatement": "a", "conceptKeywords": "x",'
            ' "extensions": {"ronghe": {"weak": [1]}}}]}',
            [(1, "CFItems.conceptKeywords"), (1, "CFItems.extensions")],
        ),
        (
            '{"CFItems": [{"identifier": "a", "fullStatement": "a"}, {"identifier": "a", "fullStatement": "b"}]}',
            [(2, "CFItems.identifier")],
        ),
        (
            '{"CFItems": [{"identifier": "a", "fullStatement": "a", "humanCodingScheme": "b"},'
            ' {"identifier": "b", "fullStatement": "b"}]}',
            [(2, "CFItems.humanCodingScheme")],
        ),
        (
            '{"CFItems": [], "CFAssociations": [{"originNodeURI": {"identifier": "a"}, "destinationNodeURI": "b"}]}',
            [(1, "CFAssociations.associationType"), (1, "CFAssociations.destinationNodeURI")],
        ),
        (
            '{"CFItems": [{"identifier": "a", "fullStatement": "a"}], "CFAssociations": [{"associationType":'
            ' "isChildOf", "originNodeURI": {"identifier": "a"}, "destinationNodeURI": {"identifier": "a"}}]}',
            [(0, "CFAssociations")],
        ),
    ],
)
def test_every_fault_of_a_package_is_named(tmp_path, content, faults):
    assert faults_of(read_taxonomy, written(tmp_path, content, "a.json")) == faults


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["a", "b", "", "isChildOf", "exactMatchOf", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["identifier", "uri", "ronghe", "weak", "transversal"]), inner)
    ),
    max_leaves=4,
)
ITEMS = st.fixed_dictionaries(
    {"identifier": st.sampled_from(["a", "b", "c"]) | JSON, "fullStatement": st.just("x") | JSON},
    optional=dict.fromkeys((*OPTIONAL["CFItems"].split(), "abbreviatedStatement", "uri"), JSON),
)
NODES = st.sampled_from([{"identifier": one, "uri": one} for one in "abc"]) | JSON
LINKS = st.fixed_dictionaries(
    {"associationType": st.just("isChildOf") | JSON, "originNodeURI": NODES, "destinationNodeURI": NODES}
)


@given(
    st.fixed_dictionaries(
        {"CFItems": st.lists(ITEMS | JSON, max_size=3)},
        optional={
            "CFDocument": JSON | st.fixed_dictionaries({"title": JSON, "language": JSON}),
            "CFAssociations": st.lists(LINKS | JSON, max_size=3) | JSON,
            "CFRubrics": JSON,
        },
    )
)
def test_any_package_is_read_or_refused_by_name(tmp_path_factory, package):
    folder = tmp_path_factory.getbasetemp()
    (folder / "any.json").write_text(json.dumps(package))
    framework, faults = Framework(Taxonomy([])), ()
    try:
        framework = read_framework(folder / "any.json")
    except BadInput as refused:
        faults = refused.faults
    assert len(framework.taxonomy) == len(package["CFItems"]) or faults
    assert all(fault.field.startswith("CF") and fault.wrong and fault.right for fault in faults)
    write_framework(folder / "again.jsonl", framework)
    assert dict(read_taxonomy(folder / "again.jsonl")) == dict(framework.taxonomy)


# There and back

WORDS = st.text(max_size=8)
LABELS = st.text(min_size=1, max_size=8)
TIDY = st.text(st.sampled_from("abcDé.-+='( )甲乙丙制茶1"), min_size=1, max_size=8).filter(lambda t: t == t.strip())
CHINESE = TIDY.map(lambda text: f"中{text}")
LATIN = TIDY.map(lambda text: "x" + re.sub("[甲乙丙制茶]", "", text).strip())
ADDRESSES = st.none() | LABELS
KINDS = ("skill", "knowledge", "tool", "group")


@st.composite
def taxonomies(draw, zh=WORDS, en=LABELS, forms=WORDS, ids=LABELS, kinds=KINDS, uris=ADDRESSES):
    """Any taxonomy, with any words in it; each skill is narrower than some before it."""
    names = draw(st.lists(ids, min_size=1, max_size=6, unique=True))
    return Taxonomy(
        Skill(
            id=name,
            zh=draw(zh),
            en=draw(en),
            kind=draw(st.sampled_from(kinds)),
            broader=tuple(draw(st.lists(st.sampled_from(names[:i]), max_size=3, unique=True))) if i else (),
            aliases=tuple(draw(st.lists(forms, max_size=3))),
            weak=tuple(draw(st.lists(forms, max_size=2))),
            uri=draw(uris) or None,
            transversal=draw(st.booleans()),
            description=draw(WORDS),
        )
        for i, name in enumerate(names)
    )


@given(taxonomies(), st.sampled_from(["en", "zh"]), st.sampled_from(["", "urn:x:ours:"]))
def test_nothing_is_lost_from_lines_to_case_and_back(tmp_path_factory, taxonomy, language, base):
    folder = tmp_path_factory.getbasetemp()
    lost = write_framework(folder / "a.jsonl", Framework(taxonomy))
    assert (lost, dict(read_taxonomy(folder / "a.jsonl"))) == ({}, dict(taxonomy))
    package = package_of(folder / "a.json", Framework(taxonomy, **GIVEN, language=language, base=base))
    assert [item["humanCodingScheme"] for item in package["CFItems"]] == list(taxonomy)
    assert dict(read_taxonomy(folder / "a.json")) == dict(taxonomy)


@given(
    taxonomies(
        zh=CHINESE,
        en=LATIN,
        forms=st.one_of(CHINESE, LATIN),
        ids=LABELS,
        kinds=("skill", "knowledge", "group"),
        uris=st.none(),
    )
)
def test_nothing_is_lost_from_lines_to_esco_in_both_languages_and_back(tmp_path_factory, taxonomy):
    folder = tmp_path_factory.mktemp("esco")
    plain = {name: replace(skill, description=skill.description.strip()) for name, skill in taxonomy.items()}
    for language in ("en", "zh"):
        write_framework(folder / f"skills_{language}.csv", Framework(Taxonomy(plain.values())))
    read = read_taxonomy(folder / "skills_zh.csv")
    assert {name: _as_set(skill) for name, skill in read.items()} == {n: _as_set(skill) for n, skill in plain.items()}


def _as_set(skill):
    """A skill whose forms stand once each: two files may say the same form."""
    return replace(skill, aliases=tuple(dict.fromkeys(skill.aliases)), weak=tuple(dict.fromkeys(skill.weak)))


@pytest.mark.parametrize("names", [["a.json", "a.jsonl"], ["a.json", "b.json", "c.json"]])
def test_the_shipped_taxonomy_comes_back_whole(tmp_path, names):
    assert dict(through(tmp_path, Framework(SHIPPED), *names)) == dict(SHIPPED)


def test_a_lone_surrogate_in_a_line_is_named(tmp_path):
    path = written(tmp_path, '{"id": "a", "zh": "\\ud800", "aliases": ["\\udfff"]}')
    assert faults_of(read_taxonomy, path) == [(1, "zh"), (1, "aliases")]


@pytest.mark.parametrize("name", ["a.txt", "a", "a.xml"])
def test_other_suffixes_are_refused_by_name(tmp_path, name):
    assert faults_of(read_taxonomy, written(tmp_path, "x", name)) == [(0, "file")]
    assert faults_of(write_framework, tmp_path / name, Framework(SHIPPED)) == [(0, "file")]
    write_framework(tmp_path / name, Framework(SHIPPED), "jsonl")
    (tmp_path / name).rename(tmp_path / "a.jsonl")
    assert len(read_taxonomy(tmp_path / "a.jsonl")) == len(SHIPPED)


def test_facts_that_lines_do_not_name_are_counted(tmp_path):
    path = written(tmp_path, '{"id": "a", "zh": "甲", "colour": "red"}\n{"id": "b", "zh": "乙", "colour": null}')
    assert read_framework(path).left == {"colour": 1}
