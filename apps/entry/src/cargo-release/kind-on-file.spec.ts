import { immediateDeliveryOf } from '../entry-record/immediate-delivery';
import { deadlineFacts, judgeDeadline } from '../deadlines/deadline.rules';
import { EntrySummaryFiled } from '#contracts';
import {
  billFiled,
  billOnFile,
  cancellation,
  CONTEXT,
  type DraftRelease,
  filing,
  NOW,
  TODAY,
  update,
} from '../release/release.fixture';
import type { Release } from '../release/release.model';
import { securityFilingNumber } from '../release/security-filing.rules';
import { type ActionResult, applyFiling, newRelease } from './action.rules';

const onFile = (filed: Partial<DraftRelease>, change: Partial<Release> = {}): Release => ({
  ...newRelease(filing(filed), NOW),
  version: 1,
  ...change,
});
const RELEASED = { state: 'released' as const, releasedAt: NOW.toISOString(), releaseDate: TODAY };
const act = (draft: DraftRelease, existing: Release, summary = false): ActionResult =>
  applyFiling(draft, existing, new Map(), NOW, TODAY, { summary, context: CONTEXT });
const codes = (result: ActionResult): string[] =>
  result.kind === 'refused' ? result.conditions.map(({ code }) => code) : [];
const content = (result: ActionResult) => (result.kind === 'refused' ? null : result.release.content);

const SECURITY: NonNullable<DraftRelease['securityFiling']> = {
  ...{ submissionType: '1', shipmentType: '01', action: 'A', actionReason: 'CT', modeOfTransport: '11' },
  ...{ importer: { type: 'EI', number: '12-3456789' }, transactionNumber: null, carrierScac: null },
  ...{ references: [], equipment: [], parties: [], recordIndex: 20 },
};

describe('immediate delivery', () => {
  const asked = onFile({ immediateDelivery: 'Y' });

  it('may be taken back before the goods are released and the summary is on file', () => {
    expect(content(act(filing({ action: 'R' }), asked))).not.toHaveProperty('immediateDelivery');
    expect(codes(act(filing({ action: 'R' }), asked, true))).toEqual(['PB2']);
    expect(codes(act(filing({ action: 'R', immediateDelivery: 'Y' }), asked, true))).toEqual([]);
  });

  it('stays with an update that says nothing of it, and is neither asked nor taken back by one after release', () => {
    const moved = update({ bills: [billFiled('NEW1')] });
    expect(content(act(moved, onFile({ immediateDelivery: 'Y' }, RELEASED)))).toMatchObject({ immediateDelivery: 'Y' });
    expect(codes(act({ ...moved, immediateDelivery: 'N' }, onFile({ immediateDelivery: 'Y' }, RELEASED)))).toEqual([
      'PB2',
    ]);
    expect(codes(act({ ...moved, immediateDelivery: 'Y' }, onFile({}, RELEASED)))).toEqual(['PB3']);
    expect(content(act({ ...moved, immediateDelivery: 'Y' }, onFile({})))).toMatchObject({ immediateDelivery: 'Y' });
  });

  it('is judged by the bond and the type on file when an update asks for it', () => {
    const moved = update({ bills: [billFiled('NEW1')], immediateDelivery: 'Y' });
    expect(codes(act(moved, onFile({ bondType: '0' })))).toEqual(['PB0']);
    expect(codes(act({ ...moved, entryType: '21' }, onFile({ entryType: '21', bondedWarehouse: 'W123' })))).toEqual([
      'PA9',
    ]);
  });

  const delivered = (change: object = {}) =>
    immediateDeliveryOf(
      {
        ...{ content: filing({ immediateDelivery: 'Y' }), accountId: 'a', portOfEntry: '2704' },
        ...{ releaseDate: TODAY, summary: null },
        ...change,
      },
      [],
      '2026-11-18',
      NOW,
    );

  it('shows the time for the summary: ten working days after the release, holidays left out', () => {
    expect(delivered()).toMatchObject({
      askedBy: 'indicator',
      releasedOn: '2026-11-16',
      summaryDue: { rule: '19 CFR 142.23', legalDueDate: '2026-12-01', dueDate: '2026-12-01', daysLeft: 8 },
    });
  });

  it('has no time running before the release, nor once the summary is on file', () => {
    expect(delivered({ releaseDate: null })).toMatchObject({ summaryDue: null, releasedOn: null });
    expect(delivered({ summary: { filedOn: '2026-11-17', timeliness: 'on time' } })).toMatchObject({
      ...{ summaryDue: null, summaryFiledOn: '2026-11-17', timeliness: 'on time' },
    });
  });

  it('is asked by release in parts too, and by nothing else', () => {
    expect(delivered({ content: filing({ splitShipment: '2' }) })).toMatchObject({ askedBy: 'split shipment' });
    expect(delivered({ content: filing({ splitShipment: '1' }) })).toBeNull();
  });

  it('lets the time for the summary run from the release, not from an entry date the filer elected', () => {
    const example = EntrySummaryFiled.example;
    const summary = {
      ...example,
      ...{ entryDate: '2026-10-01', portOfEntry: '2704' },
      origin: { ...example.origin, receivedAt: NOW.toISOString() },
    };
    const due = (release: { releaseDate: string | null; immediateDelivery: boolean }) =>
      judgeDeadline(deadlineFacts('k', summary, release), [], NOW);
    expect(due({ releaseDate: null, immediateDelivery: true })).toMatchObject({ dueDate: null, timeliness: 'on time' });
    expect(due({ releaseDate: null, immediateDelivery: false })).toMatchObject({ timeliness: 'late' });
    expect(due({ releaseDate: '2026-11-16', immediateDelivery: true })).toMatchObject({ dueDate: '2026-12-01' });
  });
});

describe('goods in general order', () => {
  it('do not get a bill of the manifest by an update', () => {
    const inGeneralOrder = onFile({ generalOrderNumber: 'GO2704261180' });
    expect(codes(act(update({ bills: [billFiled('NEW1')] }), inGeneralOrder))).toEqual(['PB1']);
    const entered = update({ bills: [], generalOrderNumber: 'GO2704261180', locationOfGoods: 'Y258' });
    const result = act(entered, onFile({}));
    expect(result).toMatchObject({ conditions: [{ code: 'PB1', record: 'SE11', field: 'generalOrderNumber' }] });
    const inPerson = billFiled('1', { nonAms: true });
    expect(content(act(entered, onFile({ bills: [inPerson] })))).toMatchObject({ generalOrderNumber: 'GO2704261180' });
  });
});

describe('a security filing that came with the release', () => {
  const withFiling = onFile({ securityFiling: SECURITY });
  const number = securityFilingNumber(filing());

  it('stays on file when the release is replaced without one', () => {
    expect(content(act(filing({ action: 'R' }), withFiling))?.securityFiling).toEqual(SECURITY);
  });

  it('is for the whole of the bill, as far as the manifest has it', () => {
    const manifest = new Map([['MAEU260000101', billOnFile('260000101')]]);
    const filed = (quantity: number | null, security = true) => {
      const draft = filing({
        bills: [billFiled('260000101', { quantity })],
        ...(security && { securityFiling: SECURITY }),
      });
      return codes(applyFiling(draft, null, manifest, NOW, TODAY));
    };
    expect([filed(100), filed(null), filed(99), filed(99, false)]).toEqual([[], [], ['PU9'], []]);
  });

  it('is replaced or deleted where there is one, and only there', () => {
    const deletion = { ...SECURITY, action: 'D', transactionNumber: number };
    expect(content(act(filing({ action: 'R', securityFiling: deletion }), withFiling))?.securityFiling?.action).toBe(
      'D',
    );
    expect(codes(act(filing({ action: 'R', securityFiling: deletion }), onFile({})))).toEqual(['PD9']);
    expect(codes(act(filing({ action: 'R', securityFiling: deletion }), onFile({ securityFiling: deletion })))).toEqual(
      ['PD9'],
    );
  });
});

describe('a bill that the manifest has as cargo remaining on board, or as empty equipment', () => {
  it.each(['B', 'O', 'P', '2', '02'])('of type %s is not entered, by a new entry or by a change', (billType) => {
    const manifest = new Map([['MAEU260000101', billOnFile('260000101', { billType })]]);
    const told = (action: string, existing: Release | null) =>
      applyFiling(filing({ action }), existing, manifest, NOW, TODAY, { summary: false, context: CONTEXT });
    expect(told('A', null)).toMatchObject({ conditions: [{ code: '157', record: 'SE15', field: 'billNumber' }] });
    expect([told('R', onFile({})), told('U', onFile({}))].map(codes)).toEqual([['157'], ['157']]);
    expect(codes(applyFiling(cancellation(), onFile({}), manifest, NOW, TODAY))).toEqual([]);
  });

  it('is entered where it was deleted since, and a bill of any other type is', () => {
    const told = (change: object) =>
      codes(applyFiling(filing(), null, new Map([['MAEU260000101', billOnFile('260000101', change)]]), NOW, TODAY));
    expect([told({ billType: 'B', deleted: true }), told({ billType: '0' }), told({ billType: null })]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe('the reason that no foreign goods left the zone', () => {
  it('cancels a weekly entry of a zone, as it is on file, and nothing else', () => {
    const leaving = cancellation({ entryType: '06', cancellationReason: '12' });
    const weekly = { entryType: '06', entryDateElection: 'W', electedEntryDate: TODAY };
    expect(act(leaving, onFile(weekly))).toMatchObject({ kind: 'done', event: 'cancelled' });
    expect(codes(act(leaving, onFile({ ...weekly, entryDateElection: null })))).toEqual(['P87']);
    expect(codes(act({ ...leaving, entryType: '01' }, onFile({})))).toEqual(['P87']);
  });
});

describe('an update', () => {
  const ZONE = { entryType: '06', conveyanceName: 'FTZ0260A01', locationOfGoods: 'W123', voyage: null, bills: [] };
  const part = {
    ...{ carrierCode: 'MAEU', voyage: '0417W', arrivalDate: '2026-11-19', quantity: 10, unit: 'CTN' },
    ...{ conveyanceName: null, recordIndex: 4 },
  };
  const IN_BOND = billFiled('123456789', { billType: 'I', issuer: null, quantity: null });
  const inParts = billFiled('1', {
    quantity: null,
    arrivals: [part],
    equipment: ['MSKU1234565'],
    equipmentRecords: [5],
  });
  const ofZone = (change: Partial<DraftRelease>) => codes(act(update({ ...ZONE, ...change }), onFile(ZONE)));
  const bare = { entryType: null, modeOfTransport: null, importer: null, conveyanceName: null, voyage: null };

  it('is judged by the mode on file, whatever mode it names or leaves out', () => {
    const byAir = onFile({ modeOfTransport: '40', bills: [billFiled('98412345675', { issuer: null })] });
    const [sea, air] = [billFiled('NEW1'), billFiled('98412345686', { issuer: null })];
    expect(codes(act(update({ ...bare, bills: [air] }), byAir))).toEqual([]);
    expect(codes(act(update({ ...bare, bills: [sea] }), byAir))).toContain('P31');
    expect(codes(act(update({ bills: [sea] }), byAir))).toContain('P31');
  });

  it('brings no bill that the zone entry on file may not have', () => {
    expect(ofZone({ bills: [IN_BOND, billFiled('1')] })).toEqual([]);
    expect(ofZone({ bills: [billFiled('1')] })).toEqual(['P64']);
    expect(ofZone({ ...bare, bills: [billFiled('1')] })).toEqual(['P64']);
    expect(ofZone({ bills: [IN_BOND, inParts] })).toEqual(['PN2', 'PN3']);
    expect(ofZone({ voyage: '0417W' })).toEqual(['PB7']);
    expect(ofZone({ conveyanceName: 'ABC' })).toEqual(['PB5']);
  });

  it('names the entry as it is on file: type and importer', () => {
    expect(codes(act(update({ entryType: '03' }), onFile({})))).toEqual(['210']);
    expect(codes(act(update({ importer: { type: 'EI', number: '98-7654321' } }), onFile({})))).toEqual(['P98']);
    expect(codes(act(update({ importer: { type: 'EI', number: '12-345678900' } }), onFile({})))).toEqual([]);
    expect(codes(act(cancellation({ entryType: '03' }), onFile({})))).toEqual(['210']);
  });

  it('that names another mode, bond or value is taken, and its filer is told that these stay as they are on file', () => {
    const other = update({ modeOfTransport: '10', bondType: '0', estimatedValueDollars: 1 });
    const result = act(other, onFile({}));
    expect(result.kind === 'done' && result.warnings).toMatchObject(
      ['11', '8', '25000'].map((known, at) => ({
        ...{ code: 'PX3', severity: 'warning', record: 'SE10' },
        field: ['modeOfTransport', 'bondType', 'estimatedValueDollars'][at],
        remedy: expect.stringContaining(`On file: ${known}.`),
      })),
    );
    expect(content(result)).toMatchObject({ modeOfTransport: '11', bondType: '8', estimatedValueDollars: 25_000 });
    expect(act(update(bare), onFile({}))).toMatchObject({ warnings: [] });
  });

  it('brings the mode of a zone entry that had none with the first bill, which needs it', () => {
    const without = onFile({ ...ZONE, modeOfTransport: null });
    const bills = [IN_BOND, billFiled('1')];
    const moved = (modeOfTransport: string | null) => act(update({ ...ZONE, bills, modeOfTransport }), without);
    expect(codes(moved(null))).toEqual(['P15']);
    expect(content(moved('11'))).toMatchObject({ modeOfTransport: '11' });
    expect(moved('11')).toMatchObject({ warnings: [] });
  });

  it('does not enter a part of a bill for which a security filing is on file', () => {
    const secured = onFile({ securityFiling: SECURITY });
    expect(codes(act(update({ bills: [inParts] }), secured))).toEqual(['PU9']);
    expect(codes(act(update({ bills: [inParts] }), onFile({})))).toEqual([]);
    const deleted = onFile({ securityFiling: { ...SECURITY, action: 'D' } });
    expect(codes(act(update({ bills: [inParts] }), deleted))).toEqual([]);
  });

  it('keeps the exam site, the elected date and the split code it brings, and what it does not name stays', () => {
    const named = { electedExamSite: 'Y123', electedEntryDate: '2026-11-18', splitShipment: '2' };
    expect(content(act(update(named), onFile({})))).toMatchObject(named);
    const others = { electedExamSite: null, electedEntryDate: null, splitShipment: null };
    expect(content(act(update(others), onFile(named)))).toMatchObject(named);
    expect(codes(act(update({ electedEntryDate: '2026-12-24' }), onFile({})))).toEqual(['P25']);
    expect(codes(act(update({ entryDateElection: 'W', electedEntryDate: TODAY }), onFile({})))).toEqual(['P25']);
  });
});
