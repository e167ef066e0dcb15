import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call, CallFailed } from '../../api/call';
import { useKnown } from '../../api/known';
import type { WorklistOfModule } from '../../api/port';
import { CardList, Facts } from '../../ui/card-list';
import { ChosenFilter, Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { OrderForm } from '../../ui/order-form';
import { useAge } from '../../ui/when';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { Frame, useReason } from './frame';
import { platformWords } from './platform-words';

const EVERY_MS = 5_000;
const CARD_HEIGHT = 210;

type SetAside = WorklistOfModule['messages'][number] & { readonly module: string };

/** Messages of all parts that could not be handled: found by their words, handled again one by one or all that are shown. */
export default function WorklistPage() {
  const say = useWords(platformWords);
  const { part = '' } = useSearch({ strict: false }) as { part?: string };
  const [chosen, setChosen] = useState(part);
  const [words, setWords] = useState('');
  const name = usePartNames();
  const worklist = useKnown('port', 'GET /platform/worklist', {}, { every: EVERY_MS, isSealed: true });
  return (
    <Frame title={say('worklistTitle')} lead={say('worklistLead')}>
      <Known of={worklist} rows={6}>
        {({ modules }) => {
          const all = modules
            .flatMap(({ module, messages }) => messages.map((message) => ({ ...message, module })))
            .sort((one, other) => one.receivedAt.localeCompare(other.receivedAt));
          const shown = all.filter((message) => (!chosen || message.module === chosen) && has(message, words));
          return (
            <>
              <Gaps modules={modules} />
              {all.length === 0 ? (
                <p className="pw-empty">{say('noMessages')}</p>
              ) : (
                <>
                  <Filters>
                    <TypedFilter label={say('search')} hint={say('searchHint')} value={words} onChange={setWords} />
                    <ChosenFilter
                      label={say('ofPart')}
                      all={say('allParts')}
                      options={modules.map(({ module }) => ({ value: module, text: name(module) }))}
                      value={chosen}
                      onChange={setChosen}
                    />
                  </Filters>
                  {shown.length === 0 && <p className="pw-empty">{say('noneFound')}</p>}
                </>
              )}
              <RetryAll messages={shown} done={worklist.again} />
              {shown.length > 0 && (
                <CardList
                  label={say('worklistTitle')}
                  items={shown}
                  keyOf={({ messageId }) => messageId}
                  height={CARD_HEIGHT}
                >
                  {(message) => <Card message={message} />}
                </CardList>
              )}
            </>
          );
        }}
      </Known>
    </Frame>
  );
}

const has = ({ type, subject, reason, messageId, correlationId }: SetAside, words: string): boolean => {
  const text = [type, subject, reason, messageId, correlationId].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** Parts that were not asked, or of which not all is shown. */
function Gaps({ modules }: { modules: readonly WorklistOfModule[] }) {
  const say = useWords(platformWords);
  const name = usePartNames();
  const gaps = modules.flatMap(({ module, answers, isAll, messages }) => [
    ...(answers ? [] : [say('silentPart', { name: name(module) })]),
    ...(isAll ? [] : [say('onlyOldest', { name: name(module), count: messages.length })]),
  ]);
  if (gaps.length === 0) return null;
  return (
    <Notice kind="warning" title={say('silentParts')}>
      {gaps.map((gap) => (
        <p key={gap}>{gap}</p>
      ))}
    </Notice>
  );
}

function Card({ message }: { message: SetAside }) {
  const say = useWords(platformWords);
  const name = usePartNames();
  const age = useAge();
  const { module, messageId, type, subject, reason, attempts, ageSeconds } = message;
  return (
    <>
      <h2 className="pw-matter__title">
        <Link to={`/operations/worklist/${module}/${messageId}`}>
          <code>{type}</code>
        </Link>
      </h2>
      <Facts
        of={[
          [say('ofPart'), name(module)],
          [say('about'), subject],
          [say('error'), reason && <span lang="en">{reason}</span>],
          [say('waitedFor'), `${age(ageSeconds)}, ${say('triedTimes', { count: attempts })}`],
        ]}
      />
    </>
  );
}

/** Orders all that is shown, one after the other, and says how far it is. */
function RetryAll({ messages, done }: { messages: readonly SetAside[]; done: () => void }) {
  const say = useWords(platformWords);
  const reason = useReason();
  const [progress, setProgress] = useState<{ done: number; all: number; refused: number } | null>(null);
  const retry = async (why: string): Promise<void> => {
    const now = { done: 0, all: messages.length, refused: 0 };
    setProgress({ ...now });
    try {
      for (const { module, messageId } of messages) {
        try {
          await call('port', 'POST /platform/worklist/{module}/{messageId}', {
            path: { module, messageId },
            body: { order: 'retry', reason: why },
          });
          now.done += 1;
        } catch (error) {
          // Somebody else decided about it meanwhile; anything else stops here.
          if (!(error instanceof CallFailed) || error.problem.status !== 409) throw error;
          now.refused += 1;
        }
        setProgress({ ...now });
      }
    } finally {
      done();
    }
  };
  return (
    <>
      {progress && (
        <div role="status" className="pw-ops-progress">
          <progress max={progress.all} value={progress.done + progress.refused} aria-label={say('retryAllNow')} />{' '}
          {say('progress', progress)}
        </div>
      )}
      {(messages.length > 1 || progress) && (
        <OrderForm
          title={say('retryAll')}
          explain={<p>{say('retryAllSays', { count: messages.length })}</p>}
          fields={[reason]}
          submit={say('retryAllNow')}
          done={say('retriedAll')}
          send={(filled) => retry(filled.reason)}
        />
      )}
    </>
  );
}
