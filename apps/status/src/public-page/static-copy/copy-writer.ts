import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { RecurringWork } from '#service';
import { BulletinBoard } from '../../bulletin/bulletin-board';
import { StatusConfig } from '../../config/status.config';
import { FlowBook } from '../../flow/flow-book';
import { SummaryBoard } from '../../summary/summary.board';
import { ASSETS, ASSETS_VERSION } from '../assets/assets';
import { helpDeskOf } from '../page/help-desk';
import { statusPage } from '../page/status-page';
import { UptimeBook } from '../uptime/uptime-book';

const EVERY_MS = 10_000;
const TO_OTHERS = /href="\/status(?!\/(assets\/|summary\.json|flows\.json))/g;

/**
 * Writes the status page, as it is, into a folder that any web server can show: what is left to read when this service, the gateway and the
 * portal are all dead. A page in it says when it was copied and, by its script, how old it is. Each file is there whole or as it was before.
 */
@Injectable()
export class CopyWriter {
  private haveAssets = false;

  constructor(
    private readonly board: SummaryBoard,
    private readonly bulletin: BulletinBoard,
    private readonly uptime: UptimeBook,
    private readonly flows: FlowBook,
    private readonly config: StatusConfig,
    work: RecurringWork,
  ) {
    work.every(EVERY_MS, 'writing the static copy of the status page', () => this.write(), {
      firstAfterMs: EVERY_MS,
      when: config.STATUS_COPY_FOLDER !== '',
    });
  }

  async write(): Promise<void> {
    if (!this.haveAssets) {
      for (const [name, { body }] of ASSETS) await this.put(`status/assets/${ASSETS_VERSION}/${name}`, body);
      this.haveAssets = true;
    }
    const { at, whole, components, gates, watches, body } = this.board;
    const page = statusPage({
      ...{ at, whole, components, gates, watches },
      bulletin: this.bulletin.now,
      uptime: this.uptime.document,
      helpDesk: helpDeskOf(this.config),
      copyOf: `${this.config.PUBLIC_URL}/status`,
    });
    await this.put('status/summary.json', body);
    await this.put('status/flows.json', JSON.stringify(this.flows.document));
    // What is not copied is at the live address.
    const text = page.text.replaceAll(TO_OTHERS, `href="${encodeURI(this.config.PUBLIC_URL)}/status`);
    await this.put('status/index.html', text);
    await this.put('index.html', text);
  }

  private async put(name: string, content: string | Buffer): Promise<void> {
    const path = join(this.config.STATUS_COPY_FOLDER, name);
    await mkdir(dirname(path), { recursive: true });
    // Replicas write into one folder: each has a name of its own until what it wrote is whole.
    const own = `${path}.${this.config.INSTANCE.replace(/[^\w.-]/g, '_')}.new`;
    await writeFile(own, content);
    await rename(own, path);
  }
}
