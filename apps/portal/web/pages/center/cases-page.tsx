import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { listOf, OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { useNamesOf } from '../../words/names';
import { AGENCIES, centerCaseWords } from './case-words';
import { CenterFrame } from './center-frame';

const KINDS = ['evasion', 'import safety', 'intellectual property'] as const;
const PAGE = 100;

/** Cases of the Center: evasion of duty, goods that may harm, goods that may bear a counterfeit mark. */
export default function CenterCasesPage() {
  const say = useWords(centerCaseWords);
  return (
    <CenterFrame title={say('title')} lead={say('lead')}>
      {(center) => <Cases center={center} />}
    </CenterFrame>
  );
}

function Cases({ center }: { center: string | undefined }) {
  const say = useWords(centerCaseWords);
  const { name } = useNamesOf(centerCaseWords);
  const [kind, setKind] = useState<(typeof KINDS)[number] | undefined>(undefined);
  const query = { center, kind, limit: PAGE };
  const cases = useKnownList('cee', 'GET /center-cases', { query }, (answer) => answer.cases);
  return (
    <>
      <OpenCase center={center} again={cases.again} />
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichCases')}</legend>
        <button type="button" aria-pressed={kind === undefined} onClick={() => setKind(undefined)}>
          {say('allKinds')}
        </button>
        {KINDS.map((one) => (
          <button key={one} type="button" aria-pressed={one === kind} onClick={() => setKind(one)}>
            {name('kind', one)}
          </button>
        ))}
      </fieldset>
      <Known of={cases} rows={6} isEmpty={(items) => items.length === 0} empty={say('none')}>
        {(items) => (
          <CardList label={say('title')} items={items} keyOf={({ id }) => id} height={150} more={cases.more}>
            {(one) => (
              <>
                <h2>
                  <Link to={`/center/cases/${one.id}`}>{one.number}</Link>
                </h2>
                <p className="pw-card__line">
                  <span className="pw-sign">{name('state', one.state)}</span>
                  {one.clocks[0] && (
                    <span>
                      {name('clock', one.clocks[0].clock)}:{' '}
                      <Due day={one.clocks[0].dueDate} daysLeft={one.clocks[0].daysLeft} unit={one.clocks[0].unit} />
                    </span>
                  )}
                </p>
                <p>{one.subject}</p>
                <p className="pw-quiet">
                  {name('kind', one.kind)}, {say('openedBy', { name: one.openedBy })} <Day of={one.receivedOn} />
                </p>
              </>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}

function OpenCase({ center, again }: { center: string | undefined; again: () => void }) {
  const say = useWords(centerCaseWords);
  const { options } = useNamesOf(centerCaseWords);
  const go = useNavigate();
  const isOfMark = ({ kind }: Readonly<Record<string, string>>): boolean => kind === 'intellectual property';
  const isOfGoods = ({ kind }: Readonly<Record<string, string>>): boolean => Boolean(kind) && kind !== 'evasion';
  return (
    <OrderForm
      title={say('open')}
      explain={say('openExplain')}
      done={say('opened')}
      fields={[
        { name: 'kind', label: say('kind'), kind: 'choice', options: options('kind', KINDS) },
        { name: 'subject', label: say('subject'), hint: say('subjectHint') },
        { name: 'facts', label: say('facts'), kind: 'paragraph' },
        { name: 'headings', label: say('headings'), hint: say('headingsHint') },
        { name: 'importer', label: say('importer'), hint: say('importerHint'), optional: true },
        { name: 'importerName', label: say('importerName'), optional: true },
        { name: 'port', label: say('port'), hint: say('portHint'), kind: 'number', optional: true, when: isOfGoods },
        { name: 'registration', label: say('registration'), hint: say('registrationHint'), when: isOfMark },
        { name: 'restricted', label: say('restricted'), kind: 'tick', when: isOfMark },
        {
          name: 'presentedOn',
          label: say('presentedOn'),
          hint: say('presentedOnHint'),
          kind: 'date',
          optional: true,
          when: isOfGoods,
        },
        {
          name: 'agency',
          label: say('agency'),
          hint: say('agencyHint'),
          kind: 'choice',
          options: options('agency', AGENCIES),
          optional: true,
          when: ({ kind }) => kind === 'import safety',
        },
      ]}
      send={async (
        { kind, subject, facts, headings, importer, importerName, port, registration, restricted, presentedOn, agency },
        id,
      ) => {
        await call('cee', 'POST /center-cases', {
          body: {
            ...{ id, kind: kind as 'evasion', subject, facts, center: center ?? null },
            headings: listOf(headings).map((one) => one.replaceAll('.', '')),
            ...{ importer: importer || null, importerName: importerName || null, port: port || null },
            ...{ registration: registration || null, restricted: restricted === 'yes' },
            presentedOn: presentedOn || null,
            ...(agency && { agency: agency as 'FDA' }),
          },
        });
        again();
        void go({ to: `/center/cases/${id}` as never });
      }}
    />
  );
}
