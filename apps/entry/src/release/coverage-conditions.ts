/** What a cargo release is told of its bond: code, text, remedy, source. 018 is of the published list, the others are Portway's own. `bond.spec.ts` proves each. */
export const COVERAGE_CONDITIONS = [
  [
    '018',
    'NO ACTIVE CONTINUOUS BOND',
    'Have the surety file a continuous bond of activity 1 of the importer, in force on the day, or add the importer to one; then file again. A single transaction bond is type 9.',
    'SE input validation rules, edition of 4 January 2014; 19 CFR 142.4',
  ],
  [
    'PK0',
    'SINGLE TRANSACTION BOND NOT ON FILE',
    'Have the surety file a single transaction bond for this entry number, then file again: a bond that is on its way covers nothing yet.',
    'Portway; 19 CFR 142.4',
  ],
  [
    'PK1',
    'SURETY IS NOT THAT OF THE BOND',
    'Send the surety of the bond on file (SE20 V1).',
    'Cargo Release guide v40, p. SE-57',
  ],
  [
    'PK2',
    'AMOUNT IS NOT THAT OF THE BOND',
    'Send the amount of the bond on file (SE20 AMT).',
    'Cargo Release guide v40, p. SE-57',
  ],
  [
    'PK3',
    'BOND AMOUNT IS NOT SUFFICIENT',
    'Have the surety supersede the bond, or add one, so that both are good for the value of the goods.',
    'Portway; 19 CFR 113.13',
  ],
  [
    'PK4',
    'BOND CANNOT BE WAIVED',
    'Send 8 or 9 with a bond on file.',
    'Entry Summary Create/Update, p. ESF-158; 19 CFR 142.4',
  ],
  [
    'PK5',
    'IMPORTER IS NOT PRINCIPAL OF THE BOND',
    'Have the bond filed for the importer of record of the entry.',
    'Portway; 19 CFR 142.4',
  ],
  [
    'PK6',
    'CONTINUOUS BOND INSUFFICIENT',
    'CBP holds the bond to be too small: have the surety file a larger one, or file a single transaction bond for this entry.',
    'Portway; 19 CFR 113.13',
  ],
] as const;
