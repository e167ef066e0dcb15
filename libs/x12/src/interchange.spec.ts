import { processorMs, slowness } from '../../../test/support/machine-speed';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { ELEMENT_CODES, GROUP_CODES, PLAIN_FAULTS, SEGMENT_CODES, SET_CODES } from './faults';
import { inspectInterchange, InterchangeReader, readInterchange } from './interchange';
import { InterchangeWriter, type OutSegment } from './interchange-writer';
import { ManifestReader } from './manifest309';
import { Tokenizer, tokenizeText } from './tokenizer';
import {
  ENVELOPE,
  interchangeOf,
  longManifest,
  oceanManifest,
  readInterchangeText,
  readManifest309,
  truckManifest,
} from './x12.fixture';

const ocean = interchangeOf(oceanManifest());
const truck = interchangeOf(truckManifest(), 'AQ');
const report = (text: string) => readInterchangeText(text).report;
const set = (text: string) => report(text).groups[0]!.sets[0];
/** The text with SE01 made right again after an edit. */
const recount = (text: string): string =>
  text.replace(/SE\*\d+/, `SE*${text.slice(text.indexOf('ST*'), text.indexOf('SE*')).split('~').length}`);
const repeat = (count: number, text: string) => text.repeat(count);
const bills = (count: number) => repeat(count, 'LX*1~');

describe('An interchange', () => {
  it('without fault is accepted with its group and set', () => {
    expect(report(ocean)).toMatchObject({
      accepted: true,
      faults: [],
      header: { sender: 'MAEU', receiver: 'PORTWAY', control: '000000041', usage: 'T' },
      groups: [
        {
          functionalId: 'SO',
          control: '7',
          status: 'A',
          setsDeclared: 1,
          setsAccepted: 1,
          sets: [{ setId: '309', control: '0001', status: 'A' }],
        },
      ],
    });
    expect(report(truck)).toMatchObject({ accepted: true, groups: [{ status: 'A' }] });
  });

  it.each<[code: string, sentence: string, text: string]>([
    ['no-isa', 'a text that is no X12', 'hello'],
    ['header-truncated', 'half an ISA', ocean.slice(0, 50)],
    ['isa-not-fixed-length', 'a short ISA', ocean.replace('MAEU           ', 'MAEU')],
    ['separators-unusable', 'a digit as component separator', `${ocean.slice(0, 104)}1${ocean.slice(105)}`],
    ['segment-too-long', 'an endless segment', ocean.replace('JADE', 'X'.repeat(9000))],
    ['last-segment-unterminated', 'a file cut in the middle', ocean.slice(0, 400)],
    ['isa-element', 'an ISA date that is no date', ocean.replace('*261120*', '*261320*')],
    ['iea-missing', 'a file without IEA', ocean.slice(0, ocean.indexOf('IEA'))],
    ['iea-control-number', 'an IEA02 that is not ISA13', ocean.replace('IEA*1*000000041', 'IEA*1*000000042')],
    ['iea-group-count', 'an IEA01 that counts two groups', ocean.replace('IEA*1*', 'IEA*2*')],
    ['no-group', 'an interchange with nothing in it', `${ocean.slice(0, 106)}IEA*0*000000041~`],
    ['segment-outside-set', 'a segment after SE', ocean.replace('GE*1', 'N9*BN*X~GE*1')],
    ['after-interchange', 'a second interchange in one transmission', ocean + ocean],
    ['too-many-sets', 'ten thousand and one sets', ocean.replace('GE*1', `${repeat(10_001, 'ST*309*0002~')}GE*1`)],
  ])('is refused whole with %s for %s', (code, _sentence, text) => {
    const { accepted, faults } = report(text);
    expect(accepted).toBe(false);
    expect(faults.map((fault) => fault.code)).toContain(code);
  });

  it('is refused whole when it, or a group in it, is addressed to somebody else', () => {
    const addressed = (text: string) => {
      const [tokenizer, reader] = [
        new Tokenizer(),
        new InterchangeReader(undefined, { qualifier: 'ZZ', id: 'PORTWAY' }),
      ];
      for (const slice of tokenizeText(text, tokenizer))
        for (const segment of slice) reader.push(segment, tokenizer.separators!);
      reader.finish(tokenizer.fault);
      const last = reader.take().at(-1)!;
      return last.kind === 'end'
        ? [
            last.report.accepted,
            last.report.faults.map(({ code, segmentId, element }) => `${code} ${segmentId}${element}`),
          ]
        : [];
    };
    expect(addressed(ocean)).toEqual([true, []]);
    expect(addressed(ocean.replace('*ZZ*PORTWAY        *', '*ZZ*PORTWAYTEST    *'))).toEqual([
      false,
      ['not-addressed ISA8'],
    ]);
    expect(addressed(ocean.replace('*ZZ*PORTWAY        *', '*01*PORTWAY        *'))).toEqual([
      false,
      ['not-addressed ISA7'],
    ]);
    expect(addressed(ocean.replace('GS*SO*MAEU*PORTWAY*', 'GS*SO*MAEU*OTHER*'))).toEqual([
      false,
      ['not-addressed GS3'],
    ]);
    expect(report(ocean.replace('*ZZ*PORTWAY        *', '*ZZ*PORTWAYTEST    *')).accepted).toBe(true);
  });

  it('has the same content however its segments are laid out in lines and separated, and another with another segment', async () => {
    const contentOf = async (text: string) => (await inspectInterchange(text)).contentHash;
    const content = await contentOf(ocean);
    expect(content).toMatch(/^[0-9a-f]{64}$/);
    for (const text of [
      ocean.replaceAll('~', '~\r\n'),
      ocean.replaceAll('~', '\n'),
      ocean.replaceAll('*', '|'),
      ocean.replace(/.{80}/gs, '$&\r\n'),
    ])
      expect(await contentOf(text)).toBe(content);
    for (const text of [
      ocean.replace('SHANGHAI', 'NINGBO'),
      ocean.replace('*T*>', '*P*>'),
      ocean.replace('N9*BN*BK1~', ''),
      ocean.replace('JADE RIVER', 'JADE  RIVER'),
    ]) {
      expect(await contentOf(text)).not.toBe(content);
    }
  });

  it.each<[code: string, sentence: string, text: string]>([
    ['1', 'a functional group that is not taken', ocean.replace('GS*SO', 'GS*PO')],
    ['2', 'a version before 004010', ocean.replace('*X*004010', '*X*003040')],
    ['3', 'a group without GE', ocean.replace('GE*1*7~', '')],
    ['4', 'a GE02 that is not GS06', ocean.replace('GE*1*7', 'GE*1*8')],
    ['5', 'a GE01 that counts two sets', ocean.replace('GE*1*7', 'GE*2*7')],
    ['6', 'a group control number with letters', ocean.replaceAll('*7*X', '*A7*X').replace('GE*1*7', 'GE*1*A7')],
    ['19', 'a group control number used twice', ocean.replace(/(GS.*)(IEA)/s, '$1$1$2')],
  ])('has a group refused with AK9 code %s for %s', (code, _sentence, text) => {
    const group = report(text).groups.at(-1)!;
    expect(group).toMatchObject({ status: 'R', setsAccepted: 0 });
    expect(group.codes).toContain(code);
  });

  it.each<[code: string, sentence: string, text: string]>([
    ['1', 'a set that is not taken', ocean.replace('ST*309', 'ST*856')],
    ['2', 'a set without SE', ocean.replace(/SE\*\d+\*0001~/, '')],
    ['3', 'an SE02 that is not ST02', ocean.replace(/(SE\*\d+\*)0001/, '$10002')],
    ['4', 'an SE01 that is not the count', ocean.replace(/SE\*\d+/, 'SE*99')],
    ['5', 'a segment in error', ocean.replace('P4*2704*20261124', 'P4*2704*20261324')],
    ['6', 'an ST01 that is no identifier', ocean.replace('ST*309', 'ST*9')],
    ['7', 'an ST02 that is too short', ocean.replaceAll('*0001~', '*1~')],
    ['23', 'an ST02 used twice in a group', ocean.replace(/(ST.*SE\*\d+\*0001~)/s, '$1$1')],
  ])('has a set rejected with AK5 code %s for %s', (code, _sentence, text) => {
    const last = report(text).groups[0]!.sets.at(-1)!;
    expect(last.status).toBe('R');
    expect(last.codes).toContain(code);
  });

  it.each<[code: string, status: 'E' | 'R', sentence: string, text: string]>([
    ['1', 'E', 'a segment nobody knows', ocean.replace('LX*1~', 'LX*1~ZZZ*1~')],
    ['3', 'R', 'a 309 without M10', ocean.replace(/M10[^~]*~/, '')],
    ['4', 'R', 'a twenty-first port', ocean.replace(/(SE\*)/, `${repeat(20, 'P4*2704*20261124~')}$1`)],
    ['4', 'R', 'a ten-thousandth bill in one port', ocean.replace(/(SE\*)/, `${bills(9998)}$1`)],
    ['5', 'R', 'a second M11 in one bill', ocean.replace(/(M11[^~]*~)/, '$1$1')],
    ['6', 'E', 'a known segment that has no place in a 309', ocean.replace('LX*1~', 'LX*1~V9*ABC~')],
    ['6', 'E', 'a truck segment in an ocean manifest', ocean.replace('P4*', 'VEH*1~P4*')],
    ['7', 'R', 'an address before its party', ocean.replace('N9*BN*BK1~', 'N3*1 STREET~N9*BN*BK1~')],
    ['8', 'R', 'a segment with element errors', ocean.replace('*CTN*4100*', '*CTN*HEAVY*')],
  ])('has AK3 code %s and status %s for %s', (code, status, _sentence, text) => {
    const judged = set(recount(text));
    expect(judged).toMatchObject({ status, codes: ['5'] });
    expect(judged!.faults.map((fault) => fault.code)).toContain(code);
  });

  it.each<[code: string, severity: string, element: number, sentence: string, text: string]>([
    ['1', 'reject', 1, 'a bill without a number', ocean.replace('M11*260000101', 'M11*')],
    ['2', 'reject', 10, 'a vessel code without its qualifier', ocean.replace('*W*L~', '*W~')],
    ['3', 'noted', 6, 'more elements than P4 has', ocean.replace('20261124*2~', '20261124*2***X~')],
    ['4', 'reject', 1, 'a carrier code of one letter', ocean.replace('M10*MAEU', 'M10*M')],
    ['5', 'noted', 2, 'a name of seventy characters', ocean.replace('JADE RIVER FURNITURE WORKS', 'J'.repeat(70))],
    ['6', 'reject', 3, 'a quantity with letters', ocean.replace('*57035*100*', '*57035*1OO*')],
    ['6', 'reject', 2, 'a control character in a name', ocean.replace('JADE', 'JA\u0007DE')],
    ['7', 'reject', 9, 'a manifest type that is no code', ocean.replace('*W*L~', '*Q*L~')],
    ['8', 'reject', 2, 'the thirtieth of February', ocean.replace('20261124', '20260230')],
    ['9', 'reject', 5, 'a quarter past twenty-five', ocean.replace('20261124*2~', '20261124*2**2515~')],
  ])('has AK4 code %s, %s, at element %i for %s', (code, severity, element, _sentence, text) => {
    const elements = set(text)!.faults.flatMap((fault) => fault.elements);
    expect(elements).toContainEqual(expect.objectContaining({ code, severity, element }));
  });

  it('keeps the other sets of a group when one is rejected (AK9 status P)', () => {
    const writer = new InterchangeWriter(ENVELOPE, 'SO');
    writer.set('309', oceanManifest()).set('309', [['M10', 'X']]);
    expect(report(writer.end()).groups[0]).toMatchObject({ status: 'P', setsDeclared: 2, setsAccepted: 1 });
  });

  it('notes what leaves the meaning clear and accepts the set with status E', () => {
    const noted = interchangeOf([...oceanManifest(), ['ZZZ', 1]]);
    expect(report(noted)).toMatchObject({
      accepted: true,
      groups: [{ status: 'E', setsAccepted: 1, sets: [{ status: 'E', codes: ['5'] }] }],
    });
  });

  it('names the position of a faulty segment counted from ST', () => {
    expect(set(ocean.replace('P4*2704*20261124', 'P4*2704*20261324'))!.faults).toEqual([
      {
        segmentId: 'P4',
        position: 3,
        loop: 'P4',
        code: '8',
        severity: 'reject',
        elements: [{ element: 2, name: 'Estimated arrival', code: '8', severity: 'reject', value: '20261324' }],
      },
    ]);
  });

  it('keeps two hundred faulty segments of a set and counts the rest', () => {
    const text = interchangeOf([...oceanManifest(), ...Array.from({ length: 1000 }, (): OutSegment => ['ZZZ'])]);
    expect(set(text)!.faults).toHaveLength(200);
    expect(set(text)!.faultCount).toBe(1000);
  });

  it('has a text for every code it can answer', () => {
    for (const entry of [...Object.values(SEGMENT_CODES), ...Object.values(ELEMENT_CODES)])
      expect(entry.text).not.toBe('');
    for (const text of [...Object.values(SET_CODES), ...Object.values(GROUP_CODES)]) expect(text).not.toBe('');
    for (const [text, remedy] of Object.values(PLAIN_FAULTS))
      expect([text, remedy]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  });
});

describe('Whatever is sent', () => {
  const everything = (text: string) => {
    const { report: judged, sets } = readInterchangeText(text);
    for (const held of sets) readManifest309(held.segments);
    return judged;
  };

  it('random text never throws and is never accepted', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (noise) =>
        expect(everything(noise).accepted).toBe(false),
      ),
      { numRuns: 300 },
    );
  });

  it('random bytes behind a sound ISA never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        const judged = await inspectInterchange([ocean.slice(0, 106), noise]);
        expect(judged.accepted).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('a manifest cut anywhere never throws and is never accepted', () => {
    for (let at = 0; at < truck.length; at++) expect(everything(truck.slice(0, at)).accepted).toBe(false);
  });

  it('a manifest with any stretch overwritten never throws', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('~', '*', 'LX*1~', 'SE*1*0001~', 'GE*1*7~', 'P4*~', 'M13*~', 'N10*~', 'ISA', 'IEA*1*000000041~'),
    );
    fc.assert(
      fc.property(fc.nat(ocean.length), fc.nat(200), piece, (at, length, noise) => {
        everything(ocean.slice(0, at) + noise + ocean.slice(at + length));
      }),
      { numRuns: 1000 },
    );
  });

  it('what is written is read back, segment by segment', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ABCXYZ019 .,-/&é'), maxLength: 20 });
    const segment = fc
      .tuple(fc.constantFrom('N1', 'N9', 'M11', 'LX'), fc.array(value, { minLength: 1, maxLength: 8 }))
      .map(([id, values]) => {
        const last = values.findLastIndex((entry) => entry !== '');
        return [id, ...values.slice(0, last + 1)];
      });
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 20 }),
        fc.integer({ min: 1, max: 999_999_999 }),
        (segments, control) => {
          const text = interchangeOf([['M10', 'MAEU'], ['P4', '2704'], ['LX', '1'], ...segments], 'SO', '309', {
            ...ENVELOPE,
            control,
          });
          const { report: judged, sets } = readInterchangeText(text);
          expect(judged).toMatchObject({ accepted: true, header: { control: String(control).padStart(9, '0') } });
          expect(judged.groups[0]!.sets[0]!.codes.filter((code) => code !== '5')).toEqual([]);
          const placed = sets[0]!.segments.map((entry) => entry.elements);
          for (const entry of placed.slice(3)) expect(segments).toContainEqual(entry);
          const unplaced = judged.groups[0]!.sets[0]!.faults.filter((fault) =>
            ['1', '6', '7'].includes(fault.code),
          ).length;
          expect(placed.length - 3 + unplaced).toBe(segments.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('A manifest of 20 MB', () => {
  /** Reads it bill by bill; `between` runs after each slice. Answers how many bills came without fault. */
  async function readLong(between: (slices: number) => void): Promise<number> {
    const reader = new ManifestReader();
    let [bills, slices] = [0, 0];
    for await (const slice of readInterchange(longManifest(20_000_000))) {
      for (const event of slice) {
        if (event.kind === 'segment') reader.push(event.segment);
        else if (event.kind === 'end')
          expect(event.report).toMatchObject({ accepted: true, groups: [{ status: 'A' }] });
      }
      for (const event of reader.take()) if (event.kind === 'bill' && event.faults.length === 0) bills++;
      between(++slices);
    }
    return bills;
  }

  it('is read as a stream that holds no more than 30 MB at any time', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = held();
    const more: number[] = [];
    const bills = await readLong((slices) => {
      if (slices % 6000 === 0) more.push(held() - before);
    });
    expect(bills).toBeGreaterThan(40_000);
    expect(more.length).toBeGreaterThan(2);
    expect(Math.max(...more)).toBeLessThan(30_000_000);
  });

  it('leaves the event loop free for other work while it is read', async () => {
    let [longest, beats, last] = [0, 0, processorMs()];
    const heartbeat = setInterval(() => {
      longest = Math.max(longest, processorMs() - last);
      last = processorMs();
      beats++;
    }, 5);
    await readLong(() => undefined);
    clearInterval(heartbeat);
    expect(beats).toBeGreaterThan(20);
    expect(longest).toBeLessThan(500 * slowness());
  });
});
