import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';

const WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

interface Asked {
  readonly actionNumber: string;
  readonly state: string;
  readonly clock: { readonly dueDate: string; readonly rule: string } | null;
}

interface Page {
  readonly items: readonly { readonly itemId: number; readonly entryNumber: string }[];
  readonly next: string | null;
}

/** A Center in the demo: its specialist asks the importer of an entry for information, which the owner of the importer's account answers, and decides on summaries. */
export class DemoQuestion {
  private readonly specialist: string;
  private readonly owner: string;

  constructor(
    private readonly ceeUrl: string,
    accounts: readonly DemoAccount[],
  ) {
    const keyOf = (role: string): string => {
      const person = accounts
        .filter((account) => role !== 'owner' || account.role === 'importer')
        .flatMap(({ people }) => people)
        .find((one) => one.role === role);
      if (!person) throw new Foreseen(`Nobody of the demo is ${role}: start the platform anew with \`npm start\`.`);
      return person.apiKey;
    };
    [this.specialist, this.owner] = [keyOf('Center specialist'), keyOf('owner')];
  }

  /** Asks the importer of an entry. */
  async ask(entryNumber: string): Promise<Asked> {
    const itemId = await this.take(entryNumber);
    return this.call<Asked>(this.specialist, 'POST', `/work-items/${itemId}/notices`, {
      ...{ id: randomUUID(), form: 'CF-28', about: 'classification', phone: '2025550100' },
      question: 'What are the goods of line 001 made of, and what are they used for?',
      entryLines: ['001'],
    });
  }

  /** Decides on the summary of an entry: takes it under review, and rejects it, or finds it in order. */
  async decide(entryNumber: string, end: 'reject' | 'in order'): Promise<void> {
    const itemId = await this.take(entryNumber);
    const findings = end === 'reject' ? [{ code: 'R04', line: '001', text: 'The invoice is missing' }] : [];
    for (const order of [{ decision: 'begin review' }, { decision: end, findings }])
      await this.call(this.specialist, 'POST', `/work-items/${itemId}/decisions`, { id: randomUUID(), ...order });
  }

  /** Takes the work item of an entry, which is there as soon as cee heard of the summary. */
  private async take(entryNumber: string): Promise<number> {
    const until = Date.now() + WITHIN_MS;
    for (;;) {
      const itemId = await this.find(entryNumber);
      if (itemId !== null) {
        await this.call(this.specialist, 'POST', `/work-items/${itemId}/takes`);
        return itemId;
      }
      if (Date.now() > until) throw new Foreseen(`Entry ${entryNumber} is not on the worklist of its Center.`);
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Through all pages of the worklist. */
  private async find(entryNumber: string): Promise<number | null> {
    for (let after = ''; ; ) {
      const page: Page = await this.call(this.specialist, 'GET', `/work-items?limit=200${after}`);
      const item = page.items.find((one) => one.entryNumber === entryNumber);
      if (item) return item.itemId;
      if (page.next === null) return null;
      after = `&after=${page.next}`;
    }
  }

  async answer(actionNumber: string): Promise<Asked> {
    return this.call<Asked>(this.owner, 'POST', `/notices/${actionNumber}/answers`, {
      ...{ id: randomUUID(), says: 'answered', text: 'Of polypropylene; they are used in kitchens.' },
    });
  }

  private async call<T>(key: string, method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(this.ceeUrl + path, {
      ...{ method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Foreseen(`The cee service answered ${answer.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  }
}
