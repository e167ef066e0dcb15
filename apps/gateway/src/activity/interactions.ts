import { InteractionRecorded, accountSubject } from '#contracts';
import type { UnitOfWork } from '#messaging';

export interface Interaction extends Omit<InteractionRecorded, 'occurredAt'> {
  readonly correlationId: string;
}

const ITEMS_PER_MESSAGE = 200;
const ITEMS_LISTED = 100;

/** Stands for filings of a transmission that are not listed one by one. */
export const unlisted = (count: number, transmissionId: string | null): Interaction['items'][number] => ({
  kind: `${count} more filings, not listed one by one`,
  subject: `transmission:${transmissionId}`,
  filingId: null,
  outcome: null,
});

/** The log tells the first filings of a large transmission and says how many more there were. */
const withListed = (interaction: Interaction): Interaction => {
  const { items, transmissionId } = interaction;
  if (items.length <= ITEMS_LISTED) return interaction;
  return {
    ...interaction,
    items: [...items.slice(0, ITEMS_LISTED), unlisted(items.length - ITEMS_LISTED, transmissionId)],
  };
};

/**
 * Tells the activity log. Interactions of one account that are alike and happen in the same transaction travel as one message,
 * each item with its own transmission and mailbox entry: the log is as long as before, its road much less crowded.
 */
export const tellInteractions = (unit: UnitOfWork, interactions: readonly Interaction[]): void => {
  const alike = new Map<string, Interaction[]>();
  for (const interaction of interactions.map(withListed)) {
    const { accountId, kind, channel, disposition, items, transmissionId, mailboxId } = interaction;
    const name =
      items.length === 0 ? `${kind} ${transmissionId} ${mailboxId}` : `${accountId} ${kind} ${channel} ${disposition}`;
    const list = alike.get(name);
    if (list) list.push(interaction);
    else alike.set(name, [interaction]);
  }
  for (const list of alike.values()) for (const part of partsOf(list)) publish(unit, part);
};

const partsOf = (interactions: readonly Interaction[]): Interaction[][] => {
  const parts: Interaction[][] = [];
  let room = 0;
  for (const interaction of interactions) {
    if (parts.length === 0 || interaction.items.length > room) {
      parts.push([]);
      room = ITEMS_PER_MESSAGE;
    }
    parts.at(-1)!.push(interaction);
    room -= interaction.items.length;
  }
  return parts;
};

const publish = (unit: UnitOfWork, part: readonly Interaction[]): void => {
  const [{ correlationId, ...first }] = part as [Interaction];
  const occurredAt = unit.now.toISOString();
  const subject = accountSubject(first.accountId);
  if (part.length === 1) {
    unit.publish(InteractionRecorded, subject, { ...first, occurredAt }, { correlationId });
    return;
  }
  const items = part.flatMap((each) =>
    each.items.map((item) => ({
      ...item,
      transmissionId: each.transmissionId,
      mailboxId: each.mailboxId,
      summary: each.summary,
    })),
  );
  unit.publish(
    InteractionRecorded,
    subject,
    {
      ...first,
      transmissionId: null,
      mailboxId: null,
      summary: `${part.length} at the same moment: ${first.summary}`,
      items,
      occurredAt,
    },
    { correlationId: first.accountId },
  );
};
