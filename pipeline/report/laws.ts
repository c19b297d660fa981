import type { Bilingual } from "../../schemas/text.ts";

/**
 * English names of texts of law by their Chinese ones, in the usual translations; others are cited in Chinese alone.
 */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  ["刑法", "Criminal Law"],
  ["刑事诉讼法", "Criminal Procedure Law"],
  ["民事诉讼法", "Civil Procedure Law"],
  ["行政诉讼法", "Administrative Litigation Law"],
  ["行政处罚法", "Administrative Penalties Law"],
  ["行政强制法", "Administrative Compulsion Law"],
  ["治安管理处罚法", "Public Security Administration Penalties Law"],
  ["社区矫正法", "Community Corrections Law"],
  ["法官法", "Judges Law"],
  ["检察官法", "Public Procurators Law"],
  ["人民法院组织法", "Organic Law of the People's Courts"],
  ["人民检察院组织法", "Organic Law of the People's Procuratorates"],
  ["个人信息保护法", "Personal Information Protection Law"],
  ["网络安全法", "Cybersecurity Law"],
  ["公安机关办理刑事案件程序规定", "Provisions on Criminal Procedure of Public Security Organs"],
  ["公安机关办理行政案件程序规定", "Provisions on Administrative Procedure of Public Security Organs"],
  ["公安机关受案立案规范意见", "Opinions on Acceptance and Filing by Public Security Organs"],
  ["公安机关涉案财物管理若干规定", "Provisions on Property in Cases of Public Security Organs"],
  ["人民检察院刑事诉讼规则", "Criminal Procedure Rules of the People's Procuratorates"],
  ["行政执法机关移送涉嫌犯罪案件的规定", "Provisions on Referral of Suspected Crime by Administrative Organs"],
  ["监狱提请减刑假释工作程序规定", "Procedures of Prisons for Commutation and Parole"],
  [
    "最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释",
    "Interpretation of the Civil Procedure Law by the Supreme People's Court",
  ],
  [
    "最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释",
    "Interpretation of the Criminal Procedure Law by the Supreme People's Court",
  ],
  [
    "最高人民法院关于办理减刑、假释案件具体应用法律的规定",
    "Provisions of the Supreme People's Court on Law Applied to Commutation and Parole",
  ],
  [
    "最高人民法院关于减刑、假释案件审理程序的规定",
    "Provisions of the Supreme People's Court on Trials of Commutation and Parole",
  ],
  [
    "最高人民检察院、公安部关于公安机关办理经济犯罪案件的若干规定",
    "Provisions on Economic Crime Cases of Public Security Organs",
  ],
  [
    "最高人民法院关于完善人民法院司法责任制的若干意见",
    "Opinions of the Supreme People's Court on Judicial Responsibility",
  ],
  [
    "最高人民法院关于执行款物管理工作的规定",
    "Provisions of the Supreme People's Court on Money and Property in Enforcement",
  ],
  [
    "最高人民法院关于人民法院确定财产处置参考价若干问题的规定",
    "Provisions of the Supreme People's Court on Reference Prices of Property",
  ],
  [
    "最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定",
    "Provisions of the Supreme People's Court on Sealing, Seizing and Freezing in Civil Enforcement",
  ],
  [
    "最高人民法院关于人民法院执行工作若干问题的规定（试行）",
    "Provisions of the Supreme People's Court on Enforcement (for trial)",
  ],
  [
    "最高人民法院关于严格规范民商事案件延长审限和延期开庭问题的规定",
    "Provisions of the Supreme People's Court on Extended Time Limits and Postponed Hearings",
  ],
  [
    "最高人民法院关于严格执行案件审理期限制度的若干规定",
    "Provisions of the Supreme People's Court on Time Limits of Trials",
  ],
  ["最高人民法院关于人民法院案件案号的若干规定", "Provisions of the Supreme People's Court on Case Numbers"],
  [
    "最高人民法院关于审判人员在诉讼活动中执行回避制度若干问题的规定",
    "Provisions of the Supreme People's Court on Recusal",
  ],
  ["公安部关于改革完善受案立案制度的意见", "Opinions of the Ministry of Public Security on Acceptance and Filing"],
  ["关于办理盗窃刑事案件适用法律若干问题的解释", "Interpretation on Criminal Cases of Theft"],
  ["关于办理诈骗刑事案件具体应用法律若干问题的解释", "Interpretation on Criminal Cases of Swindling"],
  ["关于办理抢夺刑事案件适用法律若干问题的解释", "Interpretation on Criminal Cases of Snatching"],
  ["关于办理敲诈勒索刑事案件适用法律若干问题的解释", "Interpretation on Criminal Cases of Extortion"],
  [
    "最高人民检察院、公安部关于公安机关管辖的刑事案件立案追诉标准的规定（一）",
    "Standards for Filing and Prosecuting Criminal Cases under Police Jurisdiction (I)",
  ],
  ["关于规范刑事案件“另案处理”适用的指导意见", "Guiding Opinions on Handling Separately in Criminal Cases"],
  [
    "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定",
    "Provisions on Records of Interference in Cases by Leading Officials",
  ],
  [
    "司法机关内部人员过问案件的记录和责任追究规定",
    "Provisions on Records of Inquiries into Cases within Judicial Organs",
  ],
  [
    "公安机关内部人员干预、插手案件办理的记录、通报和责任追究规定",
    "Provisions on Records of Interference in Cases within Public Security Organs",
  ],
]);

/** A text of law by its name; in English with the Chinese one behind it, by which it is found. */
export function lawTitle(name: string): Bilingual {
  const english = ENGLISH.get(name);
  return { zh: `《${name}》`, en: english ? `${english} (${name})` : name };
}
