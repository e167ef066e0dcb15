import type { BondFigures, Figure, Figures } from './figures';
import { BOND_FIGURE_NAMES, FIGURE_NAMES } from './figures';
import type { TradeRecord } from './trade-record.rules';

/** What of a record is counted. */
export type Counted = Pick<
  TradeRecord,
  | 'kind'
  | 'importer'
  | 'filer_code'
  | 'scac'
  | 'port'
  | 'mode'
  | 'center'
  | 'state'
  | 'summary_state'
  | 'timeliness'
  | 'filed_on'
  | 'released_on'
  | 'examined_on'
  | 'summary_on'
  | 'release_seconds'
  | 'exam_seconds'
  | 'value_dollars'
  | 'duty_cents'
  | 'fee_cents'
  | 'chapters'
  | 'chapter_dollars'
  | 'chapter_duty_cents'
  | 'countries'
  | 'country_dollars'
  | 'country_duty_cents'
> & {
  /** Null in records of a build that kept no bonds. */
  readonly [bonds in 'bond_types' | 'bond_designations' | 'bond_sureties' | 'bond_cents']: TradeRecord[bonds] | null;
};

type Sums = Partial<Record<Figure, number>>;
/** What happened in a month: what is not 0, and whether the record's money is in it. */
interface Month {
  readonly sums: readonly (readonly [Figure, number])[];
  readonly owed: boolean;
}
type Cell<Place, Names extends string> = Place & Record<Names, number>;
type FigurePlace = Record<'identifier_kind' | 'identifier' | 'dimension' | 'value' | 'month', string>;
type FigureCell = Cell<FigurePlace, keyof Figures>;
type BondPlace = Record<
  'identifier_kind' | 'identifier' | 'surety' | 'bond_type' | 'designation' | 'port' | 'center' | 'month',
  string
>;
type BondCell = Cell<BondPlace, keyof BondFigures>;

const ON_HOLD: readonly (string | null)[] = ['hold', 'release suspended', 'on hold'];
const one = (yes: boolean): number => (yes ? 1 : 0);
const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** What happened to a record, by the first day of the month. */
const monthsOf = (r: Counted): Map<string, Month> => {
  const months = new Map<string, Month>();
  const at = (day: string, sums: Sums, owed = false): void => {
    const known = months.get(monthOf(day));
    const counted = (Object.entries(sums) as [Figure, number][]).filter(([, sum]) => sum !== 0);
    months.set(monthOf(day), { sums: [...(known?.sums ?? []), ...counted], owed: owed || known?.owed === true });
  };
  const [isEntry, stands] = [r.kind === 'entry', r.state !== 'cancelled'];
  const bills = one(r.kind === 'bill' && r.state !== 'deleted');
  at(r.filed_on, {
    entries: one(isEntry && stands),
    on_hold: one(ON_HOLD.includes(r.state)),
    exams_open: one(isEntry && stands && r.examined_on !== null && r.exam_seconds === null),
    documents_open: one(r.state === 'documents required'),
    bills,
    bills_arrived: r.released_on === null ? 0 : bills,
    filings_rejected: one(r.kind === 'rejected filing'),
  });
  if (r.released_on !== null && isEntry && stands)
    at(r.released_on, {
      released: 1,
      release_timed: one(r.release_seconds !== null),
      release_seconds: r.release_seconds ?? 0,
    });
  if (r.examined_on !== null && stands)
    at(r.examined_on, { examined: 1, exams_ended: one(r.exam_seconds !== null), exam_seconds: r.exam_seconds ?? 0 });
  if (r.summary_on !== null && r.summary_state !== null && r.summary_state !== 'deleted')
    at(
      r.summary_on,
      {
        summaries: 1,
        summaries_rejected: one(r.summary_state === 'rejected'),
        on_time: one(r.timeliness === 'on time'),
        relieved: one(r.timeliness === 'relieved'),
        late: one(r.timeliness === 'late'),
      },
      r.summary_state === 'accepted',
    );
  return months;
};

type Under = readonly [dimension: string, value: string, dollars: number, dutyCents: number, feeCents: number];

const dimensionsOf = (r: Counted): Under[] => [
  ['place', `${r.port ?? ''} ${r.mode ?? ''}`, r.value_dollars, r.duty_cents, r.fee_cents],
  ['center', r.center ?? '', r.value_dollars, r.duty_cents, r.fee_cents],
  ...r.chapters.map((value, n): Under => ['chapter', value, r.chapter_dollars[n]!, r.chapter_duty_cents[n]!, 0]),
  ...r.countries.map((value, n): Under => ['country', value, r.country_dollars[n]!, r.country_duty_cents[n]!, 0]),
];

/**
 * By how much records that become others change the figures, cell by cell. The functions `trade_record_figures` and `trade_record_bonds` of the database say the
 * same of a single record, for figures that are added up anew.
 */
export class FigureDifferences {
  private readonly figureCells = new Map<string, FigureCell>();
  private readonly bondCells = new Map<string, BondCell>();

  /** A record as it becomes. */
  add(record: Counted): void {
    this.count(record, 1);
  }

  /** A record as it was. */
  take(record: Counted): void {
    this.count(record, -1);
  }

  /** Cells that change. */
  figures(): FigureCell[] {
    return changed(this.figureCells, FIGURE_NAMES);
  }

  bonds(): BondCell[] {
    return changed(this.bondCells, BOND_FIGURE_NAMES);
  }

  private count(record: Counted, sign: 1 | -1): void {
    const [months, dimensions] = [monthsOf(record), dimensionsOf(record)];
    for (const [kind, identifier] of [
      ['importer number', record.importer],
      ['filer code', record.filer_code],
      ['SCAC', record.scac],
    ] as const) {
      if (identifier === null) continue;
      for (const [month, { sums, owed }] of months)
        for (const [dimension, value, dollars, duty, fee] of dimensions) {
          const key = keyOf(kind, identifier, dimension, value, month);
          const cell = cellAt(
            this.figureCells,
            key,
            FIGURE_NAMES,
            (): FigurePlace => ({
              ...{ identifier_kind: kind, identifier, dimension, value, month },
            }),
          );
          for (const [name, sum] of sums) cell[name] += sign * sum;
          if (!owed) continue;
          cell.value_dollars += sign * dollars;
          cell.duty_cents += sign * duty;
          cell.fee_cents += sign * fee;
        }
      if (kind !== 'SCAC') this.countBonds(record, kind, identifier, sign);
    }
  }

  private countBonds(r: Counted, identifier_kind: string, identifier: string, sign: 1 | -1): void {
    if (r.kind !== 'entry' || r.state === 'cancelled') return;
    r.bond_types?.forEach((bond_type, n) => {
      const cents = r.bond_cents?.[n] ?? null;
      const [surety, designation] = [r.bond_sureties?.[n] ?? '', r.bond_designations?.[n] ?? ''];
      const [port, center, month] = [r.port ?? '', r.center ?? '', monthOf(r.filed_on)];
      const key = keyOf(identifier_kind, identifier, surety, bond_type, designation, port, center, month);
      const cell = cellAt(
        this.bondCells,
        key,
        BOND_FIGURE_NAMES,
        (): BondPlace => ({
          ...{ identifier_kind, identifier, surety, bond_type, designation, port, center, month },
        }),
      );
      const isNone = bond_type === '0';
      cell.bonds += sign * one(!isNone);
      cell.bonds_not_required += sign * one(isNone);
      cell.amount_cents += sign * (cents ?? 0);
      cell.amounts_not_named += sign * one(!isNone && cents === null);
    });
  }
}

/** No text of the database has the character between the parts. */
const keyOf = (...parts: string[]): string => parts.join('\0');

const cellAt = <Place extends object, Names extends string>(
  cells: Map<string, Cell<Place, Names>>,
  key: string,
  names: readonly Names[],
  place: () => Place,
): Cell<Place, Names> => {
  let cell = cells.get(key);
  if (!cell) {
    cell = { ...place(), ...Object.fromEntries(names.map((name) => [name, 0])) } as Cell<Place, Names>;
    cells.set(key, cell);
  }
  return cell;
};

const changed = <Place, Names extends string>(
  cells: ReadonlyMap<string, Cell<Place, Names>>,
  names: readonly Names[],
): Cell<Place, Names>[] => [...cells.values()].filter((cell) => names.some((name) => cell[name] !== 0));
