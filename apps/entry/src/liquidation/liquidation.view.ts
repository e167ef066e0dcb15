import type { DataSource } from 'typeorm';
import type { EntryOnFile } from '#contracts';
import { type Liquidation, storedLiquidation } from './liquidation.model';
import { isOpen, lastDayOf, saysOfHold, scheduleOf, suspensionsOf } from './liquidation.rules';

type View = NonNullable<EntryOnFile['liquidation']>;

/** Codes of the query of an entry summary (p. ESQ-27). */
const STATUS: Readonly<Record<Liquidation['state'], string>> = {
  liquidated: '1',
  'not liquidated': '2',
  reliquidated: '3',
};

/** Where the liquidation of an entry stands and how it came to it; null where nothing is liquidated. */
export const liquidationView = async (source: DataSource, key: string): Promise<View | null> => {
  const [row] = await source.query('SELECT data FROM liquidation WHERE entry_key = $1', [key]);
  if (!row) return null;
  const liquidation = storedLiquidation.read(row.data);
  const events: any[] = await source.query(
    'SELECT version, event, at, data FROM liquidation_event WHERE entry_key = $1 ORDER BY version',
    [key],
  );
  const { state, deemed, noticeOn, holds, filed, liquidated, changeCents, onFile } = liquidation;
  const runs = state === 'not liquidated' && onFile && suspensionsOf(liquidation).length === 0;
  return {
    ...{ state, status: STATUS[state], scheduledFor: scheduleOf(liquidation), deemed, noticeOn },
    lastDay: runs ? lastDayOf(liquidation) : null,
    heldBy: holds
      .filter(isOpen)
      .map(({ code, from, until, reference }) => ({ code, says: saysOfHold.get(code) ?? '', from, until, reference })),
    ...{ filed, liquidated, changeCents },
    history: events.map(({ version, event, at, data }) => ({
      ...{ version, at: at.toISOString(), event, code: data.code, until: data.until, scheduledFor: data.scheduledFor },
      ...{ by: data.by, centerId: data.centerId, basis: data.basis, reference: data.reference, reason: data.reason },
      ...{ owed: data.owed, changeCents: data.changeCents },
    })),
  };
};
