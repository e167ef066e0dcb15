import { FILING_KINDS } from '#contracts';
import type { NewAnswer, NewTransmission, TreatedKind, TransmissionDisposition } from '../filing/transmission';
import { administrativeText } from '../formats/abi/administrative-text';
import type { TreatedTransmission } from '../gate/treatments';

const EXPLAINED: Record<TreatedKind['disposition'], readonly string[]> = {
  'held, do not resend': [
    'SAFELY STORED. IT WILL BE PROCESSED IN THE ORDER RECEIVED, AND THE USUAL',
    'ANSWER FOLLOWS ONCE. SENDING IT AGAIN CHANGES NOTHING.',
  ],
  'not processed, resend': [
    'NOTHING OF IT TOOK EFFECT. SEND IT AGAIN, IN A TRANSMISSION OF ITS OWN,',
    'WHEN THE MODULE IS ANNOUNCED AS AVAILABLE.',
  ],
};

/**
 * The administrative message of a transmission that is held. Neither CATAIR nor X12 has words for "stored, not yet processed, do
 * not send again", and a partner that reads only its mailbox must find them all the same.
 */
export const heldNotice = (
  { id, channel, receivedAt }: Pick<NewTransmission, 'id' | 'channel' | 'receivedAt'>,
  treated: TreatedTransmission,
): NewAnswer & { readonly disposition: TransmissionDisposition } => {
  const modules = new Set(treated.kinds.map(({ kind }) => FILING_KINDS[kind].module));
  return {
    event: 'notification',
    format: channel,
    contentType: 'text/plain',
    application: 'ADM',
    disposition: 'held, do not resend',
    body: administrativeText([
      'PORTWAY ADMINISTRATIVE MESSAGE',
      `TRANSMISSION ${id.toUpperCase()}`,
      `RECEIVED     ${receivedAt}`,
      ...[...modules].map((module) => `THE ${module.toUpperCase()} MODULE IS NOT PROCESSING FILINGS AT THIS MOMENT.`),
      ...treated.kinds.flatMap(({ kind, disposition, filings, references }) => [
        '',
        `${kind.toUpperCase()}: ${filings} ${disposition.toUpperCase()}`,
        ...EXPLAINED[disposition].map((line) => `  ${line}`),
        ...references.map((reference) => `  ${reference}`),
        ...(filings > references.length ? [`  AND ${filings - references.length} MORE`] : []),
      ]),
    ]),
  };
};
