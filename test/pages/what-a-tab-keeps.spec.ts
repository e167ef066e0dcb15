import { join } from 'node:path';

const WEB = join(__dirname, '..', '..', 'apps', 'portal', 'web');
const kept = new Map<string, string>();
const heard = new Map<string, (event: object) => void>();
const reload = jest.fn();

Object.assign(globalThis, {
  sessionStorage: {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  },
  addEventListener: (name: string, listener: (event: object) => void) => heard.set(name, listener),
  window: { location: { reload, assign: jest.fn(), pathname: '/desk', search: '' } },
});

const { backOf } = require(join(WEB, 'api', 'back.ts'));
const { chosenAccount, send, CallFailed } = require(join(WEB, 'api', 'call.ts'));
const { forgetKnowledge, knowledge, knownFor, rememberKnowledge } = require(join(WEB, 'api', 'known.ts'));

beforeEach(() => {
  kept.clear();
  reload.mockClear();
});
afterAll(() => knowledge.clear());

test.each([
  ['/desk/decisions?port=2704', '/desk/decisions?port=2704'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/\n/elsewhere.example', '/'],
  ['https://elsewhere.example', '/'],
])('who signs in and was to go back to %j goes to %j', (back, to) => {
  expect(backOf(`?${new URLSearchParams({ back })}`)).toBe(to);
});

test('who signs out leaves nothing in the tab: the next one does not work for their account', () => {
  knownFor('session-1');
  chosenAccount.set('account-1');
  knowledge.setQueryData(['account', 'GET /me'], { name: 'Harbor Brokers' });
  forgetKnowledge();
  expect([[...kept], knowledge.getQueryCache().getAll()]).toEqual([[], []]);
});

test('who is signed in after somebody else begins anew, without the account that was chosen', () => {
  knownFor('session-1');
  chosenAccount.set('account-1');
  knownFor('session-1');
  expect([chosenAccount.get(), reload.mock.calls.length]).toEqual(['account-1', 0]);
  knownFor('session-2');
  expect([chosenAccount.get(), reload.mock.calls.length]).toEqual([null, 1]);
});

test('a page that the browser comes back to after somebody signed out is loaded anew', () => {
  rememberKnowledge();
  forgetKnowledge();
  heard.get('pageshow')?.({ persisted: false });
  expect(reload).not.toHaveBeenCalled();
  heard.get('pageshow')?.({ persisted: true });
  expect(reload).toHaveBeenCalledTimes(1);
});

test('a page tells with all it asks since when nobody has touched it, whatever it asks by itself', async () => {
  const now = jest.spyOn(performance, 'now');
  const begun = Math.round(performance.now());
  now.mockReturnValue(begun);
  const asked = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({}));
  const untouched = async (atSeconds: number): Promise<string> => {
    now.mockReturnValue(begun + atSeconds * 1_000);
    await send('/session');
    return (asked.mock.calls.at(-1)![1]!.headers as Record<string, string>)['x-portway-untouched']!;
  };
  heard.get('keydown')?.({});
  expect([await untouched(40), await untouched(90)]).toEqual(['40', '90']);
  heard.get('pointerdown')?.({});
  expect(await untouched(100)).toBe('10');
  jest.restoreAllMocks();
});

test.each(['application/json', 'text/plain'])(
  'an answer of %s that breaks off is told as one that did not come',
  async (type) => {
    const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) });
    const before = globalThis.fetch;
    globalThis.fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': type } }));
    try {
      await expect(send('/try/releases', { method: 'POST' })).rejects.toBeInstanceOf(CallFailed);
    } finally {
      globalThis.fetch = before;
    }
  },
);
