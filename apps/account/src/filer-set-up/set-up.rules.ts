import { FilerSetUpChanged, type FilerSetUp } from '#contracts';
import type { FieldError } from '#kernel';
import { isPort } from '#reference';

const MOST_PARTIES = 500;

/** What keeps a set-up from being taken; empty for one that is in order. */
export const setUpFaults = (setUp: FilerSetUp): FieldError[] => {
  const shape = FilerSetUpChanged.faultOf({
    filerCode: 'AAA',
    revision: 1,
    changedAt: '2026-01-01T00:00:00.000Z',
    setUp,
  });
  if (shape) return [{ at: '/setUp', text: shape }];
  const { nationalPermit, localPermitPorts, parties, filesAs } = setUp;
  const errors: FieldError[] = [];
  const ports = (at: string, codes: readonly string[]): void =>
    codes.forEach((code, n) => {
      if (!isPort(code)) errors.push({ at: `${at}/${n}`, text: `${code} is not a port` });
    });
  const days = (at: string, { from, to }: { from: string; to: string | null }): void => {
    if (to !== null && to < from) errors.push({ at: `${at}/to`, text: 'is before the first day' });
  };
  if (nationalPermit) days('/setUp/nationalPermit', nationalPermit);
  if (filesAs === 'self-filer' && nationalPermit)
    errors.push({ at: '/setUp/nationalPermit', text: 'is for brokers: a self-filing importer needs none' });
  ports('/setUp/localPermitPorts', localPermitPorts);
  if (parties.length === 0) errors.push({ at: '/setUp/parties', text: 'holds nobody: then no batch is taken' });
  if (parties.length > MOST_PARTIES) errors.push({ at: '/setUp/parties', text: `holds more than ${MOST_PARTIES}` });
  parties.forEach((party, n) => {
    const at = `/setUp/parties/${n}`;
    days(at, party);
    ports(`${at}/ports`, party.ports);
    ports(`${at}/processingPorts`, party.processingPorts);
    if (party.as === 'filer' && party.processingPorts.length > 0)
      errors.push({ at: `${at}/processingPorts`, text: 'is for preparers: the ports of a filer stand in ports' });
    if (party.applications.length === 0) errors.push({ at: `${at}/applications`, text: 'is empty' });
    if (party.senders.length === 0) errors.push({ at: `${at}/senders`, text: 'is empty: nobody could transmit' });
  });
  return errors;
};
