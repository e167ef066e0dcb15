import { EntryFilingAnswered, SummaryReported, TeamAssigned } from '#contracts';
import type { MessageContext, Received } from '#messaging';
import type { EntrySummaryRepository, WaitingAnswer } from '../summary-on-file/entry-summary.repository';
import type { StoredSummary } from '../summary-on-file/summary.model';
import { TeamConsumer } from './team.consumer';

const [FIRST, SECOND] = ['0190d1f0-0000-7000-8000-000000000001', '0190d1f0-0000-7000-8000-000000000002'];
const { filerCode, entryNumber } = TeamAssigned.example;

const onFile = (changes: Partial<StoredSummary>): StoredSummary => ({
  ...{ key: `${filerCode}${entryNumber}`, accountId: EntryFilingAnswered.example.origin.accountId, filingId: FIRST },
  ...{ state: 'accepted', control: 'trade', corrected: false, version: '00100', revision: 1, portOfEntry: '2704' },
  ...{ brokerReference: null, importerNumber: '12-3456789', entryDate: '2026-11-24' },
  ...{ teamState: 'pending', centerId: null, teamNumber: null },
  ...changes,
});

/** What is sent, by type, and what is kept when the team that the first filing asked for comes. */
const teamComes = async (summary: StoredSummary) => {
  const told: [type: string, data: Record<string, unknown>][] = [];
  const kept: StoredSummary[] = [];
  const answer = EntryFilingAnswered.example;
  const waiting: WaitingAnswer = { filingId: FIRST, correlationId: FIRST, messageId: null, answer };
  const summaries = {
    lock: () => Promise.resolve(new Map([[summary.key, summary]])),
    release: () => Promise.resolve(new Map([[FIRST, waiting]])),
    saveTeams: (_: unknown, list: StoredSummary[]) => Promise.resolve(void kept.push(...list)),
  };
  const publish = ({ type }: { type: string }, _: string, data: Record<string, unknown>) => told.push([type, data]);
  const unit = { manager: {}, now: new Date('2026-11-24T15:00:00Z'), publish };
  const message = { data: { ...TeamAssigned.example, filingId: FIRST, kept: true } };
  await new TeamConsumer(summaries as unknown as EntrySummaryRepository).take(
    [message as unknown as Received<TeamAssigned>],
    { unit } as unknown as MessageContext,
  );
  return { told, kept };
};

test('a team that the Centers gave is kept, answered, and told to the account alone', async () => {
  const { told, kept } = await teamComes(onFile({}));
  expect(told.map(([type]) => type)).toEqual([EntryFilingAnswered.type, SummaryReported.type]);
  expect(told[1]![1]).toMatchObject({ centerId: 'CEE009', teamNumber: '391', teamKept: true });
  expect(kept).toMatchObject([{ centerId: 'CEE009', teamNumber: '391', teamState: 'assigned' }]);
});

test('a team that a filing before asked for is answered, and not given to the summary that replaced it under another team', async () => {
  const replaced = onFile({
    filingId: SECOND,
    revision: 2,
    teamState: 'assigned',
    centerId: 'CEE007',
    teamNumber: '712',
  });
  const { told, kept } = await teamComes(replaced);
  expect(told.map(([type]) => type)).toEqual([EntryFilingAnswered.type]);
  expect(kept).toEqual([]);
});
