import type { CustomsDate } from '#kernel';
import type { ReleaseLine } from '#contracts';
import { isChapter99, isHeading, isTariffNumber, tariffArticle } from '#reference';
import {
  type BookRule,
  type Filing,
  type FilingContext,
  type Finding,
  findingsIn,
  type Mend,
  ofHeader,
  type Tariff,
  tariffsIn,
} from './rule';

const ZONE_TYPE = '06';
const PRIVILEGED = 'P';
/** Privileged and non-privileged foreign goods alone may be entered (guide p. SE-64 note 1). */
const ENTERED = [PRIVILEGED, 'N'];
const NOT_ENTERED = ['D', 'Z'];
/** FTZ, number of the zone in three digits, subzone or site and its site: two characters each as before, three each as ACE has them (guide p. SE-40 note 6). */
const ZONE_ID = /^FTZ\d{3}([A-Z0-9]{2}|[A-Z0-9]{4}|[A-Z0-9]{6})$/;
/** SE41 holds eight digits. */
const GREATEST_QUANTITY = 99_999_999;

const isZone = ({ entryType }: Pick<Filing, 'entryType'>): boolean => entryType === ZONE_TYPE;
const isPrivileged = ({ zone }: ReleaseLine): boolean => zone?.status === PRIVILEGED;

/** A number that is known to be in force, or to have been and no longer to be. Of a number that the tariff in use does not have neither is known. */
const isInForce = (hts: string | null, day: CustomsDate): boolean =>
  hts !== null && tariffArticle(hts, day) !== undefined;
export const isOutOfForce = (hts: string | null, day: CustomsDate): boolean =>
  hts !== null && isTariffNumber(hts) && tariffArticle(hts, day) === undefined;

type Zone = NonNullable<ReleaseLine['zone']>;

const ofZones =
  (
    field: keyof Zone,
    isBroken: (zone: Zone, line: ReleaseLine, filing: Filing, context: FilingContext) => boolean | string,
  ) =>
  (filing: Filing, context: FilingContext): readonly Finding[] =>
    findingsIn(filing.lines, (line, at) => {
      const { zone } = line;
      const broken = zone !== undefined && isBroken(zone, line, filing, context);
      if (!broken) return null;
      const found = { recordIndex: zone.recordIndex, at: `/lines/${at}/zone/${field}`, field };
      return broken === true ? found : { ...found, detail: broken };
    });

/** Of tariff numbers and of the number in force beside them (SE61), each at its own record. */
const ofTariffsInLine =
  (
    record: 'SE60' | 'SE61',
    isBroken: (tariff: Tariff, line: ReleaseLine, filing: Filing, context: FilingContext) => boolean,
  ) =>
  (filing: Filing, context: FilingContext): readonly Finding[] =>
    tariffsIn(filing, (tariff, line, at) => {
      if (!isBroken(tariff, line, filing, context)) return null;
      const own = record === 'SE61' && tariff.privilegedForeign;
      return own
        ? { recordIndex: own.recordIndex, at: `${at()}/privilegedForeign/currentHts`, field: 'currentHts' }
        : { recordIndex: tariff.recordIndex, at: `${at()}/hts`, field: 'hts' };
    });

const REMOVED: readonly Mend[] = [{ do: 'remove' }];
/** The record as a whole, from one of its fields. */
const WITHOUT_ZONE: readonly Mend[] = [{ do: 'remove', at: '../../zone' }];
const WITHOUT_CURRENT: readonly Mend[] = [{ do: 'remove', at: '../../privilegedForeign' }];

/** Where SE11 lacks, its fault is told at SE10. */
const ofSe11 = (at: string, isBroken: (filing: Filing) => boolean) => {
  const found = ofHeader('SE11', at, isBroken);
  return (filing: Filing, context: FilingContext): readonly Finding[] =>
    found(filing, context).map((finding) =>
      filing.records.SE11 === null && filing.records.SE10 !== null
        ? { ...finding, recordIndex: filing.records.SE10, record: 'SE10' }
        : finding,
    );
};

/** Rules for goods that leave a foreign trade zone (type 06): SE11, SE41, SE61. */
export const ZONE_RULES = [
  {
    code: 'PB5',
    text: 'INVALID ZONE ID',
    remedy: 'Send FTZ, three digits and the site in SE11 columns 20-39, as in FTZ0260A01 or FTZ02600A001.',
    page: 40,
    record: 'SE11',
    fields: ['conveyanceName'],
    mend: [{ do: 'set', at: '/conveyanceName', to: 'FTZ0260A01' }],
    found: ofSe11('conveyanceName', (filing) => isZone(filing) && !ZONE_ID.test(filing.conveyanceName ?? '')),
  },
  {
    code: 'PB6',
    text: 'FIRMS CODE OF THE ZONE SITE MISSING',
    remedy: 'Send the FIRMS code of the zone site as location of goods (SE11 columns 12-15).',
    page: 40,
    record: 'SE11',
    fields: ['locationOfGoodsCode'],
    mend: [{ do: 'set', at: '/locationOfGoods', to: 'W123' }],
    found: ofSe11('locationOfGoods', (filing) => isZone(filing) && !filing.locationOfGoods),
  },
  {
    code: 'PB7',
    text: 'VOYAGE IS NOT USED FOR TYPE 06',
    remedy: 'Leave SE11 columns 40-44 empty.',
    page: 40,
    record: 'SE11',
    fields: ['voyageNumber'],
    mend: REMOVED,
    found: ofSe11('voyage', (filing) => isZone(filing) && Boolean(filing.voyage)),
  },
  {
    code: 'PB8',
    text: 'ZONE STATUS MISSING',
    remedy: 'Send SE41 behind SE40: type 06 needs it for each line.',
    page: 63,
    record: 'SE40',
    mend: [{ do: 'set', to: () => ({ status: 'N', privilegedFilingDate: null, quantity: 1, recordIndex: null }) }],
    found: (filing: Filing) =>
      filing.lines.flatMap(({ zone, recordIndex }, at) =>
        isZone(filing) && zone === undefined ? [{ recordIndex, at: `/lines/${at}/zone`, field: 'zone' }] : [],
      ),
  },
  {
    code: 'PB9',
    text: 'SE41 IS FOR TYPE 06 ONLY',
    remedy: 'Leave SE41 out.',
    page: 63,
    record: 'SE41',
    mend: WITHOUT_ZONE,
    found: ofZones('status', (_zone, _line, filing) => !isZone(filing)),
  },
  {
    code: 'PC0',
    text: 'INVALID ZONE STATUS',
    remedy: 'Send P for privileged foreign or N for non-privileged foreign goods.',
    page: 63,
    record: 'SE41',
    fields: ['zoneStatusCode'],
    mend: [{ do: 'set', to: 'N' }],
    found: ofZones(
      'status',
      ({ status }, _line, filing) => isZone(filing) && ![...ENTERED, ...NOT_ENTERED].includes(status ?? ''),
    ),
  },
  {
    code: 'PC1',
    text: 'NO ENTRY IN THIS ZONE STATUS',
    remedy: 'Domestic and zone-restricted goods are not entered for consumption: leave the line out.',
    page: 64,
    record: 'SE41',
    fields: ['zoneStatusCode'],
    mend: [{ do: 'set', to: 'N' }],
    found: ofZones('status', ({ status }, _line, filing) => isZone(filing) && NOT_ENTERED.includes(status ?? '')),
  },
  {
    code: 'PC2',
    text: 'INVALID ZONE QUANTITY',
    remedy: 'Send the units that leave the zone: a whole number above zero, at most eight digits.',
    page: 64,
    record: 'SE41',
    fields: ['lineItemQuantity'],
    mend: [{ do: 'set', to: 1 }],
    found: ofZones(
      'quantity',
      ({ quantity }, _line, filing) => isZone(filing) && (!quantity || quantity > GREATEST_QUANTITY),
    ),
  },
  {
    code: 'PC3',
    text: 'FILING DATE IS FOR PRIVILEGED FOREIGN',
    remedy: 'Leave SE41 columns 6-11 empty.',
    page: 63,
    record: 'SE41',
    fields: ['privilegedFilingDate'],
    mend: REMOVED,
    found: ofZones(
      'privilegedFilingDate',
      ({ status, privilegedFilingDate }, _line, filing) =>
        isZone(filing) && privilegedFilingDate !== null && status !== PRIVILEGED,
    ),
  },
  {
    code: 'PC4',
    text: 'FILING DATE WITH A NUMBER IN FORCE',
    remedy: 'Leave SE41 columns 6-11 empty: the date is for tariff numbers that are no longer in force.',
    page: 63,
    record: 'SE41',
    fields: ['privilegedFilingDate'],
    mend: REMOVED,
    found: ofZones(
      'privilegedFilingDate',
      ({ status, privilegedFilingDate }, { tariffs }, filing, { today }) =>
        isZone(filing) &&
        status === PRIVILEGED &&
        privilegedFilingDate !== null &&
        tariffs.length > 0 &&
        tariffs.every(({ hts }) => isInForce(hts, today)),
    ),
  },
  {
    code: 'PC5',
    text: 'FILING DATE MISSING',
    remedy:
      'Send the day on which the goods were granted privileged foreign status: their number is no longer in force.',
    page: 64,
    record: 'SE41',
    fields: ['privilegedFilingDate'],
    mend: [{ do: 'set', to: '2021-06-01' }],
    found: ofZones(
      'privilegedFilingDate',
      ({ status, privilegedFilingDate }, { tariffs }, filing, { today }) =>
        isZone(filing) &&
        status === PRIVILEGED &&
        privilegedFilingDate === null &&
        tariffs.some(
          ({ hts, privilegedForeign }) =>
            isOutOfForce(hts, today) || (privilegedForeign !== undefined && !isInForce(hts, today)),
        ),
    ),
  },
  {
    code: 'PC6',
    text: 'FILING DATE IS TO COME',
    remedy: 'Send the day on which the goods were granted privileged foreign status.',
    page: 64,
    record: 'SE41',
    fields: ['privilegedFilingDate'],
    mend: [{ do: 'set', to: '2021-06-01' }],
    found: ofZones(
      'privilegedFilingDate',
      ({ privilegedFilingDate }, _line, filing, { today }) =>
        isZone(filing) && privilegedFilingDate !== null && privilegedFilingDate > today,
    ),
  },
  {
    code: 'PC7',
    text: 'HTS NUMBER NOT IN FORCE ON FILING DATE',
    remedy: 'Send the number under which the goods were classified when they were granted their status.',
    page: 64,
    record: 'SE60',
    fields: ['htsNumber'],
    mend: [{ do: 'set', at: '../../../zone/privilegedFilingDate', to: '2021-06-01' }],
    found: ofTariffsInLine('SE60', ({ hts }, line, filing, { today }) => {
      const day = line.zone?.privilegedFilingDate ?? null;
      const isOfToday = line.tariffs.every((other) => isInForce(other.hts, today));
      return isZone(filing) && isPrivileged(line) && day !== null && !isOfToday && isOutOfForce(hts, day);
    }),
  },
  {
    code: 'PC8',
    text: 'SE61 IS FOR PRIVILEGED FOREIGN GOODS',
    remedy: 'Leave SE61 out.',
    page: 72,
    record: 'SE61',
    mend: WITHOUT_CURRENT,
    found: ofTariffsInLine(
      'SE61',
      ({ privilegedForeign }, line, filing) =>
        privilegedForeign !== undefined && !(isZone(filing) && isPrivileged(line)),
    ),
  },
  {
    code: 'PC9',
    text: 'SE61 WITH A NUMBER IN FORCE',
    remedy: 'Leave SE61 out: it is for goods whose own tariff number is no longer in force.',
    page: 72,
    record: 'SE61',
    mend: WITHOUT_CURRENT,
    found: ofTariffsInLine(
      'SE61',
      ({ hts, privilegedForeign }, line, filing, { today }) =>
        privilegedForeign !== undefined && isZone(filing) && isPrivileged(line) && isInForce(hts, today),
    ),
  },
  {
    code: 'PD0',
    text: 'CURRENT HTS NUMBER MISSING',
    remedy: 'Send the number that classifies the goods today (SE61): their own is no longer in force.',
    page: 72,
    record: 'SE60',
    mend: [{ do: 'set', at: '../privilegedForeign', to: () => ({ currentHts: '8517130000', recordIndex: null }) }],
    found: ofTariffsInLine(
      'SE60',
      ({ hts, privilegedForeign }, line, filing, { today }) =>
        isZone(filing) &&
        isPrivileged(line) &&
        privilegedForeign === undefined &&
        !isInForce(hts, today) &&
        (line.zone?.privilegedFilingDate !== null || isOutOfForce(hts, today)),
    ),
  },
  {
    code: 'PD1',
    text: 'INVALID CURRENT HTS NUMBER',
    remedy: 'Send the ten digits of a tariff number of the goods that is in force, not of chapter 99.',
    page: 72,
    record: 'SE61',
    fields: ['currentHtsNumber'],
    mend: [{ do: 'set', to: '8517130000' }],
    found: ofTariffsInLine('SE61', ({ privilegedForeign }, _line, _filing, { today }) => {
      if (privilegedForeign === undefined) return false;
      const { currentHts } = privilegedForeign;
      return (
        !/^\d{10}$/.test(currentHts) ||
        isChapter99(currentHts) ||
        !isHeading(currentHts) ||
        isOutOfForce(currentHts, today)
      );
    }),
  },
] as const satisfies readonly BookRule[];
