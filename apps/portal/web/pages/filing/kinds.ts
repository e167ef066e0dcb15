import type { Typed } from './schema';

/** What is filed by hand. */
export const KINDS = ['manifest', 'cargo-release', 'entry-summary'] as const;
export type Kind = (typeof KINDS)[number];
export const isKind = (text: string | undefined): text is Kind => KINDS.includes(text as Kind);

export interface KindOfForm {
  /** What is asked first, in this order: `lines[].tariffs[].hts`. All else is there on demand. */
  readonly first: readonly string[];
  /** A new one. */
  readonly empty: { [name: string]: Typed };
  /** Names one filing: rows of a sheet that have the same are one. */
  readonly key: string;
}

const line = (more: { [name: string]: Typed }): Typed[] => [{ number: '1', ...more }];

export const FORMS: Readonly<Record<Kind, KindOfForm>> = {
  manifest: {
    key: 'conveyance.voyage',
    first: [
      'conveyance.carrier',
      'conveyance.voyage',
      'conveyance.modeOfTransport',
      'conveyance.name',
      'conveyance.vesselCode',
      'ports[].port',
      'ports[].estimatedArrival',
      'ports[].bills[].issuer',
      'ports[].bills[].number',
      'ports[].bills[].quantity',
      'ports[].bills[].unit',
      'ports[].bills[].weight',
      'ports[].bills[].weightUnit',
      'ports[].bills[].ladingPort',
      'ports[].bills[].billType',
      'ports[].bills[].parties[].role',
      'ports[].bills[].parties[].name',
      'ports[].bills[].parties[].city',
      'ports[].bills[].parties[].country',
      'ports[].bills[].containers[].number',
      'ports[].bills[].cargo[].quantity',
      'ports[].bills[].cargo[].description',
    ],
    empty: {
      conveyance: { modeOfTransport: '11', manifestType: 'W' },
      ports: [
        {
          bills: [
            {
              billType: '00',
              weightUnit: 'K',
              unit: 'CTN',
              parties: [{ role: 'SH' }, { role: 'CN' }],
              cargo: [{ description: '' }],
            },
          ],
        },
      ],
    },
  },
  'cargo-release': {
    key: 'entryNumber',
    first: [
      'action',
      'entryNumber',
      'entryType',
      'portOfEntry',
      'portOfUnlading',
      'modeOfTransport',
      'importer.number',
      'bondType',
      'estimatedValueDollars',
      'locationOfGoods',
      'conveyance.name',
      'conveyance.voyage',
      'contact.name',
      'contact.phone',
      'bills[].type',
      'bills[].issuer',
      'bills[].number',
      'bills[].quantity',
      'parties[].role',
      'parties[].idType',
      'parties[].id',
      'parties[].name',
      'parties[].addressLines',
      'parties[].city',
      'parties[].state',
      'parties[].postalCode',
      'parties[].country',
      'lines[].number',
      'lines[].countryOfOrigin',
      'lines[].description',
      'lines[].tariffs[].hts',
      'lines[].tariffs[].valueDollars',
      'lines[].parties[].role',
      'lines[].parties[].name',
      'lines[].parties[].addressLines',
      'lines[].parties[].city',
      'lines[].parties[].postalCode',
      'lines[].parties[].country',
    ],
    empty: {
      action: 'add',
      entryType: '01',
      modeOfTransport: '11',
      bondType: '8',
      importer: { type: 'EI' },
      bills: [{ type: 'R' }],
      parties: [{ role: 'SE' }, { role: 'BY' }, { role: 'CN', idType: 'EI' }],
      lines: line({ tariffs: [{ hts: '' }], parties: [{ role: 'MF' }] }),
    },
  },
  'entry-summary': {
    key: 'entryNumber',
    first: [
      'action',
      'entryNumber',
      'entryType',
      'portOfEntry',
      'portOfUnlading',
      'modeOfTransport',
      'importerNumber',
      'consigneeNumber',
      'entryDate',
      'importDate',
      'estimatedArrival',
      'paymentType',
      'carrier',
      'conveyanceName',
      'stateOfDestinationCode',
      'brokerReference',
      'bond.type',
      'bond.surety',
      'bills[].type',
      'bills[].issuer',
      'bills[].number',
      'lines[].number',
      'lines[].countryOfOrigin',
      'lines[].countryOfExport',
      'lines[].exportDate',
      'lines[].description',
      'lines[].chargesDollars',
      'lines[].grossWeightKg',
      'lines[].manufacturerId',
      'lines[].foreignPortOfLadingCode',
      'lines[].relatedPartyIndicator',
      'lines[].articleParties[].articlePartyTypeCode',
      'lines[].articleParties[].articlePartyIdentifier',
      'lines[].tariffs[].hts',
      'lines[].tariffs[].valueDollars',
      'lines[].tariffs[].quantities[].quantity',
      'lines[].tariffs[].quantities[].unit',
      'lines[].tariffs[].dutyCents',
      'lines[].fees[].classCode',
      'lines[].fees[].cents',
      'totals.valueDollars',
      'totals.dutyCents',
      'totals.feeCents',
      'totals.feesByClass[].classCode',
      'totals.feesByClass[].cents',
    ],
    empty: {
      action: 'add',
      entryType: '01',
      modeOfTransport: '11',
      paymentType: '1',
      bond: { type: '8' },
      bills: [{ type: 'M' }],
      lines: line({
        relatedPartyIndicator: 'N',
        articleParties: [{ articlePartyTypeCode: 'M' }, { articlePartyTypeCode: 'S' }],
        tariffs: [{ quantities: [{ quantity: '' }] }],
      }),
      totals: {},
    },
  },
};

/** Names directly under a place that are asked first, in their order. */
export const firstBelow = (first: readonly string[], place: string): readonly string[] => {
  const before = place === '' ? '' : `${place}.`;
  return [
    ...new Set(
      first
        .filter((one) => one.startsWith(before))
        .map((one) => one.slice(before.length).split('.')[0]!.replace('[]', '')),
    ),
  ];
};
/** `lines[].tariffs[]` for `lines.0.tariffs.1`. */
export const placeOf = (path: string): string => path.replace(/\.\d+/g, '[]');
