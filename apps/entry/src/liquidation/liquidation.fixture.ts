import { ClaimsOnEntryRepository } from '../claims-on-entry/claims-on-entry.repository';
import { LiquidationDesk } from './liquidation.desk';
import { LiquidationRepository } from './liquidation.repository';

/** What lets liquidations follow summaries, for tests that put consumers together by hand. */
export const liquidationDesk = new LiquidationDesk(new LiquidationRepository());
/** What knows of drawback claims, likewise. */
export const claimsOnEntry = new ClaimsOnEntryRepository();
