import { LiquidationDesk } from './liquidation.desk';
import { LiquidationRepository } from './liquidation.repository';

/** What lets liquidations follow summaries, for tests that put consumers together by hand. */
export const liquidationDesk = new LiquidationDesk(new LiquidationRepository());
