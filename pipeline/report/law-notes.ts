import type { Bilingual } from "../../schemas/text.ts";

/** English words for what citations note beside an article; a note of somebody's own rule is shown as it is. */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  [
    "2015；二十四小时内移交保管，条文序号未核实",
    "2015; to the custodian within twenty-four hours, the article is not confirmed",
  ],
  ["2015；公安机关办理的案件", "2015; cases of public security organs"],
  ["人民法院办理的案件", "cases of the courts"],
  ["人民检察院办理的案件", "cases of the procuratorates"],
  [
    "公通字〔2015〕32号：刑事立案审查，县级以上公安机关负责人批准",
    "Ministry of Public Security [2015] No. 32 (公通字〔2015〕32号): review before a criminal filing, approved by the head of a public security organ of the county or above",
  ],
  [
    "经济犯罪案件立案审查，县级以上、上一级公安机关负责人批准",
    "review before filing of economic crimes: approved by the head of a public security organ of the county or above, then of the one above it",
  ],
  ["2015；日数为默认值，非条文", "2015; the days are a default, not the article's"],
  ["“及时”记录；日数为默认值，非条文", 'recorded "in time"; the days are a default, not the article\'s'],
  ["一事不再罚", "nobody is punished twice for one act"],
  [
    "一般二十四小时，疑难复杂三日，此处按三日提示",
    "twenty-four hours as a rule, three days where difficult; asked for after three days",
  ],
  ["一般八小时", "eight hours as a rule"],
  [
    "一般八小时，涉案人数众多、身份不明的十二小时",
    "eight hours as a rule, twelve where many are involved or identities are unknown",
  ],
  ["一般八小时，涉案人数众多等十二小时", "eight hours as a rule, twelve where many are involved and the like"],
  [
    "一般十二小时；案情特别重大复杂、需要采取拘留、逮捕措施的二十四小时",
    "twelve hours as a rule; twenty-four where the case is very grave or complex and detention or arrest is needed",
  ],
  [
    "七日为工作日（第85条），按其间六个整日提示",
    "the seven days are working days (art. 85); asked by the six whole days between",
  ],
  ["七日；经批准三十日、再三十日", "seven days; thirty, and thirty more, with approval"],
  [
    "三个月以内未侦查终结的，发出催办函；届满后另留十五日为默认值，应以本地数据校准",
    "where the investigation has not ended within three months, a reminder is sent; the fifteen days after them are a default, to be set by local data",
  ],
  [
    "三日；特殊情况延长一日至四日；流窜、多次、结伙作案的至三十日（录入延长审批）",
    "three days; one to four more in special circumstances; up to thirty for crimes across regions, repeated or in gangs (enter the approval)",
  ],
  [
    "侦查羁押：上一级、省级人民检察院批准",
    "custody during investigation: approved by the procuratorate above, or of the province",
  ],
  [
    "刑事一审：上一级人民法院批准；届满十五日前层报",
    "first criminal trials: approved by the court above; reported fifteen days before the end",
  ],
  ["治安案件：上一级公安机关批准", "public-order cases: approved by the public security organ above"],
  [
    "上诉期满（至多十日，遇节假日顺延）后三日内移送，自上诉之日起折合至多十二个工作日",
    "within three days after the time to appeal (ten days at most, moved off holidays), which comes to twelve working days at most from the day of the appeal",
  ],
  ["上诉案卷三日内移送", "the file of an appeal is handed over within three days"],
  ["法条未定日数；十日为默认值，应以本地数据校准", "the article sets no days; ten is a default to calibrate"],
  ["自作出决定之日起计算", "counted from the day of that decision"],
  [
    "合议庭同意延期审理、由检察院补充侦查的期间不计入",
    "while the panel puts the trial off for the procuratorate to investigate further, no time is counted",
  ],
  ["不得以行政处罚代替移送", "no referral is replaced by an administrative penalty"],
  [
    "不起诉后提出检察意见，移送有关主管机关",
    "after a decision not to prosecute, the opinion goes to the competent organ",
  ],
  ["中办发〔2015〕23号", "General Office of the Central Committee [2015] No. 23 (中办发〔2015〕23号)"],
  [
    "二个月，经批准依次延长一、二、二个月；第157条另有延期审理",
    "two months; one, two and two more with approval; art. 157 has another postponement",
  ],
  [
    "二十四小时内移送有管辖权的机关；其他种类的日数为默认值",
    "referred to the competent organ within twenty-four hours; the days of other kinds are defaults",
  ],
  [
    "二十四小时内移送，三日内审查决定，不予立案退回；2020 年修订",
    "referred within twenty-four hours, decided within three days, returned where no case is filed; as amended in 2020",
  ],
  [
    "交通不便、提取困难的，返回后二十四小时内",
    "within twenty-four hours of the return where travel or collection is difficult",
  ],
  [
    "人身关系、财产确权、涉外、需鉴定等",
    "personal status, title to property, foreign elements, expert opinion needed and the like",
  ],
  [
    "仅约束经济案件；其他案件无法定终结期限，日期为默认值，作政策性提示",
    "binds economic cases alone; others have no statutory end, the dates are a default and a reminder of policy",
  ],
  ["从严类别：执行二年以上，一次不超过一年", "strict categories: two years served, one year at most each time"],
  ["件数、单位数和期间为默认值，非条文", "the numbers of cases and units and the span are defaults, not the article's"],
  ["依法执行拘留的未成年人", "minors under lawful detention"],
  [
    "侦查活动监督；十二个月为默认值，应以本地数据校准",
    "supervision of investigations; the twelve months are a default, to be set by local data",
  ],
  [
    "保外就医须省级人民政府指定的医院诊断并开具证明文件",
    "release for medical treatment takes a diagnosis and certificate of a hospital named by the provincial government",
  ],
  ["保管人与办案人分离", "who keeps is not who handles the case"],
  ["全过程记录、归档保存", "the whole process recorded and filed"],
  [
    "全过程记录、归档保存；六个月为默认值，应以本地数据校准",
    "the whole process recorded and filed; the six months are a default, to be set by local data",
  ],
  ["全过程记录；处罚决定书", "the whole process recorded; the written decision"],
  ["全过程记录；日数为默认值，非条文", "the whole process recorded; the days are a default, not the article's"],
  [
    "公通字〔2015〕32号：立案审查三日、七日，重大复杂三十日",
    "Ministry of Public Security [2015] No. 32 (公通字〔2015〕32号): review before filing within three or seven days, thirty where grave and complex",
  ],
  [
    "公通字〔2017〕25号：七日，经批准三十日、再三十日",
    "Ministry of Public Security [2017] No. 25 (公通字〔2017〕25号): seven days; thirty, and thirty more, with approval",
  ],
  [
    "公通字〔2017〕25号：经济犯罪十日、三十日、再三十日",
    "Ministry of Public Security [2017] No. 25 (公通字〔2017〕25号): economic crimes within ten days, thirty, and thirty more",
  ],
  ["六个月为默认值，应以本地数据校准", "the six months are a default, to be set by local data"],
  ["十二个月为默认值，应以本地数据校准", "the twelve months are a default, to be set by local data"],
  [
    "十日；经批准三十日、再三十日（录入延长审批）",
    "ten days; thirty, and thirty more, with approval (enter the approval)",
  ],
  [
    "原则上三日，线索需查证的七日；重大疑难复杂的经县级以上公安机关负责人批准三十日（录入延长审批）",
    "three days as a rule, seven where leads must be verified; thirty for grave and difficult cases, approved by the head of an organ of county level or above (enter the approval)",
  ],
  [
    "重大疑难复杂的经县级以上公安机关负责人批准，最长三十日",
    "thirty days at most for grave and difficult cases, approved by the head of an organ of county level or above",
  ],
  ["县级以上公安机关负责人批准", "approved by the head of a public security organ of county level or above"],
  ["定期汇总报告；日数为默认值", "reported regularly; the days are a default"],
  ["审理选民资格的案件除外", "but for cases about the eligibility of voters"],
  ["审限自原立案之日起算", "the time limit runs from the day of the original filing"],
  ["侦查羁押：届满七日前提请延长", "custody during investigation: extension requested seven days before the end"],
  [
    "民事审限：届满十五日前申请，届满五日前决定",
    "civil trials: requested fifteen days before the end, decided five days before it",
  ],
  ["应当开庭的情形", "where a hearing must be held"],
  ["应当立即立案并进行调查", "a case is to be filed and investigated at once"],
  [
    "治安案件：延长以二次为限；派出所案件由所属公安机关批准",
    "public-order cases: extended twice at most; cases of a police station approved by the organ it belongs to",
  ],
  ["延长以二次为限；鉴定和听证期间不计", "extended twice at most; expert opinions and hearings do not count"],
  ["情况紧急的，二十四小时内补办", "formalities within twenty-four hours where urgent"],
  ["执法人员不得少于两人", "no fewer than two officers"],
  ["按其间两个整日提示", "asked by the two whole days between"],
  [
    "无期徒刑：执行二年以上，间隔不少于二年，减为十九年至二十二年",
    "life imprisonment: two years served, two years at least between, reduced to nineteen to twenty-two years",
  ],
  ["日志留存", "logs are retained"],
  ["查封、扣押财物的保管、移送与判决后处理", "seized property: custody, transfer and disposal after the judgment"],
  [
    "案情特别重大、复杂，需要采取拘留、逮捕措施的为二十四小时",
    "twenty-four hours where the case is very grave or complex and detention or arrest is needed",
  ],
  [
    "法〔2015〕137号，法〔2018〕335号修正",
    "Supreme People's Court [2015] No. 137, amended by [2018] No. 335 (法〔2015〕137号，法〔2018〕335号修正)",
  ],
  [
    "法发〔2015〕13号：随机分案为主、指定分案为辅；比例、件数为默认值，非条文",
    "Supreme People's Court [2015] No. 13 (法发〔2015〕13号): at random first, by designation second; shares and numbers are defaults, not the article's",
  ],
  [
    "法发〔2015〕13号；次数、日数为默认值，非条文",
    "Supreme People's Court [2015] No. 13 (法发〔2015〕13号); numbers and days are defaults, not the article's",
  ],
  ["法律、法规、规章另有规定的从其规定", "other provisions of laws and regulations prevail"],
  ["法律另有规定的除外", "unless the law provides otherwise"],
  [
    "法释〔2013〕8号：一千元至三千元以上，取区间上限为默认值",
    "Judicial Interpretation [2013] No. 8 (法释〔2013〕8号): from one to three thousand yuan, the upper end is the default",
  ],
  [
    "法释〔2011〕7号：三千元至一万元以上，取区间上限为默认值",
    "Judicial Interpretation [2011] No. 7 (法释〔2011〕7号): from three to ten thousand yuan, the upper end is the default",
  ],
  [
    "法释〔2013〕25号：一千元至三千元以上，取区间上限为默认值",
    "Judicial Interpretation [2013] No. 25 (法释〔2013〕25号): from one to three thousand yuan, the upper end is the default",
  ],
  [
    "法释〔2013〕10号：二千元至五千元以上，取区间上限为默认值",
    "Judicial Interpretation [2013] No. 10 (法释〔2013〕10号): from two to five thousand yuan, the upper end is the default",
  ],
  ["公通字〔2008〕36号：五千元以上", "Public Security [2008] No. 36 (公通字〔2008〕36号): from five thousand yuan"],
  ["故意伤害：轻伤以上", "intentional injury: from a light injury on"],
  ["处罚决定的送达", "service of a penalty's decision"],
  ["刑事判决的送达", "service of a criminal judgment"],
  ["民事判决的发送", "sending of a civil judgment"],
  [
    "法释〔2016〕23号：起始一年、一年六个月、二年；一次不超过九个月、一年、一年六个月、二年；间隔一年、一年六个月，且不少于上次减去的刑期",
    "Judicial Interpretation [2016] No. 23 (法释〔2016〕23号): begins after one year, eighteen months or two years; at most nine months, one year, eighteen months or two years each time; one year or eighteen months between, and no less than the last reduction",
  ],
  ["特殊情况延长一日至三日（录入延长审批）", "one to three days more in special circumstances (enter the approval)"],
  ["特殊情况延长一日至四日（录入延长审批）", "one to four days more in special circumstances (enter the approval)"],
  [
    "特殊情况提请时间延长一日至四日；流窜、多次、结伙延长至三十日（录入延长审批）",
    "one to four days more for the request in special circumstances; up to thirty for crimes across regions, repeated or in gangs (enter the approval)",
  ],
  ["特殊情况由高级人民法院批准延长", "extended by approval of the high court in special circumstances"],
  [
    "盲、聋、哑人，限制刑事责任能力，重大社会影响，共同被告人有异议，附带民事未调解，其他不宜",
    "the blind, deaf and mute, limited responsibility, grave social effect, co-defendants who object, civil claims not settled, other unsuitable cases",
  ],
  ["移送案卷材料、证据和涉案财物清单", "the file, the evidence and the list of seized property are handed over"],
  [
    "立即送看守所羁押；一日为默认值，应以本地数据校准",
    "to the custody house at once; the one day is a default, to be set by local data",
  ],
  [
    "接到通知后立即释放；一日为默认值，应以本地数据校准",
    "released at once on the notice; the one day is a default, to be set by local data",
  ],
  ["立即送达；一日为默认值，应以本地数据校准", "served at once; the one day is a default, to be set by local data"],
  ["立案、不予立案决定书", "the written decision to file, or not to file, a case"],
  [
    "立案后应当及时侦查；日数为默认值，非条文",
    "investigated in time after filing; the days are a default, not the article's",
  ],
  ["符合条件并经双方同意可独任审理", "one judge may try it where the conditions are met and both parties agree"],
  ["符合起诉条件的，应当在七日内立案", "a case that meets the conditions is filed within seven days"],
  ["终结本次执行程序", "the end of this enforcement procedure"],
  [
    "经上一级法院批准延长三个月；再报最高人民法院",
    "three months more with approval of the court above; further ones by the Supreme People's Court",
  ],
  ["经批准可延缓发放", "payment may be put off with approval"],
  [
    "经批准可延长三个月；评估、拍卖变卖、中止、和解、暂缓期间不计",
    "three months more with approval; appraisal, auctions, suspension, settlement and stays do not count",
  ],
  ["经批准可延长三十日；检测、鉴定期间不计", "thirty days more with approval; tests and expert opinions do not count"],
  [
    "终结本次执行程序须经财产调查；申请执行人签字确认，或合议庭审查核实并经院长批准",
    "an enforcement is ended for now after a search for property; signed by the applicant, or reviewed by the panel and approved by the president",
  ],
  [
    "经高级人民法院批准延长二个月；检察院阅卷期间不计入审理期限",
    "two months more with approval of the high court; the procuratorate's reading of the file does not count",
  ],
  ["羁押期限届满前的提示、预警", "reminder and alert before custody expires"],
  [
    "自收到上诉状之日起，特殊情况由高级人民法院批准延长",
    "from the day the appeal was received; extended by approval of the high court in special circumstances",
  ],
  ["自收到申请之日起，此处自立案起算", "from the day the application was received, here counted from the filing"],
  ["被告在收到之日起十五日内答辩", "the defendant answers within fifteen days of receipt"],
  ["被羁押的适用公诉案件的审理期限", "in custody, the time limits of public prosecutions apply"],
  [
    "规范办案场所可由一名民警进行，须全程同步录音录像",
    "one officer may do it in a standard interview room, recorded throughout in sound and picture",
  ],
  [
    "警告、一千元以下罚款可由派出所决定",
    "warnings and fines of up to one thousand yuan may be decided by a police station",
  ],
  [
    "警告、五百元以下罚款可由派出所决定",
    "warnings and fines of up to five hundred yuan may be decided by a police station",
  ],
  ["讯问时侦查人员不得少于二人", "no fewer than two investigators question a suspect"],
  ["访问权限；次数为默认值，非条文", "rights of access; the number is a default, not the article's"],
  [
    "间隔：前次裁定送达之日至本次报请之日",
    "the interval: from the service of the last ruling to the day of this request",
  ],
  ["小额诉讼为简易程序", "a small claim is a summary case"],
  ["告知后三日内提出", "asked for within three days of the notice"],
  [
    "应当立即立案，期限自立案之日起；未见立案的自受案起算",
    "filed at once, and the limit runs from the filing; where none is on record, from the acceptance",
  ],
  ["院长批准可延长", "may be extended by approval of the court president"],
  ["院长批准延长一个月", "one month more by approval of the court president"],
  [
    "院长批准延长六个月；还需延长的报上级法院",
    "six months more by approval of the court president; further ones by the court above",
  ],
  [
    "非因法定事由、非经法定程序不得调离；日数为默认值，非条文",
    "not moved from the case but by law and its procedure; the days are a default, not the article's",
  ],
  [
    "高检会〔2014〕1号；六个月为默认值，非条文",
    "Supreme People's Procuratorate [2014] No. 1 (高检会〔2014〕1号); the six months are a default, not the article's",
  ],
]);

export const lawNote = (note: string): Bilingual => ({ zh: note, en: ENGLISH.get(note) ?? note });
