import {
  answerOf,
  caughtUpAfter,
  EVERY_KIND,
  FILING_MODULES,
  isFilingKind,
  isFilingModule,
  kindFiledBy,
  kindOf,
  listeners,
  listenersOf,
  replayPhases,
  takenAt,
} from '#contracts';

test.each(EVERY_KIND.map((kind) => [kind.kind, kind] as const))(
  'a %s can be filed, is heard by its module alone and is told of while it waits',
  (_, { kind, module, contract, subject, reference, about }) => {
    expect(takenAt(kindOf(contract))).not.toEqual([]);
    expect(kindFiledBy(contract.type)?.kind).toBe(kind);
    expect(listenersOf(contract.type)).toEqual([module]);
    expect(subject(contract.example as never)).toMatch(/^[a-z]+:\S+$/);
    expect(reference(contract.example as never)).toMatch(/^\S+( \S+)?$/);
    expect(about(contract.example as never)).toMatchObject({ conveyance: {}, billKeys: expect.any(Array) });
  },
);

test('no two kinds share a message, an application or an address', () => {
  const names = [
    EVERY_KIND.map(({ contract }) => contract.type),
    EVERY_KIND.flatMap(({ abi }) => abi?.application ?? []),
    EVERY_KIND.flatMap(({ x12 }) => x12?.set ?? []),
    EVERY_KIND.flatMap(({ json }) => json ?? []),
    EVERY_KIND.flatMap(({ orderedAt }) => orderedAt ?? []),
  ];
  for (const list of names) expect(new Set(list).size).toBe(list.length);
});

test('each module that takes filings answers them to the gateway, and is caught up after one that comes before it', () => {
  for (const module of FILING_MODULES) {
    expect(answerOf(module).owner).toBe(module);
    expect(listeners.gateway).toContain(answerOf(module));
    const first = caughtUpAfter(module);
    if (first) expect(FILING_MODULES.indexOf(first)).toBeLessThan(FILING_MODULES.indexOf(module));
    expect(replayPhases(module).at(-1)).toEqual({ types: 'everything', first: false });
  }
});

test('what is no kind and no module is not taken for one', () => {
  expect([
    isFilingKind('in-bond'),
    isFilingKind('toString'),
    isFilingModule('cee'),
    isFilingModule('constructor'),
  ]).toEqual([false, false, false, false]);
  expect(kindFiledBy('manifest.bill-changed')).toBeUndefined();
  expect(() => kindOf({ type: 'manifest.bill-changed' })).toThrow('takes no filing to a module');
});
