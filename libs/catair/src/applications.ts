/** Applications that take preparer codes and for which a broker needs a national permit (p. B&B-14); else X23. */
export const PREPARER_APPLICATIONS: ReadonlySet<string> = new Set([
  'AE',
  'SE',
  'DE',
  'RE',
  'NE',
  'SU',
  'CA',
  'TE',
  'PE',
]);
