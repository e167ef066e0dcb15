import fc from 'fast-check';
import {
  BillChanged,
  EntryFilingAnswered,
  type FilingAnswered,
  ReleaseStatusChanged,
  SummaryReported,
} from '#contracts';

/** What may be told of a few records of a few traders, in the order in which their services tell it. */
export interface History {
  readonly releases: readonly ReleaseStatusChanged[];
  readonly summaries: readonly SummaryReported[];
  readonly bills: readonly BillChanged[];
  readonly refusals: readonly FilingAnswered[];
}

const HOUR_MS = 3_600_000;
const BEGIN = Date.parse('2026-01-05T12:00:00Z');
const at = (hour: number): string => new Date(BEGIN + hour * HOUR_MS).toISOString();

const importer = fc.constantFrom('12-3456789', '34-5678901AB', '123-45-6789');
const filer = fc.constantFrom('B76', 'X01');
const number = fc.integer({ min: 1, max: 6 }).map((n) => `0000000${n}`);
const port = fc.constantFrom('2704', '4601', '0901', null);
const mode = fc.constantFrom('11', '30', '40', null);
const goods = fc.uniqueArray(
  fc.record({
    chapter: fc.constantFrom('39', '61', '84'),
    countryOfOrigin: fc.constantFrom('CN', 'MX', null),
    valueDollars: fc.nat(9_999),
    dutyCents: fc.nat(99_999),
  }),
  { maxLength: 3, selector: ({ chapter, countryOfOrigin }) => `${chapter} ${countryOfOrigin}` },
);

const bonds = fc.array(
  fc.record({
    type: fc.constantFrom('0', '8', '9'),
    designation: fc.constantFrom('B', 'A', null),
    surety: fc.constantFrom('001', '036', null),
    amountCents: fc.option(fc.integer({ min: 100, max: 9_999_900 })),
  }),
  { maxLength: 2 },
);

const release = fc
  .record({
    filerCode: filer,
    entryNumber: number,
    importerNumber: importer,
    portOfEntry: port,
    modeOfTransport: mode,
    goods,
    bonds,
    filedHour: fc.nat(3_000),
    states: fc.array(
      fc.constantFrom('on file', 'hold', 'exam', 'documents required', 'released', 'release suspended', 'cancelled'),
      { minLength: 1, maxLength: 4 },
    ),
    step: fc.integer({ min: 1, max: 900 }),
    examined: fc.boolean(),
  })
  .map(({ states, step, filedHour, examined, goods: declared, ...rest }) =>
    states.map((state, index): ReleaseStatusChanged => {
      const hour = filedHour + step * index;
      const releasedIndex = states.indexOf('released');
      return {
        ...ReleaseStatusChanged.example,
        ...rest,
        state,
        version: index + 1,
        filedAt: at(filedHour),
        goods: declared.map((one) => ({ ...one, dutyCents: 0 })),
        examination: examined ? { orderedAt: at(filedHour + 1), endedAt: index > 1 ? at(filedHour + 9) : null } : null,
        release:
          releasedIndex >= 0 && releasedIndex <= index
            ? { path: 'electronic', at: at(filedHour + step * releasedIndex), decisionId: null, controlNumber: null }
            : null,
        occurredAt: at(hour),
      };
    }),
  );

const summary = fc
  .record({
    filerCode: filer,
    entryNumber: number,
    importerNumber: importer,
    portOfEntry: port,
    hour: fc.nat(4_000),
    steps: fc.array(
      fc.record({
        state: fc.constantFrom('accepted', 'accepted', 'rejected', 'deleted'),
        centerId: fc.constantFrom('CEE009', 'CEE004', null),
        teamOnly: fc.boolean(),
        filed: fc.record({
          modeOfTransport: mode,
          timeliness: fc.constantFrom('on time' as const, 'late' as const, 'relieved' as const, null),
          valueDollars: fc.nat(99_999),
          dutyCents: fc.nat(999_999),
          feeCents: fc.nat(99_999),
          goods,
          bonds: fc.option(bonds, { nil: undefined }),
        }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ hour, steps, ...rest }) => {
    let version = 0;
    return steps.map(({ state, centerId, teamOnly, filed }, index): SummaryReported => {
      const keeps = index > 0 && (teamOnly || state !== 'accepted');
      if (!teamOnly || index === 0) version += 1;
      const filedOn = at(hour + index).slice(0, 10);
      return {
        ...SummaryReported.example,
        ...rest,
        version,
        state: index === 0 ? 'accepted' : (state as SummaryReported['state']),
        centerId,
        filed: keeps ? null : { entryType: '01', filedOn, ...withoutUndefined(filed) },
        occurredAt: at(hour + index),
      };
    });
  });

const bill = fc
  .record({
    issuerScac: fc.constantFrom('MAEU', 'OOLU'),
    billNumber: fc.integer({ min: 1, max: 5 }).map(String),
    portCode: fc.constantFrom('2704', '4601'),
    arrival: fc.nat(90),
    steps: fc.array(fc.record({ deleted: fc.boolean(), held: fc.boolean(), arrived: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ arrival, steps, ...rest }) =>
    steps.map(
      ({ deleted, held, arrived }, index): BillChanged => ({
        ...BillChanged.example,
        ...rest,
        billKey: rest.issuerScac + rest.billNumber,
        version: index + 1,
        deleted,
        estimatedArrival: at(arrival * 24).slice(0, 10),
        arrivedAt: arrived ? at(arrival * 24 + index) : null,
        holds: held ? [{ code: '1H', reason: 'EXAM', placedAt: at(1) }] : [],
        occurredAt: at(index),
      }),
    ),
  );

const refusal = fc.record({ filerCode: filer, day: fc.nat(60), id: fc.uuid() }).map(
  ({ filerCode, day, id }): FilingAnswered => ({
    ...EntryFilingAnswered.example,
    origin: { ...EntryFilingAnswered.example.origin, filingId: id.toLowerCase(), receivedAt: at(day * 24) },
    reference: `${filerCode}-0000000-1`,
    outcome: 'rejected',
  }),
);

/** As a message would come: what is left out is not there. */
const withoutUndefined = <T extends object>(filed: T): T =>
  Object.fromEntries(Object.entries(filed).filter(([, value]) => value !== undefined)) as T;

/** One history a record: what comes later in it is told later, unless a test says otherwise. */
const onceEach = <T>(one: fc.Arbitrary<T[]>, keyOf: (first: T) => string, maxLength: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(one, { maxLength, selector: ([first]) => keyOf(first!) }).map((lists) => lists.flat());

export const histories: fc.Arbitrary<History> = fc.record({
  releases: onceEach(release, ({ filerCode, entryNumber }) => filerCode + entryNumber, 6),
  summaries: onceEach(summary, ({ filerCode, entryNumber }) => filerCode + entryNumber, 6),
  bills: onceEach(bill, ({ billKey }) => billKey, 5),
  refusals: fc.uniqueArray(refusal, { maxLength: 3, selector: ({ origin }) => origin.filingId }),
});
