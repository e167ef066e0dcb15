import type { BlockHeader } from '#catair';
import type { CargoReleaseFiled, FilingBlock, ReleaseStatusChanged } from '#contracts';
import { text } from './record-values';

/** What the block header says beside port and filer, as sent; left out where that is nothing. */
export const blockOf = (header: BlockHeader): Pick<CargoReleaseFiled, 'block'> => {
  const block: FilingBlock = {
    office: text(header.processingOfficeCode),
    preparerPort: text(header.preparerPortCode),
    preparerFiler: text(header.preparerFilerCode),
    preparerOffice: text(header.preparerOfficeCode),
    preparerIndicator: text(header.preparerIndicator),
    userText: header.userData.trim() === '' ? null : header.userData,
  };
  return Object.values(block).some((value) => value !== null) ? { block } : {};
};

/** The block header of what is told of a release (p. B&B-27 n1): that of the filing, at the port of the entry where the filing named none. */
export const blockHeaderOf = ({
  filerCode,
  portOfEntry,
  processingPort,
  block,
}: ReleaseStatusChanged): Partial<BlockHeader> => ({
  processingPortCode: processingPort ?? portOfEntry ?? '',
  processingFilerCode: filerCode,
  processingOfficeCode: block?.office ?? '',
  preparerPortCode: block?.preparerPort ?? '',
  preparerFilerCode: block?.preparerFiler ?? '',
  preparerOfficeCode: block?.preparerOffice ?? '',
  preparerIndicator: block?.preparerIndicator ?? '',
  userData: block?.userText ?? '',
});
