import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { CargoReleaseFiled } from '#contracts';
import { storedShape } from '#persistence';
import type { Selection } from './selection.model';
import type { BillOnFile, PaperStanding, ReleaseContent, Told } from './release.model';

/** What is kept of cargo releases as JSON, as the builds wrote it that took them. */

const content = TypeCompiler.Compile(Type.Omit(CargoReleaseFiled.schema, ['origin', 'accountFilerCodes', 'records']));

/** Also what a filer asks to have instead. */
export const storedContent = storedShape<ReleaseContent>({
  name: 'cargo_release.content',
  version: 1,
  faultOf: (value) => {
    const first = content.Errors(value).First();
    return first ? `${first.path || '/'}: ${first.message}` : null;
  },
});
export const storedTold = storedShape<Told>({ name: 'cargo_release.told', version: 1 });
export const storedStanding = storedShape<PaperStanding>({ name: 'cargo_release.standing', version: 1 });
export const storedSelection = storedShape<Selection>({ name: 'cargo_release.selection', version: 1 });
export const storedBill = storedShape<BillOnFile>({ name: 'bill_on_file.data', version: 1 });
