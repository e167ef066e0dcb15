import type { Asking } from '#access';
import { type ServiceName, type SetAsideInFull, WorklistEntryRequest } from '#contracts';
import { CannotBeAsked, Problem } from '#service';
import type { ModuleViews, Roads } from './module-views';
import { PlatformDesk, roadsOf } from './platform-desk';

const lane = (service: string, at: number, position: number, waiting = 0, oldestSeconds: number | null = null) => ({
  ...{ service, lane: at, position, waiting, oldestSeconds },
});
const MESSAGE = WorklistEntryRequest.example.answer as SetAsideInFull;
const vitals = {
  ...{ service: 'cee', instance: 'cee-1', startedAt: '2026-11-21T06:00:00Z', at: '2026-11-21T14:05:09Z' },
  ...{ brokerConnected: true, databaseReachable: true, handledTotal: 1, backlog: [] },
  outbox: { depth: 3, oldestSeconds: 40 },
  inbox: { waiting: 2, setAside: 1, oldestSeconds: 90 },
  queue: { depth: 5 },
  lanes: { total: 8, unowned: 2 },
};

/** The modules `cee`, which answers, and `entry`, which is dead. */
const desk = (more: Partial<Record<keyof ModuleViews, unknown>> = {}): { desk: PlatformDesk; orders: object[] } => {
  const orders: object[] = [];
  const answered = (answer: unknown) => (module: ServiceName) =>
    module === 'cee' ? Promise.resolve(answer) : Promise.reject(new CannotBeAsked('the entry service is dead'));
  const views = {
    modules: ['cee', 'entry'],
    vitals: answered(vitals),
    roads: answered({ service: 'cee', sent: [lane('entry', 0, 12, 3, 40)], heard: [] }),
    setAside: answered([MESSAGE]),
    one: answered(MESSAGE),
    replay: (module: ServiceName, destination: ServiceName, body: object) => {
      orders.push({ destination, ...body });
      return answered([{ lane: 0, after: 11 }])(module);
    },
    order: (module: ServiceName, body: object) => {
      orders.push(body);
      return answered('ordered')(module);
    },
    ...more,
  };
  return { desk: new PlatformDesk(views as unknown as ModuleViews), orders };
};
const whitfield = { person: 'J. Whitfield', account: { name: 'CBP headquarters' } } as Asking;
const refused = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: Problem) => error.kind,
  );

test('a module that does not answer is shown as that beside the others, with what of their messages is under way not known', async () => {
  expect(await desk().desk.modules()).toEqual([
    {
      ...{ module: 'cee', answers: true, silence: null },
      told: {
        startedAt: '2026-11-21T06:00:00Z',
        ...{ databaseReachable: true, brokerConnected: true, setAside: 1, lanesOfAll: 8, lanesIdle: 2, late: [] },
        toHandle: { waiting: 7, oldestSeconds: 90 },
        toLeave: { waiting: 3, oldestSeconds: 40 },
      },
      roads: [
        {
          ...{ to: 'entry', waiting: 3, oldestSeconds: 40, underWay: null },
          lanes: [{ lane: 0, waiting: 3, oldestSeconds: 40, underWay: null }],
        },
      ],
    },
    { module: 'entry', answers: false, silence: 'The entry service is dead.', told: null, roads: [] },
  ]);
  expect(await desk().desk.worklist()).toEqual([
    { module: 'cee', answers: true, silence: null, isAll: true, messages: [MESSAGE] },
    { module: 'entry', answers: false, silence: 'The entry service is dead.', isAll: true, messages: [] },
  ]);
});

test('what a listener has not heard is under way, lane by lane, and a lane on which nothing is left is not listed', () => {
  const sent: Roads = {
    service: 'gateway',
    sent: [lane('cee', 0, 7), lane('cee', 1, 9, 4, 3.5), lane('cee', 2, 5, 1, 8)],
    heard: [],
  };
  const heard = new Map([
    ['cee', { service: 'cee', sent: [], heard: [0, 1].map((at) => ({ service: 'gateway', lane: at, position: 7 })) }],
  ]);
  expect(roadsOf(sent, heard)).toEqual([
    {
      ...{ to: 'cee', waiting: 5, oldestSeconds: 8, underWay: 7 },
      lanes: [
        { lane: 1, waiting: 4, oldestSeconds: 3.5, underWay: 2 },
        { lane: 2, waiting: 1, oldestSeconds: 8, underWay: 5 },
      ],
    },
  ]);
});

test('an order on a message names who signed in, and what the module says of it is told', async () => {
  const order = { order: 'retry', reason: 'The Center is assigned now' } as const;
  const { desk: works, orders } = desk();
  expect(await works.order('cee', MESSAGE.messageId, order, whitfield)).toBe(MESSAGE);
  expect(orders).toEqual([
    {
      ...{ messageId: MESSAGE.messageId, order: 'retry', note: 'The Center is assigned now' },
      actor: 'J. Whitfield (CBP headquarters)',
    },
  ]);
  expect(await refused(works.order('entry', MESSAGE.messageId, order, whitfield))).toBe('not-known');
  expect(await refused(works.order('elsewhere', MESSAGE.messageId, order, whitfield))).toBe('not-found');
  expect(await refused(works.order('cee', MESSAGE.messageId, order, { ...whitfield, person: null }))).toBe(
    'not-authorized',
  );
  for (const [result, kind] of [
    ['no such message', 'not-found'],
    ['not set aside', 'state-conflict'],
    ['no key', 'state-conflict'],
  ] as const) {
    const { desk: other } = desk({ order: () => Promise.resolve(result) });
    expect(await refused(other.order('cee', MESSAGE.messageId, order, whitfield))).toBe(kind);
  }
});

test('what left since an instant is sent again in the name of who signed in; not to itself, not of a time to come, and a dead module says so', async () => {
  const { desk: own, orders } = desk();
  const order = { since: '2026-11-21T09:00:00-05:00', reason: 'The database was put back' };
  expect(await own.sendAgain('cee', 'entry', order, whitfield)).toEqual([{ lane: 0, after: 11 }]);
  expect(orders).toEqual([
    {
      ...{ destination: 'entry', since: '2026-11-21T14:00:00.000Z', note: 'The database was put back' },
      actor: 'J. Whitfield (CBP headquarters)',
    },
  ]);
  expect(await refused(own.sendAgain('cee', 'cee', order, whitfield))).toBe('not-found');
  expect(await refused(own.sendAgain('cee', 'nobody', order, whitfield))).toBe('not-found');
  expect(await refused(own.sendAgain('cee', 'entry', { ...order, since: '2999-01-01T00:00:00Z' }, whitfield))).toBe(
    'not-valid',
  );
  expect(await refused(own.sendAgain('entry', 'cee', order, whitfield))).toBe('look-up-unavailable');
  expect(await refused(own.sendAgain('cee', 'entry', order, { ...whitfield, person: null } as Asking))).toBe(
    'not-authorized',
  );
});
