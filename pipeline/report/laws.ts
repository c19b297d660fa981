import type { Bilingual } from "../../schemas/text.ts";

/** English names of texts of law by their Chinese ones, in the usual translations; others are cited in Chinese alone. */
const ENGLISH: ReadonlyMap<string, string> = new Map([
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
  ["公安机关办理经济犯罪案件的若干规定", "Provisions on Economic Crime Cases of Public Security Organs"],
  ["公安机关受案立案规范意见", "Opinions on Acceptance and Filing by Public Security Organs"],
  ["公安机关涉案财物管理若干规定", "Provisions on Property in Cases of Public Security Organs"],
  ["人民检察院刑事诉讼规则", "Criminal Procedure Rules of the People's Procuratorates"],
  ["行政执法机关移送涉嫌犯罪案件的规定", "Provisions on Referral of Suspected Crime by Administrative Organs"],
  ["监狱提请减刑假释工作程序规定", "Procedures of Prisons for Commutation and Parole"],
  [
    "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释",
    "Interpretation of the Civil Procedure Law by the Supreme People's Court",
  ],
  [
    "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释",
    "Interpretation of the Criminal Procedure Law by the Supreme People's Court",
  ],
  [
    "最高人民法院关于适用《刑事诉讼法》的解释",
    "Interpretation of the Criminal Procedure Law by the Supreme People's Court",
  ],
  [
    "领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定",
    "Provisions on Records of Interference in Cases by Leading Officials",
  ],
  [
    "司法机关内部人员过问案件的记录和责任追究规定",
    "Provisions on Records of Inquiries into Cases within Judicial Organs",
  ],
]);

/** Documents that are cited by number, as `法释〔2021〕1号`. */
const SERIES: Readonly<Record<string, string>> = {
  法释: "Judicial Interpretation",
  法发: "Supreme People's Court document",
  公通字: "Ministry of Public Security circular",
};
const NUMBERED = /^(法释|法发|公通字)〔(\d{4})〕(\d+)号$/;

/** A text of law by its name; in English with the Chinese one behind it, by which it is found. */
export function lawTitle(name: string): Bilingual {
  const [, series = "", year, number] = NUMBERED.exec(name) ?? [];
  const english = ENGLISH.get(name) ?? (SERIES[series] && `${SERIES[series]} [${year}] No. ${number}`);
  return { zh: `《${name}》`, en: english ? `${english} (${name})` : name };
}
