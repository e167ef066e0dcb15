export interface LiquidationHold {
  readonly code: string;
  readonly kind: 'extension' | 'suspension';
  readonly says: string;
}

/** What holds a liquidation up. Source: entry summary query guide, p. ESQ-31. */
export const LIQUIDATION_HOLDS: readonly LiquidationHold[] = [
  { code: '43', kind: 'suspension', says: 'countervailing duty' },
  { code: '44', kind: 'suspension', says: 'antidumping duty' },
  { code: '45', kind: 'suspension', says: 'antidumping and countervailing duty' },
  { code: '46', kind: 'suspension', says: 'court case' },
  { code: '47', kind: 'suspension', says: 'actual use' },
  { code: '48', kind: 'suspension', says: 'other suspension' },
  { code: '49', kind: 'extension', says: 'extension by customs' },
  { code: '50', kind: 'extension', says: 'extension for the importer' },
  { code: '51', kind: 'extension', says: 'other extension' },
  { code: '65', kind: 'suspension', says: 'evasion case (EAPA)' },
  { code: '66', kind: 'suspension', says: 'injunction' },
];

/** So many the query of an entry summary has room for (p. ESQ-31). */
export const HOLDS_AT_ONCE = 4;

/** Suspensions under which a post summary correction is taken all the same (condition B60). */
export const ADCVD_HOLDS: readonly string[] = ['43', '44', '45'];
