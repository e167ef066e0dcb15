import { Injectable } from '@nestjs/common';
import { currentCorrelation, ownWait, Problem } from '#service';
import { kindOf, ManifestFiled } from '#contracts';
import type { FieldError } from '#kernel';
import {
  type Addressee,
  type InterchangeHeader,
  type InterchangeReport,
  type PlainFault,
  replyEnvelope,
  write997,
} from '#x12';
import type { Account } from '../../account/account';
import { manifestAnswer, testAnswer } from './manifest-answer';
import { GatewayConfig } from '../../config/gateway.config';
import { checked } from '../../filing/filing-check';
import { arrival, type Kept, type NewAnswer, type NewFiling, type NewTransmission } from '../../filing/transmission';
import { faultsOfAcknowledgements } from './acknowledgement-faults';
import { ControlNumbers } from './control-numbers';
import { manifestFiling, partsOf } from './manifest.mapping';
import { readX12 } from './manifest-reading';
import { keptParts, sentManifest, type SentManifest } from './x12-sent';

/** What turning the interchange round needs; kept with the transmission and used for notices to the same partner later. */
export interface X12Envelope {
  readonly header: InterchangeHeader;
  readonly group: { readonly sender: string; readonly receiver: string; readonly version: string } | null;
  /** It was refused, for somebody else or test data: read again, nothing of it takes effect either. */
  readonly withoutEffect?: true;
}

export const x12ContentType = 'application/edi-x12';

const errorsOf = (faults: readonly PlainFault[], { qualifier, id }: Addressee): FieldError[] =>
  faults.map(({ position, segmentId, element, text, remedy, code }) => ({
    at: `${position ? `segment ${position}` : 'interchange'}${segmentId ? ` ${segmentId}` : ''}${element ? String(element).padStart(2, '0') : ''}`,
    text,
    code,
    remedy: code === 'not-addressed' ? `${remedy} They are ${qualifier} and ${id}.` : remedy,
  }));

const testData = ({ usage }: InterchangeHeader): FieldError => ({
  at: 'segment 1 ISA15',
  code: 'test-data',
  text: `This is test data (ISA15 ${usage}). It was judged and answered; nothing of it was filed.`,
  remedy: 'To file it, send it with ISA15 P.',
});

/** Under which an interchange is known again: the same number of a test and of production, or to another receiver, is another interchange. */
const nameOf = ({ senderQualifier, sender, receiverQualifier, receiver, control, usage }: InterchangeHeader): string =>
  [senderQualifier, sender, receiverQualifier, receiver, control, usage].join('/');

/** Reads an X12 interchange: a 997 at once, a 355 at once for manifests of which nothing can be used, filings for the rest. */
@Injectable()
export class X12TransmissionReader {
  private readonly addressee: Addressee;

  constructor(
    private readonly controls: ControlNumbers,
    private readonly config: GatewayConfig,
  ) {
    this.addressee = { qualifier: config.X12_QUALIFIER, id: config.X12_ID };
  }

  /** @throws Problem `not-readable` when there is no interchange that a 997 could answer */
  async read(body: Buffer, account: Account, kept?: Kept): Promise<NewTransmission> {
    const wasTaken = kept !== undefined && !(kept.envelope as X12Envelope).withoutEffect;
    // What was taken once is read again as it was taken, whatever the platform is called by now.
    const { report, manifests, acknowledgements } = await readX12(body, wasTaken ? {} : { addressee: this.addressee });
    const { header } = report;
    if (!header || (report.groups.length === 0 && !report.accepted)) {
      throw new Problem(
        'not-readable',
        report.faults[0]?.text ?? 'The transmission is no X12 interchange.',
        errorsOf(report.faults, this.addressee),
      );
    }
    const { id, receivedAt, origin, filingId } = arrival(account, 'x12', kept);
    const takesEffect = kept ? wasTaken : report.accepted && (header.usage === 'P' || this.config.X12_TEST_IS_LIVE);
    const envelope = storable({ header, group: groupOf(report), ...(takesEffect ? {} : { withoutEffect: true }) });
    const filings: NewFiling[] = [];
    const settled: SentManifest[] = [];
    for (const [n, manifest] of manifests.entries()) {
      const sent = sentManifest(manifest);
      const kept = keptParts(sent, n);
      const parts = takesEffect ? partsOf(manifest) : [];
      for (const [p, part] of parts.entries()) {
        const filing = checked(manifestFiling(manifest, part, account, origin(filingId(filings.length))));
        filings.push({ ...filing, sent: kept[p]! });
      }
      if (parts.length === 0) settled.push(sent);
    }
    const controls = await ownWait(
      this.controls.take(1 + settled.length),
      'The journal did not answer in time; nothing of this message was kept.',
    );
    const own = (control: number) => ({ control, groupControl: control, at: receivedAt });
    const answers: NewAnswer[] = [];
    const acknowledgement = write997(report, replyEnvelope(header, envelope.group ?? undefined, own(controls[0]!)));
    if (acknowledgement) answers.push(x12Answer('997', acknowledgement));
    settled.forEach((manifest, n) => {
      const reply = replyEnvelope(header, manifest.group, own(controls[n + 1]!));
      answers.push(x12Answer('355', takesEffect ? manifestAnswer(manifest, [], reply) : testAnswer(manifest, reply)));
    });
    const isTest = !takesEffect && manifests.length > 0;
    const errors = [
      ...errorsOf(report.faults, this.addressee),
      ...(isTest ? [testData(header)] : []),
      ...faultsOfAcknowledgements(report),
    ];
    const sets = new Set(
      report.groups.flatMap((group) => group.sets.map(({ setId }) => setId.replace(/[^0-9A-Z]/g, '?'))),
    );
    return {
      id,
      account,
      channel: 'x12',
      format: `X12 ${[...sets].slice(0, 5).join(', ')}`.trim(),
      key: nameOf(header),
      contentHash: report.contentHash,
      body,
      receivedAt,
      correlationId: kept?.correlationId ?? currentCorrelation() ?? id,
      envelope,
      filingCount: filings.length,
      counts: filings.length > 0 ? [{ kind: kindOf(ManifestFiled).kind, filings: filings.length }] : [],
      filings,
      withoutFilings: answers.length === 0 && report.accepted && errors.length === 0 ? 'processed' : 'rejected',
      errors,
      answers,
      acknowledgements,
    };
  }
}

/** The database keeps no NUL in JSON; a refused header may hold one. */
const storable = (envelope: X12Envelope): X12Envelope =>
  JSON.parse(JSON.stringify(envelope).replaceAll('\\u0000', ' ')) as X12Envelope;

const groupOf = ({ groups }: InterchangeReport): X12Envelope['group'] => {
  const [first] = groups;
  return first ? { sender: first.sender, receiver: first.receiver, version: first.version } : null;
};

export const x12Answer = (application: string, body: string, event: NewAnswer['event'] = 'answer'): NewAnswer => ({
  event,
  format: 'x12',
  contentType: x12ContentType,
  application,
  body,
});
