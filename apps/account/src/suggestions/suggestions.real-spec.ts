import { randomUUID } from 'node:crypto';
import { SuggestionAnswered } from '#contracts';
import { accountBench, type AccountBench, besideMessagesOf } from '../account.fixture';
import { readParticipation } from '../capabilities/participation.reader';

let bench: AccountBench;
let headquarters: string;
beforeAll(async () => {
  bench = await accountBench();
  headquarters = await bench.office('headquarters');
});
afterAll(() => bench?.close());

const order = (changes: object = {}) => ({
  id: randomUUID(),
  title: 'Statement dates in one list',
  text: 'Show the statement dates of a month in one list. <b>Bold</b> is text here.',
  about: 'periodic-statement',
  ...changes,
});
let people = 0;
/** An account, and the key of its owner. */
const holder = async (): Promise<{ id: string; key: string }> => {
  const { id } = await bench.open({ name: 'Lakeside Imports' });
  const person = { name: 'Mia Holt', email: `mia${(people += 1)}@lakeside.example`, why: 'She owns it.' };
  const { personId } = await bench.post(`/accounts/${id}/owner`, person, headquarters, 200);
  return { id, key: await bench.firstKey(id, personId) };
};
const answered = async (): Promise<SuggestionAnswered[]> => {
  const rows: { data: string }[] = await bench.source.query('SELECT data FROM outbox WHERE type = $1 ORDER BY id', [
    SuggestionAnswered.type,
  ]);
  return rows.map(({ data }) => JSON.parse(data) as SuggestionAnswered);
};

describe('a suggestion', () => {
  test('is registered with a number, assigned, decided with a reason, and answered to the account and its log', async () => {
    const { id, key } = await holder();
    const wanted = order();
    const filed = await bench.post(`/accounts/${id}/suggestions`, wanted, key, 201);
    expect(filed).toMatchObject({ ...wanted, state: 'filed', filedBy: 'Mia Holt (Lakeside Imports)' });
    expect(filed.number).toMatch(/^SG-\d{2}-\d{6}$/);
    expect((await bench.post(`/accounts/${id}/suggestions`, wanted, key, 200)).number).toBe(filed.number);
    await bench.post(`/accounts/${id}/suggestions`, { ...wanted, title: 'Another' }, key, 409);

    const at = `/suggestions/${filed.id}`;
    await bench.post(`${at}/decide`, { decision: 'accepted', reason: 'Good.' }, headquarters, 409);
    await bench.post(`${at}/assign`, { to: 'K. Osei', why: 'Knows statements.' }, headquarters, 200);
    await bench.post(`${at}/decide`, { decision: 'accepted', reason: 'Mine is good.' }, key, 403);
    const decision = { decision: 'accepted', reason: 'It comes with the next wave.' };
    const decided = await bench.post(`${at}/decide`, decision, headquarters, 200);
    expect(decided).toMatchObject({ state: 'accepted', assignedTo: 'K. Osei', reason: decision.reason });
    await bench.post(`${at}/decide`, decision, headquarters, 409);
    const [told] = (await answered()).filter(({ number }) => number === filed.number);
    expect(SuggestionAnswered.faultOf(told)).toBeNull();
    expect(told).toMatchObject({ accountId: id, decision: 'accepted', reason: decision.reason });
    expect((await bench.log(id)).map(({ kind }) => kind).filter((kind) => kind.startsWith('suggestion'))).toEqual([
      'suggestion filed',
      'suggestion assigned',
      'suggestion answered',
    ]);
  });

  test('is taken while messages of the same account are handled that write its log and change it', async () => {
    const { id, key } = await holder();
    const taken = () => bench.post(`/accounts/${id}/suggestions`, order(), key, 201);
    expect(await besideMessagesOf(bench.source, id, taken)).toMatchObject({ state: 'filed' });
  });

  test('is decided once, also where two decide at the same instant', async () => {
    const { id, key } = await holder();
    const { id: suggestion } = await bench.post(`/accounts/${id}/suggestions`, order(), key, 201);
    await bench.post(`/suggestions/${suggestion}/assign`, { to: 'K. Osei', why: 'Hers.' }, headquarters, 200);
    const answers = await Promise.allSettled(
      ['accepted', 'declined'].map((decision) =>
        bench.post(`/suggestions/${suggestion}/decide`, { decision, reason: 'As it is.' }, headquarters, 200),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that says what another says is merged with it, and a deferred one comes back', async () => {
    const { id, key } = await holder();
    const file = async (changes: object = {}) => {
      const made = await bench.post(`/accounts/${id}/suggestions`, order(changes), key, 201);
      await bench.post(`/suggestions/${made.id}/assign`, { to: 'K. Osei', why: 'Hers.' }, headquarters, 200);
      return made;
    };
    const [first, second] = [await file({ about: 'entry' }), await file()];
    const decide = (body: object, status: number) =>
      bench.post(`/suggestions/${second.id}/decide`, { reason: 'The same.', ...body }, headquarters, status);
    await decide({ decision: 'merged' }, 422);
    await decide({ decision: 'merged', mergedWith: second.id }, 422);
    await decide({ decision: 'accepted', mergedWith: first.id }, 422);
    await decide({ decision: 'deferred' }, 200);
    await bench.post(`/suggestions/${second.id}/assign`, { to: 'K. Osei', why: 'Again.' }, headquarters, 200);
    expect(await decide({ decision: 'merged', mergedWith: first.id }, 200)).toMatchObject({ mergedWith: first.number });
  });

  test('of another account is not there, and is plain text of a bounded length about something that there is', async () => {
    const [one, other] = [await holder(), await holder()];
    const { id } = await bench.post(`/accounts/${one.id}/suggestions`, order(), one.key, 201);
    await bench.get(`/suggestions/${id}`, one.key, 200);
    await bench.get(`/suggestions/${id}`, other.key, 404);
    await bench.get(`/accounts/${one.id}/suggestions`, other.key, 404);
    await bench.post(`/accounts/${one.id}/suggestions`, order(), other.key, 404);
    await bench.post(`/suggestions/${id}/decide`, { decision: 'accepted', reason: 'Mine now.' }, other.key, 404);
    expect((await bench.get('/suggestions', other.key, 200)).suggestions).toEqual([]);
    for (const wrong of [
      { about: 'no-such' },
      { text: 'x'.repeat(2_001) },
      { text: 'two\nlines' },
      { title: 'reversed \u202Etext' },
      { text: 'half a pair \uD800 here' },
    ])
      await bench.post(`/accounts/${one.id}/suggestions`, order(wrong), one.key, 422);
  });

  test('is one of at most twenty that an account files in a day, also where they come at once', async () => {
    const { id, key } = await holder();
    const answers = await Promise.allSettled(
      Array.from({ length: 24 }, () => bench.post(`/accounts/${id}/suggestions`, order(), key, 201)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const first = await bench.get(`/accounts/${id}/suggestions?limit=15`, key, 200);
    const second = await bench.get(`/accounts/${id}/suggestions?limit=15&after=${first.next}`, key, 200);
    expect([first.suggestions.length, second.suggestions.length, second.next]).toEqual([15, 5, null]);
  });

  test('counts by state, module and age: for CBP all, for an account its own, for everybody the sums', async () => {
    const { id, key } = await holder();
    const { id: suggestion } = await bench.post(`/accounts/${id}/suggestions`, order({ about: 'cee' }), key, 201);
    await bench.source.query(`UPDATE suggestion SET filed_at = now() - interval '100 days' WHERE id = $1`, [
      suggestion,
    ]);
    expect(await bench.get('/suggestions/counts', key, 200)).toEqual({
      open: 1,
      oldestOpenDays: 100,
      byState: [{ state: 'filed', suggestions: 1 }],
      byAbout: [{ about: 'cee', open: 1, suggestions: 1 }],
      byAge: [{ age: 'over 90 days', suggestions: 1 }],
    });
    const all = await bench.get('/suggestions/counts', headquarters, 200);
    expect(all.oldestOpenDays).toBe(100);
    const open = await bench.get('/suggestions-so-far', 'pk_of_nobody', 200);
    expect(open).toMatchObject({ open: all.open, byState: all.byState });
    const report = await readParticipation(bench.source.manager, '2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z');
    expect(report.suggestions).toMatchObject({ filed: open.filed, open: all.open });
  });
});
