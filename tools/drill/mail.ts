import { formatEntryNumber } from '#kernel';
import { happeningsIn } from '../demo/answers';

/** Said of a transmission, and no answer to what was filed: that it could be read, and that it waits. */
export const NO_ANSWERS: readonly string[] = ['997', 'ADM'];

/** Release statuses in the form in which the entry was filed: SO of CATAIR, or JSON. */
export const releaseStatuses = (
  application: string,
  body: string,
): { entry: string; dispositions: readonly { code: string }[] }[] => {
  if (application !== 'release status')
    return happeningsIn(application, body).filter((happening) => happening.what === 'release status');
  const { filerCode, entryNumber, dispositions } = JSON.parse(body) as {
    filerCode: string;
    entryNumber: string;
    dispositions: { code: string }[];
  };
  return [{ entry: formatEntryNumber(filerCode, entryNumber), dispositions }];
};

/** Whether an answer takes all that it answers. */
export const isAccepted = (application: string, body: string): boolean => {
  if (body.startsWith('{')) return (JSON.parse(body) as { disposition?: string }).disposition === 'processed';
  return happeningsIn(application, body).every((happening) => {
    if (happening.what === 'manifest answered') return happening.rejected === 0;
    return !(happening.what === 'release answered' || happening.what === 'summary answered') || happening.accepted;
  });
};
