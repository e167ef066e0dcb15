import type { CustomsDate } from '#kernel';
import { cellsOf, isInForce, type Effective } from './effective';
import { countryOf } from './countries';

export interface TradeProgram extends Effective {
  /** Special program code of the 40 record. */
  readonly code: string;
  readonly text: string;
  /** Origins that may claim it; empty where goods of any country may. */
  readonly origins: readonly string[];
  /** Goods claimed under it pay no merchandise processing fee (19 CFR 24.23(c)). */
  readonly mpfExempt: boolean;
  /** First and last of the chapters that have articles of it; empty where that is for the schedule alone to say. */
  readonly chapters: readonly (readonly [string, string])[];
}

/** code | origins | MPF exempt | from | to | chapters | text */
const TABLE = `
A||||2020-12-31||Generalized System of Preferences
AU|AU|yes|2005-01-01|||Australia
B|CA||1966-10-21||36-36 38-40 42-42 45-45 48-49 56-57 59-59 63-63 65-65 68-70 73-76 81-85 87-87 90-91 94-94|Automotive products
B#|CA|yes|1966-10-21||36-36 38-40 42-42 45-45 48-49 56-57 59-59 63-63 65-65 68-70 73-76 81-85 87-87 90-91 94-94|Automotive products, goods of an agreement
BH|BH|yes|2006-08-01|||Bahrain
C|||1980-01-01||28-28 39-40 42-42 44-45 48-49 56-59 63-63 68-70 73-76 79-79 81-91 94-94|Civil aircraft
C#|AU BH CA CL CO CR DO GT HN IL KR MX NI OM PA PE SG SV|yes|1980-01-01||28-28 39-40 42-42 44-45 48-49 56-59 63-63 68-70 73-76 79-79 81-91 94-94|Civil aircraft, goods of an agreement
CA|CA|yes|1994-01-01|2020-06-30||Canada, former agreement
CL|CL|yes|2004-01-01|||Chile
CO|CO|yes|2012-05-15|||Colombia
D|AO BJ BW CD CG CI CV DJ GH GM GW KE KM LR LS MG MR MU MW MZ NA NG RW SL SN ST SZ TD TG TZ ZA ZM||2000-10-02|||African Growth and Opportunity Act
E|AG AW BB BS BZ CW DM GD GY HT JM KN LC MS TT VC VG|yes|1984-01-01|||Caribbean Basin
IL|IL|yes|1985-09-01|||Israel
J|BO CO EC PE||1991-12-04|2013-07-31||Andean preference
J+|BO CO EC PE||2002-08-06|2013-07-31||Andean preference, enlarged
JO|JO||2001-12-17|||Jordan
JP|JP||2020-01-01|||Japan
K|||1995-01-01||13-13 15-15 21-40 90-90|Pharmaceutical products
K#|AU BH CA CL CO CR DO GT HN IL KR MX NI OM PA PE SG SV|yes|1995-01-01||13-13 15-15 21-40 90-90|Pharmaceutical products, goods of an agreement
KR|KR|yes|2012-03-15|||Korea
L|||1995-01-01||28-29 32-32 34-34 38-39|Intermediate chemicals for dyes
L#|AU BH CA CL CO CR DO GT HN IL KR MX NI OM PA PE SG SV|yes|1995-01-01||28-29 32-32 34-34 38-39|Intermediate chemicals for dyes, goods of an agreement
MA|MA||2006-01-01|||Morocco
MX|MX|yes|1994-01-01|2020-06-30||Mexico, former agreement
N|EG GZ IL JO WE||1996-11-21|||West Bank, Gaza Strip and qualifying industrial zones
NP|NP||2016-12-30|2025-12-31||Nepal
OM|OM|yes|2009-01-01|||Oman
P|CR DO GT HN NI SV|yes|2006-03-01|||Central America and Dominican Republic
P+|CR DO GT HN NI SV|yes|2006-03-01|||Central America and Dominican Republic, qualifying goods
PA|PA|yes|2012-10-31|||Panama
PE|PE|yes|2009-02-01|||Peru
R|BB BZ CW GY HT JM LC TT||2000-10-02|||Caribbean Basin trade partnership
S|CA MX|yes|2020-07-01|||United States, Mexico and Canada
S+|CA MX|yes|2020-07-01|||United States, Mexico and Canada, qualifying goods
SG|SG|yes|2004-01-01|||Singapore
W|AG AW BB BS BZ CW DM GD GY HT JM KN LC MS TT VC VG||1990-10-01|||Products of Puerto Rico advanced in a Caribbean Basin country
Y|AS GU MP UM VI|yes|1983-01-01|||Insular possessions
Z|FM MH PW||1989-10-18|||Freely associated states`;

/**
 * Special programs. Source: entry summary guide, AE table 8; 19 CFR 24.23(c) for the fee exemption; agreement dates from
 * the HTS general notes; countries of the Caribbean Basin, its trade partnership and Africa from general notes 7, 17 and 16 as of 2026. Goods of an agreement
 * (`#`) are of the countries whose agreement lifts the fee. Chapters of the sectoral programs are those that print their letter in the special column.
 */
export const TRADE_PROGRAMS: readonly TradeProgram[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const { code, origins, mpfExempt, from, to, chapters, text } = cellsOf(row, [
      'code',
      'origins',
      'mpfExempt',
      'from',
      'to',
      'chapters',
      'text',
    ]);
    return {
      code,
      text,
      origins: origins.split(' ').filter(Boolean),
      mpfExempt: mpfExempt === 'yes',
      chapters: chapters
        .split(' ')
        .filter(Boolean)
        .map((range) => range.split('-') as [string, string]),
      from: from || '1976-01-01',
      ...(to && { to }),
    };
  });

const byCode = new Map(TRADE_PROGRAMS.map((program) => [program.code, program]));

export const isTradeProgram = (code: string): boolean => byCode.has(code);

/** The program of a claim when it is in force on the date and open to the origin; undefined when the claim fails. */
export function programFor(code: string, origin: string, date: CustomsDate): TradeProgram | undefined {
  const program = byCode.get(code);
  if (!program || !isInForce(program, date)) return undefined;
  return program.origins.length === 0 || program.origins.includes(countryOf(origin)) ? program : undefined;
}

/** Whether a program may have the article at all, by its chapter. */
export const isArticleOfProgram = (code: string, hts: string): boolean => {
  const chapters = byCode.get(code)?.chapters ?? [];
  const chapter = hts.slice(0, 2);
  return chapters.length === 0 || chapters.some(([first, last]) => first <= chapter && chapter <= last);
};
