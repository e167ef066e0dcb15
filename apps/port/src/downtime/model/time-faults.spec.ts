import { incidentReport } from '../incidents/incident-report';
import { declaration, extension } from '../downtimes/declaration';
import { instantAsked } from '#service';

type Refused = { errors: { at: string; text: string }[] };
const refusedBy = (read: () => unknown): Refused['errors'] => {
  try {
    read();
    return [];
  } catch (error) {
    return (error as Refused).errors;
  }
};
const incident = (statement: object): Refused['errors'] =>
  refusedBy(() => incidentReport.read({ title: 'Slow', statement: { kind: 'outage', confirmed: {}, ...statement } }));
const window = (from: unknown, to: unknown): Refused['errors'] => incident({ windows: [{ from, to }] });
const et = (date: string, clock?: string, zone = 'ET'): object => ({ date, ...(clock ? { clock, zone } : {}) });

describe('Times that no calendar or clock has', () => {
  it.each<[string, unknown]>([
    ['30 February', '2026-02-30T10:00:00Z'],
    ['29 February of a year that is no leap year', '2026-02-29T10:00:00Z'],
    ['31 April', et('2026-04-31')],
    ['month 13', et('2026-13')],
    ["25 o'clock", '2026-11-21T25:00:00Z'],
    ['a minute 60', '2026-11-21T10:60:00Z'],
    ['31 November with a clock', et('2026-11-31', '10:00')],
    ['half past two in the night in which Eastern clocks go from two to three', et('2026-03-08', '02:30')],
    ['half past two in the night in which Pacific clocks do', et('2026-03-08', '02:30', 'PT')],
  ])('%s is refused by field, in a sentence', (_what, from) => {
    expect(window(from, null)).toEqual([
      {
        at: '/statement/windows/0/from',
        text: expect.stringMatching(/ does not exist\. Give a (day|time) that does\.$/) as unknown,
      },
    ]);
  });

  it.each<[unknown]>([
    ['2028-02-29T10:00:00Z'],
    [et('2026-02-28', '23:59')],
    [et('2026-03-08', '02:30', 'UTC')],
    [et('2026-03-08', '03:30')],
    [et('2026-11-01', '01:30')],
    [{ season: 'spring', date: '2026' }],
  ])('%j exists', (from) => expect(window(from, null)).toEqual([]));

  it('are refused wherever they stand: in a milestone, an instruction, the next update, a downtime, an extension, a query', () => {
    const never = '2026-02-30T10:00:00Z';
    expect(
      incident({
        milestones: [{ at: never, what: 'fault began' }],
        nextUpdateAt: never,
        instructions: [{ which: { sentBefore: never } }],
      }).map(({ at }) => at),
    ).toEqual(
      expect.arrayContaining([
        '/statement/milestones/0/at',
        '/statement/nextUpdateAt',
        '/statement/instructions/0/which/sentBefore',
      ]),
    );
    expect(
      refusedBy(() =>
        declaration.read({ confirmed: {}, reason: 'no answers', from: never, expectedEnd: '2026-11-21T24:30:00Z' }),
      ).map(({ at }) => at),
    ).toEqual(['/from', '/expectedEnd']);
    expect(refusedBy(() => extension.read({ expectedEnd: never, reason: 'longer' })).map(({ at }) => at)).toEqual([
      '/expectedEnd',
    ]);
    for (const asked of [never, '2026-02-30', '2026-02-30T10:00:00-05:00', '2026-11-31'])
      expect([asked, refusedBy(() => instantAsked('from', asked)).map(({ at }) => at)]).toEqual([asked, ['/from']]);
    expect(instantAsked('from', '2026-11-30T22:00:00-05:00')).toBe('2026-12-01T03:00:00.000Z');
  });
});

describe('A window', () => {
  it.each<[string, unknown, unknown]>([
    ['instants', '2026-11-21T10:00:00Z', '2026-11-21T09:59:59Z'],
    ['an instant and no length', '2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'],
    ['clocks of two zones', et('2026-11-21', '10:00'), et('2026-11-21', '06:30', 'PT')],
    ['days', et('2026-11-21'), et('2026-11-20')],
    ['a day and a month', et('2026-11-21'), et('2026-10')],
    ['days of a record', { day: 2, clock: '09:00' }, { day: 1, clock: '10:00' }],
  ])('that ends before it begins is refused: %s', (_what, from, to) => {
    expect(window(from, to)).toEqual([
      { at: '/statement/windows/0/to', text: 'It ends before it begins. Give an end that is later than the begin.' },
    ]);
  });

  it.each<[string, unknown, unknown]>([
    ['clocks of two zones', et('2026-11-21', '10:00'), et('2026-11-21', '07:30', 'PT')],
    ['one day', et('2026-11-21'), et('2026-11-21')],
    ['a month and a day of it', et('2026-11'), et('2026-11-21')],
    ['a night of a record', { day: 1, clock: '23:30' }, { day: 2, clock: '00:30' }],
    ['clocks without a day', { clock: '23:00' }, { clock: '01:00' }],
  ])('that ends later is taken: %s', (_what, from, to) => expect(window(from, to)).toEqual([]));

  it('of downtime procedures at ports ends after it begins too', () => {
    expect(
      incident({
        ports: { downtimeProcedures: 'in force', since: et('2026-11-21', '10:00'), until: et('2026-11-21', '09:00') },
      }).map(({ at }) => at),
    ).toEqual(['/statement/ports/until']);
  });
});
