import { addDays } from '#kernel';
import { cellsOf, entriesOf } from '#reference';

/**
 * What is decided on imports, and with whom each function can be. Only those of `Center` are moved by delegation orders.
 * Sources: 81 FR 92978 (19 CFR parts as named), 19 CFR 101.1 on what stays with the port director.
 */
export interface TradeFunction {
  readonly code: string;
  readonly name: string;
  /** Who can hold it. `Center`: the port until a delegation order moves it, then the Center. */
  readonly holder: 'Center' | 'port' | 'headquarters';
  readonly source: string;
}

const TABLE = `
entry-summary-review|entry summary review and decisions, validation|Center|81 FR 92978; 19 CFR 141.113
classification-valuation|classification and appraisement|Center|81 FR 92978; 19 CFR part 152
origin-marking|country of origin marking|Center|81 FR 92978; 19 CFR part 134
quota-preference|quota and preference claims|Center|81 FR 92978; 19 CFR parts 10, 132
post-summary-correction|review of Post Summary Corrections|Center|81 FR 92978
requests-and-notices|requests for information (CF-28), notices of action (CF-29)|Center|81 FR 92978; 19 CFR 152.2
liquidation|liquidation, suspension and extension|Center|19 CFR 159.1, 159.12
protests|protests|Center|19 CFR 174.21
redelivery|redelivery for marking and admissibility|Center|19 CFR 141.113
informal-entry-review|review of informal entries|Center|19 CFR 143.22
warehouse-withdrawals|withdrawals from warehouse for consumption|Center|19 CFR 144.31
refunds|refunds before liquidation|Center|19 CFR 173.4a
revenue-collection|collection of duties, taxes and fees on what it decides|Center|81 FR 92978; 19 CFR part 24
cargo-control|arrival, manifest, cargo control, permit to unlade|port|19 CFR 101.1
release|release of cargo|port|19 CFR 101.1, 142.2
examination|examination, hold and detention|port|19 CFR 151.16
exam-site|choice of exam site, in-bond moves to it|port|19 CFR 151.15
release-bond|sufficiency of the bond at release, late summaries|port|19 CFR 142.15
immediate-delivery|privilege of immediate delivery|port|19 CFR 142.21
penalties|fines, penalties and forfeitures|port|19 CFR parts 171, 172
port-staff|overtime and staffing of the port|port|19 CFR 24.16
rulings|rulings and internal advice|headquarters|19 CFR 174.24, 177.11
`;

export const TRADE_FUNCTIONS: readonly TradeFunction[] = entriesOf(TABLE.replaceAll(';', ',')).map(
  (row) => cellsOf(row, ['code', 'name', 'holder', 'source']) as TradeFunction,
);

/** The function that the team of an entry summary is told by. */
export const ENTRY_SUMMARY_REVIEW = 'entry-summary-review';

export interface PastOrder {
  readonly id: string;
  readonly centerId: string;
  readonly phase: 'test' | 'full';
  readonly from: string;
  /** The last day; null where there is none. */
  readonly to: string | null;
  readonly source: string;
}

const FIRST_TEST = 'CEE001 CEE003 CEE006 CEE007';
const SECOND_TEST = 'CEE002 CEE004 CEE005 CEE008 CEE009 CEE010';
const FIRST_FULL = 'CEE001 CEE006 CEE007';
const LAST_FULL = 'CEE002 CEE003 CEE004 CEE005 CEE008 CEE009 CEE010';

const HISTORY: readonly (readonly [centers: string, phase: 'test' | 'full', from: string, source: string])[] = [
  [
    FIRST_TEST,
    'test',
    '2012-08-28',
    '77 FR 52048: applications from this day on; each participant was told its own first day',
  ],
  [
    SECOND_TEST,
    'test',
    '2013-04-04',
    '78 FR 20345: the six further Centers; each participant was told its own first day',
  ],
  [
    FIRST_FULL,
    'full',
    '2015-01-28',
    'delegation of 28 January 2015; how its functions were spread over the six months after it is not published',
  ],
  [
    LAST_FULL,
    'full',
    '2016-03-23',
    'notices of March 2016: the last six Centers; that the seventh began on the same day is assumed',
  ],
];

const fullFrom = (centerId: string): string => (FIRST_FULL.split(' ').includes(centerId) ? '2015-01-28' : '2016-03-23');

/** Orders from before the platform, with ids of their own. The test of a Center ends where its full authority begins. */
export const PAST_ORDERS: readonly PastOrder[] = HISTORY.flatMap(([centers, phase, from, source], at) =>
  centers.split(' ').map((centerId) => ({
    id: `00000000-0000-4000-8000-00000${at + 1}000${centerId.slice(3)}`,
    ...{ centerId, phase, from, source },
    to: phase === 'test' ? addDays(fullFrom(centerId), -1) : null,
  })),
);

/** The functions as a Markdown table for the partner documents. */
export const functionTables = (): string =>
  [
    '| function | what it is | with whom | source |',
    '|---|---|---|---|',
    ...TRADE_FUNCTIONS.map(
      ({ code, name, holder, source }) =>
        `| \`${code}\` | ${name} | ${holder === 'Center' ? 'the port; from its cut-over on the Center' : `the ${holder === 'port' ? 'port' : 'headquarters'}, always`} | ${source} |`,
    ),
    '',
    '| Center | phase | from | to | source |',
    '|---|---|---|---|---|',
    ...PAST_ORDERS.map(
      ({ centerId, phase, from, to, source }) => `| ${centerId} | ${phase} | ${from} | ${to ?? ''} | ${source} |`,
    ),
  ].join('\n');
