/**
 * What became of a filing, in the words a partner acts upon: whoever reads it knows whether to send again, to wait or
 * to correct, and so neither files twice nor waits for an answer that will not come.
 */
export type Disposition =
  | 'processed'
  | 'rejected'
  | 'held, do not resend'
  | 'not processed, resend'
  | 'not known, resend'
  | 'stop sending'
  | 'accepted, being processed';

/** What the partner does next, and whether sending the same data again is right. */
export const DISPOSITIONS: Readonly<Record<Disposition, { readonly resend: boolean; readonly meaning: string }>> = {
  processed: { resend: false, meaning: 'Done. The answer is final.' },
  rejected: { resend: false, meaning: 'Not accepted because of its content. Correct it and file again.' },
  'held, do not resend': {
    resend: false,
    meaning: 'Safely kept and waiting for a module that is down. It will be processed.',
  },
  'not processed, resend': { resend: true, meaning: 'Not kept. Send the same data again.' },
  'not known, resend': {
    resend: true,
    meaning: 'It may have been kept. Send exactly the same again: it takes effect once.',
  },
  'stop sending': {
    resend: false,
    meaning: 'The platform cannot take filings now. Wait for the all-clear, then send.',
  },
  'accepted, being processed': { resend: false, meaning: 'Kept. The answer of the module concerned follows.' },
};
