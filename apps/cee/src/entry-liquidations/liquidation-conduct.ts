import type { LiquidationChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { type ConductEvent, keepEvents } from '../compliance/conduct.repository';

const owedIn = (owed: LiquidationChanged['filed']): number =>
  owed.dutyCents + owed.fees.reduce((sum, { cents }) => sum + cents, 0);

/** Whether what entries owe in the end is more or less than what was filed: by their newest liquidation, so that a reliquidation after a protest counts. */
export const keepLiquidationsOf = async (unit: UnitOfWork, told: readonly LiquidationChanged[]): Promise<void> => {
  const newest = new Map<string, LiquidationChanged>();
  for (const one of told) {
    const key = `${one.filerCode}${one.entryNumber}`;
    if ((newest.get(key)?.version ?? 0) < one.version) newest.set(key, one);
  }
  // What is on file already is newer.
  const known: { key: string; version: number }[] = await unit.manager.query(
    'SELECT filer_code || entry_number AS key, version FROM entry_liquidation WHERE (filer_code, entry_number) IN (SELECT * FROM unnest($1::text[], $2::text[]))',
    [
      [...newest.values()].map(({ filerCode }) => filerCode),
      [...newest.values()].map(({ entryNumber }) => entryNumber),
    ],
  );
  const versions = new Map(known.map(({ key, version }) => [key, version]));
  await keepEvents(
    unit.manager,
    [...newest]
      .filter(([key, { version }]) => version >= (versions.get(key) ?? 0))
      .flatMap(([, { filerCode, entryNumber, filed, liquidated }]): ConductEvent[] => {
        const change = liquidated === null ? 0 : owedIn(liquidated) - owedIn(filed);
        return [
          {
            filerCode,
            entryNumber,
            kind: 'raised at liquidation',
            over: change <= 0,
            effectCents: Math.max(0, change),
          },
          {
            filerCode,
            entryNumber,
            kind: 'lowered at liquidation',
            over: change >= 0,
            effectCents: Math.max(0, -change),
          },
        ];
      }),
    unit.now,
  );
};
