import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CustomsDate, formatEntryNumber, masked } from '#kernel';
import { Problem } from '#service';
import { today } from '../days/customs-days';
import { windowOf } from '../imports/goods.rules';
import { importerIdentity } from '../importer/importer-identity';
import { placesOf } from './compliance-runs';
import { judgeMateriality, type Materiality, type Standing } from './materiality.rules';
import { inWords } from './pattern.rules';
import { EVENT_KINDS, type EventKind, SLIP_KINDS, type SlipKind } from './slip.rules';

/** A rate in hundredths of a percent, of entries and of their value. */
export interface SlipRate {
  readonly entryShare: number;
  readonly valueShare: number;
}

/** What CBP did with entries, or was asked to: notices, liquidations that changed what is owed, protests. */
export interface EventMeasure extends SlipRate {
  readonly kind: EventKind;
  readonly entries: number;
  /** By how much liquidations changed what is owed. */
  readonly effectCents: number;
  readonly peers: SlipRate | null;
}

export interface KindMeasure extends SlipRate {
  readonly kind: SlipKind;
  readonly slips: number;
  /** Duty by which the declared duty was wrong, or that came late. */
  readonly effectCents: number;
  /** The same of all peers together; null where they cannot be shown. */
  readonly peers: SlipRate | null;
}

export interface MonthMeasure {
  readonly month: CustomsDate;
  readonly entries: number;
  readonly valueDollars: number;
  /** Entries by kind of what was found in them. */
  readonly slips: readonly { readonly kind: SlipKind; readonly entries: number }[];
  /** Entries by kind of what CBP did with them. */
  readonly conduct: readonly { readonly kind: EventKind; readonly entries: number }[];
}

export interface ComplianceView {
  readonly accountId: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate;
  readonly centerId: string | null;
  readonly heading: string | null;
  readonly entries: number;
  readonly valueDollars: number;
  readonly kinds: readonly KindMeasure[];
  readonly conduct: readonly EventMeasure[];
  readonly trend: readonly MonthMeasure[];
  /** With whom it is compared, or why with nobody. */
  readonly comparedWith: string;
  readonly peers: number | null;
}

export interface SlipView {
  readonly entryNumber: string;
  readonly kind: SlipKind;
  readonly foundOn: CustomsDate;
  readonly valueDollars: number;
  readonly effectCents: number | null;
  readonly materiality: Materiality;
}

export interface PatternChangeView {
  readonly importer: string;
  readonly accountId: string | null;
  readonly centerId: string | null;
  readonly heading: string | null;
  readonly kind: string;
  readonly direction: string;
  readonly pastEntries: number;
  readonly pastSlips: number;
  readonly recentEntries: number;
  readonly recentSlips: number;
  readonly probability: number;
  readonly inWords: string;
  readonly asOf: CustomsDate;
}

/** Of fewer peers, or where one has more than half of all entries, figures would tell of one of them. */
export const FEWEST_PEERS = 5;

interface Figure {
  month: CustomsDate;
  kind: SlipKind | EventKind | 'all';
  entries: number;
  dollars: number;
  effectCents: number;
}

/** How an importer does as a whole, instead of entry by entry. */
@Injectable()
export class ComplianceViews {
  constructor(private readonly source: DataSource) {}

  /** Twelve months that end with the month of the day. */
  async of(accountId: string, numbers: readonly string[], day = today(new Date())): Promise<ComplianceView> {
    const { manager } = this.source;
    const { from, to } = windowOf(day);
    const ids = await this.idsOf(numbers);
    const figures = await this.figures(ids, from, to);
    const all = total(figures, 'all');
    const place = (await placesOf(manager, ids, day, true)).get('') ?? null;
    const { comparedWith, peers, rates } = await this.peersOf(ids, place);
    return {
      ...{ accountId, from, to, centerId: place?.centerId ?? null, heading: place?.heading ?? null },
      ...{ entries: all.entries, valueDollars: all.dollars, comparedWith, peers },
      kinds: SLIP_KINDS.map((kind) => {
        const of = total(figures, kind);
        return {
          ...{ kind, slips: of.entries, effectCents: of.effectCents, ...rateOf(of, all) },
          peers: rates?.get(kind) ?? null,
        };
      }),
      conduct: EVENT_KINDS.map((kind) => {
        const of = total(figures, kind);
        return {
          ...{ kind, entries: of.entries, effectCents: of.effectCents, ...rateOf(of, all) },
          peers: rates?.get(kind) ?? null,
        };
      }),
      trend: [...new Set(figures.map(({ month }) => month))].sort().map((month) => {
        const own = figures.filter((figure) => figure.month === month);
        const { entries, dollars } = total(own, 'all');
        const counted = <K extends SlipKind | EventKind>(kinds: readonly K[]): { kind: K; entries: number }[] =>
          kinds.map((kind) => ({ kind, entries: total(own, kind).entries })).filter(({ entries: found }) => found > 0);
        return {
          ...{ month, entries, valueDollars: dollars },
          ...{ slips: counted(SLIP_KINDS), conduct: counted(EVENT_KINDS) },
        };
      }),
    };
  }

  /** What was found in the entries of an account in twelve months, the newest first, each with whether it is worth weighing a penalty. */
  async slips(
    numbers: readonly string[],
    { after, limit }: { readonly after: string | null; readonly limit: number },
    day = today(new Date()),
  ): Promise<{ slips: SlipView[]; next: string | null }> {
    const ids = await this.idsOf(numbers);
    const { from, to } = windowOf(day);
    const figures = await this.figures(ids, from, to);
    const all = total(figures, 'all');
    const changes: { kind: string }[] = await this.source.query(
      `SELECT DISTINCT kind FROM pattern_change WHERE importer_id = ANY($1::bigint[]) AND direction = 'worse' AND run_id = (${NEWEST_RUN})`,
      [ids],
    );
    const [foundOn, entry, kind] = after?.split('.') ?? [null, null, null];
    const notices = total(figures, 'notice of action').entries + total(figures, 'marking notice').entries;
    const found: (Omit<SlipView, 'materiality' | 'entryNumber'> & {
      entry: string;
      dutyCents: number;
      raisedCents: number;
      protests: EventKind[];
    })[] = await this.source.query(
      `SELECT s.entry, s.kind, s.found_on::text AS "foundOn", e.value_dollars::float8 AS "valueDollars", e.duty_cents::float8 AS "dutyCents",
                s.effect_cents::float8 AS "effectCents",
                coalesce((SELECT effect_cents FROM compliance_slip r WHERE r.entry = e.entry AND r.kind = 'raised at liquidation'), 0)::float8 AS "raisedCents",
                ARRAY(SELECT kind FROM compliance_slip p WHERE p.entry = e.entry AND p.kind LIKE 'protest %') AS protests
         FROM compliance_entry e JOIN compliance_slip s USING (entry)
         WHERE e.importer_id = ANY($1::bigint[]) AND e.counted AND e.month BETWEEN $2 AND $3 AND s.kind = ANY($8)
           AND ($4::date IS NULL OR (s.found_on, s.entry, s.kind) < ($4::date, $5::text, $6::text))
         ORDER BY s.found_on DESC, s.entry DESC, s.kind DESC LIMIT $7`,
      [ids, from, to, foundOn, entry, kind, limit, SLIP_KINDS],
    );
    const last = found.at(-1);
    return {
      slips: found.map(({ entry: key, dutyCents, raisedCents, protests, ...slip }) => ({
        entryNumber: formatEntryNumber(key.slice(0, 3), key.slice(3)),
        ...slip,
        materiality: judgeMateriality(
          slip,
          dutyCents,
          { entries: all.entries, slips: total(figures, slip.kind).entries },
          { raisedCents, protest: protestOf(protests), notices },
          changes.some((change) => change.kind === slip.kind),
          slip.foundOn,
        ),
      })),
      next: last && found.length === limit ? `${last.foundOn}.${last.entry}.${last.kind}` : null,
    };
  }

  /** Of the newest run that is done, those first that chance explains least. */
  async changes(center: string | null, limit: number): Promise<{ changes: PatternChangeView[] }> {
    const found: (Omit<PatternChangeView, 'inWords'> & { importer: string })[] = await this.source.query(
      `SELECT i.importer_number AS importer, c.account_id AS "accountId", c.center_id AS "centerId", c.heading, c.kind, c.direction,
              c.past_entries AS "pastEntries", c.past_slips AS "pastSlips", c.recent_entries AS "recentEntries", c.recent_slips AS "recentSlips",
              c.probability, r.as_of::text AS "asOf"
       FROM pattern_change c JOIN compliance_run r ON r.id = c.run_id JOIN importer_on_record i ON i.id = c.importer_id
       WHERE c.run_id = (${NEWEST_RUN}) AND ($1::text IS NULL OR c.center_id = $1) ORDER BY c.probability, c.importer_id, c.kind LIMIT $2`,
      [center, limit],
    );
    return {
      changes: found.map((row) => {
        const past = { entries: row.pastEntries, slips: row.pastSlips };
        const recent = { entries: row.recentEntries, slips: row.recentSlips };
        const direction = row.direction as 'worse';
        const sentence = inWords(row.kind, past, recent, { direction, probability: row.probability });
        return { ...row, importer: masked(row.importer), inWords: sentence };
      }),
    };
  }

  private async idsOf(numbers: readonly string[]): Promise<string[]> {
    const found: { id: string }[] = await this.source.query(
      'SELECT id FROM importer_on_record WHERE importer_identity = ANY($1::text[]) ORDER BY id',
      [numbers.map(importerIdentity)],
    );
    return found.map(({ id }) => id);
  }

  private figures(ids: readonly string[], from: CustomsDate, to: CustomsDate): Promise<Figure[]> {
    return this.source.query(
      `SELECT month::text AS month, kind, sum(entries)::int AS entries, sum(dollars)::float8 AS dollars, sum(effect_cents)::float8 AS "effectCents"
       FROM compliance_figure WHERE importer_id = ANY($1::bigint[]) AND month BETWEEN $2 AND $3 GROUP BY 1, 2`,
      [ids, from, to],
    );
  }

  /** Others at the same Center with the same main heading, all together: none can be told apart. */
  private async peersOf(ids: readonly string[], place: { centerId: string; heading: string } | null) {
    const nobody = (comparedWith: string) => ({ comparedWith, peers: null, rates: null });
    if (!place) return nobody('nobody: nothing was imported in twelve months');
    const where = `center_id = $2 AND heading = $3 AND importer_id <> ALL($1::bigint[])`;
    const values = [ids, place.centerId, place.heading];
    const [{ members, most, entries }]: [{ members: number; most: number; entries: number }] = await this.source.query(
      `SELECT count(*)::int AS members, coalesce(max(entries), 0)::int AS most, coalesce(sum(entries), 0)::int AS entries
       FROM (SELECT holder, sum(entries) AS entries FROM compliance_year WHERE kind = 'all' AND ${where} GROUP BY holder) h`,
      values,
    );
    const whom = `others at ${place.centerId} whose main heading is ${place.heading}`;
    if (members < FEWEST_PEERS) return nobody(`nobody: there are fewer than ${FEWEST_PEERS} ${whom}`);
    if (most * 2 > entries) return nobody(`nobody: one of the ${whom} has more than half of their entries`);
    const sums: Omit<Figure, 'month'>[] = await this.source.query(
      `SELECT kind, sum(entries)::int AS entries, sum(dollars)::float8 AS dollars, 0 AS "effectCents" FROM compliance_year WHERE ${where} GROUP BY kind`,
      values,
    );
    const all = total(sums, 'all');
    const rates = new Map(
      [...SLIP_KINDS, ...EVENT_KINDS].map((kind): [SlipKind | EventKind, SlipRate] => [
        kind,
        rateOf(total(sums, kind), all),
      ]),
    );
    return { comparedWith: whom, peers: members, rates };
  }
}

const NEWEST_RUN = `SELECT id FROM compliance_run WHERE state = 'done' ORDER BY done_at DESC LIMIT 1`;

type Sum = Pick<Figure, 'entries' | 'dollars' | 'effectCents'>;
const total = (figures: readonly (Sum & { kind: string })[], kind: string): Sum =>
  figures
    .filter((figure) => figure.kind === kind)
    .reduce<Sum>(
      (sum, { entries, dollars, effectCents }) => ({
        entries: sum.entries + entries,
        dollars: sum.dollars + dollars,
        effectCents: sum.effectCents + effectCents,
      }),
      { entries: 0, dollars: 0, effectCents: 0 },
    );

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * 10_000) / whole));
const rateOf = (of: Sum, all: Sum): SlipRate => ({
  entryShare: shareOf(of.entries, all.entries),
  valueShare: shareOf(of.dollars, all.dollars),
});

const protestOf = (kinds: readonly EventKind[]): Standing['protest'] => {
  if (!kinds.includes('protest filed')) return 'none';
  const approved = kinds.includes('protest approved');
  if (kinds.includes('protest denied')) return approved ? 'approved in part' : 'denied';
  return approved ? 'approved' : 'undecided';
};

/** @throws Problem `not-valid` for a page mark that no page gave */
export const pageMark = (after: string | null): string | null => {
  if (after === null || /^\d{4}-\d{2}-\d{2}\.[A-Z0-9]{11}\.[a-z]{4,14}$/.test(after)) return after;
  throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/after', text: 'is not the `next` of a page' }]);
};
