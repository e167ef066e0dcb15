import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Refusals } from '#service';
import { admitCallers, type AdmissionRule, Door } from './admission';

const ACCOUNT = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10';

/** What an importer's owner is told at an address where this is done. */
const importerAt = async (rule: Required<AdmissionRule>): Promise<{ told: unknown; noted: unknown[] }> => {
  const noted: unknown[] = [];
  const parts = new Map<unknown, unknown>([
    [Door, { askingOf: async () => ({ viewers: ['owner'], leaves: null, account: { accountId: ACCOUNT } }) }],
    [Refusals, { note: (...what: unknown[]) => noted.push(what) }],
  ]);
  let judge: (request: FastifyRequest) => Promise<void> = () => Promise.reject(new Error('nobody judges'));
  admitCallers({
    get: (part: unknown) => parts.get(part),
    getHttpAdapter: () => ({ getInstance: () => ({ addHook: (_: string, hook: typeof judge) => (judge = hook) }) }),
  } as unknown as NestFastifyApplication);
  const told = await judge({ routeOptions: { config: rule } } as unknown as FastifyRequest).catch((error) => error);
  return { told, noted };
};

test('who may not do what an address does is refused, and the account is named in log and figures; who may is in neither', async () => {
  expect(await importerAt({ act: 'see', record: 'entry' })).toEqual({ told: undefined, noted: [] });
  expect(await importerAt({ act: 'change', record: 'gate' })).toEqual({
    told: expect.objectContaining({ kind: 'not-authorized' }),
    noted: [['no right', ACCOUNT]],
  });
});
