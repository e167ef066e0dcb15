import { useState } from 'react';
import { call } from '../../api/call';
import type { StandingAppealView } from '../../api/cee';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderForm } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { DeskFrame } from './desk-frame';
import { useDuties, useNames, useOptions } from './names';
import { Appeal } from './parts';
import { trustedWords } from './words';

const STATES = ['filed', 'granted', 'denied', 'withdrawn'] as const;
const PAGE = 100;

/** Appeals of trusted traders, and deciding them. */
export default function AppealsPage() {
  const say = useWords(trustedWords);
  return (
    <DeskFrame lead={say('appealsLead')}>
      <Appeals />
    </DeskFrame>
  );
}

function Appeals() {
  const say = useWords(trustedWords);
  const name = useNames();
  const { decidesAppeals } = useDuties();
  const [state, setState] = useState<(typeof STATES)[number]>('filed');
  const query = { state, limit: PAGE };
  const read = useKnownList('cee', 'GET /trusted-appeals', { query }, ({ appeals }) => appeals, { isSealed: true });
  return (
    <>
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichAppeals')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('appeal', one)}
          </button>
        ))}
      </fieldset>
      {!decidesAppeals && <p>{say('appealsByHeadquarters')}</p>}
      <Known of={read} rows={5} isEmpty={(items) => items.length === 0} empty={say('appealsEmpty')}>
        {(items) => (
          <CardList
            label={say('tabAppeals')}
            items={items}
            keyOf={({ appealId }) => appealId}
            height={200}
            more={read.more}
          >
            {(one) => (
              <Appeal of={one} heading="h2">
                <p>
                  <Link to={`/center/trusted/${one.participationId}`}>
                    {[one.accountName, one.participation].filter(Boolean).join(', ')}
                  </Link>
                </p>
                {decidesAppeals && one.state === 'filed' && <DecideAppeal of={one} again={read.again} />}
              </Appeal>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}

/** Grants or denies an appeal. */
export function DecideAppeal({ of, again }: { of: StandingAppealView; again: () => void }) {
  const say = useWords(trustedWords);
  const options = useOptions();
  return (
    <OrderForm
      title={say('decideAppeal', { number: of.number })}
      isSaidAbove
      isGrave
      explain={say('decideAppealExplain')}
      done={say('appealDecided')}
      fields={[
        {
          name: 'decision',
          label: say('decision'),
          kind: 'choice',
          options: options('appealDecision', ['granted', 'denied']),
        },
        { name: 'reason', label: say('why'), kind: 'paragraph', least: 2, most: 500 },
      ]}
      send={async ({ decision, reason }) => {
        await call('cee', 'POST /trusted-appeals/{appealId}/decision', {
          path: { appealId: of.appealId },
          body: { decision: decision as 'granted', reason },
        });
        again();
      }}
    />
  );
}
