import { listenersOf } from './routes';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, allContracts, allRequests, calls, mayCall } from '#contracts';

describe('messages that cross a wall', () => {
  test.each(allContracts.map((c) => [c.type, c] as const))('%s: its example is a valid message', (_type, c) => {
    expect(c.faultOf(c.example)).toBeNull();
  });
  test.each(allContracts.map((c) => [c.type, c] as const))('%s is named after its owner', (type, c) => {
    expect(type.startsWith(`${c.owner}.`)).toBe(true);
  });
  test('no two messages share a name', () => {
    expect(new Set(allContracts.map((c) => c.type)).size).toBe(allContracts.length);
  });
  test('a message with a missing field is told by name', () => {
    const c = allContracts[0]!;
    expect(c.faultOf({})).toMatch(/^\/\w+/);
  });
});

describe('what one service asks of another', () => {
  const frozen = JSON.parse(readFileSync(join(__dirname, 'requests.frozen.json'), 'utf8')) as Record<string, unknown>;
  const named = allRequests.map((request) => [request.name, request] as const);

  test.each(named)('%s: its example is a valid answer', (_name, request) => {
    expect(request.faultOf(request.example.answer)).toBeNull();
  });
  test.each(named)('%s: who may ask it is let in at the address of the example, and nobody else', (_name, request) => {
    const address = addressOf(request, request.example.parameters, request.example.query);
    const [call] = calls.filter(({ asks }) => asks === request);
    expect(mayCall(call!.from, call!.to, request.method, address)).toBe(true);
    expect(mayCall('manifest', call!.to, request.method, address)).toBe(false);
  });
  test.each(named)(
    '%s: what was answered by the release that brought the contract is an answer for ever',
    (name, request) => {
      const key = `${name}@${request.version}`;
      if (!(key in frozen))
        throw new Error(
          `${key} has no frozen answer: put one as it is answered today into requests.frozen.json, and never change it`,
        );
      if (request.faultOf(frozen[key]) !== null)
        throw new Error(
          `${key} refuses what was answered before (${request.faultOf(frozen[key])}): make the new field Type.Optional, or give what breaks a contract and an address of its own`,
        );
    },
  );
  test('an answer may have more than is known here', () => {
    for (const { answer, example, faultOf } of allRequests)
      expect([answer.type, faultOf({ ...example.answer, 'of a later release': 1 })]).toEqual(['object', null]);
  });
});

test('nobody is told the same twice: a service is in the routes of a message once', () => {
  for (const contract of allContracts) {
    const listeners = listenersOf(contract.type);
    expect([contract.type, [...new Set(listeners)]]).toEqual([contract.type, listeners]);
  }
});
