/** What a file is by its first characters. */
export type FileForm = 'abi' | 'x12' | 'json' | 'sheet';

export const formOf = (name: string, start: string): FileForm | null => {
  if (/\.(csv|xlsx)$/i.test(name)) return 'sheet';
  const text = start.trimStart();
  if (/^ISA/.test(text)) return 'x12';
  if (/^[{[]/.test(text)) return 'json';
  return /^A[0-9A-Z ]{10}/.test(text) ? 'abi' : null;
};

const RECORD = 80;

/** Records of a CATAIR transmission, or segments of an interchange, each as a line of its own. */
export const recordsOf = (form: 'abi' | 'x12', text: string): string[] => {
  if (form === 'x12') {
    const end = text.trimStart()[105] ?? '~';
    return text
      .split(end)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  }
  const lines = text.replace(/\r/g, '').split('\n');
  const records = lines.length > 1 ? lines : (text.match(new RegExp(`.{1,${RECORD}}`, 'g')) ?? []);
  return records.filter((one) => one.trim() !== '');
};

/** What is sent: CATAIR records of 80 columns, a line each; segments with the end they came with. */
export const transmissionOf = (form: 'abi' | 'x12', records: readonly string[], end = '~'): string =>
  form === 'abi'
    ? `${records.map((one) => one.padEnd(RECORD)).join('\n')}\n`
    : `${records.map((one) => `${one}${end}`).join('\n')}\n`;

/** Records with which a transaction begins: its conditions count from there. */
const BEGINS = { abi: { SE: /^SE10/, AE: /^10/ } as Readonly<Record<string, RegExp>>, x12: /^ST\W/ };

/** Places of the first record of each transaction, in the order in which filings are answered. */
export const transactionsIn = (form: 'abi' | 'x12', records: readonly string[]): number[] => {
  const application = form === 'abi' ? (records.find((one) => one.startsWith('B'))?.slice(10, 12) ?? '') : '';
  const begins = form === 'x12' ? BEGINS.x12 : (BEGINS.abi[application] ?? /^10|^SE10/);
  return records.flatMap((one, at) => (begins.test(one) ? [at] : []));
};

/** Columns that a text names by itself, `50 COL 14-23 …`, from 1, both included. */
export const columnsNamed = (text: string): readonly [number, number] | null => {
  const [, from, to] = /\bCOL (\d+)(?:-(\d+))?/.exec(text) ?? [];
  return from ? [Number(from), Number(to ?? from)] : null;
};

export const isTooLong = (form: 'abi' | 'x12', record: string): boolean => form === 'abi' && record.length > RECORD;
