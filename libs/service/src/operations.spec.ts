import { createHash, generateKeyPairSync } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import { addressOf, allRequests, calls, mayCall, type RequestContract, type ServiceName } from '#contracts';
import { KeyRing } from '#kernel';
import { CALLER, Colleagues } from './colleagues';
import { ServiceConfig } from './config';
import { OperationsGuard } from './operations';

const services: ServiceName[] = ['gateway', 'manifest', 'entry', 'cee', 'account', 'status', 'port', 'enforcement'];
const pairs = Object.fromEntries(services.map((name) => [name, generateKeyPairSync('x25519')]));
const known = new Map(services.map((name) => [name as string, [pairs[name]!.publicKey]]));
const config = Object.assign(new ServiceConfig(), {
  OPERATIONS_TOKEN: 'the token of the one operator',
  OPERATORS: { 'Jane Roe': createHash('sha256').update('the token of Jane').digest('hex') },
});
const at = (service: string, keyed = true): Colleagues =>
  new Colleagues(
    service,
    keyed ? new KeyRing('portway', service, [pairs[service]!.privateKey], known) : undefined,
    config,
  );
const guardOf = (service: string, keyed = true): OperationsGuard => new OperationsGuard(config, at(service, keyed));

interface Request {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: unknown;
}
const isLetIn = (guard: OperationsGuard, request: Request): boolean => {
  try {
    return guard.canActivate({ switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext);
  } catch (error) {
    expect((error as Error).message).not.toContain('token of');
    return false;
  }
};
const by = (caller: string, callee: ServiceName, method: string, url: string, body?: object): Request => ({
  method,
  url,
  headers: at(caller).headersFor(callee, method, new URL(`http://x${url}`), body ? JSON.stringify(body) : ''),
  ...(body && { body }),
});

describe('operators', () => {
  const request = (token: string, body?: object): Request => ({
    method: 'POST',
    url: '/operations/worklist/1/retry',
    headers: { authorization: `Bearer ${token}` },
    body,
  });
  test('are let in by their tokens, and nobody else is', () => {
    expect(isLetIn(guardOf('entry'), request('the token of Jane'))).toBe(true);
    expect(isLetIn(guardOf('entry'), request('the token of the one operator'))).toBe(true);
    for (const other of ['', 'the token of John', config.OPERATORS['Jane Roe']!])
      expect(isLetIn(guardOf('entry'), request(other))).toBe(false);
  });
  test('decide under the name they signed in with, whatever is typed', () => {
    const typed = request('the token of Jane', { actor: 'Officer Nobody', note: 'x' });
    isLetIn(guardOf('entry'), typed);
    expect(typed.body).toEqual({ actor: 'Jane Roe', note: 'x' });
  });
});

describe('a service asks others', () => {
  const exampleOf = ({ path, example }: RequestContract): string =>
    addressOf({ path }, example.parameters, example.query);

  test.each(calls.map((call) => [call.from, call.asks.method, call.to, exampleOf(call.asks)] as const))(
    '%s %s of %s: %s',
    (from, method, to, url) => {
      expect(isLetIn(guardOf(to), by(from, to, method, url, method === 'POST' ? { decisionId: '1' } : undefined))).toBe(
        true,
      );
    },
  );
  test('only for what it may ask for', () => {
    for (const from of services) {
      for (const to of services.filter((name) => name !== from)) {
        for (const url of [
          '/operations/worklist',
          '/operations/accounts',
          '/operations/gates/entry/inbound/stop',
          ...allRequests.map(exampleOf),
        ]) {
          for (const method of ['GET', 'POST'])
            expect([from, to, method, url, isLetIn(guardOf(to), by(from, to, method, url))]).toEqual([
              from,
              to,
              method,
              url,
              mayCall(from, to, method, url),
            ]);
        }
      }
    }
  });
  test('with what it knows it cannot ask as another', () => {
    const stolen = by('cee', 'manifest', 'GET', '/operations/vitals');
    for (const name of services)
      expect(
        isLetIn(guardOf('manifest'), {
          ...stolen,
          headers: { [CALLER]: stolen.headers[CALLER]!.replace('cee', name) },
        }),
      ).toBe(false);
  });
  test('what was overheard is good for nothing else: not elsewhere, not for another address, not with another body', () => {
    const claim = by('port', 'entry', 'POST', '/operations/manual-decisions', { decisionId: '1' });
    expect(isLetIn(guardOf('entry'), claim)).toBe(true);
    expect(isLetIn(guardOf('entry'), { ...claim, body: { decisionId: '2' } })).toBe(false);
    expect(isLetIn(guardOf('entry'), { ...claim, body: undefined })).toBe(false);
    expect(isLetIn(guardOf('entry'), { ...claim, url: '/operations/vitals', method: 'GET' })).toBe(false);
    expect(isLetIn(guardOf('status'), claim)).toBe(false);
    expect(claim.headers['authorization']).toBeUndefined();
  });
  test('who only names itself a service is known to be none before its body is read', () => {
    const claim = by('port', 'entry', 'POST', '/operations/manual-decisions', { decisionId: '1' });
    expect(at('entry').mayAsk(claim)).toBe(true);
    for (const named of ['status', 'status x', `status ${claim.headers[CALLER]!.split(' ')[1]} x`])
      expect(at('entry').mayAsk({ ...claim, headers: { [CALLER]: named } })).toBe(false);
  });
  test('without keys nobody is believed to be a service: the token is asked for', () => {
    const asked = {
      method: 'GET',
      url: '/operations/vitals',
      headers: at('status', false).headersFor('entry', 'GET', new URL('http://x/operations/vitals')),
    };
    expect(isLetIn(guardOf('entry', false), asked)).toBe(true);
    expect(isLetIn(guardOf('entry', false), { ...asked, headers: { [CALLER]: 'status' } })).toBe(false);
  });
});
