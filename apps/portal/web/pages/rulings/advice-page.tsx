import { useState } from 'react';
import { call } from '../../api/call';
import type { AdviceView } from '../../api/cee';
import { useKnownList } from '../../api/known-list';
import { useRoles } from '../../api/session';
import { CardList } from '../../ui/card-list';
import { Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { CommonFrame } from '../center/center-frame';
import { AskAdvice } from './ask-advice';
import { rulingTyped, useRulingFields } from './ruling-fields';
import { rulingWords } from './words';

const STATES = ['open', 'answered', 'refused', 'withdrawn'] as const;
const PAGE = 50;

/** Questions of Centers and ports to headquarters on what is under way, what is due first at the top, and the answers, which bind. */
export default function AdvicePage() {
  const say = useWords(rulingWords);
  return (
    <CommonFrame title={say('adviceTitle')} lead={say('adviceLead')}>
      <Questions />
    </CommonFrame>
  );
}

function Questions() {
  const say = useWords(rulingWords);
  const { name } = useNamesOf(rulingWords);
  const isOfHeadquarters = useRoles().includes('headquarters');
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const query = { state, limit: PAGE };
  const read = useKnownList('cee', 'GET /internal-advice', { query }, ({ advice }) => advice);
  return (
    <>
      {!isOfHeadquarters && <AskAdvice again={read.again} />}
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichAdvice')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('advice', one)}
          </button>
        ))}
      </fieldset>
      <Known of={read} rows={5} isEmpty={(items) => items.length === 0} empty={say('adviceNone')}>
        {(items) => (
          <CardList label={say('adviceTitle')} items={items} keyOf={({ id }) => id} height={200} more={read.more}>
            {(one) => <Question one={one} again={read.again} isOfHeadquarters={isOfHeadquarters} />}
          </CardList>
        )}
      </Known>
    </>
  );
}

function Question({ one, again, isOfHeadquarters }: { one: AdviceView; again: () => void; isOfHeadquarters: boolean }) {
  const say = useWords(rulingWords);
  const { name } = useNamesOf(rulingWords);
  return (
    <>
      <h2>{one.number}</h2>
      <p className="pw-card__line">
        <span className="pw-sign">{name('advice', one.state)}</span>
        {one.clock && <Due day={one.clock.dueDate} daysLeft={one.clock.daysLeft} unit={one.clock.unit} />}
        <span>{one.protestNumber ?? one.entryNumber}</span>
      </p>
      <p>{one.question}</p>
      <p className="pw-quiet">
        {say('askedBy', { name: one.askedBy, office: one.askedFor })} <When at={one.askedAt} />
      </p>
      {one.answer && (
        <p>
          <strong>{say('closedBy', { name: one.closedBy ?? '', why: one.answer })}</strong>
        </p>
      )}
      {one.ruling && (
        <p>
          {say('answeredBy')} <Link to={`/rulings/${one.ruling}`}>{one.ruling}</Link>
        </p>
      )}
      {one.state === 'open' && (
        <div className="pw-orders">
          {isOfHeadquarters ? <Answer one={one} again={again} /> : <Close one={one} again={again} as="withdraw" />}
        </div>
      )}
    </>
  );
}

function Answer({ one, again }: { one: AdviceView; again: () => void }) {
  const say = useWords(rulingWords);
  const fields = useRulingFields();
  return (
    <>
      <OrderForm
        title={say('answer')}
        isSaidAbove
        isGrave
        explain={say('answerExplain')}
        done={say('answered')}
        fields={[{ name: 'answer', label: say('answerText'), kind: 'paragraph', most: 2_000 }, ...fields]}
        send={async (told: Record<string, string>, once) => {
          await call('cee', 'POST /internal-advice/{adviceId}/answer', {
            path: { adviceId: one.id },
            body: { answer: told['answer']!, ruling: rulingTyped(told, once) },
          });
          again();
        }}
      />
      <Close one={one} again={again} as="refuse" />
    </>
  );
}

function Close({ one, again, as }: { one: AdviceView; again: () => void; as: 'refuse' | 'withdraw' }) {
  const say = useWords(rulingWords);
  return (
    <OrderForm
      title={say(as)}
      isSaidAbove
      isGrave
      explain={say(`${as}Explain`)}
      done={say(as === 'refuse' ? 'refused' : 'withdrawn')}
      fields={[{ name: 'why', label: say('why'), most: 500 }]}
      send={async (body) => {
        const asked = { path: { adviceId: one.id }, body };
        await (as === 'refuse'
          ? call('cee', 'POST /internal-advice/{adviceId}/refusal', asked)
          : call('cee', 'POST /internal-advice/{adviceId}/withdrawal', asked));
        again();
      }}
    />
  );
}
