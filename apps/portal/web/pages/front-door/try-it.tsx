import { type ReactNode, useState } from 'react';
import { CallFailed, send } from '../../api/call';
import { useKnownBy } from '../../api/known';
import type { AnswerOf } from '../../api/modules';
import { Failure, Staleness } from '../../ui/known';
import { Said, saidIn } from '../../ui/said';
import { useAge } from '../../ui/when';
import { useLanguage, useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { frontDoorWords } from './words';

type Answer = AnswerOf<'gateway', 'GET /filings/{id}'>;

interface Filed {
  readonly id: string;
  readonly entry: string;
  readonly at: number;
  readonly milliseconds: number;
}

const LOOK_MS = 1_000;

/** Files a sample as the demo broker and shows its life, where the platform runs as a demo. */
export function TryIt() {
  const say = useWords(frontDoorWords);
  const { data } = useKnownBy(['try'], (signal) => send('/try', { signal }) as Promise<{ offered: boolean }>);
  const [filed, setFiled] = useState<Filed | null>(null);
  const [isFiling, setFiling] = useState(false);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  if (!data?.offered) return null;
  const file = async (): Promise<void> => {
    setFiling(true);
    setFailure(null);
    const begun = Date.now();
    try {
      const done = (await send('/try/releases', { method: 'POST' })) as {
        filed: { entryNumber: string };
        answer: { filingId: string };
      };
      setFiled({
        id: done.answer.filingId,
        entry: done.filed.entryNumber,
        at: begun,
        milliseconds: Date.now() - begun,
      });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      setFiling(false);
    }
  };
  return (
    <section aria-labelledby="try-it" className="pw-panel pw-panel--first">
      <h2 id="try-it">{say('tryIt')}</h2>
      <p>{say('tryItText')}</p>
      <button type="button" className="usa-button usa-button--big" onClick={() => void file()} disabled={isFiling}>
        {say(isFiling ? 'filing' : filed ? 'tryItAgain' : 'tryItButton')}
      </button>
      {failure && <Failure failure={failure} />}
      {filed ? <Life key={filed.id} filed={filed} /> : <Coming />}
      {filed && (
        <>
          <h3>{say('breakIt')}</h3>
          <p>{say('breakItText')}</p>
          <pre className="pw-command">
            <code>npm run ctl -- kill entry</code>
          </pre>
        </>
      )}
    </section>
  );
}

/** What will be seen. */
function Coming() {
  const say = useWords(frontDoorWords);
  return (
    <ol className="usa-process-list pw-process">
      <Step title={say('stepFiled')}>{say('comingFiled')}</Step>
      <Step title={say('stepTaken')}>{say('comingTaken')}</Step>
      <Step title={say('stepAnswered')}>{say('comingAnswered')}</Step>
    </ol>
  );
}

/** Every step that the filing has come to. */
function Life({ filed }: { filed: Filed }) {
  const say = useWords(frontDoorWords);
  const { language } = useLanguage();
  const partName = usePartNames();
  const age = useAge();
  const [isOver, setOver] = useState(false);
  const filing = useKnownBy(
    ['try', filed.id],
    async (signal) => {
      const answer = (await send(`/try/filings/${filed.id}`, { signal })) as Answer;
      setOver(answer.counts.unanswered === 0);
      return answer;
    },
    { every: isOver ? 0 : LOOK_MS },
  );
  const { data } = filing;
  const [one] = data?.filings ?? [];
  return (
    <div aria-live="polite">
      <Staleness of={filing} />
      <ol className="usa-process-list pw-process">
        <Step title={say('stepFiled')}>{say('stepFiledText', { entry: filed.entry })}</Step>
        <Step title={say('stepTaken')}>{say('stepTakenText', { milliseconds: filed.milliseconds })}</Step>
        {data && !one?.answeredAt && (
          <Step title={say('stepWaits')}>
            {say('stepWaitsText', { module: partName('entry') })}{' '}
            <strong>
              <Said text={data.disposition} />
            </strong>
          </Step>
        )}
        {one?.answeredAt && (
          <Step title={say('stepAnswered')}>
            {say('stepAnsweredText', {
              seconds: age(Math.max(1, (Date.parse(one.answeredAt) - filed.at) / 1_000)),
              outcome: saidIn(language, one.outcome ?? one.disposition) ?? one.disposition,
            })}
            {one.conditions.length > 0 && (
              <ul lang="en">
                {one.conditions.map(({ code, text, remedy }) => (
                  <li key={`${code} ${text}`}>
                    <strong>{code}</strong> {text}. {remedy}
                  </li>
                ))}
              </ul>
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
