import { CLAIM_CONDITIONS, type ClaimConditionCode } from './claim-conditions';
import { claimStates } from './claim.states';
import { ClaimLedger, type LedgerRow } from './claim-ledger';
import type { DrawbackClaim } from './claim.model';
import {
  againstOrder,
  againstSummary,
  claimable,
  importLines,
  quantityText,
  tenThousandths,
} from '../claims-on-entry/claims-on-entry.rules';
import { acceleratedOf, fixedOf } from './claim.rules';
import {
  claimNumber,
  codesOf,
  type DraftClaim,
  type DraftImport,
  IMPORT_KEY,
  onFile,
  type Surroundings,
  worked,
} from './claim.fixture';
import { computeSummary } from '../entry-summary/fees.rules';
import { line, priced, tariff, worked as workedSummary } from '../entry-summary/summary.fixture';
import type { ClaimsOnEntry, EntrySummary } from '../summary-on-file/summary.model';

const importOf = (claim: DraftClaim): DraftImport => claim.imports[0]!;
const revenueOf = (claim: DraftClaim) => importOf(claim).tariffs[0]!.revenues[0]!;
const cents = (claim: DraftClaim, claimed: number): void => {
  Object.assign(revenueOf(claim), { claimedCents: claimed, calculatedCents: claimed });
  claim.totals.byClass[0]!.cents = claimed;
  claim.totals.dutyCents = claimed;
};
/** A substitution in manufacturing: 1313(b), with one manufactured article. */
const manufactured = (): DraftClaim => {
  const claim = worked({ provision: '52' });
  claim.marks['billOfMaterialsCertification'] = 'X';
  Object.assign(importOf(claim), { action: 'X', ruling: '44', accountingMethod: '00' });
  claim.manufactured = [
    {
      ...{
        action: 'X',
        rulings: ['44'],
        hts: '3924104000',
        quantity: '200.0000',
        unit: 'KG',
        producedOn: '2026-06-01',
      },
      ...{ factory: 'AKRON OH', description: 'CUPS', trackingNumber: '00002', imports: ['00001'], manufactured: [] },
      recordIndex: 5,
    },
  ];
  Object.assign(claim.exported[0]!, { imports: [], manufactured: ['00002'] });
  return claim;
};
const other = (of: LedgerRow['of'], amount: bigint, unit = ''): LedgerRow => ({
  ...{ claimKey: null, entryKey: IMPORT_KEY, line: '001', of, unit, amount },
});
const imports = (change: Parameters<typeof onFile>[0]) => new Map([[IMPORT_KEY, onFile(change)]]);

interface Pair {
  readonly when: string;
  readonly from?: () => DraftClaim;
  readonly change?: (claim: DraftClaim) => void;
  readonly given?: Surroundings;
  /** What the robot does that reads the remedy; by itself it takes the change back. */
  readonly remedied?: (claim: DraftClaim) => void;
  readonly also?: readonly ClaimConditionCode[];
}

/** One fixture for each condition: a claim that is sound but for this. */
const PAIRS: Readonly<Record<ClaimConditionCode, Pair>> = {
  PD1: { when: 'the action is none of A, R and D', change: (c) => (c.action = 'U') },
  PD2: { when: 'the check digit is wrong', change: (c) => (c.entryNumber = `${claimNumber(1).slice(0, 7)}X`) },
  PD3: { when: 'the filer code is not that of the account', given: { filerAuthorised: false } },
  PD4: { when: 'the port is no drawback office', change: (c) => (c.filingPort = '2704') },
  PD5: { when: 'the provision is none', change: (c) => (c.provision = '24') },
  PD6: { when: 'nobody signed', change: (c) => (c.signature = null) },
  PD7: { when: 'the claimant has no account', change: (c) => (c.claimantNumber = '99-9999999') },
  PD8: { when: 'the claimant is not a client of the filer', given: { missingPower: 'The importer has granted none.' } },
  PD9: { when: 'an entry has the number', given: { isEntry: true } },
  PDA: { when: 'what is taken back is not on file', change: (c) => (c.action = 'D') },
  PDB: { when: 'a replacement is for another office', given: { existing: { fixed: 'otherwise' } } },
  PDC: { when: 'a mark is not of the provision', change: (c) => (c.marks['retailSalesSubstitutionIndicator'] = 'Y') },
  PDD: {
    when: 'the bill of materials is not certified',
    from: manufactured,
    change: (c) => delete c.marks['billOfMaterialsCertification'],
  },
  PDE: { when: 'accelerated payment is asked for without a bond', change: (c) => (c.acceleratedPayment = 'Y') },
  PDF: {
    when: 'there are 0 lines',
    change: (c) => {
      c.imports = [];
      c.exported[0]!.imports = [];
      c.totals = { byClass: [], dutyCents: 0, feeCents: 0, taxCents: 0, recordIndex: 9 };
    },
  },
  PDG: { when: 'the action indicator is none', change: (c) => (importOf(c).action = 'Q') },
  PDH: { when: 'no line is named', change: (c) => (importOf(c).lineNumber = null) },
  PDI: {
    when: 'a tracking number is given twice',
    from: manufactured,
    change: (c) => (c.manufactured[0]!.trackingNumber = '00001'),
    also: ['PDS'],
  },
  PDJ: {
    when: 'the same import line stands twice',
    change: (c) => {
      cents(c, 6_732);
      c.imports.push({ ...structuredClone(importOf(c)), trackingNumber: '00002' });
      c.totals.byClass[0]!.cents = 13_464;
      c.totals.dutyCents = 13_464;
    },
  },
  PDK: { when: 'manufactured goods have no ruling', change: (c) => (importOf(c).action = 'X') },
  PDL: { when: 'the provision has a method of accounting', change: (c) => (importOf(c).accountingMethod = '00') },
  PDM: { when: 'the tariff number has eight digits', change: (c) => (importOf(c).tariffs[0]!.hts = '39241040') },
  PDN: { when: 'the quantity is zero', change: (c) => (importOf(c).tariffs[0]!.quantities[0]!.quantity = '0.0000') },
  PDO: { when: 'more is claimed than calculated', change: (c) => (revenueOf(c).calculatedCents = 13_463) },
  PDP: {
    when: 'an article is to be produced tomorrow',
    from: manufactured,
    change: (c) => (c.manufactured[0]!.producedOn = '2026-11-25'),
  },
  PDQ: { when: 'nothing was exported', change: (c) => (c.exported = []) },
  PDR: { when: 'an export has no destination', change: (c) => (c.exported[0]!.destination = null) },
  PDS: { when: 'an export names an import that is not there', change: (c) => (c.exported[0]!.imports = ['00009']) },
  PDT: { when: 'a USMCA claim tells no duty paid abroad', change: (c) => (c.marks['usmcaClaimIndicator'] = 'X') },
  PDU: {
    when: 'nobody processed the notice of intent',
    change: (c) =>
      (c.exported[0]!.intent = {
        ...{ port: '1001', examination: null, place: null, result: null, officers: [], recordIndex: 7 },
      }),
  },
  PDV: {
    when: 'a class has a total of another amount',
    change: (c) => Object.assign(c.totals, { byClass: [{ classCode: '364', cents: 1, recordIndex: 8 }], dutyCents: 1 }),
  },
  PDW: { when: 'the grand total is another', change: (c) => (c.totals.dutyCents = 13_465) },
  PDX: { when: 'the summary has no such line', change: (c) => (importOf(c).lineNumber = '2') },
  PDY: { when: 'the line has another tariff number', change: (c) => (importOf(c).tariffs[0]!.hts = '3924104010') },
  PDZ: { when: 'the line is in another unit', change: (c) => (importOf(c).tariffs[0]!.quantities[0]!.unit = 'NO') },
  PQ1: {
    when: 'the importer is another',
    given: { imports: imports({ importerNumber: '98-7654321' }) },
    remedied: (c) => (importOf(c).certificateOfDelivery = 'X'),
  },
  PQ2: {
    when: 'another claim has 300.0001 of the 500 kilograms',
    given: { others: [other('quantity', 3_000_001n, 'KG')] },
    remedied: (c) => (importOf(c).tariffs[0]!.quantities[0]!.quantity = '199.9999'),
  },
  PQ3: {
    when: 'another claim has all but $134.63 of 99 percent of the duty of the line',
    given: { others: [other('duty', 20_197n)] },
    remedied: (c) => cents(c, 13_463),
  },
  PQ4: {
    when: 'the entry owes less than its lines',
    given: { imports: imports({ owed: { dutyCents: 13_599, mpfCents: 0, hmfCents: 0 } }) },
    remedied: (c) => cents(c, 13_463),
  },
  PQ5: {
    when: 'the duty was refunded at liquidation',
    given: { imports: imports({ owed: { dutyCents: 10_000, mpfCents: 0, hmfCents: 0 }, refunded: true }) },
    remedied: (c) => cents(c, 9_900),
  },
  PQ6: {
    when: 'the goods were imported five years and a day ago',
    given: { imports: imports({ importedOn: '2021-11-23' }) },
    remedied: (c) => (c.imports[0] = { ...importOf(c), entryNumber: claimNumber(7) }),
  },
  PQ7: {
    when: 'they were exported more than five years ago',
    change: (c) => (c.exported[0]!.on = '2021-11-23'),
    also: ['PQ8'],
  },
  PQ8: { when: 'they were exported before they came in', change: (c) => (c.exported[0]!.on = '2026-01-23') },
  PI1: { when: 'the entry is not on file here', given: { imports: new Map() } },
  PI2: {
    when: 'a class is not paid early',
    change: (c) => {
      Object.assign(c, { acceleratedPayment: 'Y', bondWaiver: { indicator: null, reason: null } });
      c.bond = { type: '8', designation: 'B', surety: '001', amountDollars: null, number: null, recordIndex: 1 };
      importOf(c).tariffs[0]!.revenues.push({ ...revenueOf(c), classCode: '079' });
      c.totals.byClass.push({ classCode: '079', cents: 13_464, recordIndex: 8 });
      c.totals.feeCents = 13_464;
    },
    also: ['PI4'],
  },
  PI3: { when: 'a one time waiver is claimed', change: (c) => (c.marks['oneTimeWaiverIndicator'] = 'Y') },
  PI4: {
    when: 'tax is claimed',
    change: (c) => {
      revenueOf(c).classCode = '365';
      c.totals = {
        byClass: [{ classCode: '365', cents: 13_464, recordIndex: 8 }],
        dutyCents: 0,
        feeCents: 0,
        taxCents: 13_464,
        recordIndex: 9,
      };
    },
  },
};

describe('every condition of a drawback claim has a claim that brings it about, and one of which its remedy is done', () => {
  test.each(Object.entries(PAIRS).map(([code, pair]) => ({ code, ...pair })))(
    '$code when $when',
    ({ code, from = worked, change, given, remedied, also = [] }) => {
      const claim = from();
      change?.(claim);
      expect(codesOf(claim, given).sort()).toEqual([code, ...also].sort());
      const again = from();
      remedied?.(again);
      expect(codesOf(again, remedied ? given : {}).filter((found) => !found.startsWith('PI'))).toEqual([]);
    },
  );

  test('narratives fit the forty positions of the response', () => {
    for (const { text } of CLAIM_CONDITIONS.all) expect(text).toMatch(/^[A-Z0-9 ,=.]{4,40}$/);
  });
});

describe('What claims have of a line together', () => {
  test('99 percent are to the cent, a half counting as one, and all where the provision deducts nothing', () => {
    expect([claimable(34_000, false), claimable(50, false), claimable(49, false), claimable(34_000, true)]).toEqual([
      33_660n,
      50n,
      49n,
      34_000n,
    ]);
  });

  test('quantities are exact to the ten-thousandth', () => {
    expect(tenThousandths('200.0001') + tenThousandths('299.9999')).toBe(tenThousandths('500'));
    expect(quantityText(2_000_001n)).toBe('200.0001');
    expect(quantityText(2_000_000n)).toBe('200');
  });

  test('a claim that is replaced does not count against itself, and what it gave back is free for the next', () => {
    const ledger = new ClaimLedger([{ ...other('duty', 20_000n), claimKey: 'first' }, other('duty', 5_000n)]);
    expect(ledger.ofLine(IMPORT_KEY, '001', 'duty', '', 'first')).toBe(5_000n);
    ledger.set('first', [{ ...other('duty', 1_000n) }]);
    expect(ledger.ofLine(IMPORT_KEY, '001', 'duty', '', 'second')).toBe(6_000n);
    expect(ledger.ofEntry(IMPORT_KEY, 'duty', 'second')).toBe(6_000n);
  });

  test('one line may be designated twice where other things happened to its goods, and both count', () => {
    const claim = worked();
    cents(claim, 6_732);
    claim.imports.push({ ...structuredClone(importOf(claim)), trackingNumber: '00002', action: 'D' });
    Object.assign(claim.totals, { byClass: [{ classCode: '364', cents: 13_464, recordIndex: 8 }], dutyCents: 13_464 });
    expect(codesOf(claim)).toEqual([]);
    for (const item of claim.imports) item.tariffs[0]!.quantities[0]!.quantity = '250.0001';
    expect(codesOf(claim)).toEqual(['PQ2']);
  });

  test('what is left of the line of another importer is not told', () => {
    const claim = worked();
    importOf(claim).certificateOfDelivery = 'X';
    expect(
      codesOf(claim, {
        imports: imports({ importerNumber: '98-7654321' }),
        others: [other('quantity', 4_000_000n, 'KG')],
      }),
    ).toEqual(['PQ2']);
  });
});

describe('A drawback claim', () => {
  test('under 1313(d) names no import entry', () => {
    const claim = worked({ provision: '57' });
    claim.marks['billOfMaterialsCertification'] = 'X';
    expect(codesOf(claim)).toContain('PDH');
    Object.assign(importOf(claim), { filerCode: null, entryNumber: null, lineNumber: null });
    revenueOf(claim).classCode = '365';
    claim.totals = {
      ...claim.totals,
      byClass: [{ classCode: '365', cents: 13_464, recordIndex: 8 }],
      dutyCents: 0,
      taxCents: 13_464,
    };
    expect(codesOf(claim)).toEqual([]);
  });

  test('of the law before has record 60 and three years from the export', () => {
    const claim = worked({ provision: '08' });
    importOf(claim).accountingMethod = '00';
    expect(codesOf(claim)).toEqual(['PDQ']);
    claim.exported[0]!.tftea = false;
    expect(codesOf(claim)).toEqual([]);
  });

  test('is taken back by its number alone', () => {
    const bare = worked({ action: 'D', imports: [], exported: [], provision: null, signature: null });
    expect(codesOf(bare, { existing: { fixed: '' } })).toEqual([]);
  });

  test('keeps its request for accelerated payment, bond and office when it is replaced', () => {
    const claim = worked() as DrawbackClaim;
    expect(fixedOf(worked({ claimantNumber: '12-345678900' }) as DrawbackClaim)).toBe(fixedOf(claim));
    expect(codesOf(worked({ action: 'R' }), { existing: { fixed: fixedOf(claim) } })).toEqual([]);
    expect(acceleratedOf({ ...claim, acceleratedPayment: 'Y' })).toBe('requested');
  });

  test('has a life cycle without dead ends', () => expect(claimStates.faults()).toEqual([]));
});

describe('What drawback is claimed on stays paid', () => {
  const summary = priced(workedSummary()) as EntrySummary;
  const computed = computeSummary(summary, '2026-03-02');
  const duty = BigInt(computed.lines[0]!.dutyCents);
  const claims = (amount: bigint, full = false): ClaimsOnEntry => ({
    claims: ['B76-8000001-1'],
    amounts: [{ line: summary.lines[0]!.lineNumber, of: 'duty', unit: '', amount, full }],
  });

  test('a summary that leaves 99 percent of the duty of the line takes the place of the one before, and none that leaves less', () => {
    const most = (duty * 99n + 50n) / 100n;
    expect(againstSummary(claims(most), summary, computed)).toBeNull();
    expect(againstSummary(claims(most + 1n), summary, computed)).toMatch(
      /Claimed by B76-8000001-1: \$.* of duty of line 001/,
    );
    expect(againstSummary(claims(duty, true), summary, computed)).toBeNull();
  });

  test('a line that is claimed on is not left out', () => {
    expect(againstSummary(claims(0n), { ...summary, lines: [] }, null)).toMatch(/line 001 has to stay/);
  });

  test('an order that gives back what is claimed is refused with the claim as its reason', () => {
    expect(againstOrder(claims(9_900n), { dutyCents: 10_000, fees: [] })).toBeNull();
    expect(againstOrder(claims(9_901n), { dutyCents: 10_000, fees: [] })).toBe(
      'DRAWBACK OF $99.01 DUTY IS CLAIMED ON IT: B76-8000001-1',
    );
  });
});

describe('what of the duty of a line can be claimed', () => {
  const left = (...numbers: string[]) => {
    const goods = tariff('9403200050', 1000, [{ quantity: '10', unit: 'NO' }]);
    const filed = {
      ...workedSummary(),
      entryDate: '2026-08-03',
      lines: [line('001', 'CN', [...numbers.map((number) => tariff(number, 0)), goods])],
    };
    const computed = computeSummary(filed, '2026-08-03');
    return [computed.lines[0]!.dutyCents, importLines(filed, computed).get('001')!.dutyCents];
  };

  test('duties of section 301 can, those of section 232 cannot', () => {
    expect(left('99038803')).toEqual([25_000, 25_000]);
    expect(left('99038209')).toEqual([25_000, 0]);
    expect(left('99038803', '99038209')).toEqual([50_000, 25_000]);
  });

  test('what was declared and not computed is held to the same', () => {
    const filed = workedSummary();
    const lines = [
      line('001', 'DE', [
        { ...tariff('99038202', 0), dutyCents: 5000 },
        { ...tariff('7208390030', 100), dutyCents: 200 },
      ]),
    ];
    expect(importLines({ ...filed, lines }, null).get('001')!.dutyCents).toBe(200);
  });
});
