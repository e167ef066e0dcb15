import { useState } from 'react';
import { call } from '../../api/call';
import { useKnownList } from '../../api/known-list';
import { useRoles } from '../../api/session';
import { CardList } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { ChosenFilter, Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { rulingTyped, tariffText, useRulingFields } from './ruling-fields';
import { rulingWords } from './words';

const STATES = ['in force', 'modified', 'revoked'] as const;
const PAGE = 50;

/** Rulings of headquarters for everybody (19 CFR part 177), found by words, tariff number and state. */
export default function RulingsPage() {
  const say = useWords(rulingWords);
  const { name, options } = useNamesOf(rulingWords);
  const roles = useRoles();
  const fields = useRulingFields();
  const [words, setWords] = useState('');
  const [heading, setHeading] = useState('');
  const [state, setState] = useState('');
  const digits = heading.replaceAll('.', '').trim();
  const query = {
    q: words.trim() || null,
    heading: /^\d{2,10}$/.test(digits) ? digits : null,
    state: (state || undefined) as (typeof STATES)[number] | undefined,
    limit: PAGE,
  };
  const rulings = useKnownList('cee', 'GET /rulings', { query }, (answer) => answer.rulings);
  return (
    <>
      <PageTitle lead={say('lead')}>{say('title')}</PageTitle>
      <Filters>
        <TypedFilter label={say('words')} value={words} onChange={setWords} longest={200} />
        <TypedFilter label={say('heading')} value={heading} onChange={setHeading} longest={13} />
        <ChosenFilter
          label={say('state')}
          all={say('allStates')}
          options={options('state', STATES)}
          value={state}
          onChange={setState}
        />
      </Filters>
      {roles.includes('headquarters') && (
        <OrderForm
          title={say('issue')}
          explain={say('issueExplain')}
          done={say('issued')}
          fields={fields}
          send={async (told: Record<string, string>, once) => {
            await call('cee', 'POST /rulings', { body: rulingTyped(told, once) });
            rulings.again();
          }}
        />
      )}
      <Known of={rulings} rows={6} isEmpty={(items) => items.length === 0} empty={say('none')}>
        {(items) => (
          <CardList label={say('title')} items={items} keyOf={(one) => one.number} height={130} more={rulings.more}>
            {(one) => (
              <>
                <h2>
                  <Link to={`/rulings/${one.number}`}>{one.number}</Link>
                </h2>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('state', one.state)}</span>
                  <span>{name('kind', one.kind)}</span>
                  <span>
                    {say('issuedOn')} <Day of={one.issuedOn} />
                  </span>
                </p>
                <p lang="en">{one.subject}</p>
                {one.headings.length > 0 && <p className="pw-quiet">{one.headings.map(tariffText).join(', ')}</p>}
              </>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}
