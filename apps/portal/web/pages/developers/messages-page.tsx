import { useState } from 'react';
import { useKnownBy } from '../../api/known';
import { Known } from '../../ui/known';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import './developers.scss';
import { ASYNC_API, readReference } from './reference';
import { developersWords } from './words';

interface Message {
  readonly name: string;
  readonly title: string;
  readonly 'x-version': number;
  readonly 'x-owner': string;
  readonly payload: object;
  readonly examples?: readonly { readonly payload: unknown }[];
}
interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly description?: string }>>;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
}

export default function MessagesPage() {
  const say = useWords(developersWords);
  const document = useKnownBy(['asyncapi'], (signal) => readReference<AsyncApi>(ASYNC_API, signal), { every: 0 });
  return (
    <>
      <PageTitle lead={say('messagesPageLead')}>{say('messagesPageTitle')}</PageTitle>
      <Known of={document} rows={8}>
        {(known) => <Explorer document={known} />}
      </Known>
    </>
  );
}

function Explorer({ document: { channels, components } }: { document: AsyncApi }) {
  const say = useWords(developersWords);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = Object.values(components.messages).filter(({ name, title }) =>
    `${name} ${title}`.toLowerCase().includes(wanted),
  );
  const message = components.messages[chosen];
  return (
    <div className="pw-explorer">
      <div>
        <label className="usa-label" htmlFor="find">
          {say('search')}
        </label>
        <input
          id="find"
          type="search"
          className="usa-input"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <p role="status">{say('found', { count: found.length })}</p>
        <ul className="pw-explorer__list" lang="en">
          {found.map(({ name, title }) => (
            <li key={name}>
              <button
                type="button"
                className="pw-explorer__choice"
                aria-pressed={name === chosen}
                onClick={() => setChosen(name)}
              >
                <strong>{name}</strong>
                <br />
                {title}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <section className="pw-explorer__shown" aria-live="polite">
        {message ? (
          <>
            <h2>{message.name}</h2>
            <p lang="en">{message.title}</p>
            <dl>
              <dt>{say('sender')}</dt>
              <dd>{message['x-owner']}</dd>
              <dt>{say('version')}</dt>
              <dd>{message['x-version']}</dd>
              <dt>{say('order')}</dt>
              <dd lang="en">{channels[message.name]?.description}</dd>
            </dl>
            {message.examples?.[0] && <Json title={say('example')} value={message.examples[0].payload} />}
            <Json title={say('fields')} value={message.payload} />
          </>
        ) : (
          <p>{say('choose')}</p>
        )}
      </section>
    </div>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section tabIndex={0} aria-label={title} className="pw-code">
        <pre>
          <code>{JSON.stringify(value, null, 2)}</code>
        </pre>
      </section>
    </>
  );
}
