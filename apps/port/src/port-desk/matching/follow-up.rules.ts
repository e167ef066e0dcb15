import type { AccountTold } from '#contracts';
import type { UnmatchedDecision, UnmatchedLink } from './unmatched-work';

export interface HeldCount {
  readonly accountId: string;
  readonly held: number;
  readonly onFile: number;
}

export interface Letter {
  readonly accountId: string;
  readonly text: string;
  readonly items: AccountTold['items'];
}

const WHAT: Readonly<Record<UnmatchedLink['link'], string>> = {
  bill: 'the manifest of this bill',
  entry: 'the cargo release',
  summary: 'the entry summary',
};

/**
 * What each account is told after a downtime. `overdue`: only accounts that let a day pass, with all that they have still to file.
 * What the gateway holds is nothing to file before its day has passed.
 */
export const followUpLetters = (
  { number, overdue }: { number: string; overdue: boolean },
  work: readonly UnmatchedDecision[],
  held: readonly HeldCount[],
): Letter[] => {
  const owed = work.flatMap((decision) => decision.links.map((link) => ({ decision, link })));
  // What the gateway held and is still missing after its day was refused, or never came: the filer must look at it.
  const toDo = owed.filter(
    ({ link }) =>
      link.owner?.accountId && (link.state === 'missing' || (link.state === 'expected' && link.heldSince === null)),
  );
  const late = new Set(toDo.filter(({ link }) => link.state === 'missing').map(({ link }) => link.owner!.accountId!));
  const accounts = overdue
    ? [...late]
    : [...new Set([...toDo.map(({ link }) => link.owner!.accountId!), ...held.map(({ accountId }) => accountId)])];
  return accounts.sort().map((accountId) => {
    const items = toDo
      .filter(({ link }) => link.owner!.accountId === accountId)
      .map(({ decision, link }) => ({
        reference: link.reference ?? decision.controlNumber,
        text: `File ${WHAT[link.link]}: ${decision.decision} on paper under ${decision.controlNumber}.${link.state === 'missing' ? ' It is overdue.' : ''}`,
        dueDate: link.dueDate,
      }));
    const occasion = overdue
      ? `What was decided on paper in downtime ${number} is not filed in time.`
      : `Downtime ${number} is over.`;
    return { accountId, items, text: [occasion, ...heldText(held, accountId), toDoText(items.length)].join(' ') };
  });
};

const heldText = (held: readonly HeldCount[], accountId: string): string[] => {
  const own = held.find((count) => count.accountId === accountId);
  if (!own) return [];
  return [
    `We held ${own.held} of your filings; ${own.onFile} are on file, the others are processed in the order received. Do not send them again.`,
  ];
};

const toDoText = (count: number): string => {
  if (count === 0) return 'There is nothing left for you to file.';
  return count === 1
    ? 'One filing of yours is still to come, under the number on the paper.'
    : `${count} filings of yours are still to come, under the numbers on the paper.`;
};
