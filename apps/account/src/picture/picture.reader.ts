import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BOND_DIMENSIONS, BOND_FIGURE_NAMES, type BondFigures, FIGURE_NAMES, type Figures, PLACES } from './figures';
import { identifiersHeld, type Role, ROLE_NAMES, ROLES } from './identifiers-held';
import { type PaperFigures, Papers } from './papers';

/** Figures under one value of a dimension. `value` is a code (port, mode, Center, chapter, country), empty where it is not known. */
export interface FiguresOf {
  readonly value: string;
  readonly figures: Figures;
}

/** Bonds under one value: a code, or the month; empty where the filing names none. */
export interface BondsOf {
  readonly value: string;
  readonly figures: BondFigures;
}

/** The bonds that an account's entries name; each bond once. */
export interface BondPicture extends Readonly<Record<keyof typeof BOND_DIMENSIONS | 'byMonth', readonly BondsOf[]>> {
  readonly total: BondFigures;
}

/** What an account does in one role. Each entry is counted once, however many identifiers of the role the account holds. */
export interface RolePicture {
  readonly identifiers: number;
  readonly total: Figures;
  /** `value` is the month, `2026-11`. */
  readonly byMonth: readonly FiguresOf[];
  readonly byPort: readonly FiguresOf[];
  readonly byMode: readonly FiguresOf[];
  readonly byCenter: readonly FiguresOf[];
  readonly byChapter: readonly FiguresOf[];
  readonly byCountry: readonly FiguresOf[];
  readonly bonds: BondPicture;
}

/** What belongs into a picture and is not on the platform yet: not known, which is not 0. */
export interface NotYetKnown {
  readonly figure: string;
  readonly why: string;
}
const NOT_YET_KNOWN: readonly NotYetKnown[] = [
  {
    figure: 'duty and fees paid',
    why: 'Payments are not on the platform yet: duty_cents and fee_cents are owed as computed at acceptance, and neither what was paid nor what is still open is known.',
  },
  {
    figure: 'amounts of continuous bonds',
    why: 'No filing names them, and bonds themselves are not on the platform yet: neither how much a bond secures nor how much of it is used is known.',
  },
  { figure: 'cases', why: 'Fines, penalties, forfeitures and protests are not on the platform yet.' },
];

export interface AccountPicture {
  readonly accountId: string;
  /** When it was read. */
  readonly asOf: string;
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
  /** By the importer numbers that the account holds now. */
  readonly importer: RolePicture;
  /** By its filer codes. */
  readonly filer: RolePicture;
  /** By its SCACs. */
  readonly carrier: RolePicture;
  /** Documents, requests for them, messages and powers of attorney of the account, and of those merged into it. */
  readonly papers: readonly PaperFigures[];
  readonly notYetKnown: readonly NotYetKnown[];
}

const OTHERS = { byCenter: 'center', byChapter: 'chapter', byCountry: 'country' } as const;

type Row = Readonly<Record<string, string>>;
const numbersOf = <Name extends string>(names: readonly Name[], row: Row): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, Number(row[name] ?? 0)])) as Record<Name, number>;
const isEmpty = (figures: Readonly<Record<string, number>>): boolean =>
  Object.values(figures).every((number) => number === 0);

/** Rows of one division as they are shown: sorted by value, without those in which nothing is. */
const divided = <Name extends string>(
  names: readonly Name[],
  rows: readonly Row[],
  kind: string,
  by: string,
): { value: string; figures: Record<Name, number> }[] =>
  rows
    .filter((row) => row['identifier_kind'] === kind && row['by'] === by)
    .map((row) => ({ value: row['value']!, figures: numbersOf(names, row) }))
    .filter(({ figures }) => !isEmpty(figures));

const totalOf = <Name extends string>(
  names: readonly Name[],
  parts: readonly { readonly figures: Readonly<Record<Name, number>> }[],
): Record<Name, number> => {
  const total = numbersOf(names, {});
  for (const { figures } of parts) for (const name of names) total[name] += figures[name];
  return total;
};

/** Cells of the identifiers `$1`, `$2` within the months `$3`, `$4`. */
const CELLS = (table: string): string =>
  `${table} f JOIN unnest($1::text[], $2::text[]) AS i(kind, identifier) ON i.kind = f.identifier_kind AND i.identifier = f.identifier
    WHERE ($3::text IS NULL OR f.month >= ($3 || '-01')::date) AND ($4::text IS NULL OR f.month <= ($4 || '-01')::date)`;
const SUMS_OF = (names: readonly string[]): string => names.map((name) => `sum(${name}) AS ${name}`).join(', ');

/** One row a value of each division: read once, and added up for all of them together. */
const BY_EACH = (cells: string, columns: Readonly<Record<string, string>>, names: readonly string[]): string => `
  SELECT identifier_kind, CASE ${Object.entries(columns)
    .map(([by, column]) => `WHEN GROUPING(${column}) = 0 THEN '${by}'`)
    .join(' ')} END AS by,
         coalesce(${Object.values(columns).join(', ')}) AS value, ${SUMS_OF(names)}
    FROM (${cells}) c GROUP BY identifier_kind, GROUPING SETS (${Object.values(columns).join(', ')}) ORDER BY 1, 2, 3`;

const PLACE_FIGURES = BY_EACH(
  `SELECT f.identifier_kind, to_char(f.month, 'YYYY-MM') AS of_month,
          ${Object.values(PLACES)
            .map((at) => `split_part(f.value, ' ', ${at}) AS place_${at}`)
            .join(', ')}, ${FIGURE_NAMES.map((name) => `f.${name}`).join(', ')}
     FROM ${CELLS('trade_figure')} AND f.dimension = 'place'`,
  { byMonth: 'of_month', byPort: 'place_1', byMode: 'place_2' },
  FIGURE_NAMES,
);
const OTHER_FIGURES = `
  SELECT f.identifier_kind, f.dimension AS by, f.value, ${SUMS_OF(FIGURE_NAMES)}
    FROM ${CELLS('trade_figure')} AND f.dimension = ANY('{${Object.values(OTHERS)}}') GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
const BONDS = BY_EACH(
  `SELECT f.*, to_char(f.month, 'YYYY-MM') AS of_month FROM ${CELLS('bond_figure')}`,
  { ...BOND_DIMENSIONS, byMonth: 'of_month' },
  BOND_FIGURE_NAMES,
);

@Injectable()
export class PictureReader {
  constructor(
    private readonly source: DataSource,
    private readonly papers: Papers,
  ) {}

  /**
   * @param firstMonth, `2026-01`; null for all
   * @throws Problem `not-found`
   */
  async read(
    accountId: string,
    firstMonth: string | null,
    lastMonth: string | null,
    papersByPlace = false,
  ): Promise<AccountPicture> {
    const { manager } = this.source;
    const held = await identifiersHeld(manager, accountId);
    const now = new Date();
    const values = [
      ROLE_NAMES.flatMap((role) => held[role].map(() => ROLES[role].kind)),
      ROLE_NAMES.flatMap((role) => held[role]),
      firstMonth,
      lastMonth,
    ];
    const [papers, places, others, bonds]: [PaperFigures[], Row[], Row[], Row[]] = await Promise.all([
      this.papers.figures(accountId, firstMonth, lastMonth, now, papersByPlace),
      manager.query(PLACE_FIGURES, values),
      manager.query(OTHER_FIGURES, values),
      manager.query(BONDS, values),
    ]);
    const of = (role: Role): RolePicture => {
      const { kind } = ROLES[role];
      const place = (by: string): FiguresOf[] => divided(FIGURE_NAMES, places, kind, by);
      const other = (by: keyof typeof OTHERS): FiguresOf[] => divided(FIGURE_NAMES, others, kind, OTHERS[by]);
      const bond = (by: string): BondsOf[] => divided(BOND_FIGURE_NAMES, bonds, kind, by);
      const byMonth = place('byMonth');
      const bondsByMonth = bond('byMonth');
      return {
        identifiers: held[role].length,
        total: totalOf(FIGURE_NAMES, byMonth),
        byMonth,
        byPort: place('byPort'),
        byMode: place('byMode'),
        byCenter: other('byCenter'),
        byChapter: other('byChapter'),
        byCountry: other('byCountry'),
        bonds: {
          total: totalOf(BOND_FIGURE_NAMES, bondsByMonth),
          byMonth: bondsByMonth,
          ...(Object.fromEntries(Object.keys(BOND_DIMENSIONS).map((by) => [by, bond(by)])) as unknown as Record<
            keyof typeof BOND_DIMENSIONS,
            BondsOf[]
          >),
        },
      };
    };
    return {
      accountId,
      asOf: now.toISOString(),
      firstMonth,
      lastMonth,
      importer: of('importer'),
      filer: of('filer'),
      carrier: of('carrier'),
      papers,
      notYetKnown: NOT_YET_KNOWN,
    };
  }
}
