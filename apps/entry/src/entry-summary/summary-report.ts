import { entrySubject, type SummaryDecided, SummaryReported, type TeamRequested } from '#contracts';
import type { CustomsDate } from '#kernel';
import type { Cause, UnitOfWork } from '#messaging';
import type { SummaryDeadline } from '../deadlines/deadline.rules';
import { summaryBonds } from '../release/bonds.rules';
import { goodsOf } from '../release/goods.rules';
import { isCorrection } from './correction.rules';
import { releaseKey } from '../release/release.model';
import type { ComputedSummary, EntrySummary, StoredSummary } from '../summary-on-file/summary.model';

type Standing = Pick<
  StoredSummary,
  'key' | 'accountId' | 'state' | 'control' | 'revision' | 'portOfEntry' | 'importerNumber' | 'centerId' | 'teamNumber'
>;

type Filed = NonNullable<SummaryReported['filed']>;
/** What else is told with it, left out where there is nothing. */
type Besides = Pick<SummaryReported, 'capabilities' | 'decision' | 'team' | 'liquidation' | 'teamKept'>;

/** Tells where a summary stands; `filed` where its content is new. */
export const reportSummary = (
  unit: UnitOfWork,
  summary: Standing,
  filed: SummaryReported['filed'],
  acceptedAt: string | null,
  cause: Cause,
  besides: Besides = {},
): void => {
  const { key, accountId, state, control, revision, portOfEntry, importerNumber, centerId, teamNumber } = summary;
  const number = { filerCode: key.slice(0, 3), entryNumber: key.slice(3) };
  unit.publish(
    SummaryReported,
    entrySubject(number),
    {
      accountId,
      ...number,
      version: revision,
      state,
      control,
      portOfEntry,
      importerNumber,
      centerId,
      teamNumber,
      filed,
      acceptedAt,
      occurredAt: unit.now.toISOString(),
      ...besides,
    },
    cause,
  );
};

type RefusedDecision = Pick<SummaryDecided, 'filerCode' | 'entryNumber' | 'accountId' | 'decisionId'>;

/**
 * Tells a Center that a decision was not carried out, and why, with where the summary stands. One that is not on file is told as the first revision of a deleted one, under
 * the account that decided: whoever knows a later revision keeps that.
 */
export const reportRefusal = (
  unit: UnitOfWork,
  { filerCode, entryNumber, accountId, decisionId }: RefusedDecision,
  summary: StoredSummary | undefined,
  refusal: string,
  cause: Cause,
): void =>
  reportSummary(
    unit,
    summary ?? {
      ...{ key: releaseKey(filerCode, entryNumber), accountId, state: 'deleted', control: 'trade', revision: 1 },
      ...{ portOfEntry: null, importerNumber: null, centerId: null, teamNumber: null },
    },
    null,
    null,
    cause,
    { decision: { decisionId, refusal } },
  );

/** @param computed null where nothing could be computed: then nothing is owed by it */
export const filedContent = (
  {
    entryType,
    modeOfTransport,
    lines,
    bond,
    bonds,
    correction,
  }: Pick<EntrySummary, 'entryType' | 'modeOfTransport' | 'lines' | 'bond' | 'bonds' | 'correction'>,
  computed: ComputedSummary | null,
  filedOn: string,
  deadline: Pick<SummaryDeadline, 'timeliness' | 'dueDate'> | undefined,
  imports: { readonly entryDate: CustomsDate; readonly lines: TeamRequested['lines'] },
): Filed => ({
  entryType,
  modeOfTransport,
  filedOn,
  timeliness: deadline?.timeliness ?? null,
  ...(deadline && { dueDate: deadline.dueDate }),
  valueDollars: computed?.valueDollars ?? 0,
  dutyCents: computed?.dutyCents ?? 0,
  feeCents: computed?.feeCents ?? 0,
  ...(computed?.declared && { declared: computed.declared }),
  goods: goodsOf(
    lines,
    computed?.lines.map(({ dutyCents }) => dutyCents),
  ),
  bonds: summaryBonds(bond, bonds),
  ...(isCorrection({ correction }) && {
    correction: {
      ...{ explanation: correction?.explanation ?? '', reasons: reasonsOf({ correction, lines }) },
      accelerated: correction?.accelerated === 'Y',
    },
  }),
  imports: { entryDate: imports.entryDate, tariffs: byNumber(imports.lines) },
});

/** Codes of header and lines, each once. */
const reasonsOf = ({ correction, lines }: Pick<EntrySummary, 'correction' | 'lines'>): string[] => [
  ...new Set(
    [...(correction?.reasons ?? []), ...lines.flatMap(({ correctionReasons }) => correctionReasons ?? [])].map(
      ({ code }) => code,
    ),
  ),
];

const byNumber = (lines: TeamRequested['lines']): NonNullable<Filed['imports']>['tariffs'] => {
  const found = new Map<string, { hts: string; lines: number; valueDollars: number }>();
  for (const { hts, valueDollars } of lines) {
    const before = found.get(hts);
    found.set(hts, { hts, lines: (before?.lines ?? 0) + 1, valueDollars: (before?.valueDollars ?? 0) + valueDollars });
  }
  return [...found.values()];
};
