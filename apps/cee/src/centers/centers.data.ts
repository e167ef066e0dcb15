import { TYPES_WITHOUT_CENTER } from '#reference';

/**
 * What the tables of Centers, teams and scope begin with. After that the tables rule: a change of scope is a row with its dates.
 *
 * Centers, cities and dates of full authority: 19 CFR 101.10; delegation of 28 January 2015; notices of March 2016. The scope is
 * the platform's default by tariff heading, with the changes of 79 FR 13322 (10 March 2014); team numbers are the platform's own:
 * the first chapter of the segment and a digit.
 */

export interface CenterSeed {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** What the column of before says: builds up to 0.5.0 decide by it. Since then delegation orders say it, with the same days. */
  readonly authorityFrom: string;
}

/** What stands where a Center would, where none decides: in AX, and in messages about what a port decided. */
export const NO_CENTER = 'NOTELG';

const FIRST = '2015-01-28';
const LAST_SIX = '2016-03-23';

export const CENTERS: readonly CenterSeed[] = [
  { id: 'CEE001', code: 'PHC', name: 'Pharmaceuticals, Health and Chemicals', city: 'New York', authorityFrom: FIRST },
  { id: 'CEE002', code: 'APP', name: 'Agriculture and Prepared Products', city: 'Miami', authorityFrom: LAST_SIX },
  { id: 'CEE003', code: 'AUT', name: 'Automotive and Aerospace', city: 'Detroit', authorityFrom: LAST_SIX },
  { id: 'CEE004', code: 'AFT', name: 'Apparel, Footwear and Textiles', city: 'San Francisco', authorityFrom: LAST_SIX },
  { id: 'CEE005', code: 'BAS', name: 'Base Metals', city: 'Chicago', authorityFrom: LAST_SIX },
  { id: 'CEE006', code: 'PNG', name: 'Petroleum, Natural Gas and Minerals', city: 'Houston', authorityFrom: FIRST },
  { id: 'CEE007', code: 'ELE', name: 'Electronics', city: 'Los Angeles and Long Beach', authorityFrom: FIRST },
  {
    id: 'CEE008',
    code: 'CPM',
    name: 'Consumer Products and Mass Merchandising',
    city: 'Atlanta',
    authorityFrom: LAST_SIX,
  },
  {
    id: 'CEE009',
    code: 'IMM',
    name: 'Industrial and Manufacturing Materials',
    city: 'Buffalo',
    authorityFrom: LAST_SIX,
  },
  { id: 'CEE010', code: 'MAC', name: 'Machinery', city: 'Laredo', authorityFrom: LAST_SIX },
];

export interface TeamSeed {
  readonly centerId: string;
  readonly number: string;
  readonly segment: string;
  /** Chapters and headings, single or as a range of the same length. */
  readonly scope: string;
}

const TEAM_TABLE = `
CEE002|011|Animals, meat, fish and dairy|01-05
CEE002|061|Plants, fruit, vegetables and grain|06-14
CEE002|151|Oils and prepared food|15-21 23
CEE002|221|Beverages and tobacco|22 24
CEE006|251|Minerals and ores|25-26
CEE009|252|Stone, cement and plaster|2515-2516 2520-2523
CEE006|271|Petroleum and natural gas|27
CEE001|281|Chemicals|28-29 31-32 34-38
CEE001|301|Pharmaceuticals|30
CEE001|331|Cosmetics and perfumery|33
CEE009|391|Plastics and rubber|39-40
CEE003|401|Tires and tubes|4011-4013
CEE004|411|Leather, luggage and fur|41-43
CEE009|441|Wood, paper and print|44-49
CEE004|501|Fibers, yarn and fabric|50-60
CEE004|611|Apparel and made-up textiles|61-63
CEE004|641|Footwear and headgear|64-67
CEE009|681|Stone, ceramics and glass|68-70
CEE008|711|Jewelry|71
CEE005|721|Iron and steel|72-73
CEE008|732|Household articles of metal|7321 7323
CEE005|741|Other base metals|74-76 78-81
CEE008|821|Cutlery and tools|82
CEE010|822|Tools for machines|8207
CEE005|831|Articles of base metal|83
CEE010|841|Machinery|84
CEE003|842|Engines and turbines|8407-8409 8411-8412
CEE007|847|Computers and office machines|8470-8473
CEE010|850|Motors and generators|8501-8503
CEE007|851|Electronics|85
CEE008|852|Household appliances|8509-8510 8516
CEE003|861|Railway|86
CEE003|871|Motor vehicles|87
CEE003|881|Aircraft and spacecraft|88
CEE003|891|Ships and boats|89
CEE007|901|Instruments|90
CEE001|902|Medical devices|9018-9022
CEE008|903|Optics|9001-9005
CEE008|911|Watches and musical instruments|91-92
CEE008|931|Arms|93
CEE008|941|Furniture and lamps|94
CEE003|942|Vehicle seats|940120
CEE008|951|Toys, sport and sundries|95-96
CEE008|971|Art and antiques|97`;

export const TEAMS: readonly TeamSeed[] = TEAM_TABLE.trim()
  .split('\n')
  .map((row) => {
    const [centerId, number, segment, scope] = row.split('|') as [string, string, string, string];
    return { centerId, number, segment, scope };
  });

export interface ScopeSeed {
  readonly prefix: string;
  readonly teamNumber: string;
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
}

const ALWAYS = '2011-10-01';
const CHANGED = '2014-03-10';
const DAY_BEFORE = '2014-03-09';
const DEFAULT = 'default scope';
const NOTICE = '79 FR 13322';

/** Headings that the notice moved: prefixes, team until the day before, team from that day on. */
const MOVED: readonly [prefixes: string, before: string, after: string][] = [
  ['8511', '841', '871'],
  ['7013', '821', '681'],
  ['7309-7311', '721', '681'],
  ['7414', '741', '681'],
];

/** `8407-8409` becomes 8407, 8408, 8409. */
export const prefixesOf = (ranges: string): string[] =>
  ranges.split(' ').flatMap((range) => {
    const [first, last = first] = range.split('-') as [string, string?];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) =>
      String(Number(first) + i).padStart(first.length, '0'),
    );
  });

export const SCOPE: readonly ScopeSeed[] = [
  ...TEAMS.flatMap(({ number, scope }) =>
    prefixesOf(scope).map((prefix) => ({ prefix, teamNumber: number, from: ALWAYS, to: null, source: DEFAULT })),
  ),
  ...MOVED.flatMap(([prefixes, before, after]) =>
    prefixesOf(prefixes).flatMap((prefix) => [
      { prefix, teamNumber: before, from: ALWAYS, to: DAY_BEFORE, source: NOTICE },
      { prefix, teamNumber: after, from: CHANGED, to: null, source: NOTICE },
    ]),
  ),
];

/** The Centers and their teams as Markdown tables for the partner documents. */
export const centerTables = (): string => {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const centers = CENTERS.map((c) => `| ${c.id} | ${c.code} | ${c.name} | ${c.city} | ${c.authorityFrom} |`);
  const teams = TEAMS.map((t) => {
    const moved = MOVED.filter(([, , after]) => after === t.number).map(
      ([prefixes]) => ` ${prefixes} (since ${CHANGED})`,
    );
    return `| ${t.number} | ${t.centerId} | ${cell(t.segment)} | ${t.scope}${moved.join('')} |`;
  });
  const refused = TYPES_WITHOUT_CENTER.map((n) => `| ${n.entryType} | ${n.reason} | ${n.source} |`);
  return [
    '### Centers\n',
    '| id | code | Center | city | decides since |',
    '|---|---|---|---|---|',
    ...centers,
    '\n### Teams and their chapters and headings\n',
    '| team | Center | segment | tariff numbers that begin with |',
    '|---|---|---|---|',
    ...teams,
    '\n### Entry types answered `NOTELG`\n',
    '| entry type | why | source |',
    '|---|---|---|',
    ...refused,
  ].join('\n');
};
