/** A part of a JSON schema, as far as pages tell of it. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
}

/** A row for each key of an object, and of the objects in it: `report.language`, its kind, default and description. */
export function keyRows({ properties = {}, required = [] }: Shape, before = ""): string[][] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    const fallback = isSection(shape) || shape.default === undefined ? "" : `\`${JSON.stringify(shape.default)}\``;
    const said = required.includes(name) && shape.default === undefined ? "must be given" : fallback;
    const row = [`\`${before}${name}\``, kindOf(shape), said, shape.description ?? ""];
    return isSection(shape) ? [row, ...keyRows(shape, `${before}${name}.`)] : [row];
  });
}

const isSection = ({ properties }: Shape): boolean => properties !== undefined;

export function kindOf(shape: Shape): string {
  if (shape.const !== undefined) return `\`${shape.const}\``;
  if (shape.enum) return shape.enum.map((value) => `\`${value}\``).join(" or ");
  if (shape.anyOf) return [...new Set(shape.anyOf.map(kindOf))].join(" or ");
  if (shape.type === "array") return shape.items ? `list of ${kindOf(shape.items)}` : "list";
  const least = shape.minimum ?? shape.exclusiveMinimum;
  const bound =
    least === undefined || least <= Number.MIN_SAFE_INTEGER
      ? ""
      : shape.minimum === undefined
        ? ` > ${least}`
        : ` ≥ ${least}`;
  return `${[shape.type ?? "any"].flat().join(" or ")}${bound}`;
}
