import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { listJson } from "../kit/json-text.ts";
import type { BriefWarning } from "../warnings/brief.ts";
import type { Lead } from "../warnings/leads.ts";
import { standingOf } from "../warnings/standing.ts";
import { Briefs, Sayings } from "./briefs.ts";
import { type Cards, type Kind, Listing, PER_BRIEF, PER_FULL } from "./listing.ts";

/** A part of the page's data: JSON, deflated (RFC 1950) and in base64, for the script to open when it is asked for. */
export interface Chunk {
  readonly id: string;
  readonly text: string;
}

/**
 * Leads that a page lists, those told in full among them; nobody reads further, and the page says that there are more.
 */
export const MOST_LISTED = 100_000;
/** Bytes of data a page may carry; what lies beyond is not listed either. */
const BUDGET = 42 * 2 ** 20;

interface PayloadInput extends Cards {
  /** Leads told in full, first things first, and each as trees in JSON. */
  readonly leads: readonly Lead[];
  readonly tree: (lead: Lead) => string;
  /** The leads after these, in short. */
  readonly rest: AsyncIterable<readonly BriefWarning[]>;
}

interface Payload {
  readonly chunks: readonly Chunk[];
  /** Leads in the list. */
  readonly listed: number;
}

/** Packs every lead for the page's script: those told in full as trees, the others as a sentence each. */
export async function pack({ leads, tree, rest, cards, card }: PayloadInput): Promise<Payload> {
  const listing = new Listing(leads.length, { cards, card });
  const packer = new Packer();
  for (let i = 0; i < leads.length; i += PER_FULL) {
    const some = leads.slice(i, i + PER_FULL);
    packer.add(`page-full-${i / PER_FULL}`, listJson(some.map(tree)));
    for (const lead of some) listInFull(lead, listing);
    await packer.settle();
  }
  await packRest(rest, listing, packer);
  packer.add("page-index-data", listing.json());
  return { chunks: await packer.chunks(), listed: listing.leads };
}

function listInFull({ subject, org_id, warnings }: Lead, listing: Listing): void {
  listing.addLead(subject, org_id, Math.min(...warnings.map((w) => w.first_seen)));
  for (const warning of warnings)
    listing.addWarning(warning.warning_id, warning.severity, listing.ruleOf(warning), standingOf(warning));
}

/** The leads that are told in short, as many as the page may carry. */
async function packRest(rest: PayloadInput["rest"], listing: Listing, packer: Packer): Promise<void> {
  const sayings = new Sayings();
  const ruleOfKind = new Map<Kind, number>();
  let briefs = new Briefs();
  let chunks = 0;
  let last: BriefWarning | null = null;
  const flush = async () => {
    if (briefs.leads > 0) packer.add(`page-brief-${chunks++}`, briefs.json());
    briefs = new Briefs();
    await packer.settle();
  };
  filling: for await (const batch of rest) {
    for (const warning of batch) {
      const { kind, subject_id } = warning;
      if (last?.subject_id !== subject_id || last.kind.subject_type !== kind.subject_type) {
        if (briefs.leads === PER_BRIEF) await flush();
        if (packer.bytes > BUDGET) break filling;
        listing.addLead({ type: kind.subject_type, id: subject_id }, warning.org_id, warning.first_seen);
        briefs.beginLead();
        last = warning;
      }
      const rule = ruleOfKind.get(kind) ?? listing.ruleOf(kind);
      ruleOfKind.set(kind, rule);
      listing.addWarning(warning.warning_id, kind.severity, rule, kind.standing);
      briefs.add(sayings.jsonOf(warning));
    }
  }
  await flush();
}

const compress = promisify(deflate);

/** Compresses chunks beside the work that makes them. */
class Packer {
  readonly #waiting: Promise<Chunk>[] = [];
  bytes = 0;

  add(id: string, json: string | Buffer): void {
    const packed = compress(json, { level: 3 }).then((bytes) => {
      this.bytes += Math.ceil(bytes.length / 3) * 4;
      return { id, text: bytes.toString("base64") };
    });
    this.#waiting.push(packed);
  }

  /** Lets no more than a few chunks wait to be compressed, and those who wait for the engine go on. */
  async settle(): Promise<void> {
    await this.#waiting.at(-4);
    await setImmediate();
  }

  chunks(): Promise<Chunk[]> {
    return Promise.all(this.#waiting);
  }
}
