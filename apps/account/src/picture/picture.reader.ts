import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DIMENSIONS, type Dimension, FIGURE_NAMES, type Figures } from './figures';
import { identifiersHeld, type Role, ROLE_NAMES, ROLES } from './identifiers-held';
import { type PaperFigures, Papers } from './papers';

/** Figures under one value of a dimension. `value` is a code (port, mode, Center, chapter, country), empty where it is not known. */
export interface FiguresOf {
  readonly value: string;
  readonly figures: Figures;
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
}

/** What belongs into a picture and is not on the platform yet: not known, which is not 0. */
export interface NotYetKnown {
  readonly figure: string;
  readonly why: string;
}
const NOT_YET_KNOWN: readonly NotYetKnown[] = [
  { figure: 'duty and fees paid', why: 'Payments are not on the platform yet; what is shown is owed as computed.' },
  { figure: 'bonds', why: 'Bonds are not on the platform yet.' },
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

const BY = { port: 'byPort', mode: 'byMode', center: 'byCenter', chapter: 'byChapter', country: 'byCountry' } as const;

const numbersOf = (row: Readonly<Record<string, string>>): Figures =>
  Object.fromEntries(FIGURE_NAMES.map((name) => [name, Number(row[name] ?? 0)])) as Figures;
const isEmpty = (figures: Figures): boolean => Object.values(figures).every((number) => number === 0);

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
  async read(accountId: string, firstMonth: string | null, lastMonth: string | null): Promise<AccountPicture> {
    const { manager } = this.source;
    const held = await identifiersHeld(manager, accountId);
    const now = new Date();
    const papers = await this.papers.figures(accountId, firstMonth, lastMonth, now);
    const rows: Record<string, string>[] = await manager.query(
      `SELECT f.identifier_kind, f.dimension, f.value, CASE WHEN f.dimension = 'all' THEN to_char(f.month, 'YYYY-MM') ELSE '' END AS of_month,
              ${FIGURE_NAMES.map((name) => `sum(f.${name}) AS ${name}`).join(', ')}
         FROM trade_figure f JOIN unnest($1::text[], $2::text[]) AS i(kind, identifier) ON i.kind = f.identifier_kind AND i.identifier = f.identifier
        WHERE ($3::text IS NULL OR f.month >= ($3 || '-01')::date) AND ($4::text IS NULL OR f.month <= ($4 || '-01')::date)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      [
        ROLE_NAMES.flatMap((role) => held[role].map(() => ROLES[role].kind)),
        ROLE_NAMES.flatMap((role) => held[role]),
        firstMonth,
        lastMonth,
      ],
    );
    const of = (role: Role): RolePicture => {
      const own = rows.filter((row) => row['identifier_kind'] === ROLES[role].kind);
      const under = (dimension: string, value: 'value' | 'of_month'): FiguresOf[] =>
        own
          .filter((row) => row['dimension'] === dimension)
          .map((row) => ({ value: row[value]!, figures: numbersOf(row) }))
          .filter(({ figures }) => !isEmpty(figures));
      const byMonth = under('all', 'of_month');
      const total = numbersOf({});
      for (const { figures } of byMonth) for (const name of FIGURE_NAMES) total[name] += figures[name];
      const divided = Object.fromEntries(
        DIMENSIONS.map((dimension) => [BY[dimension], under(dimension, 'value')]),
      ) as unknown as Record<(typeof BY)[Dimension], FiguresOf[]>;
      return { identifiers: held[role].length, total, byMonth, ...divided };
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
