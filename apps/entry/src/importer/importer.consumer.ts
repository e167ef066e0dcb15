import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged, ImporterAssigned } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { ImporterRepository } from './importer.repository';

/** Keeps the read models of importers up to date, so that filings are judged whatever else is away. */
@Controller()
export class ImporterConsumer {
  constructor(private readonly importers: ImporterRepository) {}

  @EventPattern<string>(AccountChanged.type, { batch: true })
  async accountsChanged(
    @Payload() messages: Received<AccountChanged>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.importers.storeAccounts(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }

  @EventPattern<string>(ImporterAssigned.type, { batch: true, repeats: true })
  async importersAssigned(
    @Payload() messages: Received<ImporterAssigned>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.importers.storeAssignments(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
