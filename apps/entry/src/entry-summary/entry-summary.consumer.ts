import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { capabilitiesFor } from '#access';
import { EntrySummaryFiled, kindOf, type LiquidationStep, type PowerScope, type TeamRequested } from '#contracts';
import { type CustomsDate, parseImporterNumber } from '#kernel';
import { MessageContext, type Received } from '#messaging';
import { isChapter98, isChapter99, isPort } from '#reference';
import { publishAnswer } from '../filing/filing-answer';
import { isQuota, lookAgainWithSummary } from '../release/under-quota';
import { AuthorityRepository } from '../authority/authority.repository';
import { judgedAsRead } from '../filing/reading.rules';
import { dayAt } from '../port-day/port-day';
import { releaseKey } from '../release/release.model';
import { ClaimsOnEntryRepository } from '../claims-on-entry/claims-on-entry.repository';
import { awaitAgain } from '../deposits/deposit-watch';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { deadlineFacts, judgeDeadline, type SummaryDeadline } from '../deadlines/deadline.rules';
import { knownTeam } from './known-team';
import { barredGoods } from '../barred-goods/barred-goods';
import type { BarredGoods } from '../barred-goods/barred-goods.rules';
import { caseRegister } from '../ad-cvd-cases/cases';
import { claimQuotas, quotaRegister } from '../quotas/quotas';
import type { QuotaRegister } from '../quotas/quota';
import type { CaseRegister } from '../ad-cvd-cases/case-register';
import { BondCoverage, type SummaryCoverage } from '../bonds/coverage';
import { reliefTold } from './relief.condition';
import { condition } from './summary-conditions';
import { EntryConfig } from '../config/entry.config';
import { LiquidationDesk } from '../liquidation/liquidation.desk';
import { fullImporterNumber, ImporterRepository, type Team } from '../importer/importer.repository';
import { readConsolidations, saveConsolidations } from '../summary-on-file/consolidated-releases';
import {
  associatedEntry,
  EntrySummaryRepository,
  type WaitingAnswer,
} from '../summary-on-file/entry-summary.repository';
import type {
  AssociatedEntry,
  ClaimsOnEntry,
  ConsolidatedOnFile,
  StoredSummary,
  SummaryChange,
  EffectOnFile,
  PartyStanding,
  SummaryContext,
  EntrySummary,
  ReleaseOnFile,
  SummaryOnFile,
} from '../summary-on-file/summary.model';
import { statementDates } from '../summary-on-file/statement-dates';
import { profilesOf } from '../statement-profiles/statement-profiles';
import { columnsAfter, type SummaryEvent } from '../summary-on-file/summary.states';
import { quantitiesOf, readWithdrawals, type Withdrawal, type Withdrawals } from '../summary-on-file/withdrawals';
import { type ImporterWithPowers, missingForFiling } from '../powers-of-attorney/power-of-attorney.rules';
import { importersWithPowers } from '../powers-of-attorney/powers-on-file';
import {
  capabilitiesNeeded,
  judgeCapabilities,
  type MissingCapability,
  SUMMARY_CAPABILITIES,
} from '../capabilities/summary-capability.rules';
import { consolidatedKeys } from './consolidated.rules';
import { isConsolidated } from './line-kinds';
import { enteredOn } from './duty.rules';
import { effectOnFile, judgeSummary, mayAct } from './filing.rules';
import { correctingFiler, tellFormerOwner, unrecordedPower } from './correction-by-another';
import { isCorrection } from './correction.rules';
import { type Liquidation } from '../liquidation/liquidation.model';
import { liquidationOnFile } from '../liquidation/liquidation.rules';
import { judgeAgencyRecords } from './agency-records.rules';
import { asDictionarySays, withoutSaidTwice } from './reading-codes';
import { judgeAgainstRelease } from './release-match.rules';
import { associatedKey, takesFromWarehouse } from './warehouse.rules';
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
  statementDate: CustomsDate | undefined,
): SummaryOnFile | null => {
  if (!stored || stored.state === 'deleted') return null;
  const { state, control, corrected, portOfEntry, importerNumber, brokerReference } = stored;
  return {
    ...{ state, control, corrected, portOfEntry, importerNumber, brokerReference, content: content ?? null },
    liquidation: liquidation ? liquidationOnFile(liquidation) : null,
    statementDate: statementDate ?? null,
    ...(claims && { claims }),
  };
};

/** Numbers of parties beside the importer of record. */
const partiesOf = ({ consigneeNumber, designatedNotifyPartyNumber, lines }: EntrySummaryFiled): string[] =>
  [
    ...[consigneeNumber, designatedNotifyPartyNumber],
    ...lines.flatMap(({ articleParties = [] }) => articleParties.map(({ articlePartyIdentifier: number }) => number)),
  ].flatMap((number) => (number && parseImporterNumber(number).ok ? [fullImporterNumber(number)] : []));
const standingIn = (holders: ReadonlyMap<string, readonly string[]>, number: string): PartyStanding => {
  const accounts = holders.get(number);
  return accounts === undefined ? 'unknown' : accounts.length === 0 ? 'void' : 'active';
};

const withWithdrawals = (
  existing: SummaryOnFile | null,
  withdrawals: readonly string[],
  warehouseType: string | null,
): SummaryOnFile | null =>
  existing && withdrawals.length > 0 ? { ...existing, withdrawals, warehouseType } : existing;

/** The entries from which goods came to a warehouse entry, the nearest first. */
const originsOf = (key: string, withdrawals: Withdrawals): string[] => {
  const origins: string[] = [];
  for (let at = withdrawals.linkOf(key); at && !origins.includes(at.warehouse); at = withdrawals.linkOf(at.warehouse))
    origins.push(at.warehouse);
  return origins;
};

/** What a summary takes from a warehouse; null for one of another type. */
const withdrawalOf = (filing: EntrySummaryFiled): Withdrawal | null => {
  const warehouse = takesFromWarehouse(filing) ? associatedKey(filing) : null;
  return warehouse === null
    ? null
    : {
        ...{ warehouse, isFinal: filing.warehouse?.finalWarehouseWithdrawalIndicator === 'Y' },
        quantities: quantitiesOf(filing),
      };
};

/** Whether it may break off the electronic invoices of the summary on file (227). */
const lacksInvoices = ({ action, lines }: EntrySummaryFiled): boolean =>
  action !== 'D' && lines.some(({ invoices = [] }) => invoices.length === 0);

/** Neither a correction nor what follows a rejection by CBP may name releases (270, 257): what was consolidated stays so. */
const staysAsConsolidated = (filing: EntrySummaryFiled, before: StoredSummary | undefined): boolean =>
  isCorrection(filing) || (filing.action !== 'D' && before?.state === 'rejected' && before.control === 'cbp');

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
    private readonly bonds: BondCoverage,
  ) {}

  @EventPattern<string>(EntrySummaryFiled.type, { batch: true })
  async take(@Payload() messages: Received<EntrySummaryFiled>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager, now } = unit;
    const keys = messages.map(({ data }) => releaseKey(data.filerCode, data.entryNumber));
    const numbers = messages.flatMap(({ data }) =>
      data.importerNumber ? [fullImporterNumber(data.importerNumber)] : [],
    );
    const partiesFrom = this.config.PARTIES_LOOKED_UP_FROM;
    const parties = partiesFrom === '' ? [] : messages.flatMap(({ data }) => partiesOf(data));
    const coverage = await this.bonds.ofSummaries(
      manager,
      messages.map(({ data }) => data),
      now,
    );
    const takenFrom = [...new Set(messages.flatMap(({ data }) => associatedKey(data) ?? []))];
    // A warehouse entry is locked with the summaries that take goods from it, all in one order.
    const locked = await this.summaries.lock(manager, [...keys, ...takenFrom]);
    const stored = new Map([...locked].filter(([key]) => keys.includes(key)));
    const releases = await this.summaries.releases(manager, keys);
    const enteredFirst = await this.summaries.enteredFirst(
      manager,
      [...releases].flatMap(([key, { entersBySummary }]) => (entersBySummary ? [key] : [])),
    );
    const holders = await this.importers.holders(manager, [...numbers, ...parties]);
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
      messages.map(({ data }) => correctingFiler(data) ?? data.filerCode),
    );

    const profiles = await profilesOf(
      manager,
      messages.map(({ data }) => data.filerCode),
    );
    const downtimes = await this.deadlines.downtimes(manager);

    const standing = [...stored.values()].filter(({ state }) => state !== 'deleted');
    const liquidations = await this.liquidations.follow(unit, standing, (key) => messages[keys.indexOf(key)]!);
    const corrections = keys.filter((key, index) => {
      const { data } = messages[index]!;
      return isCorrection(data) || (stored.has(key) && lacksInvoices(data));
    });
    const contents = await this.summaries.contents(manager, corrections);
    const printedOn = await statementDates(
      manager,
      standing.map(({ key }) => key),
    );
    const claims = await this.claims.of(manager, [...stored.keys()]);
    const claimNumbers = await this.claims.numbersOfClaims(
      manager,
      keys.filter((key) => !stored.has(key)),
    );
    const named = messages.map(({ data }) => (data.action === 'D' ? [] : consolidatedKeys(data)));
    const consolidations = await readConsolidations(manager, this.summaries, named.flat(), keys);
    const letGo: string[] = [];
    const accounted = new Map<string, readonly string[]>();
    // What is not on file is linked to nothing.
    const withdrawals = await readWithdrawals(manager, takenFrom, [...stored.keys()]);
    const warehouses = await this.summaries.associated(manager, [
      ...new Set([...takenFrom, ...takenFrom.flatMap((key) => originsOf(key, withdrawals))]),
    ]);
    const warehouseTypes = await this.summaries.contents(
      manager,
      [...stored.keys()].filter((key) => withdrawals.from(key).length > 0 || takenFrom.includes(key)),
    );

    const cases = await caseRegister(manager, this.config.AD_CVD_CASES_LOOKED_UP_FROM);
    const quotas = await quotaRegister(manager, keys);
    const barred = await barredGoods(manager);

    const changes: SummaryChange[] = [];
    /** As it stands by what was filed before in the same batch. */
    const associated = (key: string): AssociatedEntry | undefined => {
      const change = changes.findLast(({ after }) => after.key === key);
      return change ? associatedEntry(change.after, change.content, change.event) : warehouses.get(key);
    };
    /** Goods that are warehoused again are of the day of the first entry (p. ESF-178). */
    const seenFrom =
      (entryKey: string) =>
      (key: string): AssociatedEntry | undefined => {
        const entry = associated(key);
        if (!entry) return entry;
        const importDate =
          entry.importDate ??
          originsOf(key, withdrawals)
            .map((origin) => associated(origin)?.importDate)
            .find(Boolean) ??
          null;
        return { ...entry, importDate, ...withdrawals.seenBy(entryKey, key) };
      };
    const deadlines: SummaryDeadline[] = [];
    const waiting: WaitingAnswer[] = [];
    const reports: (() => void)[] = [];
    /** Of each entry what its last change did to the liquidation, which is told with that change. */
    const steps = new Map<string, LiquidationStep>();
    messages.forEach((message, index) => {
      const { data: filing, id, correlationId } = message;
      const key = keys[index]!;
      const before = stored.get(key);
      const port = filing.portOfEntry && isPort(filing.portOfEntry) ? filing.portOfEntry : null;
      const today = dayAt(port, now);
      const { missing, used } = judgeCapabilities(capabilities, needed[index]!, new Date(filing.origin.receivedAt));
      const stays = staysAsConsolidated(filing, before);
      const result = this.judge(
        filing,
        before,
        withWithdrawals(
          onFile(before, liquidations.get(key), contents.get(key), claims.get(key), printedOn.get(key)),
          withdrawals.from(key),
          changes.findLast(({ after }) => after.key === key)?.content?.entryType ??
            warehouseTypes.get(key)?.entryType ??
            null,
        ),
        releases.get(key),
        today,
        (number) => holdersOf(number).length > 0,
        (number) => holders.get(number)?.length === 0,
        missingPowerFor(filing, before, withPowers),
        missing,
        coverage,
        consolidations.seenBy(key, releases.has(key), stays),
        seenFrom(key),
        profiles.get(filing.filerCode),
        partiesFrom !== '' && today >= partiesFrom ? (number) => standingIn(holders, number) : undefined,
        cases,
        quotas,
        barred,
        claimNumbers,
        enteredOn(filing, releases.get(key), enteredFirst.get(key) ?? filedOn(filing)),
      );
      const { effect, version } = result;
      const filed = result.accepted && version !== null;
      const team = filed ? knownTeam(teams, authority, filing, teamDate(filing, today)) : null;
      const deadline =
        filed && effect === 'add'
          ? judgeDeadline(
              deadlineFacts(key, filing, releases.get(key) ?? consolidations.firstOf(named[index]!)),
              downtimes,
              now,
            )
          : null;
      if (deadline) deadlines.push(deadline);
      if (effect !== 'keep' && !stays && (named[index]!.length > 0 || before !== undefined)) {
        const releasesOfIt = filed && isConsolidated(filing) ? named[index]! : [];
        letGo.push(...consolidations.account(key, releasesOfIt));
        accounted.set(key, releasesOfIt);
      }
      if (effect !== 'keep') {
        const change = changeOf(key, result, before, team, today);
        changes.push(change);
        consolidations.summarise(key, change.after.state !== 'deleted');
        withdrawals.link(key, filed ? withdrawalOf(filing) : null);
        const content =
          change.content &&
          filedContent(filing, change.computed, filedOn(filing), deadline ?? undefined, {
            ...{ entryDate: teamDate(filing, today), lines: classifiedLines(filing) },
          });
        reports.push(() => {
          const step = last.get(key) === change.after ? steps.get(key) : undefined;
          reportSummary(unit, change.after, content, filing.origin.receivedAt, message, {
            ...(filed && used.length > 0 && { capabilities: used }),
            ...(filed && team === null && { team: { filingId: filing.origin.filingId, summaryVersion: version } }),
            ...(step && { liquidation: step }),
          });
        });
        if (before) tellFormerOwner(unit, message, before, today);
      }
      const told = deadline ? reliefTold(filing, deadline) : [];
      const answer = summaryAnswer({ ...result, conditions: [...result.conditions, ...told] }, team);
      if (filed && team === null)
        waiting.push({ filingId: filing.origin.filingId, correlationId, messageId: id, answer });
      else publishAnswer(unit, answer, message);
    });
    const last = new Map(changes.map(({ after }) => [after.key, after]));
    await this.summaries.save(manager, changes, now);
    const receivedAt = new Map(
      messages.map(({ data: { origin } }) => [origin.filingId, new Date(origin.receivedAt)] as const),
    );
    await claimQuotas(manager, quotas, changes, (filingId) => receivedAt.get(filingId)!, now);
    await awaitAgain(
      manager,
      [...changes.flatMap(({ after: { key, state } }) => (state === 'deleted' ? [key] : [])), ...letGo],
      now,
    );
    await saveConsolidations(manager, accounted);
    await withdrawals.save(manager);
    const ofQuotas = messages.flatMap(({ data }, at) => (data.action === 'D' || isQuota(data) ? [keys[at]!] : []));
    await lookAgainWithSummary(manager, ofQuotas, now);
    await this.deadlines.save(manager, deadlines);
    const causeOf = (key: string): Received<EntrySummaryFiled> => messages[keys.lastIndexOf(key)]!;
    await this.liquidations.follow(unit, [...last.values()], causeOf, changes, steps);
    for (const tell of reports) tell();
    await this.summaries.hold(manager, waiting, new Date(now.getTime() + this.config.TEAM_WAIT_MS));
  }

  private judge(
    filing: EntrySummaryFiled,
    before: StoredSummary | undefined,
    existing: SummaryOnFile | null,
    release: ReleaseOnFile | undefined,
    today: CustomsDate,
    importerOnFile: (number: string) => boolean,
    importerInactive: (number: string) => boolean,
    missingPower: string | null,
    missingCapabilities: readonly MissingCapability[],
    coverage: SummaryCoverage,
    consolidated: ConsolidatedOnFile,
    associated: (key: string) => AssociatedEntry | undefined,
    statements: SummaryContext['statements'],
    party: SummaryContext['party'],
    cases: CaseRegister | undefined,
    quotas: QuotaRegister,
    barred: readonly BarredGoods[],
    claimNumbers: ReadonlySet<string>,
    entered: CustomsDate | null,
  ): SummaryResult {
    const summary: EntrySummary = filing;
    const filerAuthorised = filing.accountFilerCodes.includes(filing.filerCode) || correctingFiler(filing) !== null;
    const checkDigitOffset = this.config.CHECK_DIGIT_OFFSETS[filing.filerCode] ?? 0;
    let computed: SummaryResult['computed'] = null;
    const judged = judgedAsRead(filing.reading?.map(asDictionarySays), () => {
      const judgement = judgeSummary(summary, {
        today,
        importerOnFile,
        importerInactive,
        filerAuthorised,
        missingPower,
        missingCapabilities,
        checkDigitOffset,
        existing,
        consolidated,
        associated,
        ...(statements && { statements }),
        ...(party && { party }),
        ...(cases && { cases }),
        quotas,
        ...(release && release.arrived === false && { arrived: false }),
        ...(barred.length > 0 && { barred }),
        isClaim: (key) => claimNumbers.has(key),
        entered,
      });
      computed = judgement.computed;
      return [
        ...judgement.conditions,
        ...judgeAgencyRecords(summary, today),
        ...judgeAgainstRelease(summary, release),
        ...coverage.judge(summary, release).map(({ code, place, detail }) => condition(code, place, detail)),
      ];
    });
    const conditions = withoutSaidTwice(judged);
    const accepted = !conditions.some(({ severity }) => severity === 'fatal');
    const filerMayAct = mayAct({ filerAuthorised, missingPower, missingCapabilities });
    const effect = effectOnFile(summary, accepted, existing, filerMayAct, today);
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

/** What is kept of a filing: all but who sent it and how it was read, which JSON leaves out. */
const contentOf = (filing: EntrySummaryFiled): EntrySummary => {
  const content = { ...filing, origin: undefined, accountFilerCodes: undefined, reading: undefined };
  return content;
};

/** The importer that is named, and the one whose summary would be changed. A deletion needs no power: it only takes back. */
const missingPowerFor = (
  filing: EntrySummaryFiled,
  before: StoredSummary | undefined,
  importers: ReadonlyMap<string, ImporterWithPowers>,
): string | null => {
  if (filing.action === 'D') return null;
  const standing = before?.state === 'deleted' ? undefined : before;
  const by = { ...filing, filerCode: correctingFiler(filing) ?? filing.filerCode };
  return (
    unrecordedPower(filing, importers) ??
    missingForFiling(importers, filing.importerNumber, by, SCOPE, filing.portOfEntry) ??
    missingForFiling(importers, standing?.importerNumber, by, SCOPE, standing?.portOfEntry ?? null)
  );
};

/** The day whose assignment of the importer applies. */
const teamDate = (filing: EntrySummaryFiled, today: CustomsDate): CustomsDate =>
  filing.entryDate ?? filing.estimatedArrival ?? today;

/** The day on which the platform received it, by the clock of the port. */
const filedOn = ({ portOfEntry, origin }: EntrySummaryFiled): CustomsDate =>
  dayAt(portOfEntry && isPort(portOfEntry) ? portOfEntry : null, new Date(origin.receivedAt));

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
