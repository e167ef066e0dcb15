import { randomBytes, randomUUID } from 'node:crypto';
import type { Secrets } from '../infrastructure/secrets';

/** What the account service's operations API takes to open an account. */
export interface AccountRequest {
  id: string;
  name: string;
  kinds: string[];
  importerNumbers: string[];
  filerCodes: string[];
  scacs: string[];
  suretyCodes: string[];
  /** Schedule D codes of the ports an officer or a port director serves. */
  ports: string[];
  trusted: { program: string; tier: string | null; number: string; from: string; to: string | null }[];
  /** Codes of Appendix V of a partner government agency. */
  agencyCodes?: string[];
  abi: { site: string; id: string; password: string } | null;
  apiKey: string;
  /** To whom the key is issued; officers' keys only. */
  apiKeyPerson: string | null;
}

/** Somebody of a demo account, by the name under which tests and documents know the person. */
export interface DemoPerson {
  caller: string;
  name: string;
  email: string;
  role: string;
  leaves: Record<string, string> | null;
  /** Of people of CBP: the Center they serve. */
  center: string | null;
  apiKey: string;
}

export interface DemoAccount extends AccountRequest {
  role: string;
  people: DemoPerson[];
}

interface Role
  extends Partial<
    Pick<
      AccountRequest,
      'kinds' | 'importerNumbers' | 'filerCodes' | 'scacs' | 'suretyCodes' | 'ports' | 'trusted' | 'agencyCodes'
    >
  > {
  role: string;
  name: string;
  person?: string;
  /** Its key was there before the person was: who has data of an earlier release goes on with it. */
  keyIsOlder?: boolean;
  abi?: { site: string; id: string };
  people?: { caller: string; name: string; role: string; center?: string; leaves?: Record<string, string> }[];
}

const OFFICER_PORTS = ['2704', '2709', '5301', '0901', '3801'];

/** Between them they may send every sample of docs/partners/samples. */
const ROLES: Role[] = [
  { role: 'broker', name: 'Harbor Brokers', kinds: ['broker'], filerCodes: ['B76'], abi: { site: '2704', id: 'B76' } },
  {
    role: 'second-broker',
    name: 'Summit Customs Brokerage',
    kinds: ['broker'],
    filerCodes: ['QZ7'],
    abi: { site: '5301', id: 'QZ7' },
  },
  {
    role: 'importer',
    name: 'Pacific Home Goods Inc',
    kinds: ['importer'],
    importerNumbers: ['12-3456789', '98-7654321AB'],
    people: [
      { caller: 'owner', name: 'Maya Chen', role: 'owner' },
      { caller: 'proxy-owner', name: 'Tomas Reyes', role: 'proxy owner' },
      {
        caller: 'user',
        name: 'Ines Moreau',
        role: 'user',
        leaves: { documents: 'write', 'activity log': 'read', filing: 'read' },
      },
    ],
    // Until the Centers tell of it; see `seedStanding`.
    trusted: [{ program: 'C-TPAT', tier: '2', number: 'CT-0004211', from: '2024-01-01', to: null }],
  },
  {
    role: 'surety',
    name: 'American Alternative Insurance',
    kinds: ['broker'],
    filerCodes: ['S36'],
    suretyCodes: ['036'],
    abi: { site: '2704', id: 'S36' },
    people: [{ caller: 'surety-owner', name: 'Ada Brandt', role: 'owner' }],
  },
  { role: 'ocean-carrier', name: 'Meridian Ocean Lines', kinds: ['carrier'], scacs: ['MAEU'] },
  {
    role: 'truck-carrier',
    name: 'Northern Crossing Trucking',
    kinds: ['carrier'],
    scacs: ['ABCD'],
    trusted: [{ program: 'FAST', tier: null, number: 'FAST-118204', from: '2025-06-01', to: null }],
  },
  { role: 'officer', name: 'CBP field operations', person: 'R. Alvarez', kinds: ['officer'], ports: OFFICER_PORTS },
  {
    role: 'second-officer',
    name: 'CBP field operations, second officer',
    person: 'K. Osei',
    kinds: ['officer'],
    ports: OFFICER_PORTS,
  },
  {
    role: 'port-director',
    name: 'Port director, Laredo and El Paso',
    person: 'M. Ortiz',
    kinds: ['port director'],
    ports: ['2304', '2402'],
  },
  {
    role: 'headquarters',
    name: 'CBP headquarters',
    person: 'J. Whitfield',
    kinds: ['headquarters'],
    people: [
      { caller: 'center-specialist', name: 'D. Nakamura', role: 'Center specialist', center: 'CEE009' },
      { caller: 'team-lead', name: 'L. Fontaine', role: 'team lead', center: 'CEE009' },
      { caller: 'center-director', name: 'S. Abara', role: 'Center director', center: 'CEE009' },
      { caller: 'account-manager', name: 'P. Lindqvist', role: 'account manager' },
      { caller: 'fpf-officer', name: 'G. Romano', role: 'FP&F officer' },
      { caller: 'auditor', name: 'E. Kowalski', role: 'auditor' },
    ],
  },
  {
    role: 'partner-agency',
    name: 'Food and Drug Administration',
    person: 'N. Haddad',
    agencyCodes: ['FDA'],
  },
  { role: 'operator', name: 'Platform operations', person: 'T. Okafor', keyIsOlder: true, kinds: ['operator'] },
];

/** The demo accounts of one data folder: ids, keys and passwords are made once and stay. */
export function demoAccounts(secrets: Secrets): DemoAccount[] {
  return ROLES.map(({ role, name, person, keyIsOlder = false, abi, people = [], ...rights }) => ({
    role,
    id: secrets.get(`account ${role} id`, randomUUID),
    name,
    kinds: [],
    importerNumbers: [],
    filerCodes: [],
    scacs: [],
    suretyCodes: [],
    ports: [],
    trusted: [],
    ...rights,
    abi: abi ? { ...abi, password: secrets.get(`account ${role} abi password`, abiPassword) } : null,
    apiKey: secrets.get(
      `account ${role} key${person && !keyIsOlder ? ` of ${person}` : ''}`,
      () => `pk_demo_${randomBytes(18).toString('hex')}`,
    ),
    apiKeyPerson: person ?? null,
    people: people.map(({ caller, name: named, role: as, leaves = null, center = null }) => ({
      caller,
      name: named,
      email: `${caller}@${role}.example`,
      role: as,
      leaves,
      center,
      apiKey: secrets.get(`key of ${named}`, () => `pk_demo_${randomBytes(18).toString('hex')}`),
    })),
  }));
}

/** Six characters, as the password field of the A record holds; letters and digits that are not mistaken for each other. */
function abiPassword(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  return Array.from(randomBytes(6), (byte) => letters[byte % letters.length]).join('');
}
