"""What clauses of postings are about beside skills: dates, places, fees, head-counts, contracts.

A clause that is nearer to one of these than to any skill names none. They are headings of what postings say, written
for this purpose in both languages.
"""

__all__ = ["BESIDE"]

BESIDE = (
    "合同签订与续签 | 费用结算与付款 | 免收费用和押金 | 住宿与食堂 | 交通与班车 | 作息与班次 | 每周上课时间"
    " | 学时与学分 | 课程对象与班额 | 可接收的人数 | 招收名额 | 招聘人数 | 岗位名额 | 合作院校与单位 | 校企合作共建"
    " | 订单班与定向培养 | 学校与企业合办 | 公司简介 | 公司搬迁与扩产 | 成立年份与历史 | 团队规模与人数 | 师生人数"
    " | 学校所在城市 | 常驻地点 | 省内优先，外地也可 | 线上或线下均可 | 可到现场 | 网上预约 | 按小组排队 | 设备租金"
    " | 机房与显存容量 | 提供账号和素材 | 提供实习岗位 | 实习期限 | 就业去向与就业率 | 毕业生去向 | 应届生可投"
    " | 请附作品集 | 面试与试用期 | 录用流程 | 报名条件 | 参赛与获奖 | 专业代码 | 办学层次与学制 | 毕业学位"
    " | 第几学期开课 | 第一阶段 | 第二部分 | 分工如下 | 包括以下几类 | 以上都可以 | 没有也没关系 | 不作硬性规定"
    " | 作为考核指标 | 误差与准确率要求 | 完成时限 | 交付时间 | 成果归属与署名 | 稿酬按件支付 | 保密协议"
    " | 服务期与保修 | 数据不得外传 | 结课时间 | 结业证书 | 师傅带徒弟 | 企业派人进校 | 学生自带电脑"
    " | 年龄与身体条件 | 性别不限 | 家长同意 | 面向社会公众 | 适合人群 | 行业领军企业 | 跟上时代发展 | 受到好评"
    " | 总结成文供人借鉴 | 目前存在的问题 | 客户数量增加 | 产量与返修率 | 设备借用与归还 | 场地与设备情况"
    " | 师资与教学团队情况 | 共同管理与分工 | 北京、上海、广州 | 某省某市某区 | the number of seats"
    " | groups of up to thirty | people per class | dates and duration | hours in total | evenings and weekends"
    " | online or on site | located in the city | travel to the site | rent and fees | no charges"
    " | payment by the day | contracts of one year | insurance and damage | confidentiality agreement"
    " | credits and names | the company history | the size of the team | how many posts are open | we are hiring"
    " | we take students | graduates come from all regions | graduates are welcome | apply with a portfolio"
    " | degree and year of study | module credits | course delivered before | term and semester"
    " | dormitory and meals | book in advance | one desktop computer | error below a few per cent"
    " | latency under milliseconds | accuracy in our last test | deadline for delivery | data stay with us"
    " | partners and customers | order class with employers | schools and companies | internship period"
    " | a mentor for each group | is welcome | is not required | and others | first, second, finally"
    " | Beijing, Shanghai, Guangzhou | the province and the city | equipment that we own | loan of equipment"
).split(" | ")
