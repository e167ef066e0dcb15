import type { ArgumentsHost } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { DISPOSITIONS } from '#kernel';
import { inTransaction, OutcomeUnknown, watchCommits } from '#persistence';
import type { Log } from './log';
import { asProblem, ProblemFilter, problems } from './problem';

const lost = new Error('Connection terminated unexpectedly');

test('a database that is away is told as not processed; one lost at the commit is not', () => {
  expect(asProblem(lost)).toMatchObject({ kind: 'unavailable', retryAfterSeconds: expect.any(Number) });
  // Read-only and out of disk, too.
  for (const code of ['25006', '53100', '57P03'])
    expect(asProblem(Object.assign(new Error('not now'), { code })).kind).toBe('unavailable');
  const problem = asProblem(new OutcomeUnknown(lost));
  expect(problem).toMatchObject({ kind: 'outcome-not-known', retryAfterSeconds: expect.any(Number) });
  expect(problem.detail).not.toMatch(/nothing|not stored/);
});

test('who wrote something before the database was lost is not told that nothing was processed', async () => {
  const runner = {
    manager: { query: async () => [{ number: '7' }] },
    startTransaction: async () => undefined,
    commitTransaction: async () => undefined,
    release: async () => undefined,
  };
  const source = { createQueryRunner: () => runner } as unknown as DataSource;
  const told = await watchCommits(async () => {
    await inTransaction(source, async () => undefined);
    return [asProblem(lost), asProblem(new TypeError('nobody foresaw this'))];
  });
  expect(told.map(({ kind }) => kind)).toEqual(['outcome-not-known', 'outcome-not-known']);
  expect([asProblem(lost), asProblem(new TypeError('nobody foresaw this'))].map(({ kind }) => kind)).toEqual([
    'unavailable',
    'internal',
  ]);
});

test('no problem says both that it may have been kept and that it was not processed', () => {
  for (const name of ['not-known', 'outcome-not-known'] as const)
    expect(problems[name].disposition).not.toBe('not processed, resend');
});

test('every disposition a problem names says whether to send again', () => {
  for (const { disposition } of Object.values(problems))
    if (disposition) expect(DISPOSITIONS).toHaveProperty([disposition]);
  expect(DISPOSITIONS['not known, resend'].resend).toBe(true);
});

test('a request that the database did not serve leaves its reason in the log, which the answer does not tell', () => {
  const lines: unknown[] = [];
  const sent: string[] = [];
  const reply = { sent: false, header: () => reply, status: () => reply, send: (text: string) => sent.push(text) };
  const http = {
    getResponse: () => reply,
    getRequest: () => ({ method: 'POST', routeOptions: { url: '/conversations/:id/messages' } }),
  };
  const host = { getType: () => 'http', switchToHttp: () => http } as unknown as ArgumentsHost;
  const log = { warn: (line: unknown) => lines.push(line) } as unknown as Log;
  new ProblemFilter(log).catch(Object.assign(new Error('deadlock detected'), { code: '40P01' }), host);
  expect(lines).toEqual([{ reason: 'deadlock detected', method: 'POST', route: '/conversations/:id/messages' }]);
  expect(sent.join()).toMatch(/not processed, resend/);
  expect(sent.join()).not.toMatch(/deadlock/);
});
