/** Certifications and authorisations that a trusted trader may give once for a time instead of with each transaction. */
export const CERTIFICATIONS: readonly { readonly name: string; readonly insteadOf: string; readonly source: string }[] =
  [
    {
      name: 'transfer to an exam location',
      insteadOf: 'the request to move goods to another examination site',
      source: '19 CFR 151.15(c): annual blanket transfer',
    },
    {
      name: 'Lacey Act declaration',
      insteadOf: 'the declaration of plants with each entry',
      source: '7 CFR part 357; agreed with APHIS',
    },
    {
      name: 'preference certification',
      insteadOf: 'a certification of origin with each shipment',
      source: '19 CFR 182.12: identical goods, up to 12 months',
    },
    {
      name: 'toxic substances certification',
      insteadOf: 'the statement with each shipment',
      source: '19 CFR 12.121: blanket certification, one calendar year',
    },
  ];
export const LONGEST_DAYS = 366;

export const certificationTable = (): string =>
  [
    '| certification | instead of | source |',
    '|---|---|---|',
    ...CERTIFICATIONS.map(({ name, insteadOf, source }) => `| ${name} | ${insteadOf} | ${source} |`),
  ].join('\n');
