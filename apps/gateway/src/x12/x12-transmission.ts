import { Injectable } from '@nestjs/common';
import { contentHash } from '#kernel';
import { currentCorrelation, type FieldError, Problem } from '#service';
import { type InterchangeHeader, type InterchangeReport, type PlainFault, replyEnvelope, write997 } from '#x12';
import type { Account } from '../access/account';
import { manifestAnswer } from '../answers/manifest-answer';
import { checked } from '../intake/filing-check';
import { arrival, type Kept, type NewAnswer, type NewFiling, type NewTransmission } from '../intake/transmission';
import { ControlNumbers } from './control-numbers';
import { manifestFiling, partsOf } from './manifest.mapping';
import { readX12 } from './manifest-reading';

/** What turning the interchange round needs; kept with the transmission and used for notices to the same partner later. */
export interface X12Envelope {
  readonly header: InterchangeHeader;
  readonly group: { readonly sender: string; readonly receiver: string; readonly version: string } | null;
}

export const x12ContentType = 'application/edi-x12';

const errorsOf = (faults: readonly PlainFault[]): FieldError[] =>
  faults.map(({ position, segmentId, element, text, remedy, code }) => ({
    at: `${position ? `segment ${position}` : 'interchange'}${segmentId ? ` ${segmentId}` : ''}${element ? String(element).padStart(2, '0') : ''}`,
    text, code, remedy,
  }));

/** Reads an X12 interchange: a 997 at once, a 355 at once for manifests of which nothing can be used, filings for the rest. */
@Injectable()
export class X12TransmissionReader {
  constructor(private readonly controls: ControlNumbers) {}

  /** @throws Problem `not-readable` when there is no interchange that a 997 could answer */
  async read(body: Buffer, account: Account, kept?: Kept): Promise<NewTransmission> {
    const { report, manifests } = await readX12(body);
    const { header } = report;
    if (!header || (report.groups.length === 0 && !report.accepted)) {
      throw new Problem('not-readable', report.faults[0]?.text ?? 'The transmission is no X12 interchange.', errorsOf(report.faults));
    }
    const { id, receivedAt, origin, filingId } = arrival(account, 'x12', kept);
    const envelope = storable({ header, group: groupOf(report) });
    const filings: NewFiling[] = [];
    const settled: typeof manifests[number][] = [];
    for (const manifest of manifests) {
      const parts = partsOf(manifest);
      for (const part of parts) filings.push(checked(manifestFiling(manifest, part, account, origin(filingId(filings.length)))));
      if (parts.length === 0) settled.push(manifest);
    }
    const controls = await this.controls.take(1 + settled.length);
    const own = (control: number) => ({ control, groupControl: control, at: receivedAt });
    const answers: NewAnswer[] = [];
    const acknowledgement = write997(report, replyEnvelope(header, envelope.group ?? undefined, own(controls[0]!)));
    if (acknowledgement) answers.push(x12Answer('997', acknowledgement));
    settled.forEach((manifest, n) => answers.push(x12Answer('355', manifestAnswer(manifest, [], replyEnvelope(header, manifest.group, own(controls[n + 1]!))))));
    const sets = new Set(report.groups.flatMap((group) => group.sets.map(({ setId }) => setId.replace(/[^0-9A-Z]/g, '?'))));
    return {
      id, account, channel: 'x12', format: `X12 ${[...sets].slice(0, 5).join(', ')}`.trim(),
      key: `${header.senderQualifier}/${header.sender}/${header.control}`,
      contentHash: contentHash(body), body, receivedAt, correlationId: kept?.correlationId ?? currentCorrelation() ?? id, envelope, filingCount: filings.length, module: 'manifest',
      kinds: filings.length > 0 ? ['manifest'] : [], filings,
      withoutFilings: answers.length === 0 && report.accepted ? 'processed' : 'rejected', errors: errorsOf(report.faults), answers,
    };
  }
}

/** The database keeps no NUL in JSON; a refused header may hold one. */
const storable = (envelope: X12Envelope): X12Envelope => JSON.parse(JSON.stringify(envelope).replaceAll('\\u0000', ' ')) as X12Envelope;

const groupOf = ({ groups }: InterchangeReport): X12Envelope['group'] => {
  const [first] = groups;
  return first ? { sender: first.sender, receiver: first.receiver, version: first.version } : null;
};

export const x12Answer = (application: string, body: string, event: NewAnswer['event'] = 'answer'): NewAnswer => ({
  event, format: 'x12', contentType: x12ContentType, application, body,
});
