import { RECORD_KINDS, RELATIONS, type RecordKind, type Relation, type RightOfRecord, RIGHTS } from './rights.table';
import { type Rank, type Viewer, VIEWERS } from './viewers';

export type Act = 'see' | 'change';

/** Which viewers may, by act, kind of record and relation: asked at every request. */
const allowed = new Map<string, ReadonlySet<Viewer>>();
for (const kind of RECORD_KINDS)
  for (const act of ['see', 'change'] as const) {
    const right: RightOfRecord = RIGHTS[kind];
    const anyhow = new Set<Viewer>();
    for (const relation of RELATIONS) {
      const viewers = new Set(right[act][relation] ?? []);
      allowed.set(`${act} ${kind} ${relation}`, viewers);
      for (const viewer of viewers) anyhow.add(viewer);
    }
    allowed.set(`${act} ${kind}`, anyhow);
  }

/** Viewers who may do this to a record of the kind, in this relation or, when none is named, in any. In the order of `VIEWERS`. */
export const viewersWho = (act: Act, kind: RecordKind, relation?: Relation): Viewer[] => {
  const set = allowed.get(relation ? `${act} ${kind} ${relation}` : `${act} ${kind}`)!;
  return VIEWERS.filter((viewer) => set.has(viewer));
};

/** Whether who asks may do this to a record of the kind that stands to it so; without a relation, to any record at all. */
export const may = ({ viewers, leaves }: Rank, act: Act, kind: RecordKind, relation?: Relation): boolean => {
  const set = allowed.get(relation ? `${act} ${kind} ${relation}` : `${act} ${kind}`)!;
  for (const viewer of viewers) {
    if (!set.has(viewer)) continue;
    if (leaves === null || (viewer !== 'user' && viewer !== 'machine')) return true;
    const leave = leaves[RIGHTS[kind].function];
    if (leave === 'write' || (leave === 'read' && act === 'see')) return true;
  }
  return false;
};

/** The table for people, as Markdown. */
export const rightsOfRecords = (): string => {
  const words = (act: Act, kind: RecordKind): string =>
    RELATIONS.flatMap((relation) => {
      const viewers = viewersWho(act, kind, relation);
      return viewers.length === 0 ? [] : `${relation}: ${wordsOf(viewers)}`;
    }).join('<br>') || 'nobody';
  return [
    '| record | function | may see | may change |',
    '|---|---|---|---|',
    ...RECORD_KINDS.map(
      (kind) => `| ${kind} | ${RIGHTS[kind].function} | ${words('see', kind)} | ${words('change', kind)} |`,
    ),
  ].join('\n');
};

const wordsOf = (viewers: readonly Viewer[]): string =>
  viewers.length === VIEWERS.length ? 'everybody with a key or signed in' : viewers.join(', ');
