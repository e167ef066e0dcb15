import { useState } from 'react';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { ChosenFilter, Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { dollarsOf } from '../../ui/money';
import { optionsOf } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { useLanguage, useWords } from '../../words/language';
import { portText } from '../status/ports';
import { useNames } from './names';
import { OpenCase } from './open-case';
import { caseWords } from './words';

const PAGE = 200;
const WITHIN_DAYS = 30;
const KINDS = ['seizure', 'penalty', 'liquidated damages'] as const;
const STATES = [
  ...(['opened', 'pre-penalty', 'noticed', 'petitioned', 'decided', 'supplemental', 'paid', 'claim due'] as const),
  ...(['forfeiture', 'forfeited', 'referred to Justice', 'cancelled', 'remitted', 'written off', 'closed'] as const),
];
const NUMBER = /^[A-Z]{2}-\d{2}-\d{6,9}$/;
const ENTRY = /^[A-Z0-9]{3}-?\d{7}-?\d$/;

/** Cases of fines, penalties and forfeitures: what ends when, then all of them. */
export default function CasesPage() {
  const say = useWords(caseWords);
  return (
    <>
      <PageTitle lead={say('lead')}>{say('title')}</PageTitle>
      <Times />
      <Cases />
    </>
  );
}

function Times() {
  const say = useWords(caseWords);
  const name = useNames();
  const whatOf = (what: string): string =>
    what.startsWith('mail ') ? say('mailNotice', { number: what.split(' ').at(-1)! }) : name('what', what);
  const times = useKnownList(
    'enforcement',
    'GET /enforcement-times',
    { query: { within: WITHIN_DAYS, limit: PAGE } },
    ({ items }) => items,
    { after: 'afterItem' },
  );
  return (
    <section aria-labelledby="times">
      <h2 id="times">{say('timesTitle', { days: WITHIN_DAYS })}</h2>
      <Known of={times} rows={5} isEmpty={(items) => items.length === 0} empty={say('timesNone')}>
        {(items) => (
          <>
            <p className="pw-headline">
              {say('timesHeadline', { count: items.filter(({ daysLeft }) => daysLeft < 0).length })}
            </p>
            <CardList
              label={say('timesTitle', { days: WITHIN_DAYS })}
              items={items}
              keyOf={(one) => `${one.caseId} ${one.what} ${one.dueDate} ${one.whoActs}`}
              height={92}
              more={times.more}
            >
              {(one) => (
                <>
                  <p className="pw-card__line">
                    <strong>{whatOf(one.what)}</strong>
                    <Due day={one.dueDate} daysLeft={one.daysLeft} />
                  </p>
                  <p className="pw-quiet">
                    <Link to={`/cases/${one.caseId}`}>{one.number}</Link> {name('state', one.state)},{' '}
                    {say('whoActs', { who: name('who', one.whoActs) })}
                  </p>
                </>
              )}
            </CardList>
          </>
        )}
      </Known>
    </section>
  );
}

function Cases() {
  const say = useWords(caseWords);
  const name = useNames();
  const { language } = useLanguage();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState('');
  const [state, setState] = useState('');
  const wanted = typed.trim().toUpperCase();
  const query = {
    kind: (kind || undefined) as (typeof KINDS)[number] | undefined,
    state: (state || undefined) as (typeof STATES)[number] | undefined,
    caseNumber: NUMBER.test(wanted) ? wanted : null,
    entry: ENTRY.test(wanted) ? wanted : null,
    limit: PAGE,
  };
  const cases = useKnownList('enforcement', 'GET /enforcement-cases', { query }, (answer) => answer.cases, {
    after: 'afterCase',
  });
  return (
    <section aria-labelledby="cases">
      <h2 id="cases">{say('casesTitle')}</h2>
      <OpenCase again={cases.again} />
      <Filters>
        <TypedFilter label={say('find')} value={typed} onChange={setTyped} />
        <ChosenFilter
          label={say('kind')}
          all={say('allKinds')}
          options={optionsOf(KINDS, (one) => name('kind', one))}
          value={kind}
          onChange={setKind}
        />
        <ChosenFilter
          label={say('state')}
          all={say('openCases')}
          options={optionsOf(STATES, (one) => name('state', one))}
          value={state}
          onChange={setState}
        />
      </Filters>
      <Known of={cases} rows={6} isEmpty={(items) => items.length === 0} empty={say('casesNone')}>
        {(items) => (
          <CardList label={say('casesTitle')} items={items} keyOf={(one) => one.id} height={140} more={cases.more}>
            {(one) => (
              <>
                <h3>
                  <Link to={`/cases/${one.id}`}>{one.number}</Link>
                </h3>
                <p>{one.subject}</p>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('state', one.state)}</span>
                  <span>{name('kind', one.kind)}</span>
                  <strong>{dollarsOf(one.mitigatedCents ?? one.assessedCents, language)}</strong>
                </p>
                <p className="pw-quiet">
                  {say('caseOf', { law: one.law, port: portText(one.port) })} <Day of={one.openedOn} />.{' '}
                  {say('suitUntil')} <Day of={one.limitationOn} />
                </p>
              </>
            )}
          </CardList>
        )}
      </Known>
    </section>
  );
}
