import { Foreseen } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';
import { demoInvoice } from '../platform/demo-invoice';
import type { Shipment } from './filings';

const WITHIN_MS = 30_000;

interface Listed {
  readonly documents: readonly {
    readonly id: string;
    readonly name: string;
    readonly pages: number;
    readonly links: readonly { readonly href: string | null }[];
  }[];
}

/** What the demo shows of images: an invoice is handed in for an entry, and an officer comes from the entry to it and back. */
export class DemoInvoice {
  constructor(
    private readonly accountUrl: string,
    private readonly broker: DemoAccount,
    private readonly officer: DemoAccount,
  ) {}

  /** @returns what the answer says of it */
  async handIn({ filerCode, entryNumber }: Shipment): Promise<string> {
    const form = new FormData();
    form.append('subjects', `entry:${filerCode}-${entryNumber}`);
    form.append('file', new Blob([new Uint8Array(demoInvoice())], { type: 'application/pdf' }), 'invoice-4711.pdf');
    const answer = await this.ask(this.broker, '/document-forms', { method: 'POST', body: form });
    const { documents } = (await answer.json()) as { documents: { disposition: string }[] };
    return documents[0]!.disposition;
  }

  /** @returns its name, its pages, its bytes, and where its entry is looked up */
  async find({
    filerCode,
    entryNumber,
  }: Shipment): Promise<{ name: string; pages: number; bytes: number; entry: string }> {
    const listed = await this.ask(this.officer, `/documents?subject=entry:${filerCode}-${entryNumber}`);
    const [document] = ((await listed.json()) as Listed).documents;
    if (!document) throw new Foreseen('The entry has no image.');
    const content = await (await this.ask(this.officer, `/documents/${document.id}/content`)).arrayBuffer();
    const entry = document.links.find(({ href }) => href?.endsWith(entryNumber))?.href ?? '';
    return { name: document.name, pages: document.pages, bytes: content.byteLength, entry };
  }

  private async ask(by: DemoAccount, path: string, request: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${this.accountUrl}${path}`, {
      ...request,
      headers: { authorization: `Bearer ${by.apiKey}` },
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    if (!answer.ok)
      throw new Foreseen(`The account service answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
    return answer;
  }
}
