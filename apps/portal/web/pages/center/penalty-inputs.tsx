import { call } from '../../api/call';
import { useKnown } from '../../api/known';
import { Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { centerCaseWords } from './case-words';

const SAYS = ['mitigate', 'deny', 'cancel', 'no view'];
const PAGE = 100;

/** What officers of fines, penalties and forfeitures ask the Center on a case, those that are due first at the top. */
export function PenaltyInputs({ center }: { center: string | undefined }) {
  const say = useWords(centerCaseWords);
  const { options } = useNamesOf(centerCaseWords);
  const read = useKnown('cee', 'GET /penalty-inputs', { query: { center, limit: PAGE } });
  return (
    <section aria-labelledby="inputs">
      <h2 id="inputs">{say('inputsTitle')}</h2>
      <p>{say('inputsLead')}</p>
      <Known of={read} isPart isEmpty={({ questions }) => questions.length === 0} empty={say('inputsNone')}>
        {({ questions }) => (
          <ul className="pw-cards">
            {questions.map((one) => (
              <li key={one.id} className="pw-card">
                <h3>{say('inputOn', { number: one.caseNumber, law: one.law })}</h3>
                <p className="pw-card__line">
                  <Due day={one.due} daysLeft={one.daysLeft ?? 0} unit="working days" />
                  <span>{say('atPort', { port: one.port })}</span>
                  <span className="pw-quiet">{one.askedBy}</span>
                </p>
                <p>{one.text}</p>
                <p>
                  <Link to={`/center/accounts/${one.accountId}`}>{say('toPattern')}</Link>
                </p>
                <OrderForm
                  title={say('answerInput')}
                  explain={say('answerInputExplain')}
                  isSaidAbove
                  done={say('inputAnswered')}
                  fields={[
                    {
                      name: 'recommendation',
                      label: say('recommendation'),
                      kind: 'choice',
                      options: options('recommends', SAYS),
                    },
                    { name: 'answer', label: say('why'), kind: 'paragraph' },
                  ]}
                  send={async ({ recommendation, answer }) => {
                    await call('cee', 'POST /penalty-inputs/{inputId}/answer', {
                      path: { inputId: one.id },
                      body: { recommendation: recommendation as 'deny', answer },
                    });
                    read.again();
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </Known>
    </section>
  );
}
