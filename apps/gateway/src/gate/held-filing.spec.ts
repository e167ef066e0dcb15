import {
  ArrivalReported,
  BillHoldOrdered,
  CargoReleaseFiled,
  type Contract,
  EntryReviewOrdered,
  EntrySummaryFiled,
  FilingHeld,
  ManifestFiled,
} from '#contracts';
import { heldFiling } from './held-filing';

const held = (contract: Contract): FilingHeld =>
  heldFiling({ type: contract.type, subject: 's', reference: 'r', data: contract.example as never });

test.each<[string, Contract, Partial<FilingHeld>]>([
  [
    'a cargo release by its port, conveyance, bills and importer',
    CargoReleaseFiled as never,
    {
      kind: 'cargo release',
      portCode: '2704',
      modeOfTransport: '11',
      conveyance: { scac: 'MAEU', trip: '0417W' },
      billKeys: ['MAEU260000101'],
      importerNumber: '12-3456789',
    },
  ],
  [
    'an entry summary by its port, carrier, bills and importer',
    EntrySummaryFiled as never,
    {
      kind: 'entry summary',
      portCode: '2704',
      modeOfTransport: '11',
      conveyance: { scac: 'MAEU', trip: null },
      billKeys: ['MAEU260000101'],
      importerNumber: '12-3456789',
    },
  ],
  [
    'a manifest by its conveyance and all its bills',
    ManifestFiled as never,
    {
      kind: 'manifest',
      portCode: '2704',
      modeOfTransport: '11',
      conveyance: { scac: 'MAEU', trip: '0417W' },
      billKeys: ['MAEU260000101'],
    },
  ],
  [
    'an arrival by its conveyance and port',
    ArrivalReported as never,
    { kind: 'arrival', portCode: '2704', conveyance: { scac: 'MAEU', trip: '0417W' } },
  ],
  ['a hold by its bill', BillHoldOrdered as never, { kind: 'bill hold', billKeys: ['MAEU260000101'], portCode: null }],
  [
    'a review by its entry only',
    EntryReviewOrdered as never,
    { kind: 'entry review', billKeys: [], importerNumber: null },
  ],
])('An officer sees of what waits %s', (_what, contract, expected) => {
  const seen = held(contract);
  expect(seen).toMatchObject(expected);
  expect(FilingHeld.faultOf(seen)).toBeNull();
});
