/** Why a Center rejects a summary: codes of three characters, as UC E1 has room for. They are the platform's own; CBP's list is in no public guide. */
export const REJECTION_CODES = [
  { code: 'R01', says: 'classification', kind: 'classification' },
  { code: 'R02', says: 'value', kind: 'value' },
  { code: 'R03', says: 'country of origin or marking', kind: 'origin' },
  { code: 'R04', says: 'document missing or insufficient', kind: 'documents' },
  { code: 'R05', says: 'claim of preference, quota or an exemption', kind: 'preference' },
  { code: 'R06', says: 'antidumping or countervailing duty case', kind: 'AD/CVD' },
  { code: 'R07', says: 'computation of duty, taxes and fees', kind: 'other' },
  { code: 'R08', says: 'importer, bond or power of attorney', kind: 'other' },
  { code: 'R99', says: 'something else, which the text says', kind: 'other' },
] as const;
