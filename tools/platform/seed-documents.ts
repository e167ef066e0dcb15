import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import { demoInvoice } from './demo-invoice';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/** The entry that the samples file. */
const ENTRY = { printed: 'B76-0324527-8', subject: 'entry:B76-03245278' };
const REMARK = 'INVOICE OF ALL LINES';

interface Asked {
  readonly actionNumber: string;
  readonly entryNumber: string;
  readonly state: string;
}

/**
 * An officer asks the demo broker for the invoice of an entry, and it is handed in: linked to the entry and answering the request, which waits for review. What is there
 * is not asked for again.
 *
 * @returns '' when all of it is there, else the reason why not
 */
export async function seedDocuments(account: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const [broker, officer] = ['broker', 'officer'].map((role) => accounts.find((demo) => demo.role === role));
  if (!broker || !officer) return '';
  if (!(await account.isItself())) return `the account service does not answer at ${account.url}`;
  const ask = async <T>(
    by: DemoAccount,
    path: string,
    body?: { type: string; content: Buffer | string },
  ): Promise<T> => {
    const response = await askPatiently(`${account.url}${path}`, {
      ...(body && {
        method: 'POST',
        body: typeof body.content === 'string' ? body.content : new Uint8Array(body.content),
      }),
      headers: { authorization: `Bearer ${by.apiKey}`, ...(body && { 'content-type': body.type }) },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the account service answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  };
  try {
    const { requests } = await ask<{ requests: Asked[] }>(broker, '/document-requests');
    const known = requests.find(({ entryNumber }) => ENTRY.subject.endsWith(entryNumber));
    const order = { kind: 'UC1', entryNumber: ENTRY.printed, remarks: [REMARK] };
    const request =
      known ??
      (await ask<Asked>(officer, '/document-requests', { type: 'application/json', content: JSON.stringify(order) }));
    if (request.state !== 'asked' && request.state !== 'overdue') return '';
    const subjects = `${ENTRY.subject},request:${request.actionNumber}`;
    await ask(broker, `/documents?name=invoice-4711.pdf&subjects=${subjects}`, {
      ...{ type: 'application/pdf', content: demoInvoice() },
    });
    return '';
  } catch (error) {
    return messageOf(error);
  }
}
