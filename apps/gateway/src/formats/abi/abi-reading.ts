import { EVERY_KIND } from '#contracts';
import { readTransmission, readTransmissionInTurns, type Transmission } from '#catair';

/** Applications open here. Others that the guide knows are answered X13, unknown ones X12. */
export const ABI_APPLICATIONS: ReadonlySet<string> = new Set(EVERY_KIND.flatMap(({ abi }) => abi?.application ?? []));

const READ_AT_ONCE_BYTES = 256 * 1024;

/** Reads a transmission with the grammar of today. */
export const readAbi = async (body: Buffer): Promise<Transmission> =>
  body.length <= READ_AT_ONCE_BYTES
    ? readTransmission(body, { accepts: ABI_APPLICATIONS })
    : readTransmissionInTurns(body, { accepts: ABI_APPLICATIONS });
