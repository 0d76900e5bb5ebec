"""The taxonomy: what refuses to stand, and how far one skill answers for another. And the file we ship."""

import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import TAXONOMY, BadValue, Reader, Skill, Taxonomy, read_taxonomy
from ronghe.engine.taxonomy import MATCHED, PARTIAL
from ronghe.engine.text import compact

SHIPPED = read_taxonomy()
KINDS = ("skill", "knowledge", "tool", "group")


@st.composite
def taxonomies(draw, kinds=KINDS, most=9):
    """Any taxonomy without a circle: each skill is narrower than some before it."""
    count = draw(st.integers(1, most))
    ids = [f"s{i}" for i in range(count)]
    return Taxonomy(
        Skill(
            one,
            en=one,
            kind=draw(st.sampled_from(kinds)),
            broader=tuple(draw(st.lists(st.sampled_from(ids[:i]), max_size=2, unique=True))) if i else (),
        )
        for i, one in enumerate(ids)
    )


def test_an_unknown_broader_skill_is_refused():
    with pytest.raises(BadValue, match="'b'"):
        Taxonomy([Skill("a", broader=("b",))])
    assert len(Taxonomy([Skill("a", broader=("b",)), Skill("b")])) == 2


@pytest.mark.parametrize("chain", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_a_circle_is_refused_and_the_same_chain_left_open_is_not(chain):
    ring = [Skill(one, broader=(chain[i - 1],)) for i, one in enumerate(chain)]
    with pytest.raises(BadValue, match="itself"):
        Taxonomy(ring)
    assert len(Taxonomy([Skill(chain[0]), *ring[1:]])) == len(chain)


def test_a_circle_beside_a_sound_branch_is_refused():
    with pytest.raises(BadValue, match="itself"):
        Taxonomy(
            [Skill("top"), Skill("a", broader=("top", "b")), Skill("b", broader=("a",)), Skill("c", broader=("a",))]
        )


@given(taxonomies())
def test_credits_are_shares_and_a_skill_answers_fully_for_itself(taxonomy):
    for asked in taxonomy:
        answers = taxonomy.answers(asked)
        assert answers[asked] == 1.0
        assert all(0 < credit <= 1 for credit in answers.values())


@given(taxonomies())
def test_groups_earn_nothing(taxonomy):
    groups = {skill.id for skill in taxonomy.values() if skill.kind == "group"}
    assert all(groups & set(taxonomy.answers(asked)) <= {asked} for asked in taxonomy)


@given(taxonomies(), st.data())
def test_offering_more_never_earns_less(taxonomy, data):
    skills = st.lists(st.sampled_from(list(taxonomy)), max_size=4)
    asked, few, more = data.draw(st.sampled_from(list(taxonomy))), data.draw(skills), data.draw(skills)
    assert taxonomy.credit(asked, [*few, *more])[0] >= taxonomy.credit(asked, few)[0]


@given(taxonomies(kinds=("skill", "knowledge")))
def test_what_is_narrower_earns_at_least_what_is_broader_earns(taxonomy):
    """Having a skill is having what it is a kind of; the reverse is worth less, or as much."""
    for asked in taxonomy:
        for broader in taxonomy.steps_up(asked):
            assert taxonomy.answers(broader)[asked] >= taxonomy.answers(asked).get(broader, 0)


def test_a_tool_answers_in_full_only_for_what_it_is_mainly_for():
    taxonomy = Taxonomy([Skill("main"), Skill("side"), Skill("tool", kind="tool", broader=("main", "side"))])
    assert taxonomy.answers("main")["tool"] == 0.9 > taxonomy.answers("side")["tool"] > 0


@given(taxonomies())
def test_siblings_that_have_one_parent_answer_for_each_other_alike(taxonomy):
    plain = [s for s in taxonomy.values() if len(s.broader) == 1 and s.kind in ("skill", "knowledge")]
    for a in plain:
        for b in plain:
            if a.broader == b.broader:
                assert taxonomy.answers(a.id).get(b.id) == taxonomy.answers(b.id).get(a.id)


def test_the_numbers_of_the_small_taxonomy(taxonomy):
    def credit(asked, *offered):
        return taxonomy.credit(asked, offered)

    assert credit("modelling", "maya") == (0.9, "maya")
    assert credit("maya", "modelling") == (0.5, "modelling")
    assert credit("maya", "blender") == (0.4, "blender")
    assert credit("character-modelling", "scene-modelling")[0] == 0.2
    assert credit("modelling", "zbrush")[0] == 0.8
    assert credit("maya", "python") == (0.0, None)
    assert credit("maya") == (0.0, None)
    assert credit("maya", "blender", "maya", "modelling") == (1.0, "maya")
    assert PARTIAL <= 0.2 < MATCHED <= 0.9


def test_labels_fall_back_to_the_other_language():
    assert Skill("a", zh="甲", en="A").label("zh-hans") == "甲"
    assert Skill("a", zh="甲", en="A").label("en") == "A"
    assert Skill("a", en="A").label("zh") == "A"
    assert Skill("a", zh="甲").label("en") == "甲"


def test_groups_of_a_skill_are_its_headings_or_else_its_tops(taxonomy):
    assert taxonomy.groups_of("zbrush") == {"g-3d"}
    assert Taxonomy([Skill("a"), Skill("b", broader=("a",))]).groups_of("b") == {"a"}


# The file we ship


def test_the_shipped_file_is_large_enough():
    assert sum(skill.kind != "group" for skill in SHIPPED.values()) >= 400


def test_every_shipped_concept_has_both_labels_and_a_known_kind():
    assert [s.id for s in SHIPPED.values() if not (s.zh and s.en)] == []
    assert [s.id for s in SHIPPED.values() if s.kind not in KINDS] == []
    assert [s.id for s in SHIPPED.values() if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", s.id)] == []


def test_every_shipped_form_belongs_to_one_skill_after_folding():
    owners: dict[str, set[str]] = {}
    for skill in SHIPPED.values():
        for form in (*skill.forms, *skill.weak):
            owners.setdefault(compact(form), set()).add(skill.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1 or not form} == {}


def test_no_shipped_skill_repeats_a_form():
    twice = {
        (skill.id, form)
        for skill in SHIPPED.values()
        for form, times in Counter(map(compact, (*skill.aliases, *skill.weak))).items()
        if times > 1
    }
    assert twice == set()


def test_every_shipped_concept_but_a_group_stands_under_a_group():
    lost = [
        s.id
        for s in SHIPPED.values()
        if s.kind != "group" and not any(SHIPPED[g].kind == "group" for g in SHIPPED.groups_of(s.id))
    ]
    assert lost == []


def test_every_shipped_tool_serves_a_capability():
    idle = [
        s.id for s in SHIPPED.values() if s.kind == "tool" and not any(SHIPPED[b].kind != "group" for b in s.broader)
    ]
    assert idle == []


def test_nothing_shipped_is_narrower_than_a_tool_unless_it_is_a_tool():
    assert [
        s.id for s in SHIPPED.values() if s.kind != "tool" and any(SHIPPED[b].kind == "tool" for b in s.broader)
    ] == []


def test_shipped_uris_are_of_esco_and_each_is_used_once():
    uris = [json.loads(line).get("uri") for line in TAXONOMY.read_text("utf-8").splitlines()]
    given_uris = [uri for uri in uris if uri]
    pattern = r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|http://data\.europa\.eu/esco/(?:skill|isced-f)/[A-Z0-9.]+"
    assert [uri for uri in given_uris if not re.fullmatch(pattern, uri)] == []
    assert [uri for uri, times in Counter(given_uris).items() if times > 1] == []


READER = Reader(SHIPPED)


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("熟悉阿里云、Docker", {"aliyun", "docker"}),
        ("Redis and MongoDB on AWS", {"redis", "mongodb", "aws"}),
        ("用 n8n 或影刀RPA做流程自动化", {"n8n", "yingdao-rpa", "process-automation"}),
        ("AI漫剧制作，用 Seedance 出片", {"ai-comic-drama", "seedance"}),
        ("短剧剧本与互动影游", {"micro-drama-scriptwriting", "interactive-film"}),
        ("LED墙虚拟制片，摄影机追踪", {"led-wall-operation", "virtual-production", "camera-tracking-live"}),
        ("店播与跨境电商直播", {"store-livestreaming", "cross-border-live-commerce"}),
        ("磁力金牛、腾讯广告投放", {"kuaishou-ads", "tencent-ads"}),
        ("大模型备案、数字水印与C2PA", {"generative-ai-filing", "content-provenance"}),
        ("声音授权与肖像权", {"personality-rights"}),
        ("持有1+X证书和教师资格证", {"vocational-skill-certificates", "teacher-qualification"}),
        ("项目化教学，课程思政", {"project-based-learning", "ideological-education"}),
        ("AI red teaming and hallucination detection", {"llm-safety-testing", "hallucination-control"}),
        ("动手能力强，有耐心，有同理心", {"hands-on-ability", "patience", "empathy"}),
        ("Root cause analysis, knowledge sharing, stakeholder management",
         {"root-cause-analysis", "knowledge-sharing", "stakeholder-management"}),
        ("点云标注用 CVAT", {"point-cloud-annotation", "cvat"}),
    ],
)  # fmt: skip
def test_a_capability_and_its_tool_are_read_apart(text, skills):
    assert {mention.skill for mention in READER.read(text)} == skills


@pytest.mark.parametrize(
    "text",
    [
        "交作业时附线框图", "会计划时间", "采用友好的方式", "物流由我方承担",
        "双师型副教授", "已经脱敏的文件", "某某科学研究院", "it makes business sense", "data integrity",
        "an elastic band", "he did it", "be part of a team", "in disguise", "spline curves",
        "the Finance office", "a test of automation", "hive of ideas", "a modest resume",
    ],
)  # fmt: skip
def test_everyday_words_are_no_skills(text):
    assert READER.read(text) == []


def test_a_tool_that_stands_by_itself_still_answers_for_its_capability():
    for tool, capability in {
        "aws": "cloud-computing",
        "tripo": "ai-3d-generation",
        "kotlin": "android-development",
    }.items():
        assert SHIPPED[tool].kind == "tool"
        assert SHIPPED.answers(capability)[tool] >= MATCHED > SHIPPED.answers(tool)[capability] >= PARTIAL
