import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';
import { FilingBlock } from '../gateway/filing-block';
import { AgencyStatus } from './agency-status';
import { NamedBond } from './bond';
import { Goods } from './goods';
import { InBondMovement } from './in-bond';

/**
 * The state of a cargo release after a change, with what the filer is to be told (SO) and what each bill's carrier may be told.
 * Disposition codes: SO50 for bills, SO60 for the entry (Cargo/Manifest/Entry Status guide v21, pp. 46-63).
 */
export const ReleaseStatusChanged = contract({
  type: 'entry.release-status-changed',
  version: 1,
  owner: 'entry',
  describes: 'A cargo release changed state, or a bill of it did',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    entryType: Type.String(),
    importerNumber: Type.String(),
    portOfEntry: Nullable(Type.String()),
    carrierCode: Nullable(Type.String()),
    conveyanceName: Nullable(Type.String()),
    voyage: Nullable(Type.String()),
    estimatedArrival: Nullable(CustomsDate),
    splitShipment: Nullable(Type.String()),
    filerReference: Nullable(Type.String()),
    state: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    bills: Type.Array(
      Type.Object({
        billKey: Type.String(),
        billType: Type.String(),
        issuer: Nullable(Type.String()),
        billNumber: Type.String(),
        quantity: Nullable(Type.Integer()),
        unit: Nullable(Type.String()),
        manifestedQuantity: Nullable(Type.Integer()),
        disposition: Nullable(Type.Object({ code: Type.String(), text: Type.String(), at: Instant })),
        carrierCode: Nullable(Type.String()),
        voyage: Nullable(Type.String()),
        arrivalDate: Nullable(CustomsDate),
        arrivalPort: Nullable(Type.String()),
        /** The movement that the entry names for the bill, as it is on file; left out where it names none, or it is not on file. */
        inBond: Type.Optional(InBondMovement),
      }),
    ),
    /** How the goods were released: by the platform, or on paper by the officer's decision named. Null before. */
    release: Type.Optional(
      Nullable(
        Type.Object({
          path: OneOf('electronic', 'paper'),
          at: Instant,
          decisionId: Nullable(Uuid),
          controlNumber: Nullable(Type.String()),
        }),
      ),
    ),
    modeOfTransport: Type.Optional(Nullable(Type.String())),
    /** When the release was filed first. */
    filedAt: Type.Optional(Instant),
    /** The latest examination: when it was ordered, and when it was over. Null where there was none. */
    examination: Type.Optional(Nullable(Type.Object({ orderedAt: Instant, endedAt: Nullable(Instant) }))),
    goods: Type.Optional(Type.Array(Goods)),
    /** The bond that it names. */
    bonds: Type.Optional(Type.Array(NamedBond)),
    /** When the gateway took the filing that this is told of; null where nobody filed. */
    acceptedAt: Type.Optional(Nullable(Instant)),
    /** References that the filer gave to documents of the entry (SE20 DIS). */
    documentReferences: Type.Optional(Type.Array(Type.String())),
    /** Port that processes the filing, as its block said (B record). */
    processingPort: Type.Optional(Nullable(Type.String())),
    /** What else the block of the latest filing said; left out where it said nothing. */
    block: Type.Optional(FilingBlock),
    /** References of the filer (CR, RRN), and why a request was refused (RSN, CMT). */
    references: Type.Optional(Type.Array(Type.Object({ qualifier: Type.String(), value: Type.String() }))),
    /** Lines of the entry with their tariff numbers; told with what is decided on the goods, left out else. */
    lines: Type.Optional(
      Type.Array(
        Type.Object({
          lineNumber: Type.String(),
          countryOfOrigin: Nullable(Type.String()),
          tariffs: Type.Array(Type.String()),
        }),
      ),
    ),
    /** What partner agencies say of it; left out where none says anything new. */
    agencies: Type.Optional(Type.Array(AgencyStatus)),
    /** New entry dispositions, oldest first. */
    dispositions: Type.Array(
      Type.Object({
        code: Type.String(),
        text: Type.String(),
        at: Instant,
        releaseDate: Nullable(CustomsDate),
        releaseOrigin: Nullable(Type.String()),
        documentType: Nullable(Type.String()),
      }),
    ),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    filerCode: 'B76',
    entryNumber: '03245278',
    entryType: '01',
    importerNumber: '12-3456789',
    portOfEntry: '2704',
    carrierCode: 'MAEU',
    conveyanceName: 'PORTWAY MERCHANT',
    voyage: '0417W',
    estimatedArrival: '2026-11-24',
    splitShipment: null,
    filerReference: 'PW0001',
    state: 'released',
    version: 3,
    bills: [
      {
        billKey: 'MAEU260000101',
        billType: 'R',
        issuer: 'MAEU',
        billNumber: '260000101',
        quantity: 100,
        unit: 'CTN',
        manifestedQuantity: 100,
        disposition: { code: '95', text: 'BILL ARRIVED', at: '2026-11-24T09:30:00Z' },
        carrierCode: 'MAEU',
        voyage: '0417W',
        arrivalDate: '2026-11-24',
        arrivalPort: '2704',
        inBond: {
          number: '260000101',
          entryType: '61',
          departurePort: '2704',
          destinationPort: '3901',
          createdOn: '2026-11-21',
          arrivedOn: null,
        },
      },
    ],
    modeOfTransport: '11',
    filedAt: '2026-11-21T14:05:09.120Z',
    examination: null,
    goods: [{ chapter: '39', countryOfOrigin: 'CN', valueDollars: 25_000, dutyCents: 0 }],
    bonds: [{ type: '8', designation: null, surety: null, amountCents: null }],
    acceptedAt: null,
    documentReferences: ['INV-4711'],
    processingPort: '2704',
    block: {
      office: '01',
      preparerPort: '3901',
      preparerFiler: 'B76',
      preparerOffice: '02',
      preparerIndicator: '1',
      userText: 'DESK 7 / OAKLAND 3',
    },
    references: [{ qualifier: 'CR', value: 'PW0001' }],
    lines: [{ lineNumber: '001', countryOfOrigin: 'CN', tariffs: ['3924104000'] }],
    agencies: [
      {
        agencyCode: 'FDA',
        programCode: 'FOO',
        at: '2026-11-24T09:30:01Z',
        entryStatus: { code: '07', text: 'MAY PROCEED' },
        lineStatus: '07',
        reasonCode: null,
        from: { line: 1, tariff: 1, pgaLine: 1 },
        to: null,
        documentType: null,
        holdType: null,
        references: [{ qualifier: 'PN', number: '123456789012', receivedAt: '2026-11-23T10:00:00Z', reasonCodes: [] }],
        comments: [],
      },
    ],
    dispositions: [
      {
        code: '98',
        text: 'RELEASED',
        at: '2026-11-24T09:30:01Z',
        releaseDate: '2026-11-24',
        releaseOrigin: '03',
        documentType: null,
      },
    ],
    occurredAt: '2026-11-24T09:30:01Z',
  },
});
export type ReleaseStatusChanged = DataOf<typeof ReleaseStatusChanged>;
