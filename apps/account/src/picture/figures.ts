/** What is counted and added up, and what a number of it counts. Each is counted in the month of the day that is named with it, by the port's clock. */
export const FIGURES = {
  entries: 'entries filed and not cancelled, by the day on which the first of release and summary was filed',
  released: 'entries whose goods were released, by the day of the release',
  release_timed: 'of these, those released after they were filed: only they have a time between',
  release_seconds: 'seconds from the first filing of their releases to the release, all together',
  examined: 'entries with an examination, by the day on which the latest was ordered',
  exams_ended: 'of these, those whose examination is over',
  exam_seconds: 'seconds from the order of these examinations to their end, all together',
  summaries: 'entry summaries on file, by the day on which they were filed first',
  summaries_rejected: 'of these, those that CBP rejected and that were not replaced yet',
  on_time: 'of the summaries, those filed in time as judged at their filing',
  relieved: 'of the summaries, those in time only by the relief of a downtime, as judged at their filing',
  late: 'of the summaries, those filed late as judged at their filing',
  value_dollars:
    'entered value of the summaries that are accepted, whole dollars, by the day on which they were filed first',
  duty_cents: 'duty owed on them as computed at acceptance, whole cents',
  fee_cents:
    'fees owed on them as computed at acceptance, whole cents; of an entry as a whole, so in no chapter and no country',
  on_hold: 'entries and bills that are on hold now, by the day on which they were filed',
  exams_open: 'entries whose examination is not over now, by the day on which they were filed',
  documents_open: 'entries that wait for documents now, by the day on which they were filed',
  bills: 'bills of lading on file, by the day of the estimated arrival',
  bills_arrived: 'of these, those that arrived',
  filings_rejected: 'filings that were rejected or not processed, by the day of receipt in UTC',
} as const;
export type Figure = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as Figure[];
export type Figures = Record<Figure, number>;

/** What is counted of bonds: each bond that an entry names, by the day on which the first of release and summary was filed. */
export const BOND_FIGURES = {
  bonds: 'bonds named by entries that are not cancelled',
  bonds_not_required: 'entries that say that no bond is required, or that it is waived (type 0)',
  amount_cents: 'amounts of single transaction bonds as the filings name them, whole cents',
  amounts_not_named: 'of the bonds, those whose amount no filing names: continuous bonds',
} as const;
export const BOND_FIGURE_NAMES = Object.keys(BOND_FIGURES) as (keyof typeof BOND_FIGURES)[];
export type BondFigures = Record<keyof typeof BOND_FIGURES, number>;

/** What bonds are divided by, beside months: each with its column of their figures. */
export const BOND_DIMENSIONS = {
  bySurety: 'surety',
  byType: 'bond_type',
  byDesignation: 'designation',
  byPort: 'port',
  byCenter: 'center',
} as const;

/** The figures as Markdown table for the partner documents. */
export const figureTable = (figures: Readonly<Record<string, string>> = FIGURES): string =>
  [
    '| figure | counts |',
    '|---|---|',
    ...Object.entries(figures).map(([name, says]) => `| \`${name}\` | ${says} |`),
  ].join('\n');

/** Port and mode of a cell of `place` stand together in its value, with a blank between: at which place which. */
export const PLACES = { byPort: 1, byMode: 2 } as const;
