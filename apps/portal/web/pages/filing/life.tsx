import { type ReactNode, useState } from 'react';
import { call } from '../../api/call';
import { type Known as KnownThing, useKnownBy } from '../../api/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { saidIn } from '../../ui/said';
import { When } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { filingWords } from './words';

export type Channel = 'json' | 'abi' | 'x12';
export const isChannel = (text: string | undefined): text is Channel => ['json', 'abi', 'x12'].includes(text ?? '');

export interface Condition {
  readonly code: string;
  readonly text: string;
  readonly remedy: string;
  readonly severity: string;
  readonly recordIndex: number | null;
  readonly record: string | null;
  readonly field: string | null;
  readonly at: string | null;
}
interface FilingState {
  readonly filingId: string;
  readonly kind: string;
  readonly reference: string;
  readonly state: string;
  readonly disposition: string;
  readonly outcome: string | null;
  readonly conditions: readonly Condition[];
  readonly answeredAt: string | null;
}
/** State and answer of what was sent, as the gateway tells it of each format. */
export interface Sent {
  readonly id: string;
  readonly receivedAt: string;
  readonly disposition: string;
  readonly meaning: string;
  readonly resend: boolean;
  readonly errors?: readonly {
    readonly at: string;
    readonly text: string;
    readonly code?: string;
    readonly remedy?: string;
  }[];
  readonly counts: { readonly filings: number; readonly unanswered: number; readonly rejected: number };
  readonly filings: readonly FilingState[];
  readonly responses: readonly { readonly mailboxId: number; readonly body: string }[];
}

const LOOK_MS = 1_000;
const CALM_MS = 5_000;
const CALM_AFTER_MS = 30_000;
const OPERATIONS = { json: 'GET /filings/{id}', abi: 'GET /abi/{id}', x12: 'GET /x12/{id}' } as const;

/** Reads it again and again until it is answered: often at first. */
export function useSent(channel: Channel, id: string): KnownThing<Sent> {
  const [isOver, setOver] = useState(false);
  const [begun] = useState(() => Date.now());
  const every = isOver ? 0 : Date.now() - begun > CALM_AFTER_MS ? CALM_MS : LOOK_MS;
  return useKnownBy(
    ['sent', channel, id],
    async (signal) => {
      const answer = (await call('gateway', OPERATIONS[channel], { path: { id }, signal } as never)) as unknown as Sent;
      setOver(isAnswered(answer));
      return answer;
    },
    { every },
  );
}

export const isAnswered = ({ counts }: Sent): boolean => counts.unanswered === 0;
export const isHeld = ({ disposition }: Sent): boolean => /^held/.test(disposition);
export const isRefused = ({ counts, disposition }: Sent): boolean => counts.rejected > 0 || disposition === 'rejected';

/** The steps that it has come to. */
export function Life({ sent }: { sent: Sent }) {
  const say = useWords(filingWords);
  const { language } = useLanguage();
  const { counts, filings } = sent;
  const answeredAt = filings
    .map((one) => one.answeredAt)
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  return (
    <div aria-live="polite">
      {isHeld(sent) && !isAnswered(sent) && (
        <Notice kind="warning" title={say('held')}>
          <p>{say('heldText')}</p>
          <p>
            <strong>{say('heldDo')}</strong>
          </p>
          <ol>
            <li>{say('heldDo1')}</li>
            <li>{say('heldDo2')}</li>
            <li>{say('heldDo3')}</li>
          </ol>
          <Link to="/status">{say('seeState')}</Link>
        </Notice>
      )}
      <ol className="usa-process-list pw-process">
        <Step title={say('taken')}>
          <When at={sent.receivedAt} />
          <br />
          {say('takenText', { id: sent.id })}
        </Step>
        {!isAnswered(sent) && !isHeld(sent) && (
          <Step title={say('waiting')}>
            {say('waitingText')}
            {counts.filings > 1 &&
              ` ${say('ofAll', { answered: counts.filings - counts.unanswered, all: counts.filings })}`}
          </Step>
        )}
        {isAnswered(sent) && (
          <Step title={say(sent.resend ? 'notDone' : isRefused(sent) ? 'refused' : 'accepted')}>
            {answeredAt && <When at={answeredAt} />}
            {counts.filings > 1 && counts.rejected > 0 && <p>{say('partly', { count: counts.rejected })}</p>}
            {filings.length === 1 && filings[0]!.outcome && (
              <p>{say('outcome', { outcome: saidIn(language, filings[0]!.outcome) ?? filings[0]!.outcome })}</p>
            )}
          </Step>
        )}
      </ol>
    </div>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="usa-process-list__item">
      <p className="usa-process-list__heading">{title}</p>
      <div>{children}</div>
    </li>
  );
}
