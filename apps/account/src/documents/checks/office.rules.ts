import { ok, refused, type Result } from '#kernel';
import type { DocumentFault } from './document-faults.table';
import { unpacked, type ZipLimits } from './zip.rules';

/** By its main part, and what [Content_Types].xml must say of that. */
const MAIN_PARTS = [
  {
    kind: 'DOCX',
    part: 'word/document.xml',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  },
  {
    kind: 'XLSX',
    part: 'xl/workbook.xml',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  },
] as const;

const PACKED = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x4d, 0x5a],
  [0x25, 0x50, 0x44, 0x46],
].map((start) => Buffer.from(start));

const RELATIONSHIP = /<(?:[\w.-]+:)?Relationship\b(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/** Markup as a reader sees it: whatever its encoding, with characters that are written as numbers. */
const markup = (bytes: Buffer): string => {
  const text =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? bytes.toString('utf16le', 2)
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
            .swap16()
            .toString('utf16le')
        : bytes.toString('utf8');
  return text.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (all, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
};

/** Whether a DOCX or XLSX file may be kept, and which of them it is. */
export const checkedOffice = (
  bytes: Buffer,
  limits: ZipLimits,
): Result<{ readonly kind: 'DOCX' | 'XLSX' }, DocumentFault> => {
  const archive = unpacked(bytes, limits);
  if (!archive.ok) return archive;
  const parts = archive.value;
  const types = markup(parts.get('[content_types].xml') ?? Buffer.alloc(0));
  const names = [...parts.keys()];
  const macro = names.find((name) => /vbaproject|vbadata|activex|ctrlprops|customui/.test(name));
  if (macro || /macroEnabled|vbaProject/i.test(types))
    return refused({ code: 'DOC14', found: macro ?? 'its types say that it has macros' });
  const main = MAIN_PARTS.find(({ part, type }) => parts.has(part) && types.includes(type));
  if (!main) return refused({ code: 'DOC03', found: 'a packed file that is neither DOCX nor XLSX' });
  for (const [name, content] of parts) {
    if (PACKED.some((start) => content.subarray(0, start.length).equals(start)))
      return refused({ code: 'DOC17', found: name });
    if (!/\.(xml|rels)$/.test(name)) continue;
    const text = markup(content);
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) return refused({ code: 'DOC07', found: `${name} declares a document type` });
    if (!name.endsWith('.rels')) continue;
    const outside = (text.match(RELATIONSHIP) ?? []).find(
      (one) => /TargetMode\s*=\s*["']\s*External/i.test(one) && !/\bType\s*=\s*["'][^"']*\/hyperlink\s*["']/i.test(one),
    );
    if (outside) return refused({ code: 'DOC15', found: name });
  }
  return ok({ kind: main.kind });
};
