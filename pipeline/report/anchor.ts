import type { Warning } from "../../schemas/warning.ts";
import { visible } from "./text.ts";

/** A warning's place in the page is its id, so that `report.html#<warning_id>` leads there. */
export const anchor = ({ warning_id }: Pick<Warning, "warning_id">): string => visible(warning_id);
export const hrefOf = (warning: Pick<Warning, "warning_id">): string => `#${encodeURIComponent(anchor(warning))}`;
