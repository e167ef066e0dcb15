import { functionTables } from './authority/trade-functions.data';
import { centerTables } from './centers/centers.data';

/** Generated sections of docs/partners/centers.md, by the name they carry there. */
export const centersPartnerTables = (): Readonly<Record<string, string>> => ({
  centers: centerTables(),
  functions: functionTables(),
});
