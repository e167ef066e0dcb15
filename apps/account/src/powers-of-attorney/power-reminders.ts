import { Injectable } from '@nestjs/common';
import { RecurringWork } from '#service';
import { PowersOfAttorney } from './powers-of-attorney';

const LOOK_EVERY_MS = 3_600_000;
const FIRST_AFTER_MS = 5_000;
const AT_ONCE = 200;
/** How long before its last day the filer is told that a power ends. */
const DAYS_BEFORE = 30;

/** Tells filers a month before that a power of attorney ends, so that it is granted anew before filings are refused. */
@Injectable()
export class PowerReminders {
  constructor(powers: PowersOfAttorney, work: RecurringWork) {
    work.every(
      LOOK_EVERY_MS,
      'telling filers which powers of attorney end',
      () => powers.remind(DAYS_BEFORE, AT_ONCE),
      {
        firstAfterMs: FIRST_AFTER_MS,
        by: 'one replica',
      },
    );
  }
}
