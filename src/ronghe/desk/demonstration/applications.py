"""Applications for membership: one in each status that waits for somebody, and some that are over."""

from ronghe.desk.demonstration import table
from ronghe.desk.demonstration.papers import paper
from ronghe.lib import regions
from ronghe.members import actions as members
from ronghe.members import consent
from ronghe.members.models import Application

UNIT = (
    *("kind", "uscc", "name_zh", "name_en", "region", "segment", "staff", "about_zh", "about_en"),
    *("contact_name", "contact_email", "contact_phone"),
)


def load(community):
    """Every application of the file is handed in with its papers and goes as far as it says without the council."""
    for row in table("applications")["applications"]:
        application = members.submit_application(
            record={name: row[name] for name in UNIT if name in row},
            materials=_materials(row),
            consent=consent.version(),
        )
        _go_on(community.officer, application, row)


def named(key):
    """The application that the file calls `key`."""
    row = next(row for row in table("applications")["applications"] if row["key"] == key)
    return Application.objects.get(uscc=row["uscc"])


def _go_on(officer, application, row):
    if row.get("note"):
        members.add_remark(by=officer, application=application, text=row["note"])
    if row["goes"] == "returned":
        members.return_application(by=officer, application=application, remark=row["remark"])
    elif row["goes"] == "rejected":
        members.reject_application(by=officer, application=application, remark=row["remark"])
    elif row["goes"] == "withdrawn":
        members.withdraw_application(by=None, application=application)
    elif row["goes"] == "reviewed":
        members.review_application(by=officer, application=application, remark=row.get("remark", ""))


def _materials(row):
    """Two papers: what the registry says of the entity, and its letter."""
    entity = [
        ("名称 Name", f"{row['name_zh']} / {row['name_en']}"),
        ("统一社会信用代码 Unified social credit code", row["uscc"]),
        ("所在地 Region", regions.name(row["region"])),
        ("从业人数 Staff", str(row.get("staff", "—"))),
    ]
    letter = [
        ("申请事项 Request", "申请加入共同体，遵守章程，履行成员义务。/ Asks to be a member under the charter."),
        ("拟投入资源 Brings", f"{row['brings_zh']} / {row['brings_en']}"),
        ("联系人 Contact", f"{row['contact_name']} · {row['contact_email']}"),
    ]
    return [
        (
            f"登记证书-{row['key']}.pdf",
            paper("法人登记信息", "Registration of the entity", entity, issuer=row["name_zh"]),
        ),
        (f"入会申请书-{row['key']}.pdf", paper("入会申请书", "Letter of application", letter, issuer=row["name_zh"])),
    ]
