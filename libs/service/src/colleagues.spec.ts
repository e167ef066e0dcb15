import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressOf, BillRequest, ManualDecisionMade, ReleaseClaim } from '#contracts';
import { CannotBeAsked, Colleagues } from './colleagues';

/** What the neighbour answers, by address; without an answer it says nothing at all. */
const answers = new Map<string, { status: number; text: string }>();
const asked: { url: string; method: string; text: string }[] = [];
let neighbour: Server;
let colleagues: Colleagues;
beforeAll(async () => {
  neighbour = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      asked.push({ url: request.url!, method: request.method!, text });
      const answer = answers.get(request.url!);
      if (answer) response.writeHead(answer.status).end(answer.text);
    });
  }).listen(0, '127.0.0.1');
  await once(neighbour, 'listening');
  const url = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}/`;
  colleagues = new Colleagues('gateway', undefined, {
    OPERATIONS_TOKEN: 'x',
    SERVICE_URLS: { manifest: url, entry: url },
  });
});
afterAll(() => {
  neighbour.closeAllConnections();
  neighbour.close();
});

const bill = (billKey: string, withinMs = 5_000) =>
  colleagues.ask('manifest', BillRequest, { parameters: { billKey } }, { withinMs });

test('a bill is asked for at its address, and what is answered is the bill', async () => {
  const text = JSON.stringify({ ...BillRequest.example.answer, 'of a later release': true });
  answers.set('/operations/bills/MAEU1', { status: 200, text });
  expect(await bill('MAEU1')).toMatchObject(BillRequest.example.answer);
});
test('what the owner does not know is nothing, and no fault', async () => {
  answers.set('/operations/bills/MAEU2', { status: 404, text: '{}' });
  expect(await bill('MAEU2')).toBeNull();
});
test.each([
  ['another document', 200, JSON.stringify({ ...BillRequest.example.answer, holds: 'none' }), /\/holds: /],
  ['less than was agreed', 200, '{"billKey":"MAEU3"}', /no manifest\.bill/],
  ['no JSON', 200, '<html>', /could not be asked/],
  ['null', 200, 'null', /no manifest\.bill/],
  ['an error', 500, '{}', /answered 500/],
])('a neighbour that answers %s cannot be asked, and says why', async (_what, status, text, why) => {
  answers.set('/operations/bills/MAEU3', { status, text });
  const fault = await bill('MAEU3').catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(CannotBeAsked);
  expect((fault as Error).message).toMatch(why);
});
test('a neighbour that says nothing in time, and one of which no address is known, cannot be asked', async () => {
  await expect(bill('SILENT', 100)).rejects.toThrow(CannotBeAsked);
  await expect(
    colleagues.ask('account', BillRequest, { parameters: { billKey: 'MAEU1' } }, { withinMs: 100 }),
  ).rejects.toThrow('no address of the account service');
});
test('what is said with it arrives as it was said', async () => {
  answers.set('/operations/manual-decisions', { status: 200, text: JSON.stringify(ReleaseClaim.example.answer) });
  const decision = ManualDecisionMade.example;
  await colleagues.ask('entry', ReleaseClaim, { parameters: {}, body: decision }, { withinMs: 5_000 });
  const { method, text } = asked.at(-1)!;
  expect([method, JSON.parse(text)]).toEqual(['POST', decision]);
});
test('what stands in a place of an address stays in its place', () => {
  expect(addressOf(BillRequest, { billKey: '../accounts?x=1#' }, { limit: 5, after: undefined })).toBe(
    '/operations/bills/..%2Faccounts%3Fx%3D1%23?limit=5',
  );
});
