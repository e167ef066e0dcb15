import { Foreseen } from '../infrastructure/failure';
import { notRunning, sendControl } from '../platform/control';
import type { UnitStatus } from '../platform/unit';

/** Its units; null where no platform runs on this folder. */
const unitsOf = (home: string): Promise<UnitStatus[] | null> =>
  sendControl(home, { action: 'status' }).catch(() => null);

/** The database server of a platform that runs, or null where none runs. @throws Foreseen when it is somebody else's */
export const databaseUnit = async (home: string): Promise<UnitStatus | null> => {
  const units = await unitsOf(home);
  if (units === null) return null;
  const unit = units.find(({ name }) => name === 'database');
  if (!unit)
    throw new Foreseen(
      'The database server was given by DATABASE_URL: whoever runs it makes its backups and puts them back.',
    );
  return unit;
};

/** @throws Foreseen when no platform runs here, or its database server does not */
export const ownDatabase = async (home: string): Promise<UnitStatus> => {
  const unit = await databaseUnit(home);
  if (!unit) throw notRunning(home);
  if (unit.pid === null) throw new Foreseen('The database server does not run: `npm run ctl -- start database`.');
  return unit;
};
