import { Injectable, OnModuleInit } from '@nestjs/common';
import { SummaryDecided } from '#contracts';
import { type Cause, type UnitOfWork, Worklist } from '#messaging';
import { releaseKey } from '../release/release.model';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { reportRefusal } from './summary-report';

const DISCARDED = 'NOT PROCESSED, DECIDE AGAIN';

/** A decision of a Center that an operator discards is refused, or the Center would wait for its outcome for ever. */
@Injectable()
export class DiscardedDecisions implements OnModuleInit {
  constructor(
    private readonly worklist: Worklist,
    private readonly summaries: EntrySummaryRepository,
  ) {}

  onModuleInit(): void {
    this.worklist.whenDiscarded(SummaryDecided.type, (data, unit, cause) =>
      this.refuse(data as SummaryDecided, unit, cause),
    );
  }

  async refuse(decided: SummaryDecided, unit: UnitOfWork, cause: Cause): Promise<void> {
    const key = releaseKey(decided.filerCode, decided.entryNumber);
    const stored = await this.summaries.lock(unit.manager, [key]);
    reportRefusal(unit, decided, stored.get(key), DISCARDED, cause);
  }
}
