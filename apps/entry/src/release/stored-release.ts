import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { CargoReleaseFiled } from '#contracts';
import { storedShape } from '#persistence';
import type { AgencyReview } from '../agency-data/agency-reviews';
import type { Selection } from './selection.model';
import type { BillOnFile, Ordered, PaperStanding, ReleaseContent, Told } from './release.model';

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
/** Reviews by agencies, a list. */
export const storedReviews = storedShape<{ readonly reviews: readonly AgencyReview[] }>({
  name: 'cargo_release.agencies',
  version: 1,
});
/** Builds up to 0.5 gave a release on paper an origin of their own, 90, which stands in no list of the guide: it is 09 (Status Query guide v21, p. ACMQ-56). */
export const storedOrigin = (origin: string | null): string | null => (origin === '90' ? '09' : origin);
export const storedBill = storedShape<BillOnFile>({ name: 'bill_on_file.data', version: 1 });
export const storedOrdered = storedShape<Ordered>({ name: 'cargo_release.ordered', version: 1 });
