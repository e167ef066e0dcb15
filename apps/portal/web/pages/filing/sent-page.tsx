import { useNavigate, useParams } from '@tanstack/react-router';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { PageTitle } from '../../ui/page-title';
import { Said } from '../../ui/said';
import { useWords } from '../../words/language';
import { remedyWords } from '../../words/remedies';
import { keepDraft, sentFilings, typedSent } from './drafts';
import './filing.scss';
import { isKind } from './kinds';
import { type Channel, isAnswered, isChannel, isRefused, Life, type Sent, useSent } from './life';
import { filingWords } from './words';

/** The life of what was filed by hand, live until it is answered. */
export default function SentPage() {
  const say = useWords(filingWords);
  const { channel, id } = useParams({ strict: false }) as { channel?: string; id?: string };
  if (!isChannel(channel) || !id) return <PageTitle>{say('noKind')}</PageTitle>;
  return <Told key={id} channel={channel} id={id} />;
}

function Told({ channel, id }: { channel: Channel; id: string }) {
  const say = useWords(filingWords);
  const sent = useSent(channel, id);
  const kept = sentFilings().find((one) => one.id === id);
  const reference = kept?.reference ?? sent.data?.filings[0]?.reference;
  return (
    <>
      <PageTitle lead={reference && `${kept && isKind(kept.kind) ? `${say(kept.kind)} ` : ''}${reference}`}>
        {say('sentTitle')}
      </PageTitle>
      <Known of={sent}>
        {(state) => (
          <>
            <Life sent={state} />
            {isAnswered(state) && <Found sent={state} />}
            {isAnswered(state) && <Ways id={id} sent={state} kind={kept?.kind} />}
          </>
        )}
      </Known>
    </>
  );
}

function Found({ sent }: { sent: Sent }) {
  const say = useWords(filingWords);
  const conditions = sent.filings.flatMap((one) => one.conditions);
  return (
    <section aria-labelledby="found">
      <h2 id="found">{say('found')}</h2>
      {conditions.length === 0 ? (
        <p className="pw-empty">{say('noConditions')}</p>
      ) : (
        <ul className="pw-findings">
          {conditions.map(({ code, text, remedy, severity, at }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same may be found twice
            <li key={`${code} ${at} ${place}`} className={`pw-finding pw-finding--${severity}`}>
              <strong lang="en">
                {code} {text}
              </strong>
              {at && <code> {at}</code>}
              <br />
              {say('whatToDo')} <Said text={remedy} words={remedyWords} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Ways({ id, sent, kind }: { id: string; sent: Sent; kind: string | undefined }) {
  const say = useWords(filingWords);
  const navigate = useNavigate();
  const typed = typedSent(id);
  const correct = (): void => {
    if (!isKind(kind) || !typed) return;
    const remarks = sent.filings.flatMap(({ conditions }) =>
      conditions
        .filter(({ severity }) => severity === 'fatal')
        .map(({ at, code, text, remedy }) => ({ at: at ?? '/', text: `${code} ${text}.`, remedy })),
    );
    keepDraft(kind, typed, remarks);
    void navigate({ to: `/file/form/${kind}` as never });
  };
  return (
    <div className="pw-actions">
      {isRefused(sent) && typed && isKind(kind) && (
        <button type="button" className="usa-button" onClick={correct}>
          {say('correctIt')}
        </button>
      )}
      <Link to="/file" className="usa-button usa-button--outline">
        {say('fileAnother')}
      </Link>
    </div>
  );
}
