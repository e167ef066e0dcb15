import { DowntimeChanged, EntrySummaryFiled } from '#contracts';
import { coversSummary, deadlineFacts, judgeDeadline, type DeadlineFacts } from './deadline.rules';
import { reliefTold } from '../entry-summary/relief.condition';
import { priced, worked } from '../entry-summary/summary.fixture';

const NOW = new Date('2026-12-15T20:00:00Z');
/** An entry of 9 November 2026, a truck at Laredo: with Veterans Day due on Tuesday 24 November. */
const facts = (change: Partial<DeadlineFacts> = {}): DeadlineFacts => ({
  key: 'B7603245278',
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  portOfEntry: '2304',
  modeOfTransport: '30',
  legalDueDate: '2026-11-24',
  filedOn: '2026-11-25',
  ...change,
});
const downtime = (
  change: Partial<DowntimeChanged> = {},
  scope: Partial<DowntimeChanged['scope']> = {},
): DowntimeChanged => ({
  ...DowntimeChanged.example,
  from: '2026-11-24T16:00:00Z',
  to: '2026-11-24T22:30:00Z',
  ...change,
  scope: { modules: ['entry'], channels: [], directions: [], modes: [], ports: [], ...scope },
});
const judged = (change: Partial<DeadlineFacts>, ...downtimes: DowntimeChanged[]) =>
  judgeDeadline(facts(change), downtimes, NOW);

describe('when an entry summary is due', () => {
  const filing = (change: Partial<EntrySummaryFiled>): EntrySummaryFiled => ({
    ...(priced(worked()) as EntrySummaryFiled),
    accountFilerCodes: ['B76'],
    origin: { ...EntrySummaryFiled.example.origin, receivedAt: '2026-11-25T07:30:00Z' },
    ...change,
  });

  test('ten working days after the release; before a release, after the entry date', () => {
    expect(deadlineFacts('k', filing({ entryDate: '2026-11-12' }), { releaseDate: '2026-11-09' })).toMatchObject({
      legalDueDate: '2026-11-24',
    });
    expect(deadlineFacts('k', filing({ entryDate: '2026-11-12' }))).toMatchObject({ legalDueDate: '2026-11-27' });
    expect(deadlineFacts('k', filing({ entryDate: null }))).toMatchObject({ legalDueDate: null });
  });

  test('an entry date before every rule of the table has a last day too: the summary is late', () => {
    const old = deadlineFacts('k', filing({ entryDate: '1972-03-01' }));
    expect(old.legalDueDate).toBe('1972-03-15');
    expect(judgeDeadline(old, [], NOW).timeliness).toBe('late');
  });

  test('it is filed on the day the platform received it, by the clock of the port of entry', () => {
    expect(deadlineFacts('k', filing({ portOfEntry: '2704' })).filedOn).toBe('2026-11-24');
    expect(deadlineFacts('k', filing({ portOfEntry: '4601' })).filedOn).toBe('2026-11-25');
  });

  test('without a release or an entry date no time runs', () => {
    expect(judged({ legalDueDate: null })).toMatchObject({
      timeliness: 'on time',
      dueDate: null,
      paymentDueDate: null,
    });
  });
});

describe('what a downtime does to a summary that came a day late', () => {
  test.each<[string, DowntimeChanged[], Partial<DeadlineFacts>, string, string]>([
    ['no downtime', [], {}, 'late', '2026-11-24'],
    ['it came on the due day', [], { filedOn: '2026-11-24' }, 'on time', '2026-11-24'],
    ['a downtime on the due day', [downtime()], {}, 'relieved', '2026-11-25'],
    [
      'a downtime on the due day after close, by the clock of the port',
      [downtime({ from: '2026-11-25T02:00:00Z', to: '2026-11-25T03:00:00Z' })],
      {},
      'relieved',
      '2026-11-25',
    ],
    [
      'one that ended at midnight before the due day',
      [downtime({ from: '2026-11-23T16:00:00Z', to: '2026-11-24T06:00:00Z' })],
      {},
      'late',
      '2026-11-24',
    ],
    ['it came two days late', [downtime()], { filedOn: '2026-11-27' }, 'late', '2026-11-25'],
    ['it came in time; relief made no difference', [downtime()], { filedOn: '2026-11-20' }, 'on time', '2026-11-25'],
    ['a drill', [downtime({ drill: true })], {}, 'late', '2026-11-24'],
    ['a downtime at this port', [downtime({}, { ports: ['2304', '2402'] })], {}, 'relieved', '2026-11-25'],
    ['a downtime at other ports', [downtime({}, { ports: ['2704'] })], {}, 'late', '2026-11-24'],
    ['a downtime of this mode', [downtime({}, { modes: ['truck'] })], {}, 'relieved', '2026-11-25'],
    ['a downtime of another mode', [downtime({}, { modes: ['vessel'] })], {}, 'late', '2026-11-24'],
    [
      'a downtime of air express, an air entry',
      [downtime({}, { modes: ['air express'] })],
      { modeOfTransport: '40' },
      'relieved',
      '2026-11-25',
    ],
    [
      'a downtime of one mode, goods by pipeline',
      [downtime({}, { modes: ['truck'] })],
      { modeOfTransport: '70' },
      'late',
      '2026-11-24',
    ],
    [
      'a downtime of everything, goods by pipeline',
      [downtime({}, { modules: [] })],
      { modeOfTransport: '70' },
      'relieved',
      '2026-11-25',
    ],
    ['a downtime of the manifest alone', [downtime({}, { modules: ['manifest'] })], {}, 'late', '2026-11-24'],
    [
      'answers could not leave, filings could come',
      [downtime({}, { directions: ['outbound'] })],
      {},
      'late',
      '2026-11-24',
    ],
    ['the portal alone', [downtime({}, { channels: ['portal'] })], {}, 'late', '2026-11-24'],
    [
      "the filer's own outage, declared for that filer",
      [downtime({ filerAccountId: facts().accountId }, { modules: ['filer'] })],
      {},
      'relieved',
      '2026-11-25',
    ],
    [
      'the outage of another filer',
      [downtime({ filerAccountId: '11111111-1111-4111-8111-111111111111' }, { modules: ['filer'] })],
      {},
      'late',
      '2026-11-24',
    ],
    ['one that is still in force', [downtime({ to: null })], {}, 'relieved', '2026-12-16'],
    [
      'one without relief for summaries',
      [downtime({ relief: { paymentBusinessDays: 1, otherBusinessDays: 0 } })],
      {},
      'late',
      '2026-11-24',
    ],
  ])('%s', (_name, downtimes, change, timeliness, dueDate) => {
    const result = judged(change, ...downtimes);
    expect(result).toMatchObject({
      timeliness,
      dueDate,
      relievedBy: timeliness === 'relieved' ? 'DT-26-000012' : null,
    });
    expect(reliefTold(worked(), result).map(({ code, severity }) => [code, severity])).toEqual(
      timeliness === 'relieved' ? [['W02', 'information']] : [],
    );
  });

  test('payments have a relief of their own', () => {
    expect(judged({}, downtime({ relief: { paymentBusinessDays: 2, otherBusinessDays: 1 } }))).toMatchObject({
      dueDate: '2026-11-25',
      paymentDueDate: '2026-11-27',
    });
  });

  test('a summary without a port is covered by a downtime of all ports only', () => {
    expect(coversSummary(downtime(), facts({ portOfEntry: null }))).toBe(true);
    expect(coversSummary(downtime({}, { ports: ['2304'] }), facts({ portOfEntry: null }))).toBe(false);
  });
});
