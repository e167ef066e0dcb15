import { LiquidationChanged } from '#contracts';
import { storedShape } from '#persistence';

/** Where the liquidation of an entry stands, as the entry service told it last. */
export const storedLiquidation = storedShape<LiquidationChanged>({
  name: 'entry_liquidation.data',
  version: LiquidationChanged.version,
  lifts: LiquidationChanged.lifts,
});
