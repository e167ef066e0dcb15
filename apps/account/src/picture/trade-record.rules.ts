import {
  type BillChanged,
  EVERY_KIND,
  type FilingAnswered,
  type Goods,
  type NamedBond,
  type ReleaseStatusChanged,
  type SummaryReported,
} from '#contracts';
import { type CustomsDate, parseImporterNumber } from '#kernel';
import { isPort, portLocalDate } from '#reference';

export const RECORD_KINDS = ['entry', 'bill', 'rejected filing'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** One thing that was told of a record. Of two of one part the higher `version` counts, of two of one version the later `at`. */
interface Told {
  readonly version: number;
  readonly at: string;
}

export interface ReleaseTold extends Told {
  readonly importer: string | null;
  readonly entryType: string | null;
  readonly port: string | null;
  readonly mode: string | null;
  readonly state: string;
  readonly filedAt: string;
  readonly releasedAt: string | null;
  readonly examination: { readonly orderedAt: string; readonly endedAt: string | null } | null;
  readonly goods: readonly Goods[];
  /** Left out where a build before told it. */
  readonly bonds?: readonly NamedBond[];
}

export interface SummaryTold extends Told {
  readonly importer: string | null;
  readonly port: string | null;
  readonly state: SummaryReported['state'];
  readonly center: string | null;
  readonly team: string | null;
}

export interface ContentTold extends Told, Omit<NonNullable<SummaryReported['filed']>, 'timeliness'> {}

export interface TimelinessTold extends Told {
  readonly timeliness: NonNullable<NonNullable<SummaryReported['filed']>['timeliness']>;
  readonly filedOn: CustomsDate;
}

export interface BillTold extends Told {
  readonly scac: string;
  readonly port: string;
  readonly mode: string;
  readonly state: 'on file' | 'on hold' | 'arrived' | 'deleted';
  readonly estimatedArrival: CustomsDate;
  readonly arrivedAt: string | null;
}

export interface RefusalTold extends Told {
  readonly filerCode: string | null;
  readonly scac: string | null;
  readonly filing: string;
  readonly reference: string;
  readonly outcome: string;
  readonly receivedAt: string;
}

/** All that is known of a record, by what it was told of. In whatever order it is told, and however often, the same is known at the end. */
export interface Parts {
  readonly release?: ReleaseTold;
  readonly summary?: SummaryTold;
  readonly content?: ContentTold;
  readonly timeliness?: TimelinessTold;
  readonly bill?: BillTold;
  readonly refusal?: RefusalTold;
}

/** What a message says of a record. */
export interface Report {
  readonly kind: RecordKind;
  readonly key: string;
  readonly parts: Parts;
  /** When the gateway took the filing that it is told of; null where nobody filed. */
  readonly acceptedAt: string | null;
  /** When it happened at the service that tells it. */
  readonly toldAt: string;
}

/** A record as it is kept, listed and counted. Money is whole cents, values are whole dollars, days are those of the port. */
export interface TradeRecord {
  readonly kind: RecordKind;
  readonly key: string;
  readonly parts: Parts;
  readonly reference: string;
  /** What kind of filing it was; null for what is no rejected filing. */
  readonly filing: string | null;
  readonly importer: string | null;
  readonly filer_code: string | null;
  readonly scac: string | null;
  readonly entry_type: string | null;
  readonly port: string | null;
  readonly mode: string | null;
  readonly center: string | null;
  readonly team: string | null;
  readonly state: string | null;
  readonly summary_state: string | null;
  readonly timeliness: string | null;
  readonly filed_on: CustomsDate;
  /** Of a bill: when it arrived. */
  readonly released_on: CustomsDate | null;
  readonly examined_on: CustomsDate | null;
  readonly summary_on: CustomsDate | null;
  readonly release_seconds: number | null;
  readonly exam_seconds: number | null;
  readonly value_dollars: number;
  readonly duty_cents: number;
  readonly fee_cents: number;
  /** Each once, with value and duty of the goods under it at the same place. */
  readonly chapters: readonly string[];
  readonly chapter_dollars: readonly number[];
  readonly chapter_duty_cents: readonly number[];
  /** The same by country of origin, empty where it is not known. */
  readonly countries: readonly string[];
  readonly country_dollars: readonly number[];
  readonly country_duty_cents: readonly number[];
  /** Of each bond that is named, with its designation, surety and amount (null where not named) at the same place; empty of what is no entry. */
  readonly bond_types: readonly string[];
  readonly bond_designations: readonly (string | null)[];
  readonly bond_sureties: readonly (string | null)[];
  readonly bond_cents: readonly (number | null)[];
}

/** The full form, by which an account is known; what has no form of an importer number stays as it is. */
const importerOf = (text: string | null): string | null => {
  if (!text) return null;
  const number = parseImporterNumber(text);
  return number.ok ? number.value.text : text.trim().toUpperCase();
};

/** By UTC where the port is not known. */
const dayAt = (port: string | null, instant: string): CustomsDate =>
  port !== null && isPort(port) ? portLocalDate(instant, port) : instant.slice(0, 10);

const secondsBetween = (from: string, to: string | null): number | null => {
  if (to === null) return null;
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1_000);
  // Released on paper before anything was filed: no time that the filing waited.
  return seconds < 0 ? null : seconds;
};

export const reportOfRelease = (data: ReleaseStatusChanged): Report => ({
  kind: 'entry',
  key: data.filerCode + data.entryNumber,
  acceptedAt: data.acceptedAt ?? null,
  toldAt: data.occurredAt,
  parts: {
    release: {
      version: data.version,
      at: data.occurredAt,
      importer: importerOf(data.importerNumber),
      entryType: data.entryType || null,
      port: data.portOfEntry,
      mode: data.modeOfTransport ?? null,
      state: data.state,
      filedAt: data.filedAt ?? data.occurredAt,
      releasedAt: data.release?.at ?? null,
      examination: data.examination ?? null,
      goods: data.goods ?? [],
      ...(data.bonds && { bonds: data.bonds }),
    },
  },
});

export const reportOfSummary = (data: SummaryReported): Report => {
  const { version, occurredAt: at, filed } = data;
  const { timeliness, ...content } = filed ?? { timeliness: null };
  return {
    kind: 'entry',
    key: data.filerCode + data.entryNumber,
    acceptedAt: data.acceptedAt,
    toldAt: at,
    parts: {
      summary: {
        version,
        at,
        importer: importerOf(data.importerNumber),
        port: data.portOfEntry,
        state: data.state,
        center: data.centerId,
        team: data.teamNumber,
      },
      ...(filed && { content: { version, at, ...(content as Omit<typeof filed, 'timeliness'>) } }),
      ...(filed && timeliness !== null && { timeliness: { version, at, timeliness, filedOn: filed.filedOn } }),
    },
  };
};

export const reportOfBill = (data: BillChanged): Report => ({
  kind: 'bill',
  key: data.billKey,
  acceptedAt: null,
  toldAt: data.occurredAt,
  parts: {
    bill: {
      version: data.version,
      at: data.occurredAt,
      scac: data.issuerScac,
      port: data.portCode,
      mode: data.conveyance.modeOfTransport,
      state: data.deleted
        ? 'deleted'
        : data.holds.length > 0
          ? 'on hold'
          : data.arrivedAt !== null
            ? 'arrived'
            : 'on file',
      estimatedArrival: data.estimatedArrival,
      arrivedAt: data.arrivedAt,
    },
  },
});

const ORDERS: ReadonlySet<string> = new Set(EVERY_KIND.filter(({ orderedAt }) => orderedAt).map(({ kind }) => kind));
const ENTRY_NUMBER = /^([A-Z0-9]{3})-[A-Z0-9]{7}-[A-Z0-9]$/i;
const CONVEYANCE = /^([A-Z]{2,4}) /i;

/** Null where it is about nothing that an account is known by: an order of an officer, a reference that could not be read. */
export const reportOfRefusal = (data: FilingAnswered, at: string): Report | null => {
  if (ORDERS.has(data.kind)) return null;
  const filerCode = ENTRY_NUMBER.exec(data.reference)?.[1]?.toUpperCase() ?? null;
  const scac = filerCode === null ? (CONVEYANCE.exec(data.reference)?.[1]?.toUpperCase() ?? null) : null;
  if (filerCode === null && scac === null) return null;
  const { filingId, receivedAt } = data.origin;
  return {
    kind: 'rejected filing',
    key: filingId,
    acceptedAt: receivedAt,
    toldAt: at,
    parts: {
      refusal: {
        version: 1,
        at,
        filerCode,
        scac,
        filing: data.kind,
        reference: data.reference.toUpperCase(),
        outcome: data.outcome,
        receivedAt,
      },
    },
  };
};

const isLater = (a: Told, b: Told): boolean => a.version > b.version || (a.version === b.version && a.at > b.at);

/** What is known after one more thing was told. */
export const withTold = (known: Parts, told: Parts): Parts => {
  const parts: Record<string, Told> = { ...known } as Record<string, Told>;
  for (const [name, one] of Object.entries(told) as [keyof Parts, Told][])
    if (known[name] === undefined || isLater(one, known[name])) parts[name] = one;
  return parts as Parts;
};

const NOTHING = {
  filing: null,
  importer: null,
  filer_code: null,
  scac: null,
  entry_type: null,
  port: null,
  mode: null,
  center: null,
  team: null,
  state: null,
  summary_state: null,
  timeliness: null,
  released_on: null,
  examined_on: null,
  summary_on: null,
  release_seconds: null,
  exam_seconds: null,
  value_dollars: 0,
  duty_cents: 0,
  fee_cents: 0,
  chapters: [],
  chapter_dollars: [],
  chapter_duty_cents: [],
  countries: [],
  country_dollars: [],
  country_duty_cents: [],
  bond_types: [],
  bond_designations: [],
  bond_sureties: [],
  bond_cents: [],
};

/** A record as all that is known makes it. */
export const recordOf = (kind: RecordKind, key: string, parts: Parts): TradeRecord => {
  const { bill, refusal } = parts;
  if (bill)
    return {
      ...NOTHING,
      kind,
      key,
      parts,
      reference: key,
      scac: bill.scac,
      port: bill.port,
      mode: bill.mode,
      state: bill.state,
      filed_on: bill.estimatedArrival,
      released_on: bill.arrivedAt && dayAt(bill.port, bill.arrivedAt),
    };
  if (refusal)
    return {
      ...NOTHING,
      kind,
      key,
      parts,
      reference: refusal.reference,
      filing: refusal.filing,
      filer_code: refusal.filerCode,
      scac: refusal.scac,
      state: refusal.outcome,
      filed_on: dayAt(null, refusal.receivedAt),
    };
  return entryOf(key, parts);
};

const sumsBy = (
  goods: readonly Goods[],
  by: (one: Goods) => string,
): [value: string, dollars: number, dutyCents: number][] => {
  const sums = new Map<string, [string, number, number]>();
  for (const one of goods) {
    const [value, dollars, duty] = sums.get(by(one)) ?? [by(one), 0, 0];
    sums.set(value, [value, dollars + one.valueDollars, duty + one.dutyCents]);
  }
  return [...sums.values()];
};

const entryOf = (key: string, parts: Parts): TradeRecord => {
  const { release, summary, content, timeliness } = parts;
  const port = release?.port ?? summary?.port ?? null;
  const examination = release?.examination ?? null;
  // A summary says what the goods are more exactly than the release before it.
  const goods = content?.goods ?? release?.goods ?? [];
  const bonds = content?.bonds ?? release?.bonds ?? [];
  const chapters = sumsBy(goods, ({ chapter }) => chapter);
  const countries = sumsBy(goods, ({ countryOfOrigin }) => countryOfOrigin ?? '');
  const summaryOn = timeliness?.filedOn ?? content?.filedOn ?? null;
  const told = (summary?.at ?? release?.at)!;
  return {
    // Each by name: a copy of an object with so many is ten times as slow.
    kind: 'entry',
    key,
    parts,
    filing: null,
    scac: null,
    reference: `${key.slice(0, 3)}-${key.slice(3, 10)}-${key.slice(10)}`,
    importer: summary?.importer ?? release?.importer ?? null,
    filer_code: key.slice(0, 3),
    entry_type: content?.entryType ?? release?.entryType ?? null,
    port,
    mode: content?.modeOfTransport ?? release?.mode ?? null,
    center: summary?.center ?? null,
    team: summary?.team ?? null,
    state: release?.state ?? null,
    summary_state: summary?.state ?? null,
    timeliness: timeliness?.timeliness ?? null,
    filed_on: release ? dayAt(port, release.filedAt) : (summaryOn ?? dayAt(port, told)),
    released_on: release?.releasedAt ? dayAt(port, release.releasedAt) : null,
    examined_on: examination && dayAt(port, examination.orderedAt),
    summary_on: summaryOn,
    release_seconds: release ? secondsBetween(release.filedAt, release.releasedAt) : null,
    exam_seconds: examination && secondsBetween(examination.orderedAt, examination.endedAt),
    value_dollars: content?.valueDollars ?? 0,
    duty_cents: content?.dutyCents ?? 0,
    fee_cents: content?.feeCents ?? 0,
    chapters: chapters.map(([chapter]) => chapter),
    chapter_dollars: chapters.map(([, dollars]) => dollars),
    chapter_duty_cents: chapters.map(([, , duty]) => duty),
    countries: countries.map(([country]) => country),
    country_dollars: countries.map(([, dollars]) => dollars),
    country_duty_cents: countries.map(([, , duty]) => duty),
    bond_types: bonds.map(({ type }) => type),
    bond_designations: bonds.map(({ designation }) => designation),
    bond_sureties: bonds.map(({ surety }) => surety),
    bond_cents: bonds.map(({ amountCents }) => amountCents),
  };
};
