/** Until when a document is kept: so many years from its last link, or from its arrival where it has none; 29 February counts as 1 March. */
export const retainedUntil = (receivedAt: Date, linkedAt: readonly Date[], years: number): Date => {
  const until = new Date(Math.max(receivedAt.getTime(), ...linkedAt.map((at) => at.getTime())));
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until;
};

/** Why a document's content may not be deleted now, or null. */
export const deletionFault = (
  document: {
    readonly state: string;
    readonly retainUntil: Date;
    readonly holds: readonly { readonly reason: string }[];
  },
  now: Date,
): string | null => {
  if (document.state !== 'kept') return `The document is ${document.state}.`;
  const [hold] = document.holds;
  if (hold) return `A legal hold is on the document: ${hold.reason}`;
  if (now < document.retainUntil)
    return `The document is kept until ${document.retainUntil.toISOString().slice(0, 10)}.`;
  return null;
};
