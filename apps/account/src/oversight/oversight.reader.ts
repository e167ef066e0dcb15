import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { OutagesRequest } from '#contracts';
import { addDays } from '#kernel';
import { withPatience } from '#persistence';
import { CannotBeAsked, Colleagues } from '#service';
import { readParticipation } from '../capabilities/participation.reader';
import { PLACES } from '../picture/figures';
import type {
  Outage,
  OversightData,
  OversightFigures,
  Participant,
  UnknownPart,
  Volumes,
  VolumesOf,
} from './oversight.data';
import { daysOf } from './quarter.rules';

const WITHIN_MS = 5_000;

/** Columns of the picture's figures, by name. Each entry has one filer, each bill one carrier: so everything is counted once. */
const COLUMNS = [
  ...['entries', 'released', 'release_timed', 'release_seconds', 'examined', 'exams_ended', 'exam_seconds'],
  ...['summaries', 'summaries_rejected', 'late', 'bills', 'bills_arrived', 'filings_rejected'],
] as const;
type Sums = Readonly<Record<string, number>>;

/** Instants. */
interface Span {
  readonly from: string;
  readonly to: string;
}
interface SeenOutages {
  readonly outages: Outage[] | null;
  readonly countedTo: string | null;
  readonly unknown: UnknownPart[];
}

const hours = (seconds: number, of: number): number | null => (of === 0 ? null : Math.round(seconds / of / 36) / 100);
const volumesOf = (sums: Sums): Volumes => ({
  entries: sums['entries']!,
  released: sums['released']!,
  examined: sums['examined']!,
  summaries: sums['summaries']!,
  summariesRejected: sums['summaries_rejected']!,
  summariesLate: sums['late']!,
  bills: sums['bills']!,
  billsArrived: sums['bills_arrived']!,
  filingsRejected: sums['filings_rejected']!,
  releaseHours: hours(sums['release_seconds']!, sums['release_timed']!),
  examHours: hours(sums['exam_seconds']!, sums['exams_ended']!),
});
const added = (rows: readonly Sums[]): Sums =>
  Object.fromEntries(COLUMNS.map((name) => [name, rows.reduce((sum, row) => sum + Number(row[name]), 0)]));

/** Adds up a quarter: volumes and times from the figures of the picture, outages as the status service answers, roll-outs and suggestions from their registers. */
@Injectable()
export class OversightReader {
  constructor(private readonly colleagues: Colleagues) {}

  /** @param alive called every second while it is added up */
  async read(source: DataSource, quarter: string, now: Date, alive?: () => void): Promise<OversightData> {
    const { from, to } = daysOf(quarter);
    const end = `${addDays(to, 1)}T00:00:00.000Z`;
    const span = { from: `${from}T00:00:00.000Z`, to: now.toISOString() < end ? now.toISOString() : end };
    const seen = await this.outages(span);
    return withPatience(source, (manager) => this.added(manager, quarter, span, seen), alive ? { alive } : {});
  }

  private async added(
    manager: EntityManager,
    quarter: string,
    span: Span,
    { outages, countedTo, unknown }: SeenOutages,
  ): Promise<OversightData> {
    const { from, to } = daysOf(quarter);
    const rows: (Sums & { dimension: string; value: string })[] = await manager.query(
      `SELECT d.dimension, d.value, ${COLUMNS.map((name) => `sum(${name})::float8 AS ${name}`).join(', ')}
         FROM trade_figure f CROSS JOIN LATERAL (VALUES ('month', to_char(f.month, 'YYYY-MM')), ('port', split_part(f.value, ' ', ${PLACES.byPort})), ('mode', split_part(f.value, ' ', ${PLACES.byMode}))) d(dimension, value)
        WHERE f.identifier_kind IN ('filer code', 'SCAC') AND f.dimension = 'place' AND f.month >= $1::date AND f.month <= $2::date
        GROUP BY 1, 2 ORDER BY 1, 2`,
      [from, to],
    );
    const under = (dimension: string): VolumesOf[] =>
      rows.filter((row) => row.dimension === dimension).map((row) => ({ value: row.value, volumes: volumesOf(row) }));
    const { capabilities, suggestions } = await readParticipation(manager, span.from, span.to);
    const figures: OversightFigures = {
      quarter,
      firstDay: from,
      lastDay: to,
      total: volumesOf(added(rows.filter(({ dimension }) => dimension === 'month'))),
      byMonth: under('month'),
      byPort: under('port'),
      byMode: under('mode'),
      outages,
      outagesCountedTo: countedTo,
      rollOuts: capabilities,
      suggestions,
      unknownParts: [
        ...unknown,
        {
          part: 'answer times',
          why: 'The picture keeps when records were filed and decided, not when each filing was answered.',
        },
      ],
    };
    const participants: Participant[] = await manager.query(
      `SELECT u.code, u.account_id AS "accountId", a.name, sum(u.taken)::float8 AS taken, sum(u.refused)::float8 AS refused
         FROM capability_use u JOIN account a ON a.id = u.account_id WHERE u.day >= $1::date AND u.day <= $2::date
        GROUP BY 1, 2, 3 ORDER BY u.code, sum(u.taken) DESC, u.account_id`,
      [from, to],
    );
    return { figures, participants };
  }

  private async outages(span: Span): Promise<SeenOutages> {
    try {
      const said = await this.colleagues.ask(
        'status',
        OutagesRequest,
        { parameters: {}, query: span },
        { withinMs: WITHIN_MS },
      );
      if (!said) throw new CannotBeAsked('the status service does not know this question');
      const isWhole = said.countedTo !== null && Date.parse(span.to) - Date.parse(said.countedTo) < 2 * 3_600_000;
      return {
        outages: said.components.map(outageOf),
        countedTo: said.countedTo,
        unknown: isWhole
          ? []
          : [{ part: 'outages', why: `They are counted up to ${said.countedTo ?? 'no hour of the quarter'} only.` }],
      };
    } catch (error) {
      if (!(error instanceof CannotBeAsked)) throw error;
      return {
        outages: null,
        countedTo: null,
        unknown: [{ part: 'outages', why: 'The status service, which sees them, could not be asked.' }],
      };
    }
  }
}

const minutes = (seconds: number): number => Math.round(seconds / 60);
const outageOf = (seen: {
  component: string;
  operational: number;
  slow: number;
  down: number;
  unknown: number;
  maintenance: number;
  outages: number;
}): Outage => {
  const up = seen.operational + seen.slow;
  const known = up + seen.down;
  return {
    component: seen.component,
    upPercent:
      known === 0 || known + seen.maintenance < seen.unknown ? null : Math.floor((up / known) * 100_000) / 1_000,
    downMinutes: minutes(seen.down),
    maintenanceMinutes: minutes(seen.maintenance),
    unknownMinutes: minutes(seen.unknown),
    outages: seen.outages,
  };
};
