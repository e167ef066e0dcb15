import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Known } from '../../ui/known';
import { OrderButton } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { CenterFrame } from './center-frame';
import { useNames } from './names';
import { ProtestLine } from './protest-line';
import { centerWords } from './words';

const STATES = ['open', 'suspended', 'with headquarters'] as const;
const PAGE = 100;

/** Protests that the Center decides, those whose time ends first at the top. */
export default function ProtestsPage() {
  const say = useWords(centerWords);
  return (
    <CenterFrame title={say('protestsTitle')} lead={say('protestsLead')}>
      {(center) => <Protests center={center} />}
    </CenterFrame>
  );
}

function Protests({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const name = useNames();
  const go = useNavigate();
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [nothing, setNothing] = useState(false);
  const query = { center, state, limit: PAGE };
  const protests = useKnownList('cee', 'GET /protests-at-hand', { query }, (answer) => answer.protests);
  return (
    <>
      <OrderButton
        title={say('takeNextProtest')}
        done={say(nothing ? 'nothingToTake' : 'taken')}
        send={async () => {
          const { protest } = await call('cee', 'POST /protests-at-hand/takes', { body: {} });
          if (protest) void go({ to: `/center/protests/${protest.id}` as never });
          else setNothing(true);
        }}
      />
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichProtests')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('protest', one)}
          </button>
        ))}
      </fieldset>
      <Known of={protests} rows={6} isEmpty={(items) => items.length === 0} empty={say('protestsNone')}>
        {(items) => (
          <CardList label={say('protestsTitle')} items={items} keyOf={({ id }) => id} height={150} more={protests.more}>
            {(one) => <ProtestLine protest={one} heading="h2" />}
          </CardList>
        )}
      </Known>
    </>
  );
}
