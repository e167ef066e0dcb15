import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { capabilitiesFor } from '#access';
import { entrySubject, EntrySummaryFiled, kindOf, type PowerScope, TeamRequested } from '#contracts';
import type { CustomsDate } from '#kernel';
import { MessageContext, type Received } from '#messaging';
import { isChapter98, isChapter99, isPort } from '#reference';
import { publishAnswer } from '../filing/filing-answer';
import { AuthorityRepository } from '../authority/authority.repository';
import type { KnownAuthority } from '../authority/authority.rules';
import { judgedAsRead } from '../filing/reading.rules';
import { dayAt } from '../port-day/port-day';
import { releaseKey } from '../release/release.model';
import { ClaimsOnEntryRepository } from '../claims-on-entry/claims-on-entry.repository';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { deadlineFacts, judgeDeadline, type SummaryDeadline } from '../deadlines/deadline.rules';
import { reliefTold } from './relief.condition';
import { EntryConfig } from '../config/entry.config';
import { LiquidationDesk } from '../liquidation/liquidation.desk';
import {
  fullImporterNumber,
  ImporterRepository,
  type Team,
  type TeamsOfImporters,
} from '../importer/importer.repository';
import { EntrySummaryRepository, type WaitingAnswer } from '../summary-on-file/entry-summary.repository';
import type {
  ClaimsOnEntry,
  StoredSummary,
  SummaryChange,
  EffectOnFile,
  EntrySummary,
  ReleaseOnFile,
  SummaryOnFile,
} from '../summary-on-file/summary.model';
import { columnsAfter, type SummaryEvent } from '../summary-on-file/summary.states';
import { type ImporterWithPowers, missingForFiling } from '../powers-of-attorney/power-of-attorney.rules';
import { importersWithPowers } from '../powers-of-attorney/powers-on-file';
import {
  capabilitiesNeeded,
  judgeCapabilities,
  type MissingCapability,
  SUMMARY_CAPABILITIES,
} from '../capabilities/summary-capability.rules';
import { effectOnFile, judgeSummary, mayAct } from './filing.rules';
import { isCorrection } from './correction.rules';
import { type Liquidation } from '../liquidation/liquidation.model';
import { liquidationOnFile } from '../liquidation/liquidation.rules';
import { judgeAgainstRelease } from './release-match.rules';
import { summaryAnswer, type SummaryResult } from './summary-answer';
import { filedContent, reportSummary } from './summary-report';

const FIRST_VERSION = '00100';
const EVENTS: Readonly<Record<Exclude<EffectOnFile, 'keep'>, SummaryEvent>> = {
  add: 'added',
  replace: 'replaced',
  correct: 'corrected',
  cancel: 'deleted by the filer',
  delete: 'deleted by a rejected filing',
};

/** A summary that was deleted is off file: its number may be filed again. */
const onFile = (
  stored: StoredSummary | undefined,
  liquidation: Liquidation | undefined,
  content: EntrySummary | undefined,
  claims: ClaimsOnEntry | undefined,
): SummaryOnFile | null => {
  if (!stored || stored.state === 'deleted') return null;
  const { state, control, corrected, portOfEntry, importerNumber } = stored;
  return {
    ...{ state, control, corrected, portOfEntry, importerNumber, content: content ?? null },
    liquidation: liquidation ? liquidationOnFile(liquidation) : null,
    ...(claims && { claims }),
  };
};

/** What a power of attorney must allow for a filing to be taken here. */
const SCOPE = kindOf(EntrySummaryFiled).kind as PowerScope;

/** In trade control a replacement keeps the version; after a rejection by customs the major part grows (guide, p. ESF-206). */
function versionAfter(effect: EffectOnFile, stored: StoredSummary | undefined): string | null {
  if (effect !== 'add' && effect !== 'replace' && effect !== 'correct') return null;
  if (effect === 'add' || !stored) return FIRST_VERSION;
  if (stored.control === 'trade') return stored.version;
  return `${String(Number(stored.version.slice(0, 3)) + 1).padStart(3, '0')}00`;
}

/**
 * Entry summaries as filed. They are judged and kept at once, whatever Center and team will say; only the answer of an accepted one
 * waits a moment for its team, as a row that the team's message or the deadline takes (team.consumer.ts, answer-deadline.timer.ts).
 */
@Controller()
export class EntrySummaryConsumer {
  constructor(
    private readonly config: EntryConfig,
    private readonly importers: ImporterRepository,
    private readonly authority: AuthorityRepository,
    private readonly summaries: EntrySummaryRepository,
    private readonly deadlines: DeadlineRepository,
    private readonly liquidations: LiquidationDesk,
    private readonly claims: ClaimsOnEntryRepository,
  ) {}

  @EventPattern<string>(EntrySummaryFiled.type, { batch: true })
  async take(@Payload() messages: Received<EntrySummaryFiled>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager, now } = unit;
    const keys = messages.map(({ data }) => releaseKey(data.filerCode, data.entryNumber));
    const numbers = messages.flatMap(({ data }) =>
      data.importerNumber ? [fullImporterNumber(data.importerNumber)] : [],
    );
    const stored = await this.summaries.lock(manager, keys);
    const releases = await this.summaries.releases(manager, keys);
    const holders = await this.importers.holders(manager, numbers);
    const holdersOf = (number: string): readonly string[] => holders.get(number) ?? [];
    const needed = messages.map(({ data }) => capabilitiesNeeded(data, holdersOf));
    const capabilities = await capabilitiesFor(
      manager,
      SUMMARY_CAPABILITIES.filter((code) => needed.some((list) => list.some((each) => each.code === code))),
      needed.flat().map(({ by }) => by),
    );
    const teams = await this.importers.teams(manager, numbers);
    const authority = await this.authority.read(manager, numbers);
    const onFileNumbers = [...stored.values()].flatMap(({ importerNumber }) =>
      importerNumber ? [fullImporterNumber(importerNumber)] : [],
    );
    const withPowers = await importersWithPowers(
      manager,
      [...numbers, ...onFileNumbers],
      messages.map(({ data }) => data.filerCode),
    );

    const downtimes = await this.deadlines.downtimes(manager);

    const standing = [...stored.values()].filter(({ state }) => state !== 'deleted');
    const liquidations = await this.liquidations.follow(unit, standing, (key) => messages[keys.indexOf(key)]!);
    const corrections = keys.filter((_, index) => isCorrection(messages[index]!.data));
    const contents = await this.summaries.contents(manager, corrections);
    const claims = await this.claims.of(manager, [...stored.keys()]);

    const changes: SummaryChange[] = [];
    const deadlines: SummaryDeadline[] = [];
    const waiting: WaitingAnswer[] = [];
    messages.forEach((message, index) => {
      const { data: filing, id, correlationId } = message;
      const key = keys[index]!;
      const before = stored.get(key);
      const today = dayAt(filing.portOfEntry && isPort(filing.portOfEntry) ? filing.portOfEntry : null, now);
      const { missing, used } = judgeCapabilities(capabilities, needed[index]!, new Date(filing.origin.receivedAt));
      const result = this.judge(
        filing,
        before,
        onFile(before, liquidations.get(key), contents.get(key), claims.get(key)),
        releases.get(key),
        today,
        (number) => holdersOf(number).length > 0,
        missingPowerFor(filing, before, withPowers),
        missing,
      );
      const { effect, version } = result;
      const filed = result.accepted && version !== null;
      const team = filed ? teamOf(teams, authority, filing, today) : null;
      const deadline =
        filed && effect === 'add'
          ? judgeDeadline(deadlineFacts(key, filing, releases.get(key)?.releaseDate ?? null), downtimes, now)
          : null;
      if (deadline) deadlines.push(deadline);
      if (effect !== 'keep') {
        const change = changeOf(key, result, before, team, today);
        changes.push(change);
        const content =
          change.content &&
          filedContent(filing, change.computed, filedOn(filing), deadline?.timeliness ?? null, {
            ...{ entryDate: teamDate(filing, today), lines: classifiedLines(filing) },
          });
        reportSummary(unit, change.after, content, filing.origin.receivedAt, message, filed ? used : []);
      }
      const told = deadline ? reliefTold(filing, deadline) : [];
      const answer = summaryAnswer({ ...result, conditions: [...result.conditions, ...told] }, team);
      if (filed && team === null) {
        unit.publish(TeamRequested, entrySubject(filing), teamRequest(filing, version, today), message);
        waiting.push({ filingId: filing.origin.filingId, correlationId, messageId: id, answer });
      } else publishAnswer(unit, answer, message);
    });
    await this.summaries.save(manager, changes, now);
    await this.deadlines.save(manager, deadlines);
    const last = new Map(changes.map(({ after }) => [after.key, after]));
    await this.liquidations.follow(unit, [...last.values()], (key) => messages[keys.lastIndexOf(key)]!, changes);
    await this.summaries.hold(manager, waiting, new Date(now.getTime() + this.config.TEAM_WAIT_MS));
  }

  private judge(
    filing: EntrySummaryFiled,
    before: StoredSummary | undefined,
    existing: SummaryOnFile | null,
    release: ReleaseOnFile | undefined,
    today: CustomsDate,
    importerOnFile: (number: string) => boolean,
    missingPower: string | null,
    missingCapabilities: readonly MissingCapability[],
  ): SummaryResult {
    const summary = contentOf(filing);
    const filerAuthorised = filing.accountFilerCodes.includes(filing.filerCode);
    const checkDigitOffset = this.config.CHECK_DIGIT_OFFSETS[filing.filerCode] ?? 0;
    let computed: SummaryResult['computed'] = null;
    const conditions = judgedAsRead(
      filing.reading?.map((found) => ({ ...found, lineNumber: null })),
      () => {
        const judgement = judgeSummary(summary, {
          today,
          importerOnFile,
          filerAuthorised,
          missingPower,
          missingCapabilities,
          checkDigitOffset,
          existing,
        });
        computed = judgement.computed;
        return [...judgement.conditions, ...judgeAgainstRelease(summary, release)];
      },
    );
    const accepted = !conditions.some(({ severity }) => severity === 'fatal');
    const filerMayAct = mayAct({ filerAuthorised, missingPower, missingCapabilities });
    const effect = effectOnFile(summary, accepted, existing, filerMayAct);
    return {
      filing,
      accepted,
      effect,
      conditions,
      computed,
      version: accepted ? versionAfter(effect, before) : null,
    };
  }
}

const contentOf = ({
  origin: _origin,
  accountFilerCodes: _codes,
  reading: _reading,
  ...summary
}: EntrySummaryFiled): EntrySummary => summary;

/** The importer that is named, and the one whose summary would be changed. A deletion needs no power: it only takes back. */
const missingPowerFor = (
  filing: EntrySummaryFiled,
  before: StoredSummary | undefined,
  importers: ReadonlyMap<string, ImporterWithPowers>,
): string | null => {
  if (filing.action === 'D') return null;
  const standing = before?.state === 'deleted' ? undefined : before;
  return (
    missingForFiling(importers, filing.importerNumber, filing, SCOPE, filing.portOfEntry) ??
    missingForFiling(importers, standing?.importerNumber, filing, SCOPE, standing?.portOfEntry ?? null)
  );
};

/** The day whose assignment of the importer applies. */
const teamDate = (filing: EntrySummaryFiled, today: CustomsDate): CustomsDate =>
  filing.entryDate ?? filing.estimatedArrival ?? today;

/** The day on which the platform received it, by the clock of the port. */
const filedOn = ({ portOfEntry, origin }: EntrySummaryFiled): CustomsDate =>
  dayAt(portOfEntry && isPort(portOfEntry) ? portOfEntry : null, new Date(origin.receivedAt));

/** Of an assigned importer, while its Center decides; on a day on which the port does, cee says so. */
const teamOf = (
  teams: TeamsOfImporters,
  authority: KnownAuthority,
  filing: EntrySummaryFiled,
  today: CustomsDate,
): Team | null => {
  if (!filing.importerNumber) return null;
  const day = teamDate(filing, today);
  const team = teams.on(filing.importerNumber, day);
  if (team === null) return null;
  return authority.decider(team.centerId, day, fullImporterNumber(filing.importerNumber)) === 'port' ? null : team;
};

const teamRequest = (filing: EntrySummaryFiled, version: string, today: CustomsDate): TeamRequested => ({
  filingId: filing.origin.filingId,
  accountId: filing.origin.accountId,
  filerCode: filing.filerCode,
  entryNumber: filing.entryNumber,
  entryType: filing.entryType ?? '',
  summaryVersion: version,
  importerNumber: filing.importerNumber ?? '',
  entryDate: teamDate(filing, today),
  lines: classifiedLines(filing),
});

/** A line counts once, by the number that classifies its goods: numbers of chapters 98 and 99 only add to another. */
const classifiedLines = ({ lines }: EntrySummaryFiled): TeamRequested['lines'] =>
  lines.flatMap(({ tariffs }) => {
    const classifying = tariffs.find(({ hts }) => !isChapter98(hts) && !isChapter99(hts)) ?? tariffs[0];
    return classifying
      ? [{ hts: classifying.hts, valueDollars: tariffs.reduce((sum, { valueDollars }) => sum + valueDollars, 0) }]
      : [];
  });

function changeOf(
  key: string,
  { filing, effect, computed, version }: SummaryResult,
  before: StoredSummary | undefined,
  team: Team | null,
  today: CustomsDate,
): SummaryChange {
  const { filingId, accountId } = filing.origin;
  const revision = (before?.revision ?? 0) + 1;
  const event = EVENTS[effect as Exclude<EffectOnFile, 'keep'>];
  const columns = columnsAfter(before, event);
  if (!columns.ok) throw new Error(`entry summary ${key}: ${columns.problem}`);
  if (effect === 'cancel' || effect === 'delete') {
    return {
      after: { ...before!, ...columns.value, revision },
      event,
      filingId,
      accountId,
      content: null,
      computed: null,
    };
  }
  return {
    after: {
      key,
      accountId,
      filingId,
      ...columns.value,
      version: version!,
      revision,
      portOfEntry: filing.portOfEntry,
      brokerReference: filing.brokerReference,
      importerNumber: filing.importerNumber,
      entryDate: teamDate(filing, today),
      teamState: team ? 'assigned' : 'pending',
      centerId: team?.centerId ?? null,
      teamNumber: team?.teamNumber ?? null,
    },
    event,
    filingId,
    accountId,
    content: contentOf(filing),
    computed,
  };
}
