import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { html } from '#kernel';
import { OpenTo, Sends } from '#service';
import { layout, time } from '../public-page/page/layout';
import { send } from '../public-page/page/page.controller';
import { TreeListener } from './tree-listener';
import type { TreeTold } from './tree-heads.repository';

type Head = TreeTold['heads'][number];

/** Signed heads as data: `npm run verify-log -- FILE --head activity-log.json --keys activity-log.json` takes the document as it is. */
export interface ActivityLogDocument {
  /** When the gateway was last heard; null when it never was. */
  readonly asOf: string | null;
  /** The newest head; null when none was signed yet. */
  readonly head: Head | null;
  /** Those before it, the newest first. */
  readonly earlier: readonly Head[];
  readonly keys: TreeTold['keys'];
}

/** How far the activity logs of all accounts reach, signed: whoever keeps a head can prove later that nothing before it was changed. */
@OpenTo('everybody')
@Controller('status')
export class ActivityTreeController {
  constructor(private readonly tree: TreeListener) {}

  /** Signed heads of the tree over all activity logs, and the public keys by which they are checked. */
  @Get('activity-log.json')
  document(): ActivityLogDocument {
    const { asOf = null, heads: [head = null, ...earlier] = [], keys = [] } = this.tree.now ?? {};
    return { asOf, head, earlier, keys };
  }

  /** The same for people. */
  @Get('activity-log')
  @Sends('text/html')
  async page(@Res() reply: FastifyReply): Promise<void> {
    const { asOf, head, earlier, keys } = this.document();
    const row = ({ size, rootHash, signedAt, keyId }: Head) =>
      html`<tr><th scope="row">${time(signedAt)}</th><td data-label="Entries">${size}</td><td data-label="Root"><code>${rootHash}</code></td><td data-label="Key"><code>${keyId}</code></td></tr>`;
    await send(
      reply,
      layout({
        title: 'Activity logs',
        main: html`<h1>Activity logs of all accounts</h1>
<p>Everything that happens between an account and customs is in the account's permanent log, and every entry of every log is in one tree. What follows is how far that tree reached, signed with a key that no database holds.
Keep a head: with it you can prove later that nothing before it was changed, taken out or put in. <a class="usa-link" href="/status/activity-log.json">activity-log.json</a> has the same with signatures and keys; <code>npm run verify-log</code> checks an export of a log against it, without this platform.</p>
<p>${asOf ? html`As of ${time(asOf)}.` : 'The gateway, which keeps the heads, was not heard yet.'}</p>
${
  head
    ? html`<table class="usa-table usa-table--compact usa-table--stacked"><thead><tr><th scope="col">Signed</th><th scope="col">Entries</th><th scope="col">Root</th><th scope="col">Key</th></tr></thead>
<tbody>${[head, ...earlier].map(row)}</tbody></table>`
    : html`<p>No head was signed yet.</p>`
}
${keys.length > 0 && html`<h2>Public keys (Ed25519, SubjectPublicKeyInfo in base64)</h2><dl>${keys.map(({ keyId, publicKey }) => html`<dt><code>${keyId}</code></dt><dd><code>${publicKey}</code></dd>`)}</dl>`}`,
      }),
    );
  }
}
