import { COUNTRY_NAMES } from './countries.data';
import { entriesOf } from './effective';

/** Country and Canadian province names by two-letter code. */
export const COUNTRIES: ReadonlyMap<string, string> = new Map(
  entriesOf(COUNTRY_NAMES).map((entry) => [entry.slice(0, 2), entry.slice(3)]),
);

/** Province codes by which Canada is reported as an origin. Source: appendix to 19 CFR part 102. */
const CANADIAN_PROVINCES = new Set('XA XB XC XM XN XO XP XQ XS XT XV XW XY'.split(' '));

/** Countries without normal trade relations pay the column 2 rates. Source: HTS general note 3(b), as last amended in 2022. */
const COLUMN_TWO = new Set(['BY', 'CU', 'KP', 'RU']);

export const isCountryOrProvince = (code: string): boolean => COUNTRIES.has(code);
export const isCanadianProvince = (code: string): boolean => CANADIAN_PROVINCES.has(code);
/** True for a country proper: the only kind a country of export can be. */
export const isCountry = (code: string): boolean => COUNTRIES.has(code) && !CANADIAN_PROVINCES.has(code);
export const paysColumnTwo = (origin: string): boolean => COLUMN_TWO.has(origin);
/** The country behind an origin code: Canada for one of its provinces. */
export const countryOf = (origin: string): string => (CANADIAN_PROVINCES.has(origin) ? 'CA' : origin);
