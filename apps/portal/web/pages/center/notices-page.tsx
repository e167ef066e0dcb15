import { useState } from 'react';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { useWords } from '../../words/language';
import { CenterFrame } from './center-frame';
import { useNames } from './names';
import { NoticeLine } from './notices-on-entry';
import { centerWords } from './words';

const FORMS = ['CF-28', 'CF-29', 'CF-4647'] as const;
const PAGE = 100;

/** Requests and notices of the Center: what waits for an answer, and what was answered. */
export default function NoticesPage() {
  const say = useWords(centerWords);
  return (
    <CenterFrame title={say('noticesPage')} lead={say('noticesLead')}>
      {(center) => <Notices center={center} />}
    </CenterFrame>
  );
}

function Notices({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const name = useNames();
  const [form, setForm] = useState<(typeof FORMS)[number] | undefined>(undefined);
  const notices = useKnownList(
    'cee',
    'GET /notices',
    { query: { center, form, limit: PAGE } },
    (answer) => answer.notices,
  );
  return (
    <>
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichForm')}</legend>
        <button type="button" aria-pressed={form === undefined} onClick={() => setForm(undefined)}>
          {say('allForms')}
        </button>
        {FORMS.map((one) => (
          <button key={one} type="button" aria-pressed={form === one} onClick={() => setForm(one)}>
            {name('form', one)}
          </button>
        ))}
      </fieldset>
      <Known of={notices} rows={6} isEmpty={(items) => items.length === 0} empty={say('noticesNoneCenter')}>
        {(items) => (
          <CardList
            label={say('noticesPage')}
            items={items}
            keyOf={(one) => one.actionNumber}
            height={95}
            more={notices.more}
          >
            {(one) => <NoticeLine notice={one} />}
          </CardList>
        )}
      </Known>
    </>
  );
}
