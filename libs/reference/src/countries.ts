import { COUNTRY_NAMES } from './countries.data';
import { entriesOf } from './effective';

/** Country and Canadian province names by two-letter code. */
export const COUNTRIES: ReadonlyMap<string, string> = new Map(
  entriesOf(COUNTRY_NAMES).map((entry) => [entry.slice(0, 2), entry.slice(3)]),
);

/** Province codes by which Canada is reported as an origin. Source: appendix to 19 CFR part 102. */
const CANADIAN_PROVINCES = new Set('XA XB XC XD XE XM XN XO XP XQ XS XT XV XW XY'.split(' '));

/** Countries without normal trade relations pay the column 2 rates. Source: HTS general note 3(b), as last amended in 2022. */
const COLUMN_TWO = new Set(['BY', 'CU', 'KP', 'RU']);

/**
 * Origins whose goods pay no merchandise processing fee: least-developed beneficiary countries, Caribbean Basin
 * beneficiaries, insular possessions and Israel. Source: 19 CFR 24.23(c); lists of HTS general notes 3(a)(iv), 4(b)(i), 7(a).
 */
const MPF_EXEMPT_ORIGINS = new Set([
  ...'AF AO BF BI BJ BT CD CF DJ ET GM GN GW HT KH KI KM LR LS MG ML MM MR MW MZ NE NP RW SB SL SN SO SS ST TD TG TL TV TZ UG VU WS YE ZM'.split(
    ' ',
  ),
  ...'AG AW BB BS BZ CW DM GD GY HT JM KN LC MS TT VC VG'.split(' '),
  ...'AS GU MP UM VI'.split(' '),
  'IL',
]);

/** Insular possessions of the United States. Source: HTS general note 3(a)(iv). */
const INSULAR_POSSESSIONS = new Set(['AS', 'GU', 'MP', 'UM', 'VI']);

export const isMpfExemptOrigin = (origin: string): boolean => MPF_EXEMPT_ORIGINS.has(origin);
export const isInsularPossession = (origin: string): boolean => INSULAR_POSSESSIONS.has(origin);
export const isCountryOrProvince = (code: string): boolean => COUNTRIES.has(code);
/** True for a country proper: the only kind a country of export can be. */
export const isCountry = (code: string): boolean => COUNTRIES.has(code) && !CANADIAN_PROVINCES.has(code);
export const paysColumnTwo = (origin: string): boolean => COLUMN_TWO.has(origin);
/** The country behind an origin code: Canada for one of its provinces. */
export const countryOf = (origin: string): string => (CANADIAN_PROVINCES.has(origin) ? 'CA' : origin);
