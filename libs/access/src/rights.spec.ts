import { RECORD_KINDS, RELATIONS } from './rights.table';
import { may, viewersWho } from './rights';
import { FUNCTIONS, type Rank, type Viewer, VIEWERS } from './viewers';

const as = (viewer: Viewer, leaves: Rank['leaves'] = null): Rank => ({ viewers: [viewer], leaves });

test('an auditor sees of every kind of record what any other office of CBP sees, but for who alleged a case, and changes nothing', () => {
  for (const kind of RECORD_KINDS) {
    expect([kind, may(as('auditor'), 'change', kind)]).toEqual([kind, false]);
    if (kind === 'alleger of a case') continue;
    const others = viewersWho('see', kind, 'any').length > 0;
    expect([kind, may(as('auditor'), 'see', kind, 'any')]).toEqual([kind, others]);
  }
});

test('a user does what the leave for its function allows, and nothing where there is none', () => {
  const reader = as('user', { documents: 'read' });
  expect(may(reader, 'see', 'document', 'own')).toBe(true);
  expect(may(reader, 'change', 'document', 'own')).toBe(false);
  expect(may(reader, 'see', 'filing', 'own')).toBe(false);
  expect(may(as('user', { documents: 'write' }), 'change', 'document', 'own')).toBe(true);
  for (const kind of RECORD_KINDS) expect(may(as('user', {}), 'see', kind)).toBe(false);
});

test('leave for everything makes no user an owner: people, keys, mergers stay the owners’', () => {
  const all = as('user', Object.fromEntries(FUNCTIONS.map((name) => [name, 'write'])));
  for (const kind of ['account', 'person', 'proxy owner', 'key', 'merger'] as const)
    expect([kind, may(all, 'change', kind)]).toEqual([kind, false]);
});

test('a proxy owner may what an owner may, but for making proxies and merging accounts', () => {
  const less = RECORD_KINDS.flatMap((kind) =>
    (['see', 'change'] as const).flatMap((act) =>
      RELATIONS.filter(
        (relation) => may(as('owner'), act, kind, relation) && !may(as('proxy owner'), act, kind, relation),
      ).map((relation) => `${act} ${kind} ${relation}`),
    ),
  );
  expect(less).toEqual(['change proxy owner own', 'change merger own']);
});

test('nobody of the trade changes, or sees unasked, what belongs to a stranger', () => {
  for (const kind of RECORD_KINDS)
    for (const viewer of ['owner', 'proxy owner', 'user', 'machine'] as const) {
      expect([kind, viewer, may(as(viewer), 'see', kind, 'any')]).toEqual([kind, viewer, false]);
      expect([kind, viewer, may(as(viewer), 'change', kind, 'granted')]).toEqual([kind, viewer, false]);
    }
});

test('who may change may see, unless it is an order that is only given', () => {
  const orders = [
    'hold',
    'review of an entry',
    'component state',
    'voided decision',
    'proxy owner',
    'power of attorney held',
    'grant in a conversation',
    'closing of a conversation',
    'answer to a Center notice',
    'approval of a departure',
    'answer of a Center',
    'publication',
    'decision on a case',
    'step of an enforcement case',
    'decision on a petition',
    'time in a case',
    'ABI password',
    'delegation decision',
  ];
  const blind = RECORD_KINDS.filter((kind) =>
    VIEWERS.some((viewer) => may(as(viewer), 'change', kind) && !may(as(viewer), 'see', kind)),
  );
  expect(blind).toEqual(orders);
});
