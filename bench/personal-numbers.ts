import { randomBytes, randomUUID } from 'node:crypto';
import { CargoReleaseFiled, EntrySummaryFiled } from '#contracts';
import { Secrecy } from '../libs/messaging/src/secrecy';
import { hashOf } from '../libs/messaging/src/envelope';
import { percentiles } from './figures';

const ROUNDS = 40;
const AT_ONCE = 5_000;

export interface PersonalNumberFigures {
  readonly bytes: number;
  /** Microseconds a message, the median of rounds: looking for a number in a message that has none. */
  readonly scan: number;
  /** Looking for one word that is not there, the least that reading the text once can cost: the floor. */
  readonly floor: number;
  /** What writing any message costs besides: its JSON and its hash: the peer. */
  readonly written: number;
  /** With a number: found and encrypted; opened by its listener. */
  readonly closed: number;
  readonly opened: number;
}

const median = (work: () => unknown): number => {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    for (let n = 0; n < AT_ONCE; n += 1) work();
    return ((performance.now() - began) * 1_000) / AT_ONCE;
  });
  return percentiles(times.slice(ROUNDS / 4)).p50;
};

/** What it costs that a message with the number of a person is encrypted, for those that have none and for those that have one. */
export const measurePersonalNumbers = (): PersonalNumberFigures => {
  const secrecy = new Secrecy([randomBytes(32)]);
  const id = randomUUID();
  const { example } = EntrySummaryFiled;
  const text = JSON.stringify(example);
  const ofAPerson = JSON.stringify({ ...CargoReleaseFiled.example, importer: { type: '34', number: '219-09-4420' } });
  const { type } = CargoReleaseFiled;
  const closed = secrecy.closed(id, CargoReleaseFiled, ofAPerson);
  const message = { id, type, version: closed.version, data: JSON.parse(closed.data) as unknown };
  return {
    bytes: text.length,
    scan: median(() => secrecy.closed(id, EntrySummaryFiled, text)),
    floor: median(() => text.includes('\u0001')),
    written: median(() => hashOf(type, 'entry:B76-03245278', JSON.stringify(example))),
    closed: median(() => secrecy.closed(id, CargoReleaseFiled, ofAPerson)),
    opened: median(() => secrecy.opened(message)),
  };
};
