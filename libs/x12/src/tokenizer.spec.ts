import { Readable } from 'node:stream';
import fc from 'fast-check';
import { type Segment, tokenize, tokenizeText, Tokenizer } from './tokenizer';
import { interchangeOf, oceanManifest } from './x12.fixture';

const text = interchangeOf(oceanManifest());
const [header, body] = [text.slice(0, 106), text.slice(106)];

function all(input: string): { segments: Segment[]; tokenizer: Tokenizer } {
  const tokenizer = new Tokenizer();
  return { segments: [...tokenizeText(input, tokenizer)].flat(), tokenizer };
}
const plain = (segments: Segment[]) => segments.map((segment) => segment.elements);
const sound = plain(all(text).segments);

describe('The tokenizer', () => {
  it('takes its separators from characters 4, 105 and 106 of ISA', () => {
    const odd = text.replaceAll('*', '|').replaceAll('>', ':').replaceAll('~', '!');
    const { segments, tokenizer } = all(odd);
    expect(tokenizer.separators).toEqual({ element: '|', component: ':', segment: '!', repetition: undefined });
    expect(plain(segments).slice(1)).toEqual(sound.slice(1));
  });

  it('never takes the U of ISA11 for a repetition separator, even from a sender of a later release', () => {
    const later = header.replace('*U*00401*', '*U*00501*') + body;
    const { segments, tokenizer } = all(later);
    expect(tokenizer.separators?.repetition).toBeUndefined();
    expect(plain(segments).slice(1)).toEqual(sound.slice(1));
    expect(all(header.replace('*U*00401*', '*^*00501*') + body).tokenizer.separators?.repetition).toBe('^');
    expect(all(header.replace('*U*00401*', '*^*00401*') + body).tokenizer.separators?.repetition).toBeUndefined();
  });

  it.each([
    ['line ends after each terminator', text.replaceAll('~', '~\r\n')],
    ['a byte order mark', `\ufeff${text}`],
    ['blank lines before and after', `\r\n\r\n${text}\r\n\r\n`],
    ['line feeds as terminators', text.replaceAll('~', '\n')],
    ['line feeds as terminators, doubled', text.replaceAll('~', '\n\n')],
  ])('passes over %s', (_name, input) => {
    const { segments, tokenizer } = all(input);
    expect(tokenizer.fault).toBeUndefined();
    expect(plain(segments).slice(1)).toEqual(sound.slice(1));
  });

  const wrapped = (input: string, width: number, end: string): string =>
    input.replace(new RegExp(`.{${width}}`, 'gs'), `$&${end}`);
  it.each([
    ['80 columns', wrapped(text, 80, '\r\n')],
    ['80 columns, with a line end after the last one', `${wrapped(text, 80, '\n')}\n`],
    ['72 columns', wrapped(text, 72, '\n')],
    [
      '80 columns, each segment on a line of its own',
      text
        .split('~')
        .filter(Boolean)
        .map((segment) => wrapped(`${segment}~`, 80, '\r\n'))
        .join('\r\n'),
    ],
  ])('reads a file that is broken into lines of %s', (_name, input) => {
    const { segments, tokenizer } = all(input);
    expect(tokenizer.fault).toBeUndefined();
    expect(plain(segments)).toEqual(sound);
    const cut = new Tokenizer();
    const read: Segment[] = [];
    for (const character of input) {
      cut.push(character);
      for (let segment = cut.next(); segment; segment = cut.next()) read.push(segment);
    }
    cut.end();
    expect([cut.fault, plain(read)]).toEqual([undefined, sound]);
  });

  it('keeps a line end in a value of a file that is not broken into lines, for the 997 to name', () => {
    const { segments } = all(text.replace('JADE RIVER', 'JADE\nRIVER'));
    expect(segments.find(({ elements }) => elements[2]?.startsWith('JADE\nRIVER'))).toMatchObject({
      id: 'N1',
      unclean: true,
    });
  });

  it.each([
    ['no-isa', 'a file of another kind', '{"manifest": true}'],
    ['no-isa', 'an empty file', ''],
    ['header-truncated', 'a file that ends inside ISA', header.slice(0, 60)],
    ['isa-not-fixed-length', 'an ISA whose elements are not padded', text.replace('PORTWAY        ', 'PORTWAY')],
    ['separators-unusable', 'a letter as segment terminator', `${header.slice(0, 105)}A${body}`],
    ['separators-unusable', 'one character for two separators', `${header.slice(0, 104)}*${text.slice(105)}`],
    ['last-segment-unterminated', 'a file cut inside a segment', text.slice(0, -4)],
    ['segment-too-long', 'a segment that never ends', `${header}GS*${'X'.repeat(20_000)}`],
  ])('answers %s to %s', (code, _name, input) => {
    expect(all(input).tokenizer.fault).toMatchObject({ code, text: expect.any(String), remedy: expect.any(String) });
  });

  it('reads the same segments however the bytes are cut, even through a character', async () => {
    const accented = Buffer.from(text.replace('JADE RIVER', 'JADE RIVIÈRE'));
    const expected = plain(all(accented.toString()).segments);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), async (sizes) => {
        const chunks: Buffer[] = [];
        for (let at = 0, n = 0; at < accented.length; n++) {
          const size = sizes[n % sizes.length];
          chunks.push(accented.subarray(at, at + size!));
          at += size!;
        }
        const segments: Segment[] = [];
        for await (const slice of tokenize(Readable.from(chunks))) segments.push(...slice);
        expect(plain(segments)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
