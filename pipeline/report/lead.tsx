import { type Bilingual, counted } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { Lead } from "../warnings/leads.ts";
import { Acts } from "./acts.tsx";
import type { CaseStory } from "./cases.ts";
import { Notice } from "./notice.tsx";
import { Data, Severity, T, type View } from "./parts.tsx";
import { numberEvidence } from "./scene.ts";
import { Timeline } from "./timeline.tsx";
import { noticesShown, SUBJECTS } from "./words.ts";

const MOST_WARNINGS = 50;

interface LeadProps {
  readonly lead: Lead;
  /** What is recorded of the lead's case, where it is about a case. */
  readonly story: CaseStory | null;
  readonly view: View;
  /** Whether each warning stands under its id; only one copy of a lead in a page may. */
  readonly anchored: boolean;
}

/** One lead: its subject, its case as a picture, then each of its warnings. */
export const LeadArticle = ({ lead, story, view, anchored }: LeadProps) => {
  const shown = lead.warnings.slice(0, MOST_WARNINGS);
  const numbers = numberEvidence(lead.warnings);
  const ofCase = shown.filter((warning) => warning.case_id !== null);
  return (
    <article class={`lead s${lead.severity}`}>
      <header>
        <h3>
          <Subject subject={lead.subject} />
        </h3>
        <p class="tags">
          <Severity level={lead.severity} />
          {lead.org_id !== null && lead.org_id !== lead.subject.id && (
            <span>
              <T t={SUBJECTS.org} /> <Data text={lead.org_id} />
            </span>
          )}
          <span class="quiet">
            <T t={noticesOf(lead.warnings.length)} />
          </span>
        </p>
      </header>
      {story && ofCase.length > 0 && (
        <Timeline story={story} warnings={ofCase} numbers={numbers} view={view}>
          <Acts events={story.events} numbers={numbers} view={view} open={false} />
        </Timeline>
      )}
      {shown.map((warning) => (
        <Notice warning={warning} numbers={numbers} view={view} anchored={anchored} />
      ))}
      {shown.length < lead.warnings.length && (
        <p class="note">
          <T t={noticesShown(shown.length, lead.warnings.length)} />
        </p>
      )}
    </article>
  );
};

const noticesOf = (n: number): Bilingual => ({ zh: `${n} 项提示`, en: counted(n, "notice") });

export const Subject = ({ subject }: { subject: Warning["subject"] }) => (
  <span>
    <T t={SUBJECTS[subject.type]} /> <Data text={subject.id} />
  </span>
);
