import { htmlDocument } from "./document.tsx";
import { LeadArticle } from "./lead.tsx";
import { RuleCard } from "./notice.tsx";
import { Page, type Report } from "./page.tsx";
import { viewOf } from "./parts.tsx";
import { pack } from "./payload.ts";
import { type SharedParts, treesOf } from "./tree.ts";

/**
 * The report as one HTML file that needs nothing else: both languages are in it, `language` is shown first. The first
 * leads are told in full, the others in a sentence for each warning, and what has no room at all is counted. The same
 * input gives the same text; moments of running and durations are left to `run.json`, so that a run repeated gives the
 * same page.
 */
export async function renderHtml(report: Report): Promise<string> {
  const { manifest, language, leads, rest, cards, stories } = report;
  const view = viewOf(manifest.timezone, manifest.rules, report);
  const shared: SharedParts = new Map();
  const { chunks, listed } = await pack({
    leads,
    rest,
    cards,
    tree: (lead) =>
      treesOf(
        <LeadArticle lead={lead} story={stories.get(lead.case_id ?? "") ?? null} view={view} anchored={false} />,
        shared,
      ),
    card: (card) => treesOf(<RuleCard {...card} />, shared),
  });
  const title = { zh: "风险提示（线索）报告", en: "Leads from case-handling logs" }[language];
  return htmlDocument({
    title: `${manifest.name} · ${title}`,
    language,
    chunks,
    children: <Page report={report} view={view} listed={listed} />,
  });
}

export type { Report };
