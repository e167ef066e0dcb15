import { remarks, write350, write355, write997, type BillStatus } from './answers';
import { statusDisposition, STATUS_DISPOSITIONS } from './dispositions';
import { InterchangeWriter, replyEnvelope, type OutSegment } from './interchange-writer';
import {
  ENVELOPE,
  interchangeOf,
  oceanManifest,
  readInterchangeText,
  readManifest309,
  truckManifest,
} from './x12.fixture';

const ALL = new Set(['309', '350', '355', '997']);
/** The segments of what was written, one per line, envelope left out; the writing itself must pass our own reader. */
function lines(text: string): string[] {
  const { report } = readInterchangeText(text, ALL);
  expect(report).toMatchObject({ accepted: true, faults: [] });
  for (const group of report.groups) expect(group).toMatchObject({ status: 'A', codes: [] });
  return text.split('~').filter((line) => line !== '' && !/^(ISA|GS|GE|IEA)/.test(line));
}

function answered(segments: OutSegment[], functionalId = 'SO') {
  const { report, sets } = readInterchangeText(interchangeOf(segments, functionalId));
  const { manifest, faults } = readManifest309(sets[0]!.segments);
  const envelope = replyEnvelope(report.header!, report.groups[0], {
    control: 900,
    groupControl: 900,
    at: '2026-11-20T14:06:00Z',
  });
  return { report, manifest, faults, envelope, m10: sets[0]!.segments.find((segment) => segment.id === 'M10') };
}

describe('The 997', () => {
  it('accepts a sound manifest and goes back to its sender', () => {
    const { report, envelope } = answered(oceanManifest());
    const text = write997(report, envelope)!;
    expect(lines(text)).toEqual(['ST*997*0001', 'AK1*SO*7', 'AK2*309*0001', 'AK5*A', 'AK9*A*1*1*1', 'SE*6*0001']);
    expect(readInterchangeText(text, ALL).report.header).toMatchObject({
      sender: 'PORTWAY',
      receiver: 'MAEU',
      control: '000000900',
    });
  });

  it('rejects a set with the segment, element, code and value at fault', () => {
    const segments = [
      ...oceanManifest().map((s): OutSegment => (s[0] === 'P4' ? ['P4', '2704', '20261324', 2] : s)),
      ['ZZZ', 1],
    ];
    const { report } = readInterchangeText(interchangeOf(segments));
    expect(lines(write997(report, ENVELOPE)!)).toEqual([
      'ST*997*0001',
      'AK1*SO*7',
      'AK2*309*0001',
      'AK3*P4*3*P4*8',
      'AK4*2**8*20261324',
      'AK3*ZZZ*26**1',
      'AK5*R*5',
      'AK9*R*1*1*0',
      'SE*9*0001',
    ]);
  });

  it('tells wrong counts and control numbers of sets and groups', () => {
    const text = interchangeOf(oceanManifest())
      .replace(/SE\*\d+\*0001/, 'SE*99*0009')
      .replace('GE*1*7', 'GE*3*8');
    const { report } = readInterchangeText(text);
    expect(lines(write997(report, ENVELOPE)!).slice(3)).toEqual(['AK5*R*4*3', 'AK9*R*3*1*0*5*4', 'SE*6*0001']);
  });

  it('refuses every group of an interchange that is itself at fault', () => {
    const { report } = readInterchangeText(
      interchangeOf(oceanManifest()).replace('IEA*1*000000041', 'IEA*1*000000042'),
    );
    expect(lines(write997(report, ENVELOPE)!)).toContain('AK9*R*1*1*0');
  });

  it('is not written for acknowledgements, nor for what cannot be read', () => {
    const acknowledgement = write997(answered(oceanManifest()).report, ENVELOPE)!;
    expect(write997(readInterchangeText(acknowledgement).report, ENVELOPE)).toBeUndefined();
    expect(write997(readInterchangeText('no X12 at all').report, ENVELOPE)).toBeUndefined();
  });

  it('is not written for an acknowledgement in a group where none belongs', () => {
    const misplaced = interchangeOf(
      [
        ['AK1', 'SO', 7],
        ['AK9', 'R', 1, 1, 0],
      ],
      'SO',
      '997',
    );
    expect(write997(readInterchangeText(misplaced).report, ENVELOPE)).toBeUndefined();
    expect(write997(readInterchangeText(misplaced.replaceAll('*997*', '*999*')).report, ENVELOPE)).toBeUndefined();
  });

  it('can be written, and read again, whatever stood in the group and the set', () => {
    const text = interchangeOf(oceanManifest())
      .replace('ST*309*0001', 'ST*?*>')
      .replace('GS*SO', 'GS*')
      .replace('*7*X', '*none*X');
    const written = write997(readInterchangeText(text).report, ENVELOPE)!;
    expect(readInterchangeText(written, ALL).report.groups[0]!.status).toBe('A');
  });
});

describe('The 355', () => {
  it('of test data says that nothing was filed, with the bills that were found sound', () => {
    const { manifest, faults, envelope, m10 } = answered(oceanManifest());
    const text = write355(
      { mode: manifest.mode, m10, billsAccepted: 2, billsRejected: 0, faults, tested: true },
      envelope,
    );
    expect(lines(text)).toContain('K1*TEST DATA, NOTHING WAS FILED*BILLS 2 OK 0 REJECTED');
  });

  it('accepts a manifest without fault', () => {
    const { manifest, faults, envelope, m10 } = answered(oceanManifest());
    expect(faults).toEqual([]);
    const text = write355({ mode: manifest.mode, m10, billsAccepted: 2, billsRejected: 0, faults }, envelope);
    expect(lines(text)).toEqual([
      'ST*355*0001',
      'M10*MAEU*O*DK*9321483*PORTWAY MERCHANT*0417W*260417**W*L',
      'K1*MANIFEST ACCEPTED*BILLS 2 OK 0 REJECTED',
      'SE*4*0001',
    ]);
  });

  it('copies each faulty segment under its port and bill and puts the error right after it', () => {
    const segments = oceanManifest().map(
      (s): OutSegment => (s[0] === 'M11' && s[1] === '260000102' ? ['M11', s[1], 'CNSHA', 0, ...s.slice(4)] : s),
    );
    const { faults, envelope, m10 } = answered(segments);
    const copy = 'M11*260000102*CNSHA*0*CTN*4100*K***00*SHANGHAI**MAEU';
    expect(
      lines(write355({ mode: 'ocean', m10, billsAccepted: 1, billsRejected: 1, faults }, envelope)).slice(2, -1),
    ).toEqual([
      'K1*MANIFEST ACCEPTED IN PART*BILLS 1 OK 1 REJECTED',
      'P4*2704*20261124*2',
      'LX*2',
      copy,
      'K1*034 INVALID FOREIGN PORT*M1102 CNSHA',
      'K1*058 ACCUM QTY NOT=BILL QTY*M1103 0',
    ]);
  });

  it('names only the element when whoever found the fault did not say what stood in it', () => {
    const { envelope, m10 } = answered(oceanManifest());
    const fault = {
      code: '038',
      text: 'B/L ALREADY ON FILE',
      remedy: 'Use another number.',
      scope: 'manifest' as const,
      element: 'M1101',
    };
    expect(
      lines(write355({ mode: 'ocean', m10, billsAccepted: 0, billsRejected: 2, faults: [fault] }, envelope)),
    ).toContain('K1*038 B/L ALREADY ON FILE*M1101');
  });

  it('tells faults of the heading after M10 or the truck, in texts of up to sixty characters', () => {
    const segments = truckManifest().map(
      (s): OutSegment => (s[0] === 'VEH' ? ['VEH', 1] : s[0] === 'M10' ? ['M10', 'ABCD', 'J', 'C1', ...s.slice(4)] : s),
    );
    const { manifest, faults, envelope, m10 } = answered(segments, 'AQ');
    expect(
      lines(write355({ mode: manifest.mode, m10, billsAccepted: 0, billsRejected: 1, faults }, envelope)).slice(2, -1),
    ).toEqual([
      'K1*MANIFEST REJECTED*BILLS 0 OK 1 REJECTED',
      'K1*011 INVALID COUNTRY CODE*M1003 C1',
      'VEH*1',
      'K1*402 INV LIC PLATE*VEH09 BLANK',
    ]);
  });

  it('goes on in a second set beyond twenty ports', () => {
    const ports = Array.from({ length: 20 }, (): OutSegment[] => [['P4', '27X4', '20261124']]).flat();
    const { faults, m10 } = answered([...oceanManifest(), ...ports]);
    const extra = faults.filter((fault) => fault.p4).map((fault) => ({ ...fault, p4: { ...fault.p4! } }));
    const text = write355(
      { mode: 'ocean', m10, billsAccepted: 2, billsRejected: 0, faults: [...faults, ...extra] },
      ENVELOPE,
    );
    expect(lines(text).filter((line) => line.startsWith('ST*'))).toHaveLength(2);
  });
});

describe('The 350', () => {
  const bill: BillStatus = {
    billNumber: '260000101',
    issuerScac: 'MAEU',
    quantity: 100,
    dispositionCode: '1C',
    date: '2026-11-24',
    time: '09:31',
    entryType: '01',
    entryNumber: 'B76-0324527-8',
  };
  const notice = {
    mode: 'ocean' as const,
    portCode: '2704',
    arrivalDate: '2026-11-24',
    bills: [bill],
    conveyance: {
      carrierScac: 'MAEU',
      country: 'DK',
      vesselCode: '9321483',
      name: 'PORTWAY MERCHANT',
      voyage: '0417W',
    },
  };

  it('tells the status of each bill in an X4 with entry, quantity and our text', () => {
    const hold: BillStatus = {
      ...bill,
      billNumber: '260000102',
      dispositionCode: '1H',
      entryNumber: undefined,
      text: 'PRESENT CONTAINER AT PIER J EXAMINATION SITE',
    };
    expect(lines(write350({ ...notice, bills: [bill, hold] }, ENVELOPE))).toEqual([
      'ST*350*0001',
      'M10*MAEU*O*DK*9321483*PORTWAY MERCHANT*0417W****L',
      'P4*2704*20261124',
      'X4*260000101*100*01*B7603245278*20261124*0931*1C**MAEU',
      'K1*ENTERED AND RELEASED',
      'X4*260000102*100***20261124*0931*1H**MAEU',
      'K1*CBP HOLD, PORT OF DISCHARGE',
      'K1*PRESENT CONTAINER AT PIER J*EXAMINATION SITE',
      'SE*9*0001',
    ]);
  });

  it('goes on under a second P4 after 9,999 bills', () => {
    const text = write350({ ...notice, bills: Array.from({ length: 10_005 }, () => bill) }, ENVELOPE);
    expect(lines(text).filter((line) => line.startsWith('P4*'))).toHaveLength(2);
    expect(lines(text).filter((line) => line.startsWith('X4*'))).toHaveLength(10_005);
  });

  it('to a truck carrier goes as motor, in group AU', () => {
    const text = write350(
      { ...notice, mode: 'truck', conveyance: { carrierScac: 'ABCD', country: 'CA', voyage: 'ABCDTRIP0001' } },
      ENVELOPE,
    );
    expect(text).toContain('GS*AU*');
    expect(lines(text)[1]).toBe('M10*ABCD*J*CA***ABCDTRIP0001');
  });
});

describe('Texts and codes', () => {
  it('breaks remarks between words, thirty characters by sea and sixty by road, in at most four K1', () => {
    const text = 'THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG '.repeat(20);
    for (const [mode, width] of [
      ['ocean', 30],
      ['truck', 60],
    ] as const) {
      const written = remarks(text, mode);
      expect(written).toHaveLength(4);
      for (const value of written.flatMap((segment) => segment.slice(1)))
        expect(String(value).length).toBeLessThanOrEqual(width);
    }
    expect(remarks('X'.repeat(70), 'ocean')).toEqual([
      ['K1', 'X'.repeat(30), 'X'.repeat(30)],
      ['K1', 'X'.repeat(10), undefined],
    ]);
  });

  it('every disposition text fits one K1 element of an ocean message', () => {
    for (const entry of STATUS_DISPOSITIONS) expect([entry.code, entry.text.length <= 30]).toEqual([entry.code, true]);
  });

  it('code 95 is a deleted in-bond by sea and, since November 2024, a value warning by road', () => {
    expect(statusDisposition('95', 'ocean', '2026-01-01')?.text).toBe('IN-BOND DELETED');
    expect(statusDisposition('95', 'truck', '2026-01-01')?.text).toBe('DAILY VALUE LIMIT EXCEEDED');
    expect(statusDisposition('95', 'truck', '2024-01-01')).toBeUndefined();
  });

  it('no two meanings of a code are in force on one day for one mode', () => {
    for (const mode of ['ocean', 'truck'] as const) {
      const current = STATUS_DISPOSITIONS.filter((entry) => entry.modes.includes(mode)).map((entry) => entry.code);
      expect(new Set(current).size).toBe(current.length);
    }
  });

  it('separators inside a value become spaces', () => {
    const text = new InterchangeWriter(ENVELOPE, 'SO').set('309', [['N1', 'CN', 'A*B~C>D\r\nE']]).end();
    expect(text).toContain('N1*CN*A B C D  E~');
  });

  it('a control number that does not fit is refused before anything is written', () => {
    expect(() => new InterchangeWriter({ ...ENVELOPE, control: 1_000_000_000 }, 'SO')).toThrow(RangeError);
  });
});
