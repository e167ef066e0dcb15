import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ReleaseStatusChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { insertRows } from '#persistence';
import { readBills } from '../bills/bills-at-hand';
import { notifyCarrier } from './notify-carrier';
import { releaseEvent, releaseNotice, type ReleaseEvent, type ToldState } from './release-notices.states';

const COLUMNS = { bill_key: 'text', entry_key: 'text', told: 'text', quantity: 'bigint', changed_at: 'timestamptz' };
const REPLACE =
  'ON CONFLICT (bill_key, entry_key) DO UPDATE SET told = excluded.told, quantity = excluded.quantity, changed_at = excluded.changed_at';

interface ToldRow {
  bill_key: string;
  entry_key: string;
  told: ToldState;
  quantity: string;
}

/** Tells carriers of releases, examinations and cancellations of the entries that cover their bills: once for each bill and change. */
@Controller()
export class ReleasesConsumer {
  @EventPattern<string>(ReleaseStatusChanged.type, { batch: true })
  async take(@Payload() messages: Received<ReleaseStatusChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const entryKeys = messages.map(({ data }) => data.filerCode + data.entryNumber);
    const known: ToldRow[] = await unit.manager.query(
      'SELECT bill_key, entry_key, told, quantity FROM bill_entry WHERE entry_key = ANY($1::text[])',
      [entryKeys],
    );
    const told = new Map(known.map((row) => [`${row.entry_key} ${row.bill_key}`, row]));
    const keys = [
      ...messages.flatMap(({ data }) => data.bills.map((bill) => bill.billKey)),
      ...known.map((row) => row.bill_key),
    ];
    const bills = new Map((await readBills(unit.manager, keys)).map((bill) => [bill.billKey, bill]));
    const changed: Record<keyof typeof COLUMNS, unknown>[] = [];

    for (const message of messages) {
      const { data } = message;
      const entry = { type: data.entryType, number: data.filerCode + data.entryNumber };
      const tell = (billKey: string, event: ReleaseEvent, quantity: number | null): void => {
        const bill = bills.get(billKey);
        const before = told.get(`${entry.number} ${billKey}`);
        const notice = bill && releaseNotice(before?.told ?? 'nothing', event);
        if (!notice) return;
        const entered = quantity ?? (before ? Number(before.quantity) : bill.quantity);
        changed.push({
          bill_key: billKey,
          entry_key: entry.number,
          told: notice.told,
          quantity: entered,
          changed_at: unit.now.toISOString(),
        });
        notifyCarrier(unit, bill, { dispositionCode: notice.code, quantity: entered, entry }, message);
      };
      const covered = new Map(data.bills.map((bill) => [bill.billKey, bill.quantity]));
      const event = releaseEvent(data);
      if (event) for (const [billKey, quantity] of covered) tell(billKey, event, quantity);
      for (const row of known) {
        if (row.entry_key === entry.number && !covered.has(row.bill_key))
          tell(row.bill_key, 'bill taken off the entry', null);
      }
    }
    await insertRows(unit.manager, 'bill_entry', COLUMNS, changed, REPLACE);
  }
}
