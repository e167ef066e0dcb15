import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CeeInteractionRecorded, SummaryReported, entrySubject, accountSubject } from '#contracts';
import { addDays, entryCheckDigit } from '#kernel';
import { received } from '../../../test/support/handler-bench';
import { plansOf } from '../../../test/support/plans';
import { ACCOUNT_COLUMNS, followMergers } from './account-mergers/account-mergers';
import { ceeBench, type CeeBench, importerNumber, OPERATIONS_TOKEN } from './cee.fixture';
import { centerDay } from './work/work-item';
import { SummaryWorkConsumer } from './work/summary-work.consumer';

let bench: CeeBench;
let specialist: string;
let colleague: string;
let lead: string;
let electronics: string;
let officer: string;
beforeAll(async () => {
  bench = await ceeBench();
  specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
  colleague = await bench.office('Center specialist', 'T. Brandt', 'CEE009');
  lead = await bench.office('team lead', 'L. Fontaine', 'CEE009');
  electronics = await bench.office('Center specialist', 'I. Sato', 'CEE007');
  officer = await bench.office('officer', 'R. Alvarez');
});
afterAll(() => bench?.close());

const post = async (path: string, body: object, key: string, status: number): Promise<any> => {
  const answer = await bench.call('post', path, key, body);
  expect([path, answer.status, answer.status === status ? '' : answer.text]).toEqual([path, status, '']);
  return answer.body;
};
const get = async (path: string, key: string, status = 200): Promise<any> => {
  const answer = await bench.call('get', path, key);
  expect([path, answer.status, answer.status === status ? '' : answer.text]).toEqual([path, status, '']);
  return answer.body;
};
const importer = async (name = 'Pacific Home Goods Inc', more: object = {}) => {
  const number = importerNumber();
  const { id, keys } = await bench.open({ name, kinds: ['importer'], importerNumbers: [number], ...more } as never, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  return { id, key: keys[0]!, number };
};

let serial = 40_000_000;
/** A summary that somebody of a Center has under review; answers its work item. */
const underReview = async (of: { number: string }, key: string, center = 'CEE009', port = '2704'): Promise<string> => {
  const report: SummaryReported = {
    ...SummaryReported.example,
    ...{
      entryNumber: String(++serial),
      centerId: center,
      teamNumber: center === 'CEE009' ? '391' : '851',
      portOfEntry: port,
    },
    ...{ importerNumber: of.number, occurredAt: new Date().toISOString() },
    filed: { ...SummaryReported.example.filed!, filedOn: centerDay(new Date()) },
  };
  const tell = (data: SummaryReported): Promise<void> =>
    bench.handle((context) =>
      new SummaryWorkConsumer().take([received(SummaryReported, entrySubject(data), data)], context),
    );
  await tell(report);
  const [{ id }] = await bench.source.query('SELECT id FROM work_item WHERE entry_number = $1', [report.entryNumber]);
  await post(`/work-items/${id}/takes`, {}, key, 200);
  const begun = randomUUID();
  await post(`/work-items/${id}/decisions`, { id: begun, decision: 'begin review' }, key, 200);
  const later = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();
  await tell({
    ...report,
    version: 2,
    control: 'cbp',
    filed: null,
    occurredAt: later(1),
    decision: { decisionId: begun, refusal: null },
  });
  return id;
};
const finding = (goods: string, outcome: string, more: object = {}, code = 'R01') => ({
  findings: [{ line: '001', code, text: 'Not what was claimed', product: { goods, outcome, ...more } }],
});
const reject = (item: string, key: string, found: object, status = 200, id = randomUUID()) =>
  post(`/work-items/${item}/decisions`, { id, decision: 'reject', ...found }, key, status);

describe('what was decided before', () => {
  test('is found by likeness of the goods, by account, supplier and heading, each with why, and tells the account that it was looked at', async () => {
    const of = await importer();
    await reject(
      await underReview(of, specialist),
      specialist,
      finding('Colanders of plastics, perforated, for kitchen use', '3924.10.40.00', {
        supplier: 'CNSHAPLA12SHA',
        tariff: '3926909989',
      }),
    );
    const { answers } = await get(`/earlier-answers?goods=${encodeURIComponent('plastic kitchen colandar')}`, officer);
    expect(answers[0]).toMatchObject({
      ...{ goods: 'Colanders of plastics, perforated, for kitchen use', outcome: '3924.10.40', kind: 'classification' },
      ...{
        stage: 'decision',
        source: 'review of a summary',
        port: '2704',
        center: 'CEE009',
        by: 'D. Nakamura',
        accountId: of.id,
      },
    });
    expect(answers[0].why.map(({ rule }: { rule: string }) => rule)).toEqual(['goods alike']);
    for (const [query, rule] of [
      [`accountId=${of.id}`, 'same account'],
      ['supplier=cnshapla12sha', 'same supplier'],
      ['heading=3926', 'same heading'],
      [`goods=${encodeURIComponent('For kitchen use: perforated colander of plastic')}`, 'same product'],
      [`words=claimed&accountId=${of.id}`, 'words of the answer'],
    ] as const) {
      const found = await get(`/earlier-answers?${query}&kind=classification`, specialist);
      expect([query, found.answers[0]?.why.map((why: { rule: string }) => why.rule)]).toEqual([
        query,
        expect.arrayContaining([rule]),
      ]);
    }
    const told = await bench.told(CeeInteractionRecorded.type, accountSubject(of.id));
    expect(told.filter(({ kind }) => kind === 'viewed by CBP').map(({ summary }) => summary)).toContain(
      'R. Alvarez of CBP looked at earlier questions and decisions',
    );
    expect((await get('/earlier-answers?goods=xylophones', specialist)).answers).toEqual([]);
    await get('/earlier-answers', specialist, 422);
    await get('/earlier-answers?heading=3926', of.key, 403);
  });

  test('binds: who departs from it is refused with the earlier ones named, until a second person of greater rank approves the reason', async () => {
    const of = await importer();
    const goods = 'Lunch boxes of polypropylene with lid';
    await reject(await underReview(of, specialist), specialist, finding(goods, '3924.10'));
    // Another importer, another port, other words for the same goods; the same number in ten digits.
    const other = await importer('Lakeside Kitchens LLC');
    await reject(
      await underReview(other, specialist, 'CEE009', '5301'),
      specialist,
      finding('Polypropylene lunch box, with a lid', '3924.10'),
    );
    const item = await underReview(other, colleague, 'CEE009', '3901');
    const refused = await reject(item, colleague, finding(goods, '4202.92'), 409);
    expect(refused.detail).toMatch(
      /review of a summary B76-\d{7}-\d of \d{4}-\d\d-\d\d by CEE009, port 5301: 3924\.10; .*port 2704: 3924\.10/,
    );
    expect((await get(`/work-items/${item}/decisions`, colleague)).decisions).toHaveLength(1);

    const proposal = {
      id: randomUUID(),
      kind: 'classification',
      goods,
      outcome: '4202.92',
      reason: 'They are insulated: ruling practice on coolers',
    };
    const proposed = await post('/departures', proposal, colleague, 200);
    expect(proposed).toMatchObject({
      state: 'proposed',
      number: expect.stringMatching(/^DP-\d\d-\d{6}$/),
      proposedBy: 'T. Brandt',
    });
    expect(proposed.earlier).toHaveLength(2);
    expect(await post('/departures', proposal, colleague, 200)).toEqual(proposed);
    await post('/departures', { ...proposal, id: randomUUID() }, specialist, 409);
    const approval = { decision: 'approved', why: 'The insulation decides' };
    await post(`/departures/${proposal.id}/decision`, approval, specialist, 403);
    await reject(item, colleague, finding(goods, '4202.92'), 409);
    expect(await post(`/departures/${proposal.id}/decision`, approval, lead, 200)).toMatchObject({
      state: 'approved',
      decidedBy: 'L. Fontaine',
    });
    await reject(item, colleague, finding(goods, '4202.92'));
    expect((await get('/departures?state=used', specialist)).departures[0]).toMatchObject({
      id: proposal.id,
      usedBy: expect.stringContaining('review of a summary B76-'),
    });

    // From now on the newest decision binds, the older one departs.
    await reject(await underReview(of, specialist), specialist, finding(goods, '4202.92'));
    await reject(await underReview(of, specialist), specialist, finding(goods, '3924.10'), 409);
    await post('/departures', { ...proposal, id: randomUUID() }, specialist, 409);

    const { kinds, products } = await get('/decision-spread?kind=classification', specialist);
    const spread = products.find((product: { goods: string }) => product.goods === goods);
    expect(spread).toMatchObject({ decisions: 4, outcomes: 2, odd: 2 });
    expect(spread.by).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ outcome: '3924.10', center: 'CEE009', port: '5301', decisions: 1 }),
        expect.objectContaining({ outcome: '4202.92', center: 'CEE009', port: '3901', decisions: 1 }),
      ]),
    );
    const [ofKind] = kinds.filter(({ kind }: { kind: string }) => kind === 'classification');
    expect(ofKind.oddPercent).toBeCloseTo((100 * ofKind.odd) / ofKind.decisions, 2);
  });

  test('binds with a later decision too: what was approved before somebody saw that one serves nobody', async () => {
    const of = await importer();
    const goods = 'Egg cups of beech, turned';
    await reject(await underReview(of, specialist), specialist, finding(goods, '4419.90'));
    const proposal = (outcome: string) => ({
      ...{ id: randomUUID(), kind: 'classification', goods, outcome, reason: 'They are souvenirs' },
    });
    const approved = proposal('4420.10');
    const toAnother = proposal('4421.99');
    const approval = { decision: 'approved', why: 'Seen' };
    for (const { id } of [
      await post('/departures', approved, colleague, 200),
      await post('/departures', toAnother, specialist, 200),
    ])
      await post(`/departures/${id}/decision`, approval, lead, 200);
    await reject(await underReview(of, specialist), specialist, finding(goods, '4421.99'));
    // The first approval was given against the decision before.
    const item = await underReview(of, colleague);
    await reject(item, colleague, finding(goods, '4420.10'), 409);
    const anew = await post('/departures', proposal('4420.10'), colleague, 200);
    await post(`/departures/${anew.id}/decision`, approval, lead, 200);
    await reject(item, colleague, finding(goods, '4420.10'));
  });

  test('whoever proposed a departure does not approve it, even as team lead', async () => {
    const of = await importer();
    await reject(await underReview(of, specialist), specialist, finding('Garden gnomes of plaster', 'CN', {}, 'R03'));
    const proposal = {
      id: randomUUID(),
      kind: 'origin',
      goods: 'Garden gnomes of plaster',
      outcome: 'VN',
      reason: 'Cast in Vietnam',
    };
    await post('/departures', proposal, lead, 200);
    expect(
      (await post(`/departures/${proposal.id}/decision`, { decision: 'approved', why: 'By myself' }, lead, 403)).detail,
    ).toContain('second person');
    const second = await bench.office('Center director', 'S. Abara', 'CEE009');
    expect(
      await post(
        `/departures/${proposal.id}/decision`,
        { decision: 'refused', why: 'No proof of casting' },
        second,
        200,
      ),
    ).toMatchObject({ state: 'refused' });
    await reject(
      await underReview(of, specialist),
      specialist,
      finding('Garden gnomes of plaster', 'VN', {}, 'R03'),
      409,
    );
    // Of another supplier it is another question.
    await reject(
      await underReview(of, specialist),
      specialist,
      finding('Garden gnomes of plaster', 'VN', { supplier: 'VNCASTER1HAN' }, 'R03'),
    );
  });

  test('of two decisions at the same instant the second sees the first', async () => {
    const of = await importer();
    const goods = 'Whistles of tin for referees';
    const items = [await underReview(of, specialist), await underReview(of, colleague)];
    const answers = await Promise.all([
      bench.call('post', `/work-items/${items[0]}/decisions`, specialist, {
        id: randomUUID(),
        decision: 'reject',
        ...finding(goods, '9208.90'),
      }),
      bench.call('post', `/work-items/${items[1]}/decisions`, colleague, {
        id: randomUUID(),
        decision: 'reject',
        ...finding(goods, '8306.10'),
      }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('binds nobody once the entry service did not carry it out', async () => {
    const of = await importer();
    const item = await underReview(of, specialist);
    const id = randomUUID();
    await reject(item, specialist, finding('Sundials of slate', '9106.90'), 200, id);
    const [{ entry_number: entryNumber }] = await bench.source.query(
      'SELECT entry_number FROM work_item WHERE id = $1',
      [item],
    );
    const data: SummaryReported = {
      ...SummaryReported.example,
      ...{
        entryNumber,
        version: 3,
        control: 'cbp',
        filed: null,
        occurredAt: new Date(Date.now() + 5_000).toISOString(),
      },
      decision: { decisionId: id, refusal: 'it was deleted meanwhile' },
    };
    await bench.handle((context) =>
      new SummaryWorkConsumer().take([received(SummaryReported, entrySubject(data), data)], context),
    );
    const { answers } = await get('/earlier-answers?goods=sundials%20of%20slate', specialist);
    expect(answers[0]).toMatchObject({ outcome: '9106.90', endedWhy: 'the entry service did not carry it out' });
    await reject(await underReview(of, specialist), specialist, finding('Sundials of slate', '6815.99'));
  });

  test('an outcome that is none of its kind is refused by its field', async () => {
    const item = await underReview(await importer(), specialist);
    for (const [outcome, code] of [
      ['plastic', 'R01'],
      ['39241', 'R01'],
      ['China', 'R03'],
    ] as const)
      expect((await reject(item, specialist, finding('Buckets', outcome, {}, code), 422)).errors[0].at).toBe(
        '/outcome',
      );
  });
});

describe('a question to an account', () => {
  const question = (accountId: string, more: object = {}) => ({
    ...{
      id: randomUUID(),
      accountId,
      kind: 'value',
      goods: 'Ceramic tiles, glazed',
      text: 'Are assists part of the price?',
      ...more,
    },
  });
  test('that two ports ask becomes one, and the answer reaches both; asked again it is refused with the answer, unless for a reason', async () => {
    const of = await importer();
    const first = question(of.id);
    const asked = await post('/account-questions', first, specialist, 201);
    expect(asked).toMatchObject({
      state: 'open',
      number: expect.stringMatching(/^AQ-\d\d-\d{6}$/),
      ...{ accountName: 'Pacific Home Goods Inc', clock: null },
      askers: [{ name: 'D. Nakamura', center: 'CEE009' }],
    });
    expect(await post('/account-questions', first, specialist, 200)).toEqual(asked);
    const second = question(of.id, {
      goods: 'glazed ceramic tile',
      text: 'Is there any assist?',
      port: '2704',
      supplier: 'cnshapla12sha',
    });
    const joined = await post('/account-questions', second, officer, 200);
    expect(joined).toMatchObject({ id: asked.id, text: first.text });
    expect(joined.askers.map(({ name, port }: { name: string; port: string }) => [name, port])).toEqual([
      ['D. Nakamura', null],
      ['R. Alvarez', '2704'],
    ]);
    expect(joined.askers.map(({ text, supplier }: Record<string, string>) => [text, supplier])).toEqual([
      [first.text, null],
      ['Is there any assist?', 'CNSHAPLA12SHA'],
    ]);
    expect((await get(`/accounts/${of.id}/questions`, of.key)).questions).toMatchObject([
      { id: asked.id, state: 'open' },
    ]);
    const stranger = await importer('Lakeside Kitchens LLC');
    await get(`/accounts/${of.id}/questions`, stranger.key, 404);
    await post(`/accounts/${stranger.id}/questions/${asked.id}/answer`, { answer: 'Not mine' }, stranger.key, 404);
    await post(`/account-questions/${asked.id}/answer`, { answer: 'I was not asked' }, colleague, 403);

    await post(
      `/accounts/${of.id}/questions/${asked.id}/answer`,
      { answer: 'Moulds were given free of charge' },
      of.key,
      200,
    );
    for (const reader of [specialist, officer])
      expect((await get('/account-questions?whose=mine&state=answered', reader)).questions[0]).toMatchObject({
        ...{ id: asked.id, answer: 'Moulds were given free of charge', answeredBy: 'Maya Chen' },
      });
    const again = question(of.id);
    expect((await post('/account-questions', again, electronics, 409)).detail).toContain(
      `question to an account ${asked.number}`,
    );
    await post('/account-questions', { ...again, whyAgain: 'The moulds changed in November' }, electronics, 201);
    const told = (await bench.told(CeeInteractionRecorded.type, accountSubject(of.id))).map(({ summary }) => summary);
    expect(told).toEqual(
      expect.arrayContaining([
        `D. Nakamura of CBP asked the account: ${asked.number}`,
        `Maya Chen answered question ${asked.number}`,
      ]),
    );
  });

  test('that many ask at the same instant is one with all of them as readers', async () => {
    const of = await importer();
    const answers = await Promise.all(
      [specialist, colleague, electronics, officer].map((key) =>
        bench.call('post', '/account-questions', key, question(of.id, { goods: null, heading: '6907' })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    const { questions } = await get(`/account-questions?accountId=${of.id}`, lead);
    expect(questions).toHaveLength(1);
    expect(questions[0].askers).toHaveLength(4);
    await post(`/account-questions/${questions[0].id}/withdrawal`, {}, officer, 200);
    for (const key of [specialist, colleague])
      await post(`/account-questions/${questions[0].id}/withdrawal`, {}, key, 200);
    expect(await post(`/account-questions/${questions[0].id}/withdrawal`, {}, electronics, 200)).toMatchObject({
      state: 'withdrawn',
    });
  });

  test('says what it is about, and asks somebody there is', async () => {
    const of = await importer();
    expect((await post('/account-questions', question(of.id, { goods: null }), specialist, 422)).errors[0].at).toBe(
      '/goods',
    );
    expect((await post('/account-questions', question(randomUUID()), specialist, 422)).errors[0].at).toBe('/accountId');
    await post('/account-questions', question(of.id), of.key, 403);
    // Where nobody would read it: no owner, or merged into another account.
    const { id: ownerless } = await bench.open({ name: 'Nobody Inc' }, [{ role: 'user', name: 'R. Diaz' }]);
    expect((await post('/account-questions', question(ownerless), specialist, 409)).detail).toMatch(
      /Nobody Inc, has no owner: .*POST \/accounts\/.*\/people/,
    );
    const gone = await importer();
    await bench.open({ accountId: gone.id, version: 2, active: false, mergedInto: of.id } as never, []);
    expect((await post('/account-questions', question(gone.id), specialist, 409)).detail).toContain(`account ${of.id}`);
  });
});

describe('the Center as a resource hub', () => {
  const question = (more: object = {}) => ({
    ...{ id: randomUUID(), topic: 'ceramic tiles', text: 'Does a sample of tiles need a certificate?', ...more },
  });
  test('a question goes to the Center whose heading it is, with a clock; redirected, answered and published without names', async () => {
    const of = await importer('Riverside, Tile Works Inc');
    const asked = await post('/hub-questions', question({ heading: '6907' }), of.key, 201);
    expect(asked).toMatchObject({
      ...{
        center: 'CEE009',
        state: 'asked',
        askedAs: 'trade',
        priority: 0,
        number: expect.stringMatching(/^CQ-\d\d-\d{6}$/),
      },
      clock: { clock: 'question to a Center', unit: 'working days', daysLeft: 10 },
    });
    const at = `/hub-questions/${asked.id}`;
    const stranger = await importer('Lakeside Kitchens LLC');
    await get(at, stranger.key, 404);
    await post(`${at}/answer`, { answer: 'Yes' }, electronics, 403);
    await post(`${at}/redirection`, { center: 'CEE007', why: 'They are heated tiles' }, specialist, 200);
    await post(`${at}/answer`, { answer: 'Too late' }, specialist, 403);
    expect(await post(`${at}/answer`, { answer: 'A sample needs none.' }, electronics, 200)).toMatchObject({
      state: 'answered',
      clock: null,
    });
    await post(`${at}/answer`, { answer: 'Another one.' }, electronics, 409);
    expect(await get(at, of.key)).toMatchObject({
      answer: 'A sample needs none.',
      events: [{ event: 'asked' }, { event: 'redirected', note: 'They are heated tiles' }, { event: 'answered' }],
    });

    const named = { title: 'Samples of tiles', text: 'Riverside Tile Works asked.\nA sample needs none.' };
    expect((await post(`${at}/publication`, named, electronics, 422)).errors).toMatchObject([
      { at: '/text', text: expect.stringContaining('names the account that it comes from') },
      { at: '/text', text: expect.stringContaining('names an account (Riverside, Tile Works Inc)') },
    ]);
    const published = await post(
      `${at}/publication`,
      { ...named, text: 'A sample of tiles needs no certificate.' },
      electronics,
      200,
    );
    expect(published).toMatchObject({ state: 'published', publicationId: asked.id });
    const { body } = await request(bench.service.url)
      .get('/center-pages/publications?kind=frequently+asked&q=certificate')
      .expect(200);
    expect(body.publications[0]).toMatchObject({
      id: asked.id,
      center: 'CEE007',
      topic: 'ceramic tiles',
      title: 'Samples of tiles',
    });
    expect(JSON.stringify(body)).not.toMatch(/Riverside|Maya Chen|accountId/);
    expect((await get('/earlier-answers?words=sample%20certificate', specialist)).answers[0]).toMatchObject({
      source: 'hub question',
      stage: 'advice',
    });
  });

  test("a trusted trader's question comes first, an agency's is passed on by CBP, and one that no Center can be told from is refused", async () => {
    const plain = await importer('Plain Imports LLC');
    const trusted = await importer('Trusted Imports LLC');
    await bench
      .call('post', '/operations/trusted-participations', OPERATIONS_TOKEN, {
        ...{ id: randomUUID(), accountId: trusted.id, program: 'CTPAT', tier: 3, from: '2020-01-01' },
        ...{ source: 'certificate CT-1', actor: 'this test' },
      })
      .expect(201);
    const first = await post('/hub-questions', question({ center: 'CEE005' }), plain.key, 201);
    const second = await post('/hub-questions', question({ center: 'CEE005' }), trusted.key, 201);
    const ofAgency = await post('/hub-questions', question({ center: 'CEE005', agency: 'FDA' }), officer, 201);
    const { questions } = await get('/hub-questions?center=CEE005', specialist);
    expect(questions.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id, ofAgency.id]);
    const page = await get('/hub-questions?center=CEE005&limit=1', specialist);
    expect((await get(`/hub-questions?center=CEE005&limit=1&after=${page.next}`, specialist)).questions[0].id).toBe(
      first.id,
    );
    expect((await get('/hub-questions', plain.key)).questions.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    expect((await post('/hub-questions', question(), plain.key, 422)).errors[0].at).toBe('/center');
    expect(
      (await post('/hub-questions', question({ center: 'CEE005', agency: 'FDA' }), plain.key, 422)).errors[0].at,
    ).toBe('/agency');
    expect(await post(`/hub-questions/${first.id}/withdrawal`, { why: 'Found it' }, plain.key, 200)).toMatchObject({
      state: 'withdrawn',
    });
    await post(`/hub-questions/${second.id}/withdrawal`, { why: 'Not mine' }, plain.key, 404);
  });
});

describe("a Center's page", () => {
  const page = (path: string) => request(bench.service.url).get(`/center-pages${path}`);
  const publication = (more: object = {}) => ({
    ...{
      id: randomUUID(),
      center: 'CEE009',
      kind: 'industry notice',
      topic: 'glassware',
      day: '2026-11-20',
      title: 'Marking of glassware',
    },
    ...{ text: 'Glassware is marked\non the bottom.', why: 'Asked often', ...more },
  });
  test('is read by everybody, by Center, kind, topic, days and words, with what changed in each version marked', async () => {
    const order = publication();
    const first = await post('/center-pages/publications', order, specialist, 200);
    expect(await post('/center-pages/publications', order, specialist, 200)).toEqual(first);
    await post('/center-pages/publications', { ...order, title: 'Another' }, specialist, 409);
    await post('/center-pages/publications', publication(), electronics, 403);
    const { key } = await importer();
    await post('/center-pages/publications', publication(), key, 403);
    const correction = {
      version: 1,
      title: order.title,
      text: 'Glassware is marked\non the side.',
      why: 'It was wrong',
    };
    const answers = await Promise.all(
      [specialist, lead].map((who, at) =>
        bench.call('post', `/center-pages/publications/${order.id}/versions`, who, {
          ...correction,
          text: `${correction.text}${at ? '' : ' Now.'}`,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = await page(`/publications/${order.id}`)
      .expect(200)
      .expect('cache-control', /stale-if-error/);
    expect(body).toMatchObject({
      version: 2,
      versions: [{ version: 2 }, { version: 1, textChanges: [{ mark: 'added', text: order.text }] }],
    });
    expect(body.versions[0].textChanges).toEqual(
      expect.arrayContaining([
        { mark: 'removed', text: 'bottom' },
        { mark: 'added', text: 'side' },
      ]),
    );
    expect(body.versions[0].titleChanges).toEqual([{ mark: 'same', text: order.title }]);
    expect(JSON.stringify(body)).not.toMatch(/Nakamura|Fontaine|It was wrong/);
    for (const [query, there] of [
      ['center=CEE009&kind=industry+notice', true],
      ['topic=Glassware&from=2026-11-20&to=2026-11-20', true],
      ['q=side+glassware', true],
      ['q=bottom', false],
      ['to=2026-11-19', false],
      ['center=CEE001', false],
    ] as const) {
      const found = await page(`/publications?${query}`).expect(200);
      expect([query, found.body.publications.some(({ id }: { id: string }) => id === order.id)]).toEqual([
        query,
        there,
      ]);
    }
    await page('/publications?from=2026-02-30').expect(422);
    expect((await page('').expect(200)).body.centers.find(({ id }: { id: string }) => id === 'CEE009')).toMatchObject({
      topics: expect.arrayContaining(['glassware']),
    });
    await post(`/center-pages/publications/${order.id}/withdrawal`, { why: 'Not needed' }, lead, 200);
    await page(`/publications/${order.id}`).expect(404);
  });

  test('does not publish what names an importer: its numbers in any form, its name, its people, the name of any account', async () => {
    const of = await importer('Pacific Home Goods Inc');
    await importer('Harbor & Sons Trading Co.');
    for (const text of [
      'Importer 12-3456789 was right.',
      'Number 123-45-6789 is not shown.',
      'See 260027-00123 of CBP.',
      'See 123456789 of IRS.',
      'Entry B76-0324527-8 was liquidated.',
      'PACIFIC HOME GOODS was right.',
      'As Maya Chen wrote.',
      'As Harbor and Sons wrote; harbor & sons trading did not.',
    ])
      expect([
        text,
        (await post('/center-pages/publications', publication({ text, aboutAccountId: of.id }), specialist, 422))
          .errors[0].at,
      ]).toEqual([text, '/text']);
    await post(
      '/center-pages/publications',
      publication({
        text: 'Heading 3924.10.4000; call 716-555-0100, or 7165550100. Homes by the Pacific.',
        aboutAccountId: of.id,
      }),
      specialist,
      200,
    );
  });

  test('is fed as Atom that is valid XML, in which an entry keeps its id when it is corrected', async () => {
    const order = publication({ title: 'Tiles & <glazes> "2026"', topic: 'tiles' });
    await post('/center-pages/publications', order, specialist, 200);
    // Read by a parser of XML that knows nothing of Atom: that of the database.
    const feedNow = async (): Promise<{ id: string; title: string; updated: string }[]> => {
      const { text } = await page('/feed.atom?center=CEE009')
        .expect(200)
        .expect('content-type', /^application\/atom\+xml/)
        .buffer(true)
        .parse((response, done) => {
          let body = '';
          response.on('data', (piece: Buffer) => (body += piece.toString()));
          response.on('end', () => done(null, body));
        })
        .then(({ body }) => ({ text: body as string }));
      const entries: { id: string; title: string; updated: string; content: string }[] = await bench.source.query(
        `SELECT entry.* FROM xmltable(xmlnamespaces('http://www.w3.org/2005/Atom' AS a), '/a:feed[a:id and a:title and a:updated and a:author/a:name and a:link[@rel="self"]]/a:entry' PASSING ($1::xml)
           COLUMNS id text PATH 'a:id', title text PATH 'a:title', updated text PATH 'a:updated', content text PATH 'a:content') AS entry`,
        [text],
      );
      expect(entries.length).toBeGreaterThan(0);
      for (const { updated, content } of entries)
        expect([Number.isNaN(Date.parse(updated)), content === null]).toEqual([false, false]);
      return entries;
    };
    const before = await feedNow();
    expect(before[0]).toMatchObject({ id: `urn:uuid:${order.id}`, title: order.title });
    await post(
      `/center-pages/publications/${order.id}/versions`,
      { version: 1, title: 'Tiles', text: 'Glazed.', why: 'Shorter' },
      specialist,
      200,
    );
    const [entry, ...others] = await feedNow();
    expect(entry).toMatchObject({ id: before[0]!.id, title: 'Tiles' });
    expect(others.map(({ id }) => id)).not.toContain(entry!.id);
    expect(Date.parse(entry!.updated)).toBeGreaterThanOrEqual(Date.parse(before[0]!.updated));
  });
});

describe('an id that the sender made', () => {
  test('stands for what was sent first: the same again is the same, other content is refused with the fields that differ', async () => {
    const of = await importer();
    const headquarters = await bench.office('headquarters', 'H. Quarters');
    const day = addDays(centerDay(new Date()), 9);
    const goods = 'Salad bowls of melamine, nested';
    const protested = `B76-7000777-${entryCheckDigit('B76', '7000777')}`;
    const [{ helper }] = await bench.source.query(
      `SELECT data #>> '{people,0,personId}' AS helper FROM account WHERE data @> '{"people": [{"name": "T. Brandt"}]}'`,
    );
    await bench.call('post', '/operations/assignments', OPERATIONS_TOKEN, {
      ...{ importer: of.number, center: 'CEE009', team: '391', from: '2026-01-01', source: 'x', actor: 'x' },
    });
    await reject(await underReview(of, specialist), specialist, finding(goods, '3924.10'));
    const item = await underReview(of, specialist);
    await bench.source.query(`UPDATE compliance_run SET state = 'done' WHERE state = 'running'`);
    const sent: readonly (readonly [path: string, key: string, body: object, otherwise: object])[] = [
      [
        `/work-items/${item}/decisions`,
        specialist,
        { decision: 'reject', ...finding('Ladles', '3924.10') },
        finding('Ladles', '3924.10', {}, 'R02'),
      ],
      [
        '/departures',
        colleague,
        { kind: 'classification', goods, outcome: '3926.90', reason: 'They are toys' },
        { outcome: '9503.00' },
      ],
      [
        '/delegation-orders',
        headquarters,
        {
          ...{ center: 'CEE009', phase: 'test', functions: ['refunds'], volunteers: [of.number], from: day },
          ...{ staffNeeded: 10, trialCasesNeeded: 100, trialPercentNeeded: 95, source: 'Memorandum 26-11' },
        },
        { staffNeeded: 1 },
      ],
      [
        '/benefit-orders',
        headquarters,
        {
          ...{ effect: 'withhold', benefit: 'lower exam rate', ports: ['2704'], from: day, to: addDays(day, 4) },
          reason: 'A threat at one port',
        },
        { ports: ['2709'] },
      ],
      ['/proposal-runs', headquarters, { asOf: addDays(day, -10) }, { asOf: addDays(day, -11) }],
      ['/compliance-runs', headquarters, { asOf: addDays(day, -10) }, { asOf: addDays(day, -11) }],
      [
        '/hub-questions',
        of.key,
        { topic: 'classification', text: 'Where do nested bowls go?', heading: '3924' },
        { heading: '6907' },
      ],
      [
        '/account-questions',
        specialist,
        { accountId: of.id, kind: 'value', goods: 'Nested bowls', text: 'Is there any assist?' },
        { text: 'Who made the moulds?' },
      ],
      [
        '/center-cases',
        specialist,
        {
          ...{ kind: 'import safety', subject: 'Bowls with lead', facts: 'Found by a laboratory.' },
          ...{ headings: ['3924'], port: '2704' },
        },
        { facts: 'Told by a laboratory.', port: '2709' },
      ],
      [
        '/rulings',
        headquarters,
        {
          ...{ number: 'HQ H999001', issuedOn: '2026-03-02', subject: 'Classification of nested bowls' },
          ...{ headings: ['3924'], text: 'Nested bowls of plastics are tableware of heading 3924.' },
        },
        { headings: ['3926'] },
      ],
      [`/accounts/${of.id}/trusted-participations`, of.key, { program: 'CTPAT' }, { program: 'Trade Compliance' }],
      ['/absences', lead, { personId: helper, from: day, to: addDays(day, 4) }, { to: addDays(day, 5) }],
      [
        `/accounts/${of.id}/assignment-appeals`,
        of.key,
        {
          ...{ currentCenter: 'CEE009', preferredCenter: 'CEE003', form: 'new', justification: 'Parts.' },
          importers: [{ number: of.number, bondNumber: '991234567' }],
          projected: [{ heading: '8708', lines: 4, valueDollars: 1_000 }],
        },
        { justification: 'Bodies.' },
      ],
      [
        '/protests',
        of.key,
        {
          ...{ capacity: 'importer', decision: 'liquidation', drawback: 'none', category: 'Bowls' },
          protestant: { name: 'Pacific Home Goods Inc', address: '100 Harbor Plaza', importerNumber: of.number },
          entries: [{ entryNumber: protested, enteredOn: '2026-01-16', decidedOn: addDays(day, -60) }],
          ...{ merchandise: 'Bowls', objections: [{ claim: '3924 is claimed', justification: 'They are tableware' }] },
        },
        { category: 'Tableware', merchandise: 'Ladles' },
      ],
      [
        '/center-pages/publications',
        specialist,
        {
          ...{
            center: 'CEE009',
            kind: 'industry notice',
            topic: 'Bowls',
            day: '2026-11-20',
            title: 'Marking of bowls',
          },
          ...{ text: 'Bowls are marked\non the bottom.', why: 'Asked often' },
        },
        { topic: 'Glass' },
      ],
    ];
    for (const [path, key, wanted, otherwise] of sent) {
      const body = { id: randomUUID(), ...wanted };
      const answers = [body, body, { ...body, ...otherwise }];
      const [first, again, other] = [
        await bench.call('post', path, key, answers[0]!),
        await bench.call('post', path, key, answers[1]!),
        await bench.call('post', path, key, answers[2]!),
      ];
      expect([path, first!.status < 300 ? '' : first!.text, again!.status < 300 ? '' : again!.text]).toEqual([
        path,
        '',
        '',
      ]);
      expect([path, other!.status, other!.body.errors.map(({ at }: { at: string }) => at)]).toEqual([
        ...[path, 409],
        ['/id', ...Object.keys(otherwise).map((field) => `/${field}`)],
      ]);
    }
  });
});

test('every column that names an account says what a merger does to it', async () => {
  const rows: { table: string; column: string }[] = await bench.source.query(
    `SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type = 'uuid'
        AND (c.column_name ~ '(^|_)account(_id)?$' OR c.column_name IN ('asked_of', 'filed_as'))`,
  );
  const named = (of: readonly { table: string; column: string }[]): string[] =>
    of.map(({ table, column }) => `${table}.${column}`).sort();
  expect(named(ACCOUNT_COLUMNS)).toEqual(named(rows));
});

test('what an account has here is found by indexes when it is merged, however much others have', async () => {
  const plans = await plansOf(bench.source, (manager) =>
    followMergers(manager, [{ from: randomUUID(), to: randomUUID() }]),
  );
  expect(plans).toHaveLength(ACCOUNT_COLUMNS.filter(({ merger }) => merger === 'moves').length);
  expect(plans.filter((plan) => !/Index Cond: \(\w+ = m\.id\)/.test(plan))).toEqual([]);
});

test('what was asked of an account goes on with the one into which it was merged', async () => {
  const gone = await importer('Harbor Lamps Inc');
  const stays = await importer('Harbor Lights Inc');
  const asked = (accountId: string) => ({
    ...{ id: randomUUID(), accountId, kind: 'origin', goods: 'brass harbor lamps', heading: null, supplier: null },
    ...{ text: 'Where are they made?', port: null, whyAgain: null },
  });
  const first = await post('/account-questions', asked(gone.id), specialist, 201);
  await post('/account-questions', asked(stays.id), specialist, 201);
  await bench.open({ accountId: gone.id, version: 2, active: false, mergedInto: stays.id } as never, []);
  const { questions } = await get(`/accounts/${stays.id}/questions`, stays.key);
  expect(questions).toHaveLength(2);
  await post(`/accounts/${stays.id}/questions/${first.id}/answer`, { answer: 'In Turkey' }, stays.key, 200);
});
