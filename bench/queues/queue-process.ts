/** One end of a contender: a process of its own that takes messages, or works them. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Message, Place, Take } from './contender';
import { contenderOf } from './contenders';

/** What the process is to be. */
export interface Role {
  readonly contender: string;
  readonly place: Place;
  readonly end: 'taker' | 'worker';
}

/** What a taker is to take: by so many senders at once, each with so many messages in a request, one request after the other. */
export interface Load {
  readonly messages: number;
  readonly senders: number;
  readonly inARequest: number;
}

/** Each sender has subjects of its own; a request never names one twice. */
const SUBJECTS_OF_A_SENDER = 100;
/** Of each sender: how many messages it has sent. */
const sent: number[] = [];

const takeAll = async (take: Take, { messages, senders, inARequest }: Load): Promise<void> => {
  let left = messages;
  const sender = async (_: unknown, at: number): Promise<void> => {
    while (left > 0) {
      const count = Math.min(left, inARequest);
      left -= count;
      const request = Array.from({ length: count }, (): Message => {
        const n = (sent[at] = (sent[at] ?? 0) + 1);
        return { id: randomUUID(), subject: `entry:${at}-${n % SUBJECTS_OF_A_SENDER}`, n };
      });
      await take(request);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
};

const fail = (error: Error): void => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
};

const begin = async ({ contender, place, end }: Role): Promise<void> => {
  const { openTaker, openWorker } = contenderOf(contender);
  if (end === 'worker') await openWorker(place);
  else {
    const { take } = await openTaker(place);
    process.on('message', (load: Load) => {
      takeAll(take, load).then(() => process.send!('taken'), fail);
    });
  }
  process.send!('ready');
};

process.once('message', (role: Role) => {
  begin(role).catch(fail);
});
process.once('disconnect', () => process.exit(0));
