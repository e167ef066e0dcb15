import { useState } from 'react';
import { useKnown } from '../../api/known';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Day } from '../../ui/due';
import { ChosenFilter, Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { optionsOf } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import { useNames } from './names';
import { Publish, PUBLISHED_KINDS, useMayPublish } from './publish';
import { centerWords } from './words';
import './center.scss';

const PAGE = 50;

/** The Centers for everybody: what each is for, and what it published. */
export default function CentersPage() {
  const say = useWords(centerWords);
  const name = useNames();
  const [center, setCenter] = useState('');
  const [kind, setKind] = useState('');
  const [words, setWords] = useState('');
  const mayPublish = useMayPublish();
  const centers = useKnown('cee', 'GET /center-pages', {}, { isFresh: mayPublish });
  const query = {
    center: center || null,
    kind: (kind || undefined) as (typeof PUBLISHED_KINDS)[number] | undefined,
    q: words.trim().length > 1 ? words.trim() : null,
    limit: PAGE,
  };
  const published = useKnownList('cee', 'GET /center-pages/publications', { query }, (answer) => answer.publications, {
    isFresh: mayPublish,
  });
  const nameOf = (one: string): string => centers.data?.centers.find((each) => each.id === one)?.name ?? one;
  return (
    <>
      <PageTitle lead={say('publicLead')}>{say('publicPageTitle')}</PageTitle>
      <section aria-labelledby="find">
        <h2 id="find">{say('findTitle')}</h2>
        <Filters>
          <TypedFilter label={say('findWords')} value={words} onChange={setWords} />
          <ChosenFilter
            label={say('center')}
            all={say('allCenters')}
            options={(centers.data?.centers ?? []).map((one) => ({ value: one.id, text: one.name }))}
            value={center}
            onChange={setCenter}
          />
          <ChosenFilter
            label={say('publishedKind')}
            all={say('allKinds')}
            options={optionsOf(PUBLISHED_KINDS, (one) => name('published', one))}
            value={kind}
            onChange={setKind}
          />
        </Filters>
        <Known of={published} rows={5} isEmpty={(items) => items.length === 0} empty={say('publishedNone')}>
          {(items) => (
            <CardList label={say('findTitle')} items={items} keyOf={(one) => one.id} height={130} more={published.more}>
              {(one) => (
                <>
                  <h3>
                    <Link to={`/centers/${one.id}`}>{one.title}</Link>
                  </h3>
                  <p className="pw-card__line">
                    <span className="pw-sign">{name('published', one.kind)}</span>
                    <span>{nameOf(one.center)}</span>
                    <Day of={one.day} />
                  </p>
                  <p className="pw-quiet">{one.topic}</p>
                </>
              )}
            </CardList>
          )}
        </Known>
      </section>
      {mayPublish && (
        <Publish
          center={center || null}
          again={() => {
            published.again();
            centers.again();
          }}
        />
      )}
      <section aria-labelledby="all">
        <h2 id="all">{say('theCenters')}</h2>
        <Known of={centers} rows={6}>
          {(told) => (
            <ul className="pw-cards pw-cards--beside">
              {told.centers.map((one) => (
                <li key={one.id} className="pw-card">
                  <h3>{one.name}</h3>
                  <p className="pw-quiet">
                    {one.city}, {one.id}
                  </p>
                  <p>
                    {one.published.length === 0
                      ? say('nothingYet')
                      : one.published
                          .map(({ kind: what, publications }) => `${name('published', what)}: ${publications}`)
                          .join('; ')}
                  </p>
                  <p>
                    <a className="usa-link" href={`/api/cee/center-pages/feed.atom?center=${one.id}`}>
                      {say('follow', { center: one.name })}
                    </a>
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
    </>
  );
}
