import { type Document, Packer } from "docx";
import { withoutTimes } from "../zip.ts";
import { FONTS } from "./official.ts";

/**
 * Fonts that may stand for those of the standard where a machine has not got them, in the order in which they are to be
 * tried; the last are free ones.
 */
const STAND_INS: Record<keyof typeof FONTS, readonly string[]> = {
  title: ["FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong", "Noto Serif CJK SC", "Noto Sans CJK SC"],
  heading: ["SimHei", "黑体-简", "Heiti SC", "STHeiti", "Noto Sans CJK SC"],
  subheading: ["楷体", "KaiTi", "KaiTi_GB2312", "华文楷体", "STKaiti", "Noto Serif CJK SC", "Noto Sans CJK SC"],
  body: ["仿宋", "FangSong", "FangSong_GB2312", "华文仿宋", "STFangsong", "Noto Serif CJK SC", "Noto Sans CJK SC"],
  number: ["SimSun", "Songti SC", "STSong", "Noto Serif CJK SC", "Noto Sans CJK SC"],
};

const WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
/** The character set of simplified Chinese, as font tables number it. */
const GB2312 = "86";

const fontTable = (): string => {
  const fonts = (Object.keys(FONTS) as (keyof typeof FONTS)[]).map(
    (use) =>
      `<w:font w:name="${FONTS[use]}"><w:altName w:val="${STAND_INS[use].join(",")}"/><w:charset w:val="${GB2312}"/>` +
      `<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  );
  return `${HEAD}<w:fonts xmlns:w="${WORDPROCESSING}">${fonts.join("")}</w:fonts>`;
};

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const properties = (title: string, at: number): string => {
  const moment = new Date(at).toISOString().replace(/\.\d+/, "");
  const dates = ["created", "modified"].map(
    (name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${moment}</dcterms:${name}>`,
  );
  return (
    `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
    ` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title>` +
    `<dc:creator>Xiezhi</dc:creator><cp:lastModifiedBy>Xiezhi</cp:lastModifiedBy>${dates.join("")}</cp:coreProperties>`
  );
};

/**
 * The file of a document, which names stand-ins for its fonts; the same document of the same moment gives the same
 * bytes.
 */
export async function packed(document: Document, { title, at }: { title: string; at: number }): Promise<Buffer> {
  const file = await Packer.toBuffer(document, undefined, [
    { path: "word/fontTable.xml", data: fontTable() },
    { path: "docProps/core.xml", data: properties(title, at) },
  ]);
  return withoutTimes(file);
}
