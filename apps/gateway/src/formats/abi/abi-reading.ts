import { readTransmission, readTransmissionInTurns, SERVED_APPLICATIONS, type Transmission } from '#catair';

const READ_AT_ONCE_BYTES = 256 * 1024;

/** Reads a transmission with the grammar of today. */
export const readAbi = async (body: Buffer): Promise<Transmission> =>
  body.length <= READ_AT_ONCE_BYTES
    ? readTransmission(body, { accepts: SERVED_APPLICATIONS })
    : readTransmissionInTurns(body, { accepts: SERVED_APPLICATIONS });
