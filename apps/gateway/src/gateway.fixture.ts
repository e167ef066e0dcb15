import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVED_APPLICATIONS } from '#catair';
import type { AccountChanged, FilerSetUpChanged } from '#contracts';
import { hashApiKey, hashPassword } from '#service';

/** The partners of the samples, for the tests of the gateway. */
export const BROKER_KEY = 'pk_broker-of-the-tests';
export const RIVAL_KEY = 'pk_rival-of-the-tests';
export const CARRIER_KEY = 'pk_carrier-of-the-tests';
export const OFFICER_KEY = 'pk_officer-of-the-tests';
export const HEADQUARTERS_KEY = 'pk_headquarters-of-the-tests';
/** Persons to whom the keys were issued. */
export const OFFICER = 'R. Alvarez';
export const COMMANDER = 'J. Whitfield';
/** A key of the port that was issued to nobody by name. */
export const NAMELESS_KEY = 'pk_nameless-of-the-tests';

const nobody = {
  version: 1,
  active: true,
  importerNumbers: [],
  filerCodes: [],
  scacs: [],
  ports: [],
  abi: null,
  apiKeyHashes: [],
} satisfies Partial<AccountChanged>;

export const partners = async (): Promise<AccountChanged[]> => [
  {
    ...nobody,
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
    name: 'Harbor Brokers',
    kinds: ['broker'],
    filerCodes: ['B76'],
    abi: { site: '2704', id: 'B76', passwordHash: await hashPassword('PASSWD') },
    apiKeyHashes: [hashApiKey(BROKER_KEY)],
  },
  {
    ...nobody,
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b11',
    name: 'Rival Brokers',
    kinds: ['broker'],
    filerCodes: ['WBN'],
    abi: { site: '5301', id: 'WBN', passwordHash: await hashPassword('RIVAL1') },
    apiKeyHashes: [hashApiKey(RIVAL_KEY)],
  },
  {
    ...nobody,
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b12',
    name: 'Portway Lines',
    kinds: ['carrier'],
    scacs: ['MAEU'],
    apiKeyHashes: [hashApiKey(CARRIER_KEY)],
  },
  {
    ...nobody,
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b13',
    name: 'Port of Los Angeles',
    kinds: ['officer'],
    ports: ['2704'],
    apiKeyHashes: [hashApiKey(OFFICER_KEY), hashApiKey(NAMELESS_KEY)],
    keyPersons: [{ hash: hashApiKey(OFFICER_KEY), person: OFFICER }],
  },
  {
    ...nobody,
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b14',
    name: 'Headquarters',
    kinds: ['headquarters'],
    apiKeyHashes: [hashApiKey(HEADQUARTERS_KEY)],
    keyPersons: [{ hash: hashApiKey(HEADQUARTERS_KEY), person: COMMANDER }],
  },
];

/** Their filer codes set up in the register, mechanically: at every port, for every application, with and without preparer codes. */
export const setUpsOf = (accounts: readonly AccountChanged[]): FilerSetUpChanged[] =>
  accounts.flatMap(({ filerCodes, kinds, abi }) => {
    if (abi === null) return [];
    const party = {
      ...{ ports: [], office: '', applications: [...SERVED_APPLICATIONS], processingPorts: [] },
      ...{ senders: [{ site: abi.site, id: abi.id, office: '' }], from: '2022-12-19', to: null },
    };
    const isBroker = kinds.includes('broker');
    return filerCodes.map((filerCode) => ({
      ...{ filerCode, revision: 1, changedAt: '2026-01-01T00:00:00.000Z' },
      setUp: {
        filesAs: isBroker ? 'broker' : 'self-filer',
        nationalPermit: isBroker ? { number: `99-${filerCode}`, from: '2022-12-19', to: null } : null,
        localPermitPorts: [],
        parties: [
          { ...party, as: 'filer' },
          { ...party, as: 'preparer' },
        ],
      },
    }));
  });

export const sample = (name: string): string =>
  readFileSync(join(__dirname, '../../../docs/partners/samples', name), 'latin1');
