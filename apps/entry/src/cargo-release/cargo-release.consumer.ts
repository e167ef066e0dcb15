import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { called, CargoReleaseFiled, type Condition, kindOf, type Outcome, type PowerScope } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { isPort } from '#reference';
import { publishAnswer } from '../filing/filing-answer';
import { judgedAsRead } from '../filing/reading.rules';
import { BondCoverage } from '../bonds/coverage';
import { barredGoods } from '../barred-goods/barred-goods';
import { barredBy, inForceOn } from '../barred-goods/barred-goods.rules';
import { EntryConfig } from '../config/entry.config';
import { facilitiesNamed } from '../facilities/facilities';
import { fullImporterNumber, ImporterRepository } from '../importer/importer.repository';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { applyFiling } from './action.rules';
import { originatingEntries, withSummary } from '../release/kinds-on-file';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { portOf } from './decision.rules';
import { hasWarning, isFatal, judgeFiling } from '../release/filing.rules';
import type { FilingContext } from '../release/rule';
import { dayAt } from '../port-day/port-day';
import { type ImporterWithPowers, missingForFiling } from '../powers-of-attorney/power-of-attorney.rules';
import { importersWithPowers } from '../powers-of-attorney/powers-on-file';
import { releaseCondition } from '../release/release-conditions';
import { ReleaseDesk } from './release-desk';
import type { Happening } from './happening';
import { manifestKeys, type ReleaseContent, releaseKey } from '../release/release.model';

/** What a power of attorney must allow for a filing to be taken here. */
const SCOPE = kindOf(CargoReleaseFiled).kind as PowerScope;

/** Cargo releases as filed. A batch of any size costs the same few statements. */
@Controller()
export class CargoReleaseConsumer {
  constructor(
    private readonly config: EntryConfig,
    private readonly importers: ImporterRepository,
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
    private readonly decisions: PaperDecisionRepository,
    private readonly fence: PaperDecisionFence,
    private readonly bonds: BondCoverage,
  ) {}

  @EventPattern<string>(CargoReleaseFiled.type, { batch: true })
  async take(@Payload() messages: Received<CargoReleaseFiled>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.fence.passed(unit);
    const { manager, now } = unit;
    const numbers = messages.flatMap(({ data }) =>
      data.importer?.number ? [fullImporterNumber(data.importer.number)] : [],
    );
    const standings = await this.importers.standings(manager, numbers);
    const filers = messages.map(({ data }) => data.filerCode);
    const withPowers = await importersWithPowers(manager, numbers, filers);
    const originating = await originatingEntries(
      manager,
      messages.map(({ data }) => data),
    );
    const strange = messages.flatMap(({ data: { filerCode, accountFilerCodes } }) =>
      accountFilerCodes.includes(filerCode) ? [] : [filerCode],
    );
    const barred = await barredGoods(manager);
    const from = this.config.FACILITIES_LOOKED_UP_FROM;
    const facilities =
      from === ''
        ? null
        : await facilitiesNamed(
            manager,
            messages.map(({ data }) => data),
          );
    const filersOnFile = await this.importers.filersOnFile(manager, strange);
    const coverage = await this.bonds.of(
      manager,
      messages.map(({ data }) => data),
      now,
    );
    const judged = messages.map((message) => {
      const { data } = message;
      const port = data.plannedPortOfEntry;
      const today = dayAt(port && isPort(port) ? port : null, now);
      const inForce = inForceOn(barred, today);
      const context: FilingContext = {
        today,
        importer: (number) => standings.get(number) ?? 'unknown',
        missingPower: missingForFiling(withPowers, data.importer?.number, data, SCOPE, port),
        checkDigitOffset: this.config.CHECK_DIGIT_OFFSETS[data.filerCode] ?? 0,
        ...(inForce.length > 0 && { barred: (hts, origin) => barredBy(inForce, hts, origin)?.reason ?? null }),
        ...(facilities && from <= today && { facility: (code) => facilities.on(code, today) }),
        filerOnFile: (code) => filersOnFile.has(code),
        originating: (key) => originating.get(key),
        agencyFlags: this.config.AGENCY_FLAGS,
      };
      const conditions = judgedAsRead(data.reading, () => [...judgeFiling(data, context), ...coverage.judge(data)]);
      return { message, conditions, context, key: releaseKey(data.filerCode, data.entryNumber) };
    });

    const sound = judged.filter(({ conditions }) => !isFatal(conditions));
    await this.decisions.whileNoneIsRecorded(manager);
    const named = sound.flatMap(({ message }) => manifestKeys(message.data));
    const bills = await this.releases.lockBills(manager, named);
    const onFile = await this.releases.lockReleases(
      manager,
      sound.map(({ key }) => key),
    );
    const others = [...onFile.values()]
      .flatMap(({ content }) => manifestKeys(content))
      .filter((key) => !bills.has(key));
    for (const [key, bill] of await this.releases.billsOf(manager, others)) bills.set(key, bill);

    const changed = sound.flatMap(({ message, key }) => {
      const number = message.data.action === 'A' ? null : onFile.get(key)?.content.importer?.number;
      return number ? [fullImporterNumber(number)] : [];
    });
    for (const [number, importer] of await importersWithPowers(manager, changed, filers))
      withPowers.set(number, importer);

    const summarised = await withSummary(manager, [...onFile.values()]);

    const happenings: Happening[] = [];
    for (const { message, conditions, context, key } of judged) {
      const { data } = message;
      if (isFatal(conditions)) {
        answer(message, conditions, 'rejected');
        continue;
      }
      const existing = onFile.get(key) ?? null;
      const missing = existing && missingToChange(data, existing.content, withPowers);
      if (missing) {
        const { SE10 } = data.records;
        const at = { record: 'SE10', recordIndex: SE10, at: '/entryNumber', field: 'entryNumber' };
        answer(message, [...conditions, releaseCondition('P05', at, missing)], 'rejected');
        continue;
      }
      const result = applyFiling(
        data,
        existing,
        bills,
        now,
        dayAt(existing ? portOf(existing, bills) : data.plannedPortOfEntry, now),
        { summary: summarised.has(key), context },
      );
      if (result.kind === 'refused') {
        answer(message, [...conditions, ...result.conditions], 'rejected');
        continue;
      }
      happenings.push({
        before: existing,
        draft: result.release,
        event: result.event,
        byAccount: data.origin.accountId,
        dispositions: result.dispositions,
        cause: message,
        acceptedAt: data.origin.receivedAt,
      });
      const told = [...conditions, ...(result.warnings ?? [])];
      answer(
        message,
        told,
        result.kind === 'referred' ? 'referred' : hasWarning(told) ? 'accepted with warnings' : 'accepted',
      );
    }
    await this.desk.conclude(unit, happenings, bills, named);

    function answer(
      { id, correlationId, data }: Received<CargoReleaseFiled>,
      conditions: Condition[],
      outcome: Outcome,
    ): void {
      publishAnswer(
        unit,
        {
          origin: data.origin,
          ...called(CargoReleaseFiled, data),
          outcome,
          conditions,
          entrySummary: null,
        },
        { id, correlationId },
      );
    }
  }
}

/** A change needs a power of the importer on file too. A cancellation needs none: it only takes back. */
const missingToChange = (
  filing: CargoReleaseFiled,
  { importer, plannedPortOfEntry }: ReleaseContent,
  importers: ReadonlyMap<string, ImporterWithPowers>,
): string | null =>
  filing.action === 'R' || filing.action === 'U'
    ? missingForFiling(importers, importer?.number, filing, SCOPE, filing.plannedPortOfEntry ?? plannedPortOfEntry)
    : null;
