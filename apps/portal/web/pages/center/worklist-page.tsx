import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call';
import type { WorkItemView } from '../../api/cee';
import { useKnown } from '../../api/known';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { Due } from '../../ui/due';
import { ChosenFilter, Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { OrderButton } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { CenterFrame } from './center-frame';
import { useNames } from './names';
import { centerWords } from './words';

const STATES = ['open', 'taken', 'with the importer', 'with the filer', 'done'] as const;
const PAGE = 200;
const ENTRY = /^[A-Z0-9]{3}-?\d{7}-?\d$/;

/** What waits for the Center, the most urgent first, and the way to take it. */
export default function WorklistPage() {
  const say = useWords(centerWords);
  return (
    <CenterFrame title={say('workTitle')} lead={say('workLead')}>
      {(center) => <Work center={center} />}
    </CenterFrame>
  );
}

function Work({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const name = useNames();
  const go = useNavigate();
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [team, setTeam] = useState('');
  const [typed, setTyped] = useState('');
  const [nothing, setNothing] = useState(false);
  const entry = typed.trim().toUpperCase();
  const load = useKnown('cee', 'GET /workload', { query: { center } });
  const query = ENTRY.test(entry)
    ? { center, entryNumber: entry, limit: PAGE }
    : { center, state, team: team || null, limit: PAGE };
  const work = useKnownList('cee', 'GET /work-items', { query }, ({ items }) => items, { every: 15_000 });
  const teams = load.data?.teams ?? [];
  const [open, late] = [teams.reduce((sum, one) => sum + one.open, 0), teams.reduce((sum, one) => sum + one.late, 0)];
  const takeNext = async (): Promise<void> => {
    const { items } = await call('cee', 'POST /work-items/takes', { body: { team: team || null, count: 1 } });
    if (items[0]) void go({ to: `/center/work/${items[0].itemId}` as never });
    else setNothing(true);
  };
  return (
    <>
      {load.data && (
        <p className="pw-headline">
          {say('workOpen', { count: open })} {late > 0 ? say('workLate', { count: late }) : say('workNoneLate')}
        </p>
      )}
      <OrderButton title={say('takeNext')} done={say(nothing ? 'nothingToTake' : 'taken')} send={takeNext} />
      <Filters>
        <TypedFilter label={say('findEntry')} value={typed} onChange={setTyped} />
        <ChosenFilter
          label={say('team')}
          all={say('allTeams')}
          options={teams.map(({ teamNumber }) => ({ value: teamNumber, text: teamNumber }))}
          value={team}
          onChange={setTeam}
        />
      </Filters>
      <fieldset className="pw-kinds-shown">
        <legend className="usa-sr-only">{say('whichWork')}</legend>
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
            {name('state', one)}
          </button>
        ))}
      </fieldset>
      <Known of={work} rows={8} isEmpty={(items) => items.length === 0} empty={say('workNone')}>
        {(items) => (
          <CardList label={say('workTitle')} items={items} keyOf={({ itemId }) => itemId} height={150} more={work.more}>
            {(item) => <Item item={item} />}
          </CardList>
        )}
      </Known>
    </>
  );
}

function Item({ item }: { item: WorkItemView }) {
  const say = useWords(centerWords);
  const name = useNames();
  const { itemId, entryNumber, clock, priority, reasons, teamNumber, portOfEntry, entryType, takenBy, leaseUntil } =
    item;
  return (
    <>
      <h2>
        <Link to={`/center/work/${itemId}`}>{entryNumber}</Link>
      </h2>
      <p className="pw-card__line">
        <span className="pw-sign">{name('state', item.state)}</span>
        {clock && <Due day={clock.dueDate} daysLeft={clock.daysLeft} unit={clock.unit} />}
        <span>{say('priorityIs', { priority })}</span>
        {item.correction && <span className="pw-sign">{say('correction')}</span>}
        {item.timesRejected > 0 && <span>{say('rejectedTimes', { count: item.timesRejected })}</span>}
      </p>
      <p>{reasons.length > 0 ? reasons.map(({ why }) => why).join('; ') : say('noReason')}</p>
      <p className="pw-quiet">
        {say('itemOf', { team: teamNumber ?? '?', port: portOfEntry ?? '?', type: entryType ?? '?' })}
        {takenBy && ` ${say('takenBy', { name: takenBy })}`}
        {takenBy && leaseUntil && (
          <>
            {' '}
            {say('until')} <When at={leaseUntil} />
          </>
        )}
      </p>
    </>
  );
}
