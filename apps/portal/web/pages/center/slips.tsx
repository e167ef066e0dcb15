import type { SlipView } from '../../api/cee';
import { useKnownList } from '../../api/known-list';
import { CardList, Facts } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { dollarsOf, wholeDollars } from '../../ui/money';
import { Said } from '../../ui/said';
import { useLanguage, useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { assignmentWords } from './assignment-words';
import { useNames } from './names';

const PAGE = 50;

/** What was found in the entries of an account, each with whether it is worth weighing a penalty, step by step. */
export function Slips({ accountId }: { accountId: string }) {
  const say = useWords(assignmentWords);
  const asked = { path: { accountId }, query: { limit: PAGE } };
  const read = useKnownList('cee', 'GET /accounts/{accountId}/compliance/slips', asked, ({ slips }) => slips);
  return (
    <section aria-labelledby="slips">
      <h2 id="slips">{say('slipsTitle')}</h2>
      <p>{say('slipsLead')}</p>
      <Known of={read} isPart isEmpty={(items) => items.length === 0} empty={say('slipsNone')}>
        {(items) => (
          <CardList
            label={say('slipsTitle')}
            items={items}
            keyOf={(one) => `${one.entryNumber} ${one.kind}`}
            height={190}
            more={read.more}
          >
            {(one) => <Slip slip={one} />}
          </CardList>
        )}
      </Known>
    </section>
  );
}

function Slip({ slip }: { slip: SlipView }) {
  const say = useWords(assignmentWords);
  const { name } = useNamesOf(assignmentWords);
  const nameOf = useNames();
  const { language } = useLanguage();
  const { entryNumber, kind, foundOn, valueDollars, effectCents, materiality } = slip;
  return (
    <>
      <h3>{entryNumber}</h3>
      <p className="pw-card__line">
        <strong>{nameOf('kind', kind)}</strong>
        <span className="pw-sign">{name('outcome', materiality.outcome)}</span>
        <span className="pw-quiet">
          {say('foundOn')} <Day of={foundOn} />
        </span>
      </p>
      <Facts
        of={[
          [say('effect'), effectCents === null ? say('effectUnknown') : dollarsOf(effectCents, language)],
          [say('value'), wholeDollars(valueDollars, language)],
        ]}
      />
      <details className="pw-details">
        <summary>{say('steps')}</summary>
        <ol>
          {materiality.steps.map(({ step, small, why }) => (
            <li key={step}>
              <strong>{name('step', step)}</strong> <span className="pw-sign">{name('small', String(small))}</span>{' '}
              <Said text={why} />
            </li>
          ))}
        </ol>
        <p className="pw-quiet">
          {say('rule')} <Said text={materiality.rule} />
        </p>
      </details>
    </>
  );
}
