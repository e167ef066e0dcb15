import { type CustomsDate, localDate } from '#kernel';
import { dueOf } from '#reference';

export type Side = 'CBP' | 'trade';

/** Who owes an answer, since when, until when, and of CBP which office was asked; null where nobody does. */
export type Owed = {
  readonly by: Side;
  readonly since: Date;
  readonly until: CustomsDate;
  readonly office: string | null;
} | null;

/** Answers are due by headquarters' clock. */
const ZONE = 'America/New_York';
const other = (side: Side): Side => (side === 'CBP' ? 'trade' : 'CBP');

/**
 * Who owes an answer after a message. A message answers whatever its side owed; where it wants an answer, the other side owes one from then on, or goes on owing the one
 * it owed already: writing twice does not give it more time.
 *
 * @param days business days for an answer
 */
export const owedAfter = (
  owed: Owed,
  message: {
    readonly side: Side;
    readonly wantsAnswer: boolean;
    readonly asksOffice: string | null;
    readonly at: Date;
  },
  days: number,
): Owed => {
  const owing = other(message.side);
  if (owed?.by === owing) return message.asksOffice === null ? owed : { ...owed, office: message.asksOffice };
  if (!message.wantsAnswer) return null;
  return {
    by: owing,
    since: message.at,
    until: dueOf('answer in a conversation', { start: localDate(message.at, ZONE), length: days }).dueDate,
    office: message.asksOffice,
  };
};

/** Today by the clock that answers are due by. */
export const answerDay = (now: Date): CustomsDate => localDate(now, ZONE);
