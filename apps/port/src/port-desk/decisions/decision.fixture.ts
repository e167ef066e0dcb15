import { BillChanged, ReleaseStatusChanged } from '#contracts';
import type { Paper, RegisteredDecision } from './decision.model';

export const paper = (changes: Partial<Paper> = {}): Paper => ({
  port: '2704',
  mode: 'vessel',
  lane: null,
  terminal: 'Pier 400',
  officer: 'R. Alvarez',
  conveyance: { scac: 'MAEU', trip: '0417W', name: null, driver: null, plate: null },
  bills: [{ billKey: 'MAEU260000101', issuerScac: 'MAEU', quantity: null }],
  containers: [],
  importerNumber: '12-3456789',
  importerName: null,
  entry: { filerCode: 'B76', entryNumber: '03245278' },
  exemption: null,
  goods: [],
  documentsSeen: [],
  decision: 'release',
  reason: null,
  examResult: null,
  partnerAgencyConsent: [],
  decidedAt: '2026-11-23T18:00:00.000Z',
  ...changes,
});

export const registered = (
  changes: Partial<RegisteredDecision> = {},
  onPaper: Partial<Paper> = {},
): RegisteredDecision => ({
  id: '5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01',
  controlNumber: 'MD-26-2704-000017',
  drill: false,
  state: 'in effect',
  version: 1,
  downtimeNumber: 'DT-26-000012',
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  registeredBy: 'R. Alvarez',
  paper: paper(onPaper),
  knownHolds: [],
  override: null,
  keyed: null,
  examResult: null,
  voiding: null,
  entryConfirmed: null,
  registeredAt: '2026-11-23T18:01:00.000Z',
  expiresAt: null,
  effectiveAt: '2026-11-23T18:01:00.000Z',
  electronicReleaseAt: null,
  ...changes,
});

export const bill = (changes: Partial<BillChanged> = {}): BillChanged => ({ ...BillChanged.example, ...changes });

/** An entry on file, not released, that names the bill of the paper. */
export const release = (changes: Partial<ReleaseStatusChanged> = {}): ReleaseStatusChanged => ({
  ...ReleaseStatusChanged.example,
  state: 'on file',
  release: null,
  ...changes,
});

export const electronically = (at: string): NonNullable<ReleaseStatusChanged['release']> => ({
  path: 'electronic',
  at,
  decisionId: null,
  controlNumber: null,
});
