import { useId, useState } from 'react';
import { useKnown } from '../../api/known';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { useWords } from '../../words/language';
import { useNames } from './names';
import { centerWords } from './words';

const AT_MOST = 20;

/** What was decided before on the same goods, words, heading or for the same account, and why each was found. */
export function EarlierAnswers({ goods, accountId }: { goods: string; accountId: string }) {
  const say = useWords(centerWords);
  const name = useNames();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [heading, setHeading] = useState('');
  const [ofAccount, setOfAccount] = useState(true);
  const words = (typed ?? goods).trim();
  const isHeading = /^\d{4}(?:\.?\d{2}){0,3}$/.test(heading.trim());
  const query = {
    goods: words || null,
    heading: isHeading ? heading.trim() : null,
    accountId: ofAccount ? accountId : null,
    limit: AT_MOST,
  };
  const isAsked = Boolean(query.goods ?? query.heading ?? query.accountId);
  const found = useKnown('cee', 'GET /earlier-answers', { query }, { when: isAsked, every: 0 });
  return (
    <>
      <h2 id="earlier">{say('earlierTitle')}</h2>
      <p>{say('earlierLead')}</p>
      <label className="usa-label" htmlFor={`${id}-words`}>
        {say('earlierGoods')}
      </label>
      <input
        id={`${id}-words`}
        className="usa-input"
        autoComplete="off"
        value={typed ?? goods}
        onChange={({ target }) => setTyped(target.value)}
      />
      <label className="usa-label" htmlFor={`${id}-heading`}>
        {say('earlierHeading')}
      </label>
      <input
        id={`${id}-heading`}
        className="usa-input"
        inputMode="decimal"
        autoComplete="off"
        value={heading}
        onChange={({ target }) => setHeading(target.value)}
      />
      <div className="usa-checkbox">
        <input
          className="usa-checkbox__input"
          type="checkbox"
          id={`${id}-account`}
          checked={ofAccount}
          onChange={({ target }) => setOfAccount(target.checked)}
        />
        <label className="usa-checkbox__label" htmlFor={`${id}-account`}>
          {say('earlierAccount')}
        </label>
      </div>
      {isAsked ? (
        <Known of={found} isEmpty={({ answers }) => answers.length === 0} empty={say('earlierNone')}>
          {({ answers, more }) => (
            <>
              <ul className="pw-found" aria-label={say('earlierTitle')}>
                {answers.map((one) => (
                  <li key={one.id}>
                    <p className="pw-card__line">
                      <strong>{one.outcome ?? name('kind', one.kind)}</strong>
                      <span className="pw-sign">{name('source', one.source)}</span>
                    </p>
                    {one.goods && <p>{one.goods}</p>}
                    <p>{one.text}</p>
                    {one.endedWhy && (
                      <p>
                        <strong>{say('countsNoMore', { why: one.endedWhy })}</strong>
                      </p>
                    )}
                    <p className="pw-quiet">{say('foundBy', { why: one.why.map(({ why }) => why).join('; ') })}</p>
                    <p className="pw-quiet">
                      {one.sourceNumber}, {one.stage}, {[one.center, one.port, one.by].filter(Boolean).join(', ')}{' '}
                      <Day of={one.day} />
                    </p>
                  </li>
                ))}
              </ul>
              {more && <p>{say('earlierMore')}</p>}
            </>
          )}
        </Known>
      ) : (
        <p>{say('earlierAsk')}</p>
      )}
      <p>
        <Link to="/center/uniformity">{say('toSpread')}</Link>
      </p>
    </>
  );
}
