import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';

const WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

/** What the demo shows of conversations: the importer's owner and the Center talk about an entry, the owner follows live, and a note of CBP is not told. */
export class DemoTalk {
  private readonly owner: string;
  private readonly specialist: string;
  private conversation = '';

  constructor(
    private readonly accountUrl: string,
    accounts: readonly DemoAccount[],
  ) {
    const keyOf = (caller: string): string => {
      const person = accounts.flatMap(({ people }) => people).find((one) => one.caller === caller);
      if (!person) throw new Foreseen(`The demo has no ${caller}: start the platform anew with \`npm start\`.`);
      return person.apiKey;
    };
    [this.owner, this.specialist] = [keyOf('owner'), keyOf('center-specialist')];
  }

  /** Opens it as soon as the account service knows the entry. @param reference as people write it. @returns its number */
  async open(reference: string): Promise<string> {
    const subject = `entry:${reference.replace(/-(.)$/, '$1')}`;
    const order = { id: randomUUID(), subject, title: 'Value of the moulds', offices: ['Center CEE009'] };
    for (const until = Date.now() + WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
      const answer = await this.call(this.owner, '', order);
      if (answer.status === 404 && Date.now() < until) continue;
      const { id, number } = (await this.taken(answer)) as { id: string; number: string };
      this.conversation = id;
      return number;
    }
  }

  /** What the owner is told live while the Center writes a note and then a message. */
  async follow(note: string, message: string): Promise<string[]> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), WITHIN_MS);
    try {
      const stream = await fetch(`${this.accountUrl}/conversations/live?conversationId=${this.conversation}`, {
        headers: { authorization: `Bearer ${this.owner}` },
        signal: abort.signal,
      });
      let text = '';
      for await (const piece of stream.body!.pipeThrough(new TextDecoderStream())) {
        const isFirst = !text.includes('event: following');
        text += piece;
        if (isFirst && text.includes('event: following')) {
          await this.taken(
            await this.call(this.specialist, `/${this.conversation}/notes`, { id: randomUUID(), text: note }),
          );
          await this.write(this.specialist, message);
        }
        const told = [...text.matchAll(/^event: (?:message|note)\ndata: (.+)$/gm)].map(([, data]) => data!);
        if (text.endsWith('\n\n') && told.length > 0)
          return told.map((data) => (JSON.parse(data) as { text: string }).text);
      }
      throw new Foreseen('The stream of the conversation ended.');
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  /** @returns who owes an answer now */
  async answer(text: string): Promise<string> {
    await this.write(this.owner, text);
    const answer = await fetch(`${this.accountUrl}/conversations/${this.conversation}`, {
      headers: { authorization: `Bearer ${this.owner}` },
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const { owed } = (await this.taken(answer)) as { owed: { by: string; until: string } };
    return `${owed.by} owes an answer until ${owed.until}`;
  }

  private async write(key: string, text: string): Promise<void> {
    await this.taken(await this.call(key, `/${this.conversation}/messages`, { id: randomUUID(), text }));
  }

  private call(key: string, path: string, body: object): Promise<Response> {
    return fetch(`${this.accountUrl}/conversations${path}`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
  }

  private async taken(answer: Response): Promise<unknown> {
    const text = await answer.text();
    if (!answer.ok) throw new Foreseen(`The account service answered ${answer.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  }
}
