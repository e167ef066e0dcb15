import ports from '../../api/ports.json';

export type CheckName =
  | 'missing'
  | 'notMoney'
  | 'notWhole'
  | 'notDay'
  | 'notChoice'
  | 'tooLong'
  | 'notForm'
  | 'notPort'
  | 'checkDigit'
  | 'notHts';

const PORTS = ports as Readonly<Record<string, { readonly name: string; readonly state: string }>>;

/** Fields whose value is a port of entry (Schedule D). */
export const isPortField = (name: string): boolean =>
  /^(port|portOfEntry|portOfUnlading|processingPort|designatedExamPortCode|destinationPort|preparerPort)$/.test(name);

/** Name of a port; undefined where there is none of this code. */
export const portName = (code: string): string | undefined => {
  const port = PORTS[code];
  return port && `${port.name}, ${port.state}`;
};

export const PORT_CODES: readonly (readonly [string, string])[] = Object.keys(PORTS)
  .sort()
  .map((code) => [code, portName(code)!] as const);

/** A to I and J to R stand for 1 to 9, S to Z for 2 to 9 (CATAIR appendix E). */
const worthOf = (symbol: string): number => {
  if (symbol <= '9') return Number(symbol);
  const place = symbol.charCodeAt(0) - 65;
  return place < 18 ? (place % 9) + 1 : place - 16;
};

/** Check digit of an entry number, of filer code and seven digits together. A filer may have been granted an offset that is not known here. */
export const entryCheckDigit = (filerAndSerial: string): number => {
  const sum = [...filerAndSerial].reduce((total, symbol, at) => {
    const value = worthOf(symbol) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? (value + 1) % 10 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
};

/** What is wrong with a code that is of the right form. */
export const codeFault = (
  name: string,
  text: string,
): { says: CheckName; fill: Readonly<Record<string, string>> } | null => {
  if (isPortField(name) && !portName(text)) return { says: 'notPort', fill: { code: text } };
  if (name === 'entryNumber') {
    const compact = text.replaceAll('-', '');
    const digit = String(entryCheckDigit(compact.slice(0, 10)));
    if (!compact.endsWith(digit)) return { says: 'checkDigit', fill: { digit } };
  }
  return null;
};
