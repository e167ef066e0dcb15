import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Foreseen } from '../infrastructure/failure';
import { Secrets } from '../infrastructure/secrets';
import type { DemoAccount } from '../platform/accounts';
import type { DemoFile } from '../platform/launch';
import { seedAccounts } from '../platform/seed';
import type { Outage } from './outage';

const KNOWN_WITHIN_MS = 20_000;

/** Those who act in the drill for the customs service: headquarters, and for each port a director and an officer at the desk. */
export interface Officers {
  readonly headquarters: DemoAccount;
  readonly directors: ReadonlyMap<string, DemoAccount>;
  readonly desks: ReadonlyMap<string, DemoAccount>;
}

/** Opens their accounts, once for each data folder, and waits until the port service knows their keys. */
export const openOfficers = async (
  home: string,
  demo: DemoFile,
  { traffic, declarations }: Outage,
): Promise<Officers> => {
  const secrets = new Secrets(join(home, 'secrets.json'));
  const account = (role: string, name: string, person: string, kinds: string[], ports: string[]): DemoAccount => ({
    role,
    id: secrets.get(`account drill ${role} id`, randomUUID),
    name,
    kinds,
    importerNumbers: [],
    filerCodes: [],
    scacs: [],
    suretyCodes: [],
    ports,
    trusted: [],
    abi: null,
    apiKey: secrets.get(`account drill ${role} key of ${person}`, () => `pk_drill_${randomBytes(18).toString('hex')}`),
    apiKeyPerson: person,
    people: [],
  });
  const ports = [
    ...new Set([...traffic.map(({ port }) => port), ...declarations.flatMap((declaration) => declaration.ports)]),
  ];
  const officers: Officers = {
    headquarters: account('headquarters', 'Field operations, headquarters', 'Watch commander', ['headquarters'], []),
    directors: new Map(
      ports.map((port) => [
        port,
        account(`director ${port}`, `Port director ${port}`, `Director ${port}`, ['port director'], [port]),
      ]),
    ),
    desks: new Map(
      ports.map((port) => [
        port,
        account(`desk ${port}`, `Officers of port ${port}`, `Officer ${port}-17`, ['officer'], [port]),
      ]),
    ),
  };
  const all = [officers.headquarters, ...officers.directors.values(), ...officers.desks.values()];
  const reason = await seedAccounts(demo.services['account']!, demo.operationsToken, all);
  if (reason) throw new Foreseen(`The accounts of the drill's officers could not be opened: ${reason}.`);
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (const { apiKey, name } of all) {
    for (;;) {
      const status = await fetch(`${demo.port}/downtime/downtimes`, {
        headers: { authorization: `Bearer ${apiKey}` },
      }).then(
        (r) => r.status,
        () => 0,
      );
      if (status === 200) break;
      if (Date.now() > deadline)
        throw new Foreseen(`The port service does not know the key of ${name} (it answered ${status}).`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return officers;
};
