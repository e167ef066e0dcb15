import {
  encode,
  cargoReleaseLayouts as SE,
  releaseStatusLayouts as SO,
  renderAx,
  renderBatch,
  SUMMARY_DISPOSITIONS,
} from '#catair';
import { CarrierNotified } from '#contracts';
import { InterchangeWriter, write350, write355, type EnvelopeOut } from '#x12';
import { happeningsIn } from './answers';
import { voyageOf } from './filings';
import { Ledger } from './ledger';

const VOYAGE = voyageOf(1, 'MAEU', 'B76', 2);
const [FIRST, SECOND] = VOYAGE.shipments as [(typeof VOYAGE.shipments)[0], (typeof VOYAGE.shipments)[0]];
const envelope = {
  siteCode: '2704',
  idCode: 'B76',
  transmissionDate: '112426',
  applicationId: 'SE',
  officeCode: '',
  userData: '',
};

const asBatch = (applicationId: string, records: string[]): string =>
  renderBatch({
    envelope: envelope as never,
    applicationId: applicationId as never,
    blocks: [{ header: { processingPortCode: '2704', processingFilerCode: 'B76' } as never, records }],
  });

const se10 = (entryNumber: string): string =>
  encode(SE.SE10, {
    actionCode: 'A',
    entryFilerCode: 'B76',
    entryNumber,
    entryTypeCode: '01',
    bondTypeCode: '8',
    estimatedEntryValue: '10',
  });
const sx = (entryNumber: string, messageTypeCode = '02', narrative = 'TRANSACTION ACCEPTED'): string[] => [
  se10(entryNumber),
  encode(SE.SE90, { messageTypeCode, narrative }),
];
const so98 = (entryNumber: string): string[] => [
  encode(SO.SO10, { entryFilerCode: 'B76', entryNumber, entryTypeCode: '01', importerOfRecordNumber: '12-3456789' }),
  encode(SO.SO60, { dispositionDate: '112426', dispositionTime: '0930', dispositionCode: '98', narrative: 'RELEASED' }),
];
const ax = (entryNumber: string): string[] =>
  renderAx({
    entryFilerCode: 'B76',
    entryNumber,
    brokerReferenceNumber: 'PW1',
    position: 1,
    teamNumber: '391',
    groups: [],
    final: { severity: '', ...SUMMARY_DISPOSITIONS.added },
  });
const ACCEPTED = { what: 'manifest answered', voyage: VOYAGE.voyage, accepted: 2, rejected: 0, text: '' } as const;

const own: EnvelopeOut = {
  senderQualifier: 'ZZ',
  sender: 'PORTWAY',
  receiverQualifier: '02',
  receiver: 'MAEU',
  control: 2,
  groupControl: 2,
  at: '2026-11-24T10:00:00Z',
  usage: 'T',
};

describe('What the demo reads', () => {
  it('in a 355: the voyage and how many bills were accepted', () => {
    const m10 = {
      id: 'M10',
      elements: ['M10', 'MAEU', 'O', 'DK', '9321483', 'PORTWAY MERCHANT', VOYAGE.voyage],
      position: 2,
    };
    const text = write355({ mode: 'ocean', m10, billsAccepted: 2, billsRejected: 0, faults: [] }, own);
    expect(happeningsIn('355', text)).toEqual([
      { what: 'manifest answered', voyage: VOYAGE.voyage, accepted: 2, rejected: 0, text: 'MANIFEST ACCEPTED' },
    ]);
  });

  it('in a 350: each bill with its disposition', () => {
    const bill = {
      billNumber: FIRST.billNumber,
      issuerScac: FIRST.scac,
      quantity: 100,
      dispositionCode: '1C',
      date: '2026-11-24',
      time: '10:00',
    };
    const conveyance = { carrierScac: 'MAEU', voyage: VOYAGE.voyage };
    const [told] = happeningsIn(
      '350',
      write350({ mode: 'ocean', portCode: '2704', arrivalDate: '2026-11-24', conveyance, bills: [bill] }, own),
    );
    expect(told).toMatchObject({ what: 'bill status', billKey: FIRST.billKey, code: '1C' });
  });

  it('in JSON: answers with their findings, and the status of a bill', () => {
    const answer = {
      kind: 'bill hold',
      reference: FIRST.billKey,
      outcome: 'rejected',
      conditions: [{ code: 'H01', text: 'NO SUCH BILL' }],
    };
    expect(happeningsIn('bill hold', JSON.stringify(answer))).toEqual([
      { what: 'other', text: `bill hold ${FIRST.billKey}: rejected; H01 NO SUCH BILL` },
    ]);
    const status = JSON.stringify({
      ...CarrierNotified.example,
      bill: { ...CarrierNotified.example.bill, dispositionCode: '1C' },
    });
    expect(happeningsIn('bill status', status)).toEqual([
      { what: 'bill status', billKey: 'MAEU260000101', code: '1C', text: '' },
    ]);
  });

  it('in a 997: whether the syntax was accepted', () => {
    const text = new InterchangeWriter(own, 'FA')
      .set('997', [
        ['AK1', 'SO', 1],
        ['AK9', 'A', 1, 1, 1],
      ])
      .end();
    expect(happeningsIn('997', text)).toEqual([{ what: 'other', text: '997: syntax accepted' }]);
  });
});

describe("The demo's ledger", () => {
  const fill = (ledger: Ledger): void => {
    ledger.note(ACCEPTED);
    for (const h of happeningsIn('SX', asBatch('SX', [...sx(FIRST.entryNumber), ...sx(SECOND.entryNumber)])))
      ledger.note(h);
    for (const h of happeningsIn('SO', asBatch('SO', [...so98(FIRST.entryNumber), ...so98(SECOND.entryNumber)])))
      ledger.note(h);
    for (const h of happeningsIn('AX', asBatch('AX', [...ax(FIRST.entryNumber), ...ax(SECOND.entryNumber)])))
      ledger.note(h);
  };

  it('finds everything missing before any answer, and nothing after all answers', () => {
    const ledger = new Ledger(VOYAGE);
    expect(ledger.missing).toBe(2);
    fill(ledger);
    expect({
      missing: ledger.missing,
      duplicated: ledger.duplicated,
      refused: ledger.refused,
      strangers: ledger.strangers,
    }).toEqual({ missing: 0, duplicated: 0, refused: 0, strangers: 0 });
    expect(ledger.table()[1]).toEqual([
      FIRST.billKey,
      FIRST.reference,
      'accepted',
      'accepted',
      '98 RELEASED',
      'accepted',
      'yes',
    ]);
  });

  it('finds a release that was answered twice, and one that was refused', () => {
    const ledger = new Ledger(VOYAGE);
    fill(ledger);
    for (const h of happeningsIn('SX', asBatch('SX', sx(FIRST.entryNumber, '01', 'TRANSACTION REJECTED'))))
      ledger.note(h);
    expect(ledger.duplicated).toBe(1);
    expect(ledger.refused).toBe(1);
  });

  it('finds an answer to an entry that was never filed', () => {
    const ledger = new Ledger(VOYAGE);
    for (const h of happeningsIn('SX', asBatch('SX', sx('99999999')))) ledger.note(h);
    expect(ledger.strangers).toBe(1);
  });
});
