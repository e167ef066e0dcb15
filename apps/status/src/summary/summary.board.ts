import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Judgement } from '../component-state/component-state.rules';
import { forecastOf } from '../component-state/filing-disposition.rules';

/** One component as the summary shows it. `since`: when it came into this state, as far as this process has seen. */
export interface ComponentSummary extends Judgement {
  readonly since: string;
  readonly whatHappensToYourFilings: string;
  readonly explanation: string;
}

/** The summary, ready to be sent: written once for each look, however many read it. */
@Injectable()
export class SummaryBoard {
  components: readonly ComponentSummary[] = [];
  body: Buffer = Buffer.from('{}');
  etag = '""';

  /** Shows what was judged at `now`; gives back the components whose state changed. */
  show(judgements: readonly Judgement[], now: number): ComponentSummary[] {
    const before = new Map(this.components.map((c) => [c.name, c]));
    const at = new Date(now).toISOString();
    this.components = judgements.map((judgement) => {
      const forecast = forecastOf(judgement.name, judgement.state);
      const last = before.get(judgement.name);
      return {
        ...judgement,
        since: last?.state === judgement.state ? last.since : at,
        whatHappensToYourFilings: forecast.disposition,
        explanation: forecast.text,
      };
    });
    this.body = Buffer.from(JSON.stringify({ at, components: this.components }));
    this.etag = `"${createHash('sha256').update(this.body).digest('base64url').slice(0, 22)}"`;
    return this.components.filter((c) => before.get(c.name)?.state !== c.state);
  }
}
