import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  BillChanged,
  EntryFilingAnswered,
  entrySubject,
  type FilingAnswered,
  ManifestFilingAnswered,
  ReleaseStatusChanged,
  SummaryReported,
} from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { rememberNamed } from '../documents/register/document-references';
import { countUses, refusedUsesIn, usesIn } from '../capabilities/capability-use';
import { keepReports } from './trade-record.repository';
import { reportOfBill, reportOfRefusal, reportOfRelease, reportOfSummary, type Report } from './trade-record.rules';
import { Visibility } from './visibility';

/** Keeps the picture of what accounts do up to date. */
@Controller()
export class PictureConsumer {
  constructor(private readonly visibility: Visibility) {}

  @EventPattern<string>(BillChanged.type, { batch: true, repeats: true })
  bills(@Payload() messages: Received<BillChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.keep(
      unit,
      messages.map(({ data }) => reportOfBill(data)),
    );
  }

  @EventPattern<string>(ReleaseStatusChanged.type, { batch: true, repeats: true })
  async releases(
    @Payload() messages: Received<ReleaseStatusChanged>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await rememberNamed(
      unit.manager,
      messages.flatMap(({ data: { accountId, documentReferences = [], ...entry } }) =>
        documentReferences.length > 0
          ? [{ accountId, subject: entrySubject(entry), references: documentReferences }]
          : [],
      ),
      unit.now,
    );
    return this.keep(
      unit,
      messages.map(({ data }) => reportOfRelease(data)),
    );
  }

  @EventPattern<string>(SummaryReported.type, { batch: true, repeats: true })
  async summaries(@Payload() messages: Received<SummaryReported>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await countUses(
      unit.manager,
      messages.flatMap(({ data }) => usesIn(data)),
    );
    return this.keep(
      unit,
      messages.map(({ data }) => reportOfSummary(data)),
    );
  }

  @EventPattern<string>(EntryFilingAnswered.type, { batch: true, repeats: true })
  async refusedEntries(
    @Payload() messages: Received<FilingAnswered>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await countUses(
      unit.manager,
      messages.flatMap(({ data }) => refusedUsesIn(data)),
    );
    return this.refusals(unit, messages);
  }

  @EventPattern<string>(ManifestFilingAnswered.type, { batch: true, repeats: true })
  refusedManifests(@Payload() messages: Received<FilingAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.refusals(unit, messages);
  }

  private refusals(unit: UnitOfWork, messages: readonly Received<FilingAnswered>[]): Promise<void> {
    return this.keep(
      unit,
      messages.flatMap(({ data, at }) => reportOfRefusal(data, at) ?? []),
    );
  }

  private async keep(unit: UnitOfWork, reports: readonly Report[]): Promise<void> {
    await keepReports(unit.manager, reports, unit.now);
    unit.beforeCommit(() => {
      for (const { kind, key, toldAt, acceptedAt } of reports) {
        this.visibility.seen(toldAt, acceptedAt, new Date());
        if (kind === 'entry' && acceptedAt !== null)
          this.visibility.newestEntry = { key, acceptedAt: new Date(acceptedAt) };
      }
    });
  }
}
