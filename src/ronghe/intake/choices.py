"""Words that people write for what we keep as codes: labels in both languages, codes, and the field's other words."""

from functools import cache, partial

from django.utils.translation import override

from ronghe.lib.text import fold
from ronghe.members.states import Segment, UnitKind
from ronghe.postings.states import Kind, Visibility

LANGUAGES = ("zh-hans", "en")

ALSO = {
    UnitKind: {
        "企业": "enterprise", "公司": "enterprise", "企业单位": "enterprise", "链主企业": "enterprise",
        "company": "enterprise", "学校": "school", "院校": "school", "学院": "school", "高校": "school",
        "高职院校": "school", "中职学校": "school", "本科院校": "school", "大学": "school", "college": "school",
        "university": "school", "政府": "government", "政府机关": "government", "政府部门": "government",
        "政府机构": "government", "事业单位": "government", "协会": "association", "行业协会": "association",
        "学会": "association", "行业组织": "association", "科研院所": "research_institute",
        "研究机构": "research_institute", "研究院": "research_institute", "金融机构": "financial_institution",
        "银行": "financial_institution", "bank": "financial_institution",
    },
    Segment: {
        "人工智能": "aigc", "ai": "aigc", "生成式人工智能": "aigc", "游戏": "game",
        "动漫": "animation", "动画": "animation", "影视": "film", "影视制作": "film",
        "融媒体": "media", "直播": "media", "新媒体": "media", "设计": "design",
        "虚拟现实": "xr", "vr": "xr", "数字孪生": "xr", "文旅": "culture", "文化旅游": "culture", "非遗": "culture",
        "教育": "education", "职业教育": "education",
    },
    Kind: {
        "订单班": "talent_order", "人才订单": "talent_order", "订单培养": "talent_order", "order class": "talent_order",
        "招聘": "vacancy", "岗位": "vacancy", "职位": "vacancy", "招聘岗位": "vacancy", "job": "vacancy",
        "实习需求": "internship_wanted", "技术需求": "technical_problem", "技术难题": "technical_problem",
        "培训需求": "training_need", "课程开发": "course_development", "教材开发": "course_development",
        "设备需求": "equipment_needed", "装备需求": "equipment_needed", "导师需求": "mentor_needed",
        "师资需求": "mentor_needed", "教师需求": "mentor_needed", "项目需求": "project_wanted", "专业": "programme",
        "毕业生": "cohort", "应届毕业生": "cohort", "课程": "course", "实习岗位": "internship_seats",
        "科研团队": "research_team", "研究团队": "research_team", "专家": "expert", "成果": "achievement",
        "科技成果": "achievement", "实验室": "laboratory", "教师": "teacher", "企业导师": "enterprise_mentor",
        "生产项目": "production_project", "典型生产实践项目": "production_project", "设备": "equipment",
        "教学装备": "equipment", "实训基地": "training_base", "实践中心": "practice_centre",
        "开放型区域产教融合实践中心": "practice_centre",
    },
    Visibility: {
        "公开": "public", "所有人": "public", "成员": "members", "成员单位": "members", "共同体成员": "members",
        "不公开": "private", "私密": "private", "仅本单位": "private",
    },
}  # fmt: skip


@cache
def words_of(table):
    """{folded word: code} of everything that names a row of `table`."""
    known = {fold(word): code for word, code in ALSO[table].items()}
    for language in LANGUAGES:
        known |= {fold(label): code for code, label in zip(table.values, labels_of(table, language), strict=True)}
    return known | {code: code for code in table.values}


@cache
def labels_of(table, language):
    """The labels of `table` in one language, in its order."""
    with override(language):
        return [str(label) for label in table.labels]


def label(table, code, language):
    """The word for a code in one language; the code itself where the table has it no more."""
    known = dict(zip(table.values, labels_of(table, language), strict=True))
    return known.get(code, code)


unit_kinds, segments, kinds, visibilities = (
    partial(words_of, table) for table in (UnitKind, Segment, Kind, Visibility)
)
