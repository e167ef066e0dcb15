import { encode, cargoReleaseLayouts as SE, releaseStatusLayouts as SO, renderAx, renderBatch, SUMMARY_DISPOSITIONS } from '#catair';
import { happeningsIn } from './answers';
import { voyageOf } from './filings';
import { Ledger } from './ledger';

const VOYAGE = voyageOf(1, 'MAEU', 'B76', 2);
const [FIRST, SECOND] = VOYAGE.shipments as [(typeof VOYAGE.shipments)[0], (typeof VOYAGE.shipments)[0]];
const envelope = { siteCode: '2704', idCode: 'B76', transmissionDate: '112426', applicationId: 'SE', officeCode: '', userData: '' };

const asBatch = (applicationId: string, records: string[]): string =>
  renderBatch({ envelope: envelope as never, applicationId: applicationId as never, blocks: [{ header: { processingPortCode: '2704', processingFilerCode: 'B76' } as never, records }] });

const se10 = (entryNumber: string): string =>
  encode(SE.SE10, { actionCode: 'A', entryFilerCode: 'B76', entryNumber, entryTypeCode: '01', bondTypeCode: '8', estimatedEntryValue: '10' });
const sx = (entryNumber: string, messageTypeCode = '02', narrative = 'TRANSACTION ACCEPTED'): string[] => [se10(entryNumber), encode(SE.SE90, { messageTypeCode, narrative })];
const so98 = (entryNumber: string): string[] => [
  encode(SO.SO10, { entryFilerCode: 'B76', entryNumber, entryTypeCode: '01', importerOfRecordNumber: '12-3456789' }),
  encode(SO.SO60, { dispositionDate: '112426', dispositionTime: '0930', dispositionCode: '98', narrative: 'RELEASED' }),
];
const ax = (entryNumber: string): string[] =>
  renderAx({ entryFilerCode: 'B76', entryNumber, brokerReferenceNumber: 'PW1', position: 1, teamNumber: '391', groups: [], final: { severity: '', ...SUMMARY_DISPOSITIONS.added } });
const ACCEPTED = { what: 'manifest answered', voyage: VOYAGE.voyage, accepted: 2, rejected: 0, text: '' } as const;

describe('The demo\'s ledger', () => {
  const fill = (ledger: Ledger): void => {
    ledger.note(ACCEPTED);
    for (const h of happeningsIn('SX', asBatch('SX', [...sx(FIRST.entryNumber), ...sx(SECOND.entryNumber)]))) ledger.note(h);
    for (const h of happeningsIn('SO', asBatch('SO', [...so98(FIRST.entryNumber), ...so98(SECOND.entryNumber)]))) ledger.note(h);
    for (const h of happeningsIn('AX', asBatch('AX', [...ax(FIRST.entryNumber), ...ax(SECOND.entryNumber)]))) ledger.note(h);
  };

  it('finds everything missing before any answer, and nothing after all answers', () => {
    const ledger = new Ledger(VOYAGE);
    expect(ledger.missing).toBe(2);
    fill(ledger);
    expect({ missing: ledger.missing, duplicated: ledger.duplicated, refused: ledger.refused, strangers: ledger.strangers }).toEqual({ missing: 0, duplicated: 0, refused: 0, strangers: 0 });
    expect(ledger.table()[1]).toEqual([FIRST.billKey, FIRST.reference, 'accepted', 'accepted', '98 RELEASED', 'accepted', 'yes']);
  });

  it('finds a release that was answered twice, and one that was refused', () => {
    const ledger = new Ledger(VOYAGE);
    fill(ledger);
    for (const h of happeningsIn('SX', asBatch('SX', sx(FIRST.entryNumber, '01', 'TRANSACTION REJECTED')))) ledger.note(h);
    expect(ledger.duplicated).toBe(1);
    expect(ledger.refused).toBe(1);
  });

  it('finds an answer to an entry that was never filed', () => {
    const ledger = new Ledger(VOYAGE);
    for (const h of happeningsIn('SX', asBatch('SX', sx('99999999')))) ledger.note(h);
    expect(ledger.strangers).toBe(1);
  });
});
