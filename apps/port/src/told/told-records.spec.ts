import { TypeCompiler } from '@sinclair/typebox/compiler';
import { PublicRecord } from '#contracts';
import { EMPTY_STATEMENT } from '#statement';
import { downtime, incident, scope } from '../downtime/downtime.fixture';
import type { Actor, Notice } from '../downtime/model/records';
import { noticeContent } from '../downtime/model/notice';
import { type Declared, publicRecord } from './told-records';

const check = TypeCompiler.Compile(PublicRecord);
const SMITH: Actor & { accountId: string } = {
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  officer: 'Watch commander Smith',
  role: 'headquarters',
};

const notice = (statement: object = {}, more: object = {}): Notice => ({
  number: '26-000001',
  drill: false,
  title: 'No answers',
  issuedAt: '2026-11-20T12:00:00.000Z',
  issuedBy: SMITH,
  occasion: 'downtime invoked',
  audience: ['ABI'],
  incidentNumber: 'IN-26-000001',
  downtimeNumber: 'DT-26-000001',
  content: noticeContent({ title: 'No answers', statement: { ...EMPTY_STATEMENT, ...statement }, ...more }),
  text: 'No answers.',
});

const invoked = {
  number: 'DT-26-000001',
  change: 'invoked',
  level: 'national',
  from: '2026-11-20T12:00:00Z',
  gateOrders: [],
} as const;

const everything: Declared[] = [
  {
    sequence: 1,
    kind: 'incident',
    data: incident({
      openedBy: SMITH,
      proposalId: 'b0e5a1f0-7d0e-4a53-8b55-0d9c1e6f2b10',
      updates: [
        {
          sequence: 1,
          at: '2026-11-20T12:00:00.000Z',
          by: SMITH,
          state: 'identified',
          remark: 'A repair is under way.',
          noticeNumber: '26-000001',
        },
      ],
      recentDeployments: [
        {
          id: 'd',
          module: 'db-7',
          version: '4.2',
          at: '2026-11-20T11:00:00.000Z',
          note: 'ORA-600 edits',
          ports: [],
          source: 'reported',
          sameModule: true,
        },
      ],
    }),
  },
  {
    sequence: 2,
    kind: 'downtime',
    data: downtime({ level: 'national', reason: 'ORA-600', invokedBy: SMITH, changedBy: SMITH, possible: scope() }),
  },
  { sequence: 3, kind: 'notice', order: 1, data: notice({}, { downtime: invoked }) },
  {
    sequence: 4,
    kind: 'override',
    data: {
      id: 'o',
      component: 'entry',
      state: 'maintenance',
      reason: 'keys are renewed',
      setAt: '2026-11-20T12:00:00.000Z',
      until: '2026-11-20T13:00:00.000Z',
    },
  },
];

test.each(everything.map((one) => [one.kind, one] as const))(
  '%s: what is told of it is what the contract says, with its remarks and numbers',
  (_, declared) => {
    const told = publicRecord(declared);
    expect([...check.Errors(told)]).toEqual([]);
    expect(told).toMatchObject({ sequence: declared.sequence, kind: declared.kind });
  },
);

test("it names no person, no account, no reason of a downtime and nothing of the platform's inside", () => {
  const all = JSON.stringify(everything.map(publicRecord));
  expect(all).toContain('A repair is under way.');
  expect(all).not.toMatch(/Smith|0b5a1f0e-7d0e|ORA-600|db-7/);
  // A notice of an earlier release has the reason of its downtime in it.
  const { content } = notice({}, { downtime: invoked });
  const old = { ...notice(), content: { ...content, downtime: { ...content.downtime!, reason: 'ORA-600' } } };
  const told = publicRecord({ sequence: 5, kind: 'notice', order: 2, data: old });
  expect(told).toMatchObject({ record: { content: { downtime: { number: 'DT-26-000001', level: 'national' } } } });
  expect(JSON.stringify(told)).not.toContain('ORA-600');
});

test("a filer's own outage is between the filer and the ports: nothing is told of it", () => {
  const filer = { accountId: SMITH.accountId, scacs: ['MAEU'], conveyances: [] };
  const own: Declared[] = [
    { sequence: 1, kind: 'incident', data: incident({ statement: { ...EMPTY_STATEMENT, owner: 'filer' } }) },
    { sequence: 2, kind: 'downtime', data: downtime({ level: 'filer', filer }) },
    { sequence: 3, kind: 'notice', order: 1, data: notice({ owner: 'filer' }) },
    { sequence: 4, kind: 'notice', order: 2, data: notice({}, { downtime: { ...invoked, level: 'filer' } }) },
  ];
  expect(own.map(publicRecord)).toEqual([null, null, null, null]);
});
