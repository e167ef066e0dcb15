import { useState } from 'react';
import { call } from '../../api/call';
import type { PublicationView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useRoles } from '../../api/session';
import { Link } from '../../ui/link';
import { OrderForm, optionsOf } from '../../ui/order-form';
import { EASTERN } from '../../ui/when';
import { useWords } from '../../words/language';
import { fieldTime } from '../port-desk/port-time';
import { AccountChoice, type ChosenAccount } from './account-choice';
import { useNames } from './names';
import { publishingWords } from './publishing-words';

export const PUBLISHED_KINDS = [
  ...(['publication', 'decision', 'ruling'] as const),
  ...(['contact', 'industry notice', 'frequently asked'] as const),
] as const;
const PUBLISHERS = ['Center specialist', 'team lead', 'Center director', 'headquarters'];

/** Whether who looks publishes on pages of Centers, and so must see at once what changed there. */
export const useMayPublish = (): boolean => useRoles().some((role) => PUBLISHERS.includes(role));

/** Publishes on the page of a Center. */
export function Publish({ center, again }: { center: string | null; again?: () => void }) {
  const say = useWords(publishingWords);
  const name = useNames();
  const [from, setFrom] = useState<ChosenAccount | null>(null);
  const centers = useKnown('cee', 'GET /center-pages', {}, { every: 0 });
  return (
    <section aria-labelledby="publish">
      <h2 id="publish">{say('title')}</h2>
      <OrderForm
        title={say('publish')}
        explain={say('explain')}
        done={({ id, title }: PublicationView) => (
          <p>
            {say('published')} <Link to={`/centers/${id}`}>{title}</Link>
          </p>
        )}
        fields={[
          {
            name: 'center',
            label: say('center'),
            kind: 'choice',
            options: (centers.data?.centers ?? []).map((one) => ({ value: one.id, text: `${one.name} (${one.id})` })),
            first: center ?? '',
          },
          {
            name: 'kind',
            label: say('kind'),
            kind: 'choice',
            options: optionsOf(PUBLISHED_KINDS, (one) => name('published', one)),
          },
          { name: 'topic', label: say('topic'), hint: say('topicHint'), least: 2, most: 60 },
          {
            name: 'day',
            label: say('day'),
            hint: say('dayHint'),
            kind: 'date',
            first: fieldTime(new Date(), EASTERN).slice(0, 10),
          },
          { name: 'title', label: say('heading'), least: 2, most: 200 },
          { name: 'text', label: say('text'), kind: 'area', least: 2, most: 8_000 },
          { name: 'why', label: say('why'), hint: say('whyHint'), least: 2, most: 300 },
        ]}
        send={async ({ center: at, kind, topic, day, title, text, why }, id) => {
          const published = await call('cee', 'POST /center-pages/publications', {
            body: {
              ...{ id, center: at, kind: kind as (typeof PUBLISHED_KINDS)[number], topic, day, title, text, why },
              aboutAccountId: from?.id ?? null,
            },
          });
          setFrom(null);
          again?.();
          return published;
        }}
      />
      <details className="pw-details">
        <summary>{from ? say('from', { name: from.name }) : say('comesFrom')}</summary>
        <p>{say('comesFromLead')}</p>
        {from ? (
          <button type="button" className="usa-button usa-button--outline" onClick={() => setFrom(null)}>
            {say('fromNobody')}
          </button>
        ) : (
          <AccountChoice label={say('account')} onChoose={setFrom} />
        )}
      </details>
    </section>
  );
}

/** Publishes a further version of what is published, or takes it off the page. */
export function PublishAnew({
  publication,
  again,
  onTakenDown,
}: {
  publication: PublicationView;
  again: () => void;
  onTakenDown: () => void;
}) {
  const say = useWords(publishingWords);
  const { id, version, title: before, text: textBefore } = publication;
  const path = { publicationId: id };
  return (
    <section aria-labelledby="manage">
      <h2 id="manage">{say('manage')}</h2>
      <div className="pw-orders">
        <OrderForm
          title={say('correct')}
          explain={say('correctExplain')}
          done={say('corrected')}
          fields={[
            { name: 'title', label: say('heading'), least: 2, most: 200, first: before },
            { name: 'text', label: say('text'), kind: 'area', least: 2, most: 8_000, first: textBefore },
            { name: 'why', label: say('whyChange'), hint: say('whyHint'), least: 2, most: 300 },
          ]}
          send={async (told) => {
            await call('cee', 'POST /center-pages/publications/{publicationId}/versions', {
              path,
              body: { version, ...told },
            });
            again();
          }}
        />
        <OrderForm
          title={say('takeDown')}
          isGrave
          explain={say('takeDownExplain')}
          done={say('takenDown')}
          fields={[{ name: 'why', label: say('whyChange'), hint: say('whyHint'), least: 2, most: 300 }]}
          send={async (body) => {
            await call('cee', 'POST /center-pages/publications/{publicationId}/withdrawal', { path, body });
            onTakenDown();
          }}
        />
      </div>
    </section>
  );
}
