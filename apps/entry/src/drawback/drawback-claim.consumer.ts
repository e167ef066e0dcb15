import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  called,
  type Condition,
  DrawbackClaimChanged,
  DrawbackClaimFiled,
  type EntryFilingAnswered,
  entrySubject,
  EntrySummaryFiled,
  kindOf,
  type PowerScope,
} from '#contracts';
import type { CustomsDate } from '#kernel';
import { type Cause, MessageContext, type Received, type UnitOfWork } from '#messaging';
import { AuthorityRepository } from '../authority/authority.repository';
import { EntryConfig } from '../config/entry.config';
import { publishAnswer } from '../filing/filing-answer';
import { judgedAsRead } from '../filing/reading.rules';
import { fullImporterNumber, ImporterRepository } from '../importer/importer.repository';
import { missingForFiling } from '../powers-of-attorney/power-of-attorney.rules';
import { importersWithPowers } from '../powers-of-attorney/powers-on-file';
import { releaseKey } from '../release/release.model';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import {
  amountsOf,
  officeDay,
  type ClaimChange,
  type ClaimStanding,
  type DrawbackClaim,
  type StoredClaim,
} from './claim.model';
import { ClaimRepository } from './claim.repository';
import { acceleratedOf, claimedByClass, fixedOf, judgeForm, sumsOf } from './claim.rules';
import { type ClaimEvent, claimStates } from './claim.states';
import { judgeDesignations } from './designation.rules';

/** A claim is filed under the power of attorney for entry summaries, which it is one of: there is no other for it. */
const SCOPE = kindOf(EntrySummaryFiled).kind as PowerScope;
const FIRST_VERSION = '00100';

/** How a DX ends. Source: guide, version 27, p. 89, which prints no codes: they are those of an AX. */
const FINAL = {
  added: { finalCode: '995', finalText: 'DRAWBACK HAS BEEN ADDED' },
  replaced: { finalCode: '996', finalText: 'DRAWBACK HAS BEEN REPLACED' },
  withdrawn: { finalCode: '', finalText: 'DRAWBACK DELETED' },
  rejected: { finalCode: '999', finalText: 'TRANSACTION DATA REJECTED' },
} as const;

const EVENTS: Readonly<Record<'A' | 'R' | 'D', (onFile: boolean) => ClaimEvent>> = {
  A: (onFile) => (onFile ? 'replaced' : 'added'),
  R: (onFile) => (onFile ? 'replaced' : 'added'),
  D: () => 'withdrawn',
};

/** Drawback claims as filed: judged and kept as a record of who claims what on which entries. No refund is computed. */
@Controller()
export class DrawbackClaimConsumer {
  constructor(
    private readonly config: EntryConfig,
    private readonly importers: ImporterRepository,
    private readonly authority: AuthorityRepository,
    private readonly summaries: EntrySummaryRepository,
    private readonly claims: ClaimRepository,
  ) {}

  @EventPattern<string>(DrawbackClaimFiled.type, { batch: true })
  async take(@Payload() messages: Received<DrawbackClaimFiled>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager, now } = unit;
    const keys = messages.map(({ data }) => releaseKey(data.filerCode, data.entryNumber));
    const stored = await this.claims.lock(manager, keys);
    const designatedKeys = messages.flatMap(({ data }) =>
      data.imports.flatMap(({ filerCode, entryNumber }) =>
        filerCode !== null && entryNumber !== null ? [releaseKey(filerCode, entryNumber)] : [],
      ),
    );
    // Who changes what can be claimed, and who claims, wait for each other here.
    const summaries = await this.summaries.lock(manager, [...designatedKeys, ...keys]);
    const releases = await this.summaries.releases(manager, keys);
    const imports = await this.claims.imports(
      manager,
      designatedKeys.flatMap((key) => summaries.get(key) ?? []),
    );
    const ledger = await this.claims.ledger(manager, designatedKeys, keys);
    const numbers = messages.flatMap(({ data }) =>
      data.claimantNumber ? [fullImporterNumber(data.claimantNumber)] : [],
    );
    const onFileNumbers = [...stored.values()].map(({ claimantNumber }) => fullImporterNumber(claimantNumber));
    const standings = await this.importers.standings(manager, numbers);
    const teams = await this.importers.teams(manager, numbers);
    const authority = await this.authority.read(manager, numbers);
    const powers = await importersWithPowers(
      manager,
      [...numbers, ...onFileNumbers],
      messages.map(({ data }) => data.filerCode),
    );

    const changes: ClaimChange[] = [];
    messages.forEach((message, index) => {
      const { data: filing } = message;
      const key = keys[index]!;
      const before = stored.get(key);
      const existing = before?.state === 'on file' ? before : null;
      const claim = contentOf(filing);
      const today = dayOf(filing);
      const missingPower =
        missingForFiling(powers, filing.claimantNumber, filing, SCOPE, filing.filingPort) ??
        missingForFiling(powers, existing?.claimantNumber, filing, SCOPE, existing?.standing.filingPort ?? null);
      const filerAuthorised = filing.accountFilerCodes.includes(filing.filerCode);
      const summary = summaries.get(key);
      let standing: ClaimStanding | null = null;
      const conditions = judgedAsRead(filing.reading, () => {
        const form = judgeForm(claim, {
          ...{ today, filerAuthorised, missingPower, existing },
          checkDigitOffset: this.config.CHECK_DIGIT_OFFSETS[filing.filerCode] ?? 0,
          claimantOnFile: (number) => standings.get(number) === 'active',
          isEntry: (summary !== undefined && summary.state !== 'deleted') || releases.has(key),
        });
        // What is not sound by itself is compared with nothing.
        if (claim.action === 'D' || form.some(isFatal)) return form;
        const judged = judgeDesignations(claim, { claimKey: key, today, imports, ledger });
        const claimantNumber = fullImporterNumber(claim.claimantNumber!);
        const centerId = teams.on(claimantNumber, today)?.centerId ?? null;
        const decider = centerId && authority.decider(centerId, today, claimantNumber);
        standing = standingOf(claim, judged.designated, today, decider === 'port' ? null : centerId);
        return [...form, ...judged.conditions];
      });
      const accepted = !conditions.some(isFatal);
      const event = eventOf(claim, accepted, existing, filerAuthorised && missingPower === null);
      const change = event && changeOf(key, event, filing, claim, before, standing);
      if (change) {
        changes.push(change);
        stored.set(key, change.after);
        ledger.set(key, change.after.state === 'on file' ? amountsOf(claim) : []);
        tellClaim(unit, change, message);
      }
      publishAnswer(
        unit,
        answerOf(filing, conditions, accepted ? event : null, change?.after.version ?? null),
        message,
      );
    });
    await this.claims.save(manager, changes, now);
  }
}

const isFatal = ({ severity }: Condition): boolean => severity === 'fatal';

const contentOf = ({
  origin: _origin,
  accountFilerCodes: _codes,
  reading: _reading,
  ...claim
}: DrawbackClaimFiled): DrawbackClaim => claim;

/** The day on which the platform received it, by the clock of the drawback office: a claim that waited is as early as it came. */
const dayOf = ({ filingPort, origin }: DrawbackClaimFiled): CustomsDate =>
  officeDay(filingPort, new Date(origin.receivedAt));

/** What a filing does to the claim on file: one that is refused deletes it, as the guide says (p. 89), unless its filer may not file for it or only meant to take it back. */
const eventOf = (
  { action }: DrawbackClaim,
  accepted: boolean,
  existing: StoredClaim | null,
  filerMayAct: boolean,
): ClaimEvent | null => {
  if (accepted) return EVENTS[action as keyof typeof EVENTS](existing !== null);
  return existing && filerMayAct && (action === 'A' || action === 'R') ? 'deleted by a rejected filing' : null;
};

const standingOf = (
  claim: DrawbackClaim,
  designated: ClaimStanding['designated'],
  filedOn: CustomsDate,
  centerId: string | null,
): ClaimStanding => ({
  acceleratedPayment: acceleratedOf(claim),
  claimed: sumsOf([...claimedByClass(claim)].map(([classCode, { claimed }]) => [classCode, claimed])),
  ...{ designated, provision: claim.provision!, filingPort: claim.filingPort!, filedOn, centerId },
});

const changeOf = (
  key: string,
  event: ClaimEvent,
  { origin: { filingId, accountId } }: DrawbackClaimFiled,
  claim: DrawbackClaim,
  before: StoredClaim | undefined,
  standing: ClaimStanding | null,
): ClaimChange => {
  const next = claimStates.next(before?.state ?? 'off file', event);
  if (!next.ok) throw new Error(`drawback claim ${key}: ${next.problem}`);
  const state = next.value as StoredClaim['state'];
  const revision = (before?.revision ?? 0) + 1;
  if (event !== 'added' && event !== 'replaced')
    return { after: { ...before!, state, revision }, event, filingId, accountId, content: null };
  const version = event === 'replaced' ? before!.version : FIRST_VERSION;
  return {
    after: {
      ...{ key, accountId, filingId, state, version, revision },
      ...{ claimantNumber: claim.claimantNumber!, standing: standing!, fixed: fixedOf(claim) },
    },
    ...{ event, filingId, accountId, content: claim },
  };
};

const tellClaim = (unit: UnitOfWork, { after, event }: ClaimChange, cause: Cause): void => {
  const number = { filerCode: after.key.slice(0, 3), entryNumber: after.key.slice(3) };
  unit.publish(
    DrawbackClaimChanged,
    entrySubject(number),
    {
      ...{ accountId: after.accountId, ...number, version: after.revision, event, state: after.state },
      ...{ claimantNumber: after.claimantNumber, ...after.standing },
      occurredAt: unit.now.toISOString(),
    },
    cause,
  );
};

const answerOf = (
  filing: DrawbackClaimFiled,
  conditions: readonly Condition[],
  event: ClaimEvent | null,
  version: string | null,
): EntryFilingAnswered => ({
  origin: filing.origin,
  ...called(DrawbackClaimFiled, filing),
  outcome: event ? 'accepted' : 'rejected',
  conditions: [...conditions],
  entrySummary: {
    ...{ teamNumber: null, centerId: null, computed: null },
    version: event === 'added' || event === 'replaced' ? version : null,
    ...FINAL[event === null || event === 'deleted by a rejected filing' ? 'rejected' : event],
  },
});
