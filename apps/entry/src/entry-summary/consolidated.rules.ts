import { type CustomsDate, daysBetween, entryCheckDigit } from '#kernel';
import { countryOf } from '#reference';
import { releaseKey } from '../release/release.model';
import type { EntrySummary, ReleaseOnFile } from '../summary-on-file/summary.model';
import { isConsolidated } from './line-kinds';
import { ofEach, ofHeader, ofLines, type RuleContext, type SummaryFinding, type SummaryRule } from './rule';

type Named = NonNullable<EntrySummary['consolidatedReleases']>[number];

const CONSOLIDATED_TYPES = ['01', '06', '11'];
/** Releases of one summary lie within so many days of each other (p. ESF-176). */
const RELEASE_DAYS = 7;
const DOMESTIC = 'US';

/** Keys of the releases that a summary names; those that are whole. */
export const consolidatedKeys = ({
  consolidatedReleases = [],
}: Pick<EntrySummary, 'consolidatedReleases'>): readonly string[] =>
  consolidatedReleases.flatMap(({ filerCode, entryNumber }) =>
    filerCode && entryNumber ? [releaseKey(filerCode, entryNumber)] : [],
  );

const onIndicator = { record: '10', grouping: 'SUMMRY' } as const;
const onRelease = { record: '32', grouping: 'CONREL' } as const;
const NOT_CONSOLIDATED = [{ do: 'remove', at: '/indicators/consolidatedSummaryIndicator' }] as const;
const DROP = [{ do: 'remove', at: '..' }] as const;
const INDICATOR = 'indicators/consolidatedSummaryIndicator';

const ofReleases = (
  field: 'filerCode' | 'entryNumber',
  isBroken: (named: Named, summary: EntrySummary, context: RuleContext, index: number) => boolean | string,
): SummaryRule['found'] => {
  const find = ofEach<Named>('consolidatedReleases', (summary) => summary.consolidatedReleases, field, isBroken);
  return (summary, context) =>
    find(summary, context).map((finding) => ({ ...finding, field: columnOf(summary, finding, field) }));
};

const columnOf = (summary: EntrySummary, { at }: SummaryFinding, field: 'filerCode' | 'entryNumber'): string => {
  const item = summary.consolidatedReleases?.[Number(at.split('/')[2])]?.item ?? 1;
  return `${field === 'filerCode' ? 'releaseEntryFilerCode' : 'releaseEntryNumber'}${item}`;
};

const keyOf = ({ filerCode, entryNumber }: Named): string | null =>
  filerCode && entryNumber ? releaseKey(filerCode, entryNumber) : null;

/** The release that is named, where somebody looked; undefined where none is on file. */
const releaseOf = (named: Named, { consolidated }: RuleContext): ReleaseOnFile | undefined => {
  const key = keyOf(named);
  return key === null ? undefined : consolidated?.release(key);
};

/** A rule that compares each release with what is found once among all of them: a summary may name thousands. */
const comparedWith =
  <T>(
    among: (summary: EntrySummary, context: RuleContext) => T,
    isBroken: (named: Named, found: T, context: RuleContext) => boolean | string,
  ): SummaryRule['found'] =>
  (summary, context) => {
    const found = among(summary, context);
    return ofReleases('entryNumber', (named) => isBroken(named, found, context))(summary, context);
  };

/** Of each release that is on file, what the first that has it has otherwise. */
const unlikeTheFirst = (of: (release: ReleaseOnFile) => string | null | undefined): SummaryRule['found'] => {
  const told = (named: Named, context: RuleContext): string | null | undefined => {
    const release = releaseOf(named, context);
    return release && of(release);
  };
  return comparedWith(
    ({ consolidatedReleases = [] }, context) => {
      for (const named of consolidatedReleases) {
        const first = told(named, context);
        if (first) return first;
      }
      return null;
    },
    (named, first, context) => {
      const own = told(named, context);
      return Boolean(own) && own !== first && `${own} is not ${first}.`;
    },
  );
};

/** The day on which the first of them was released. */
const firstDay = ({ consolidatedReleases = [] }: EntrySummary, context: RuleContext): CustomsDate | null =>
  consolidatedReleases.reduce<CustomsDate | null>((first, named) => {
    const day = releaseOf(named, context)?.releaseDate ?? null;
    return day !== null && (first === null || day < first) ? day : first;
  }, null);

/** A Canadian province is Canada; goods of the United States may stand beside others (p. ESF-177). */
const unlikeTheFirstLine = (
  field: 'countryOfOrigin' | 'countryOfExport',
  isFree: (country: string) => boolean,
): SummaryRule['found'] =>
  ofLines(field, (line, summary) => {
    if (!isConsolidated(summary)) return false;
    const own = countryOf(line[field] ?? '');
    if (own === '' || isFree(own)) return false;
    const first = summary.lines
      .map((each) => countryOf(each[field] ?? ''))
      .find((each) => each !== '' && !isFree(each));
    return first !== undefined && first !== own && `${own} is not ${first}.`;
  });

const anotherNumber = (
  { filerCode, entryNumber }: EntrySummary,
  _at: string,
  { checkDigitOffset }: RuleContext,
): string => {
  const digits = String((Number(entryNumber.slice(0, 7)) + 1) % 10_000_000).padStart(7, '0');
  return `${digits}${entryCheckDigit(filerCode, digits, checkDigitOffset)}`;
};

/** Those that name a release that was named before them. */
const namedBefore = (summary: EntrySummary): ReadonlySet<Named> => {
  const seen = new Set<string>();
  return new Set(
    (summary.consolidatedReleases ?? []).filter((named) => {
      const key = keyOf(named);
      return key !== null && (seen.has(key) || !seen.add(key));
    }),
  );
};

/** Releases that one summary consolidates (usage note (z), pp. ESF-176, 177; 32 record, p. ESF-54). */
export const CONSOLIDATED_RULES = [
  {
    record: '10',
    grouping: 'SUMMRY',
    code: 'B28',
    text: 'ACTION NOT ALLOWED - ALREADY CNSLDTD',
    remedy: 'Take another entry number, or have the summary that accounts for the release let it go first.',
    page: 'ACE error dictionary, July 2026',
    fields: ['entryNumber'],
    of: 'ordinary',
    mend: [{ do: 'set', to: anotherNumber }],
    found: ofHeader('10', 'entryNumber', ({ filerCode, entryNumber }, { consolidated }) => {
      const by = consolidated?.accountedBy(releaseKey(filerCode, entryNumber));
      return by !== undefined && `It is ${by}.`;
    }),
  },
  {
    record: '10',
    grouping: 'SUMMRY',
    code: 'B77',
    text: 'ACTION NOT ALLOWED-ENTRY TYPE CONFLICT',
    remedy: 'Take another entry number: a claim for drawback is on file under this one, and is changed by DE.',
    page: 'ACE error dictionary, July 2026',
    fields: ['entryNumber'],
    of: 'ordinary',
    mend: [{ do: 'set', to: anotherNumber }],
    found: ofHeader(
      '10',
      'entryNumber',
      ({ filerCode, entryNumber }, { isClaim }) => isClaim?.(releaseKey(filerCode, entryNumber)) === true,
    ),
  },
  {
    ...onIndicator,
    code: '228',
    text: 'CONSOLIDATED SUMM IND MUST BE Y',
    remedy: 'Send Y in column 42, or leave it empty.',
    page: 29,
    fields: ['consolidatedSummaryIndicator'],
    mend: [{ do: 'remove' }],
    found: ofHeader('10', INDICATOR, (summary) => {
      const given = summary.indicators?.consolidatedSummaryIndicator;
      return given !== undefined && given !== 'Y';
    }),
  },
  {
    ...onIndicator,
    code: '229',
    text: 'CNSLDTN NOT ALLWD - ENTRY TYPE',
    remedy: 'Consolidate releases under type 01, 06 or 11 only.',
    page: 176,
    fields: ['consolidatedSummaryIndicator'],
    mend: [...NOT_CONSOLIDATED, { do: 'remove', at: '/consolidatedReleases' }],
    found: ofHeader(
      '10',
      INDICATOR,
      (summary) => isConsolidated(summary) && !CONSOLIDATED_TYPES.includes(summary.entryType ?? ''),
    ),
  },
  {
    ...onIndicator,
    code: '230',
    text: 'CNSLDTN NOT ALLWD - ALREADY RLSED',
    remedy: 'Consolidate under an entry number that no cargo release is on file for.',
    page: 176,
    fields: ['consolidatedSummaryIndicator'],
    mend: [...NOT_CONSOLIDATED, { do: 'remove', at: '/consolidatedReleases' }],
    found: ofHeader(
      '10',
      INDICATOR,
      (summary, { consolidated }) => isConsolidated(summary) && consolidated?.ownRelease === true,
    ),
  },
  {
    ...onIndicator,
    code: '257',
    text: 'CNSLDTN NOT ALLWD - REJECTED CORRECTION',
    remedy: 'Leave column 42 and the 32 records empty: what was consolidated in trade control stays so.',
    page: 177,
    fields: ['consolidatedSummaryIndicator'],
    of: 'ordinary',
    mend: [...NOT_CONSOLIDATED, { do: 'remove', at: '/consolidatedReleases' }],
    found: ofHeader(
      '10',
      INDICATOR,
      (summary, { existing }) =>
        isConsolidated(summary) && existing?.control === 'cbp' && existing.state === 'rejected',
    ),
  },
  {
    ...onIndicator,
    code: '147',
    text: 'CARGO RLSE CERT NOT ALLWD-CONSOLIDATED',
    remedy: 'Leave column 40 empty: what is consolidated has been released.',
    page: 'ACE error dictionary, July 2026',
    fields: ['cargoReleaseCertificationRequest'],
    of: 'ordinary',
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '10',
      'indicators/cargoReleaseCertificationRequest',
      (summary) => isConsolidated(summary) && summary.indicators?.cargoReleaseCertificationRequest === 'A',
    ),
  },
  {
    ...onRelease,
    code: '233',
    text: 'RELEASE DETAIL NOT ALLOWED',
    remedy: 'Send Y in column 42 of the 10 record, or leave out the 32 records.',
    page: 176,
    fields: ['releaseEntryNumber'],
    mend: [{ do: 'remove', at: '/consolidatedReleases' }],
    found: (summary) => {
      const [first] = summary.consolidatedReleases ?? [];
      return first && !isConsolidated(summary)
        ? [{ recordIndex: first.recordIndex, at: '/consolidatedReleases', field: 'releaseEntryNumber1' }]
        : [];
    },
  },
  {
    ...onIndicator,
    code: '232',
    text: 'RELEASE DETAIL MISSING',
    remedy: 'Name at least two releases in 32 records.',
    page: 176,
    fields: ['consolidatedSummaryIndicator'],
    mend: [...NOT_CONSOLIDATED, { do: 'remove', at: '/consolidatedReleases' }],
    found: ofHeader(
      '10',
      INDICATOR,
      (summary) => isConsolidated(summary) && (summary.consolidatedReleases?.length ?? 0) < 2,
    ),
  },
  {
    ...onRelease,
    code: '234',
    text: 'RLSE ENTRY FILER CODE MISSING',
    remedy: 'Send the filer code before the entry number of the release.',
    page: 54,
    fields: ['releaseEntryFilerCode'],
    mend: [{ do: 'set', to: (summary: EntrySummary) => summary.filerCode }],
    found: ofReleases('filerCode', ({ filerCode }) => filerCode === null),
  },
  {
    ...onRelease,
    code: '235',
    text: 'RLSE ENTRY NUMBER MISSING',
    remedy: 'Send the entry number behind the filer code of the release.',
    page: 54,
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: ofReleases('entryNumber', ({ entryNumber }) => entryNumber === null),
  },
  {
    ...onRelease,
    code: '236',
    text: 'RLSE ENTRY FILER NOT = CNSLDTD FILER',
    remedy: 'Name releases of the filer code of the summary only.',
    page: 176,
    fields: ['releaseEntryFilerCode'],
    mend: [{ do: 'set', to: (summary: EntrySummary) => summary.filerCode }],
    found: ofReleases('filerCode', ({ filerCode }, summary) => filerCode !== null && filerCode !== summary.filerCode),
  },
  {
    ...onRelease,
    code: '239',
    text: 'RLSE ENTRY NBR = TO CNSLDTD ENT NBR',
    remedy: 'Name other entries than that of the summary.',
    page: 'ACE error dictionary, July 2026',
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: ofReleases(
      'entryNumber',
      ({ filerCode, entryNumber }, summary) =>
        entryNumber !== null && filerCode === summary.filerCode && entryNumber === summary.entryNumber,
    ),
  },
  {
    ...onRelease,
    code: '237',
    text: 'RLSE ENTRY NOT PREVIOUSLY ESTABLISHED',
    remedy: 'File the cargo release first, or leave it out.',
    page: 176,
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: ofReleases(
      'entryNumber',
      (named, summary, context) =>
        context.consolidated !== undefined &&
        isConsolidated(summary) &&
        keyOf(named) !== null &&
        releaseOf(named, context) === undefined,
    ),
  },
  {
    ...onRelease,
    code: '242',
    text: 'RLSE ENTRY DIST NOT = TO CNSLDTD DIST',
    remedy: 'Name releases of the district of the port of entry only.',
    page: 176,
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: ofReleases('entryNumber', (named, { portOfEntry }, context) => {
      const port = releaseOf(named, context)?.portOfEntry;
      return Boolean(port && portOfEntry) && port!.slice(0, 2) !== portOfEntry!.slice(0, 2) && `Its port is ${port}.`;
    }),
  },
  {
    ...onRelease,
    code: '243',
    text: 'RLSE ENTRY ALREADY CONSOLIDATED',
    remedy: 'Leave it out: another summary accounts for it.',
    page: 176,
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: ofReleases('entryNumber', (named, summary, { consolidated }) => {
      const key = keyOf(named);
      const by = key === null ? undefined : consolidated?.accountedBy(key);
      return by !== undefined && by !== releaseKey(summary.filerCode, summary.entryNumber);
    }),
  },
  {
    ...onRelease,
    code: 'W10',
    text: 'RLSE ENTRY HAS ITS OWN SUMMARY',
    remedy: 'Leave it out, or delete the summary that is on file under its number first.',
    page: 'Portway',
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: ofReleases('entryNumber', (named, summary, { consolidated }) => {
      const key = keyOf(named);
      return (
        key !== null &&
        key !== releaseKey(summary.filerCode, summary.entryNumber) &&
        consolidated?.hasSummary(key) === true
      );
    }),
  },
  {
    ...onRelease,
    code: 'W11',
    text: 'RLSE ENTRY NAMED TWICE',
    remedy: 'Name each release once.',
    page: 'Portway',
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: comparedWith(namedBefore, (named, again) => again.has(named)),
  },
  {
    ...onRelease,
    code: '244',
    text: 'RLSE ENTRY 7-DAY PERIOD EXCEEDED',
    remedy: 'Consolidate releases that were made within seven days of each other.',
    page: 176,
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: comparedWith(firstDay, (named, first, context) => {
      const own = releaseOf(named, context)?.releaseDate;
      if (!own || first === null) return false;
      return daysBetween(first, own) >= RELEASE_DAYS && `Released ${own}, the first of them ${first}.`;
    }),
  },
  {
    ...onRelease,
    code: '247',
    text: 'RLSE ENTRY MOT MISMATCH',
    remedy: 'Consolidate releases of one mode of transportation.',
    page: 176,
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: unlikeTheFirst(({ modeOfTransport }) => modeOfTransport),
  },
  {
    ...onRelease,
    code: '338',
    text: 'IMMED DELVRY - CNSL RLSE CONFLICT',
    remedy: 'Consolidate releases that all asked for immediate delivery, or none of which did.',
    page: 'ACE error dictionary, July 2026',
    fields: ['releaseEntryNumber'],
    mend: DROP,
    found: unlikeTheFirst(({ immediateDelivery }) => (immediateDelivery ? 'immediate delivery' : 'ordinary')),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '702',
    text: 'MULT C/E NOT ALLOWED FOR CONSOL SUMM',
    remedy: 'Consolidate goods of one country of export.',
    page: 177,
    fields: ['countryOfExportCode'],
    mend: [
      {
        do: 'set',
        to: (summary: EntrySummary) => summary.lines.find((line) => line.countryOfExport)?.countryOfExport ?? null,
      },
    ],
    found: unlikeTheFirstLine('countryOfExport', () => false),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '703',
    text: 'MULT C/O NOT ALLOWED FOR CONSOL SUMM',
    remedy: 'Consolidate goods of one country of origin, and goods of the United States beside them.',
    page: 177,
    fields: ['countryOfOriginCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: unlikeTheFirstLine('countryOfOrigin', (country) => country === DOMESTIC),
  },
] as const satisfies readonly SummaryRule[];
