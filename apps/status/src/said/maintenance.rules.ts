import { modulesOf, asContractScope, instantOf, type IncidentWords } from '#statement';
import type { Statement } from '#contracts';
import type { PlannedMaintenance } from './public-records';
import { whereText } from './public-words';

/** What may announce maintenance: an incident, or a notice. */
export interface Announcing {
  readonly reference: string;
  /** Announcements of one matter have the same; the first of them in the list counts. */
  readonly matter: string;
  readonly title: string;
  readonly drill: boolean;
  readonly statement: Statement;
  readonly words: Pick<IncidentWords, 'whatToDoNext'> | null;
  readonly announcedAt: string;
  /** It was over, or called off, at this instant. */
  readonly endedAt: string | null;
}

const PLANNED: ReadonlySet<Statement['kind']> = new Set(['planned maintenance', 'planned deployment']);

/** The windows of planned work in production whose beginning and end are known, in order. An emergency is not planned. */
export const maintenanceIn = (announcements: readonly Announcing[]): PlannedMaintenance[] => {
  const known = new Set<string>();
  const windows: PlannedMaintenance[] = [];
  for (const { reference, matter, title, drill, statement, words, announcedAt, endedAt } of announcements) {
    if (known.has(matter)) continue;
    known.add(matter);
    if (!PLANNED.has(statement.kind) || statement.confirmed.environment !== 'production') continue;
    const scope = asContractScope(statement.confirmed);
    for (const window of statement.windows) {
      const [from, planned] = [window.from && instantOf(window.from), window.to && instantOf(window.to)];
      const to = planned && endedAt && endedAt < planned ? endedAt : planned;
      if (!from || !to || to <= from || window.interruption === 'none') continue;
      const hit =
        window.functions.length > 0
          ? { ...scope, modules: modulesOf({ ...statement.confirmed, functions: window.functions }) }
          : scope;
      windows.push({
        title,
        reference,
        drill,
        where: whereText(hit),
        scope: hit,
        from,
        to,
        announcedAt,
        whatToDoNext: words?.whatToDoNext ?? [],
      });
    }
  }
  return windows.sort((a, b) => a.from.localeCompare(b.from));
};

/** Whether the window is about this component: a module, or a module's database. */
export const maintains = ({ scope, drill }: PlannedMaintenance, component: string): boolean =>
  !drill &&
  (scope.modules.length === 0 || (scope.modules as readonly string[]).includes(component.replace(/-database$/, '')));
