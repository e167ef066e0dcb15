import { Foreseen, messageOf } from '../infrastructure/failure';
import type { DemoFile } from './launch';
import { table } from './screen';

const ANSWER_WITHIN_MS = 10_000;

/** What an operator sets, as its service says it. */
export interface SettingShown {
  readonly setting: string;
  readonly decides: string;
  readonly isDefault: boolean;
  readonly rows: readonly object[];
}

/** Of enforcement, which alone has some. @throws Foreseen */
export const readSettings = async ({
  services,
  operationsToken,
}: Pick<DemoFile, 'services' | 'operationsToken'>): Promise<readonly SettingShown[]> => {
  const url = services['enforcement'];
  if (!url) throw new Foreseen('This platform has no enforcement service.');
  const answer = await fetch(`${url}/operations/settings`, {
    headers: { authorization: `Bearer ${operationsToken}` },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((error: unknown) => {
    throw new Foreseen(`The enforcement service does not answer (${messageOf(error)}).`);
  });
  if (!answer.ok) throw new Foreseen(`The enforcement service answered ${answer.status}.`);
  return ((await answer.json()) as { settings: SettingShown[] }).settings;
};

export const settingsTable = (settings: readonly SettingShown[]): string =>
  table([
    ['SETTING', 'IN USE', 'DECIDES'],
    ...settings.map(({ setting, decides, isDefault, rows }) => [
      setting,
      isDefault ? 'default of the platform' : `${rows.length} rows of SETTINGS_FILE`,
      decides,
    ]),
  ]);
