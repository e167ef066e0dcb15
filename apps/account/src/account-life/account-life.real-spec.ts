import { BondChanged } from '#contracts';
import { AccountBonds } from '../bonds/account-bonds';
import { accountBench, type AccountBench } from '../account.fixture';

let bench: AccountBench;
let manager: string;
beforeAll(async () => {
  bench = await accountBench();
  manager = await bench.office('headquarters');
});
afterAll(() => bench?.close());

const WHY = { why: 'Ordered by CBP' };
let serial = 0;
/** A number that no other test has. */
const number = (): string => `12-${(3_000_000 + (serial += 1)).toString()}`;

/** An account of importers with an owner, and the keys of both. */
const importer = async (numbers: string[], owner = `owner-${(serial += 1)}@importer.example`) => {
  const { id, key: machine } = await bench.open({
    name: `Importer ${serial}`,
    kinds: ['importer'],
    importerNumbers: numbers,
  });
  const { personId } = await bench.post(
    `/accounts/${id}/owner`,
    { name: 'Anna Lund', email: owner, why: 'Founder' },
    manager,
    200,
  );
  return { id, machine, personId, owner: await bench.firstKey(id, personId), email: owner };
};
const numbersOf = async (id: string): Promise<string[]> =>
  (await bench.get(`/accounts/${id}`, manager, 200)).importerNumbers;
const kindsIn = async (id: string): Promise<string[]> => (await bench.log(id)).map(({ kind }) => kind);

describe('numbers of an account', () => {
  test('an owner adds importer numbers, for import and export; a filer code comes through CBP', async () => {
    const one = await importer([]);
    const value = number();
    const added = { kind: 'importer number', value, subAccounts: ['importer', 'exporter'] };
    await bench.post(`/accounts/${one.id}/numbers`, added, one.owner, 200);
    await bench.post(`/accounts/${one.id}/numbers`, added, one.owner, 200);
    const { identifiers } = await bench.get(`/accounts/${one.id}`, one.owner, 200);
    expect(identifiers).toEqual([expect.objectContaining({ value, subAccounts: ['importer', 'exporter'], to: null })]);
    const filer = { kind: 'filer code', value: 'K9Z' };
    expect((await bench.post(`/accounts/${one.id}/numbers`, filer, one.owner, 403)).detail).toContain('through CBP');
    await bench.post(`/accounts/${one.id}/numbers`, filer, manager, 200);
    await bench.post(`/accounts/${one.id}/numbers`, added, one.machine, 403);
    const faults = async (order: object) =>
      (await bench.post(`/accounts/${one.id}/numbers`, order, manager, 422)).errors[0].at;
    expect(await faults({ kind: 'importer number', value: 'twelve' })).toBe('/value');
    expect(await faults({ kind: 'licence', value: '12' })).toBe('/kind');
    expect(await faults({ ...filer, subAccounts: ['surety'] })).toBe('/subAccounts');
  });

  test('of a social security number the last four digits are shown and logged; the whole one to few, who say why and stand in the log', async () => {
    const person = '219-09-4417';
    const one = await importer([person]);
    const everything = async () =>
      JSON.stringify([
        await bench.get(`/accounts/${one.id}`, one.owner, 200),
        await bench.get(`/accounts/${one.id}`, manager, 200),
        await bench.get('/accounts?search=Importer', manager, 200),
        await bench.post(
          `/accounts/${one.id}/numbers`,
          { kind: 'importer number', value: '219-09-4418' },
          one.owner,
          200,
        ),
        await bench.post(
          `/accounts/${one.id}/numbers/end`,
          { kind: 'importer number', value: '219-09-4418', why: 'not 219-09-4419' },
          one.owner,
          200,
        ),
        await bench.log(one.id),
      ]);
    expect(await everything()).toContain('***-**-4417');
    expect(await everything()).not.toMatch(/219-09-44/);

    const reveal = (key: string, status: number, why = 'asks for the 5106') =>
      bench.post(`/accounts/${one.id}/numbers/reveal`, { why }, key, status);
    await reveal(one.machine, 403);
    await reveal(await bench.office('officer'), 403);
    await reveal((await importer([])).owner, 404);
    expect(await reveal(manager, 200)).toEqual({ importerNumbers: [person] });
    await bench.post(`/accounts/${one.id}/numbers/reveal`, {}, manager, 422);
    const shown = (await bench.log(one.id)).filter(({ kind }) => kind === 'personal number shown');
    expect(shown).toMatchObject([
      {
        person: expect.any(String),
        summary: expect.stringMatching(/^\*\*\*-\*\*-4417 in clear to .*: asks for the 5106$/),
      },
    ]);
    await bench.post(`/accounts/${(await importer([number()])).id}/numbers/reveal`, { why: 'x y z' }, manager, 404);
  });

  test('of two accounts that claim a number at the same instant one gets it, and the other is told who to ask', async () => {
    const [one, other] = [await importer([]), await importer([])];
    const claim = { kind: 'importer number', value: number() };
    const answers = await Promise.all(
      [one, other].map(({ id, owner }) =>
        bench.post(`/accounts/${id}/numbers`, claim, owner, 200).then(
          () => 'has it',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(answers.filter((answer) => answer === 'has it')).toHaveLength(1);
    expect(answers.find((answer) => answer !== 'has it')).toMatch(/409.*another active account.*Ask CBP to move it/s);
  });

  test('CBP moves a number in one instant, and both accounts are told', async () => {
    const value = number();
    const [one, other] = [await importer([value]), await importer([])];
    const move = { kind: 'importer number', value, to: other.id, ...WHY };
    await bench.post(`/accounts/${one.id}/numbers/move`, move, one.owner, 403);
    await bench.post(`/accounts/${one.id}/numbers/move`, move, manager, 204);
    expect([await numbersOf(one.id), await numbersOf(other.id)]).toEqual([[], [value]]);
    const [was, is] = [
      await bench.get(`/accounts/${one.id}`, manager, 200),
      await bench.get(`/accounts/${other.id}`, manager, 200),
    ];
    expect(was.identifiers[0].to).toBe(is.identifiers[0].from);
    expect((await bench.told(one.id)).at(-1)!.importerNumbers).toEqual([]);
    expect((await bench.told(other.id)).at(-1)!.importerNumbers).toEqual([value]);
    await bench.post(`/accounts/${one.id}/numbers/move`, move, manager, 404);
  });
});

test('an agency is an account of its own: neither a merger nor a number of the trade makes it one with it', async () => {
  const agency = (await bench.open({ name: 'Drug Enforcement', kinds: [], agencyCodes: ['DEA'] })).id;
  const trade = await importer([number()], 'dea@importer.example');
  const bare = await importer([], 'bare@importer.example');
  const refused = async (path: string, order: object): Promise<void> => {
    expect((await bench.post(`/accounts/${path}`, { ...order, ...WHY }, manager, 409)).detail).toContain(
      'nothing else',
    );
  };
  await refused(`${agency}/merge`, { into: trade.id });
  await refused(`${agency}/merge`, { into: bare.id });
  await refused(`${trade.id}/merge`, { into: agency });
  const trades = { kind: 'importer number', value: number(), subAccounts: ['importer'] };
  expect((await bench.post(`/accounts/${agency}/numbers`, trades, manager, 409)).detail).toContain('nothing else');
  expect((await bench.told(agency)).at(-1)).toMatchObject({ active: true, agencyCodes: ['DEA'], importerNumbers: [] });
  expect((await bench.told(trade.id)).at(-1)!.agencyCodes).toBeUndefined();
  // Two agencies may become one.
  const other = (await bench.open({ name: 'Firearms', kinds: [], agencyCodes: ['ATF'] })).id;
  await bench.post(`/accounts/${other}/merge`, { into: agency, ...WHY }, manager, 200);
  expect((await bench.told(agency)).at(-1)!.agencyCodes).toEqual(['ATF', 'DEA']);
});

test('a surety names its agents, whole and at once, and others are told; who is no surety has none', async () => {
  const { id } = await bench.open({ name: 'Second Surety', kinds: [], suretyCodes: ['016'] });
  const agent = { agent: '016-00-0001', filerCode: 'A77', limitDollars: 100_000, from: '2026-01-01', to: null };
  const named = { agents: [agent, { ...agent, filerCode: 'B76', limitDollars: null, to: '2026-12-31' }], ...WHY };
  await bench.post(`/accounts/${id}/surety-agents`, named, manager, 200);
  expect((await bench.get(`/accounts/${id}/surety-agents`, manager, 200)).agents).toEqual(named.agents);
  expect((await bench.told(id)).at(-1)!.suretyAgents).toEqual(named.agents);
  const [noted] = (await bench.log(id)).filter(({ kind }) => kind === 'agents of the surety named');
  expect(noted!.summary).toContain('***-**-0001 of A77');
  const wrong = {
    agents: [agent, agent, { ...agent, from: '2026-02-30' }, { ...agent, filerCode: 'C1C', to: '2025-12-31' }],
    ...WHY,
  };
  const faults = await bench.post(`/accounts/${id}/surety-agents`, wrong, manager, 422);
  expect(faults.errors.map(({ at }: { at: string }) => at)).toEqual([
    ...['/agents/1/agent', '/agents/2/from', '/agents/3/to'],
  ]);
  const trade = await importer([number()], 'no-surety@importer.example');
  expect((await bench.post(`/accounts/${trade.id}/surety-agents`, named, manager, 409)).detail).toContain(
    'no surety code',
  );
  await bench.post(`/accounts/${id}/surety-agents`, named, trade.owner, 404);
});

test('principals and sureties read their bonds as the register told them last, also of an account that was merged, and nobody else does', async () => {
  const [one, other, stranger] = [
    await importer([number()], 'bonded@importer.example'),
    await importer([number()], 'bonded@importer.example'),
    await importer([number()], 'unbonded@importer.example'),
  ];
  const surety = (await bench.open({ name: 'Third Surety', kinds: [], suretyCodes: ['032'] })).id;
  const bonds = bench.service.app.get(AccountBonds, { strict: false });
  const told = (version: number, change: Partial<BondChanged>) =>
    bonds.keep(bench.source.manager, [
      {
        ...({ ...BondChanged.example, version, principalAccounts: [one.id] } as BondChanged),
        ...{ principal: { idType: '34', number: '123-45-6789', name: 'J. Doe' } },
        ...{ sureties: [{ role: 'surety', code: '032', liabilityDollars: null }], ...change },
      },
    ]);
  await told(2, { type: '8', transaction: null, state: 'termination scheduled', terminatesOn: '2026-01-01' });
  await told(1, { type: '8', transaction: null, state: 'active' });
  await told(1, { number: '269000002' });
  const read = async (id: string, key: string, query = '') =>
    (await bench.get(`/accounts/${id}/bonds${query}`, key, 200)).bonds.map(
      ({ number: of, state, standing }: Record<string, string>) => [of, state, standing],
    );
  const both = [
    ['269000001', 'terminated'],
    ['269000002', 'active'],
  ];
  expect(await read(one.id, one.owner)).toEqual(both.map((bond) => [...bond, 'principal']));
  expect(await read(surety, manager)).toEqual(both.map((bond) => [...bond, 'surety']));
  expect(await read(one.id, one.owner, '?afterBond=269000001')).toHaveLength(1);
  expect(await read(stranger.id, stranger.owner)).toEqual([]);
  await bench.get(`/accounts/${one.id}/bonds`, stranger.owner, 404);
  await bench.post(`/accounts/${one.id}/merge`, { into: other.id, ...WHY }, one.owner, 200);
  expect(await read(other.id, other.owner)).toEqual(both.map((bond) => [...bond, 'principal']));
  expect(await kindsIn(surety)).toContain('viewed by CBP');
  const [{ all }] = await bench.source.query("SELECT string_agg(data::text, ' ') AS all FROM bond_of_account");
  expect(all).not.toContain('123-45-6789');
});

describe('accounts that merge and split', () => {
  test('the owner of both merges one into the other: its numbers go over, its keys say where, its history is found', async () => {
    const [a, b] = [number(), number()];
    const [one, other] = [await importer([a], 'both@importer.example'), await importer([b], 'both@importer.example')];
    expect(one.personId).toBe(other.personId);
    const strangers = await importer([]);
    await bench.post(`/accounts/${one.id}/merge`, { into: strangers.id, ...WHY }, one.owner, 404);
    const merged = await bench.post(`/accounts/${one.id}/merge`, { into: other.id, ...WHY }, one.owner, 200);
    expect(merged.importerNumbers).toEqual([a, b].sort());
    expect((await bench.get(`/accounts/${one.id}`, one.machine, 403)).detail).toContain('merged into another');
    const { mergedFrom } = await bench.get(`/accounts/${other.id}`, other.owner, 200);
    expect(mergedFrom).toEqual([one.id]);
    expect(await kindsIn(one.id)).toEqual(expect.arrayContaining(['account merged']));
    expect(await kindsIn(other.id)).toEqual(expect.arrayContaining(['account merged']));
    expect((await bench.told(one.id)).at(-1)).toMatchObject({
      active: false,
      mergedInto: other.id,
      importerNumbers: [],
      people: [],
    });
    // Whatever it was known by before leads to the account that goes on.
    const found = async (search: string): Promise<string[]> =>
      (await bench.get(`/accounts?search=${encodeURIComponent(search)}`, manager, 200)).accounts.map(
        ({ id }: { id: string }) => id,
      );
    expect(await found(a)).toEqual([other.id]);
    expect(await found((await bench.get(`/accounts/${one.id}`, manager, 200)).name)).toContain(other.id);
    // Page by page it is found as often as on one page: once.
    const pages: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: { accounts: { id: string }[]; next: string | null } = await bench.get(
        `/accounts?search=Importer&limit=2${next && `&after=${next}`}`,
        manager,
        200,
      );
      pages.push(...page.accounts.map(({ id }) => id));
      next = page.next;
    }
    expect(pages).toEqual([...new Set(await found('Importer'))]);
    expect(pages).toContain(other.id);
    expect(pages).not.toContain(one.id);
    await bench.post(`/accounts/${one.id}/reactivate`, WHY, manager, 409);
    await bench.post(
      `/accounts/${one.id}/people`,
      { name: 'Ben', email: 'b@x.example', role: 'user', leaves: {}, ...WHY },
      manager,
      409,
    );
  });

  test('a proxy owner neither merges nor splits', async () => {
    const [one, other] = [await importer([number(), number()]), await importer([])];
    const { personId } = await bench.post(
      `/accounts/${one.id}/people`,
      { name: 'Ben Ochoa', email: `ben-${one.id}@x.example`, role: 'proxy owner', ...WHY },
      one.owner,
      201,
    );
    const proxy = await bench.firstKey(one.id, personId);
    await bench.post(`/accounts/${one.id}/merge`, { into: other.id, ...WHY }, proxy, 403);
    const split = { name: 'Half', numbers: [], owner: { name: 'Cara', email: 'c@x.example' }, ...WHY };
    await bench.post(`/accounts/${one.id}/split`, split, proxy, 403);
  });

  test('an owner splits numbers off to an account of their own, with its own owner', async () => {
    const [a, b] = [number(), number()];
    const one = await importer([a, b]);
    const split = (numbers: string[]) => ({
      name: 'Housewares Ltd',
      numbers: numbers.map((value) => ({ kind: 'importer number', value })),
      owner: { name: 'Cara Diaz', email: 'cara@housewares.example' },
      ...WHY,
    });
    await bench.post(`/accounts/${one.id}/split`, split([]), one.owner, 422);
    await bench.post(`/accounts/${one.id}/split`, split([a, b]), one.owner, 422);
    const half = await bench.post(`/accounts/${one.id}/split`, split([b]), one.owner, 201);
    expect(half).toMatchObject({ name: 'Housewares Ltd', kinds: ['importer'], importerNumbers: [b], active: true });
    expect(await numbersOf(one.id)).toEqual([a]);
    expect(
      (await bench.told(half.id)).map(({ version, people }) => [version, people!.map(({ role }) => role)]),
    ).toEqual([
      [1, []],
      [2, ['owner']],
    ]);
    await bench.get(`/accounts/${half.id}`, one.owner, 404);
  });
});

describe('an account that is suspended', () => {
  test('lets nobody in, keeps its numbers to itself, and goes on when it is reactivated', async () => {
    const value = number();
    const [one, other] = [await importer([value]), await importer([])];
    await bench.post(`/accounts/${one.id}/suspend`, WHY, one.owner, 403);
    const suspended = await bench.post(`/accounts/${one.id}/suspend`, WHY, manager, 200);
    expect(suspended).toMatchObject({
      active: false,
      left: { as: 'suspended', why: WHY.why },
      importerNumbers: [value],
    });
    await bench.get(`/accounts/${one.id}`, one.owner, 401);
    await bench.post(`/accounts/${other.id}/numbers`, { kind: 'importer number', value }, other.owner, 409);
    await bench.post(`/accounts/${one.id}/suspend`, WHY, manager, 409);
    await bench.post(`/accounts/${one.id}/reactivate`, WHY, manager, 200);
    await bench.get(`/accounts/${one.id}`, one.owner, 200);
    await bench.post(`/accounts/${one.id}/deactivate`, WHY, manager, 200);
    expect(await kindsIn(one.id)).toEqual(
      expect.arrayContaining(['account suspended', 'account reactivated', 'account deactivated']),
    );
  });
});
