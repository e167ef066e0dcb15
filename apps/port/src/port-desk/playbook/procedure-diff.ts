import { canonicalJson } from '#kernel';
import type { EffectiveProcedure } from './overlay';

/** One part of the procedure (steps, documents and so on): what was added, taken away and changed, by id. */
export interface PartDiff {
  readonly part: string;
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  readonly changed: readonly {
    readonly id: string;
    readonly fields: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
  }[];
  /** The items both have stand in another order. */
  readonly reordered: boolean;
}

export interface ProcedureDiff {
  readonly parts: readonly PartDiff[];
  /** The same, to be read by a person; one line a difference. */
  readonly text: string;
}

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

const diffList = (part: string, from: readonly Item[], to: readonly Item[]): PartDiff => {
  const before = new Map(from.map((item) => [item.id, item]));
  const after = new Map(to.map((item) => [item.id, item]));
  const common = (list: readonly Item[]): string[] =>
    list.map(({ id }) => id).filter((id) => before.has(id) && after.has(id));
  return {
    part,
    added: to.filter(({ id }) => !before.has(id)),
    removed: from.filter(({ id }) => !after.has(id)),
    changed: common(from).flatMap((id) => {
      const [old, now] = [before.get(id)!, after.get(id)!];
      const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
        (field) => !same(old[field], now[field]),
      );
      return fields.length > 0
        ? [{ id, fields: fields.map((field) => ({ field, from: old[field] ?? null, to: now[field] ?? null })) }]
        : [];
    }),
    reordered: !same(common(from), common(to)),
  };
};

const shown = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : JSON.stringify(value));

const described = (part: string, item: Item): string => {
  const where = [item['phase'], item['stage']].filter(Boolean).join(', ');
  const text = item['what'] ?? item['text'] ?? item['name'] ?? item['state'] ?? item['how'] ?? '';
  return `${part} ${item.id}${where ? ` (${where})` : ''}: ${String(text)}`;
};

const lines = ({ part, added, removed, changed, reordered }: PartDiff): string[] => [
  ...removed.map((item) => `- ${described(part, item)}`),
  ...added.map((item) => `+ ${described(part, item)}`),
  ...changed.flatMap(({ id, fields }) =>
    fields.map(({ field, from, to }) => `~ ${part} ${id}, ${field}: ${shown(from)} -> ${shown(to)}`),
  ),
  ...(reordered ? [`~ ${part}: in another order`] : []),
];

const partsOf = (procedure: EffectiveProcedure): Readonly<Record<string, readonly Item[]>> => ({
  steps: procedure.steps as unknown as Item[],
  documents: procedure.documents,
  conditions: procedure.conditions,
  excludedGoods: procedure.excludedGoods,
  advanceData: procedure.advanceData,
  catchUpKeys: procedure.catchUpKeys,
  responsibilities: procedure.responsibilities,
  ownOutage: procedure.ownOutage,
  scenarios: procedure.partnerAgency.scenarios,
  contacts: procedure.contacts.map((contact) => ({ id: contact.what, how: contact.how })),
  rest: [
    { id: 'general', principle: procedure.principle, effectiveFrom: procedure.effectiveFrom },
    { id: 'policies', ...procedure.policies },
    { id: 'portsMay', ...procedure.portsMay },
    { id: 'partnerAgency', reviewHours: procedure.partnerAgency.reviewHours, source: procedure.partnerAgency.source },
  ],
});

/** What changed from one procedure to another, whichever of them is the national one or a port's. */
export const diffProcedures = (from: EffectiveProcedure, to: EffectiveProcedure): ProcedureDiff => {
  const [before, after] = [partsOf(from), partsOf(to)];
  const parts = Object.keys(before)
    .map((part) => diffList(part, before[part]!, after[part]!))
    .filter(
      ({ added, removed, changed, reordered }) => added.length + removed.length + changed.length > 0 || reordered,
    );
  return { parts, text: parts.flatMap(lines).join('\n') };
};
