import type { Officer } from '../officers/officer';
import { declaration, type Declaration } from './downtimes/declaration';
import type { Downtime, Incident } from './model/records';
import type { Scope } from '#contracts';
import { asContractScope, WHOLE_SCOPE, EMPTY_STATEMENT, incidentWords } from '#statement';

/** Records to begin a test from. */
export const LAREDO = '2304';
export const EL_PASO = '2402';
export const DETROIT = '3801';

export const officer = (more: Partial<Officer> = {}): Officer => ({
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  name: 'Port of Laredo',
  person: 'Chief Ruiz',
  role: 'port director',
  ports: [LAREDO],
  ...more,
});
export const headquarters = (): Officer =>
  officer({ accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b11', name: 'Headquarters', role: 'headquarters', ports: [] });

export const scope = (more: Partial<Scope> = {}): Scope => ({ ...WHOLE_SCOPE, ...more });
export const declared = (more: object = {}): Declaration =>
  declaration.read({ confirmed: {}, reason: 'no answers come back', ...more });

export const downtime = (more: Partial<Downtime> = {}): Downtime => {
  const by = { accountId: officer().accountId, officer: 'Port of Laredo', role: 'port director' } as const;
  const confirmed = more.confirmed ?? scope({ ports: [LAREDO] });
  return {
    id: 'd',
    number: 'DT-26-000001',
    version: 1,
    drill: false,
    state: 'in force',
    level: 'port',
    incidentNumber: null,
    confirmed,
    possible: null,
    scope: asContractScope(confirmed),
    everywhere: false,
    filer: null,
    from: '2026-11-20T12:00:00.000Z',
    to: null,
    expectedEnd: null,
    reviewAt: null,
    procedure: null,
    gateOrders: [],
    treatments: [],
    relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
    reason: 'no answers',
    early: null,
    partOf: null,
    invokedBy: by,
    invokedAt: '2026-11-20T12:00:00.000Z',
    changedBy: by,
    changedAt: '2026-11-20T12:00:00.000Z',
    change: 'invoked',
    ...more,
  };
};

export const incident = (more: Partial<Incident> = {}): Incident => {
  const openedAt = '2026-11-20T12:00:00.000Z';
  const statement = more.statement ?? EMPTY_STATEMENT;
  return {
    id: 'i',
    number: 'IN-26-000001',
    version: 1,
    drill: false,
    state: 'investigating',
    title: 'No answers',
    statement,
    words: incidentWords(statement, openedAt),
    everywhere: false,
    audience: [],
    openedAt,
    changedAt: openedAt,
    lastUpdateAt: openedAt,
    closedAt: null,
    openedBy: { accountId: null, officer: 'x', role: 'headquarters' },
    proposalId: null,
    updates: [],
    reminders: [],
    recentDeployments: [],
    noticeNumbers: [],
    ...more,
  };
};
