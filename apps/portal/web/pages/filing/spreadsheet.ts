import { parseCsv, writeCsv } from 'hucre/csv';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Rows } from './sheet';

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
};

/** The first sheet of a file, all cells as text. */
export const readTable = async (name: string, bytes: Uint8Array): Promise<Rows> => {
  if (/\.csv$/i.test(name))
    return parseCsv(new TextDecoder().decode(bytes), { typeInference: false }).map((row) => row.map(textOf));
  const { sheets } = await readXlsx(bytes);
  return (sheets[0]?.rows ?? []).map((row) => row.map(textOf));
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const writeTable = async (form: 'csv' | 'xlsx', rows: Rows): Promise<Blob> => {
  const cells = rows.map((row) => [...row]);
  if (form === 'csv') return new Blob([writeCsv(cells)], { type: 'text/csv' });
  const bytes = await writeXlsx({ sheets: [{ name: 'Filings', rows: cells }] });
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: XLSX });
};
