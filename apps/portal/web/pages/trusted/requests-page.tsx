import { useState } from 'react';
import { useKnown } from '../../api/known';
import { CardList } from '../../ui/card-list';
import { ChosenFilter, Filters } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { useWords } from '../../words/language';
import { AnswerRequest } from './answer-request';
import { DeskFrame } from './desk-frame';
import { REQUEST_KINDS, type RequestKind, useDuties, useOptions } from './names';
import { CenterFilter } from './participations-page';
import { Request } from './request';
import { trustedWords } from './words';

const MOST = 200;

/** What trusted traders asked and nobody has answered yet, the first due at the top. */
export default function RequestsPage() {
  const say = useWords(trustedWords);
  return (
    <DeskFrame lead={say('openRequestsLead')}>
      <OpenRequests />
    </DeskFrame>
  );
}

function OpenRequests() {
  const say = useWords(trustedWords);
  const options = useOptions();
  const { answers } = useDuties();
  const [kind, setKind] = useState('');
  const [center, setCenter] = useState('');
  const query = { limit: MOST, ...(kind && { kind: kind as RequestKind }), ...(center && { center }) };
  const read = useKnown('cee', 'GET /trusted-requests', { query }, { isSealed: true });
  return (
    <>
      <Filters>
        <ChosenFilter
          label={say('kind')}
          all={say('allKinds')}
          options={options('kind', REQUEST_KINDS)}
          value={kind}
          onChange={setKind}
        />
        <CenterFilter value={center} onChange={setCenter} />
      </Filters>
      {!answers && <p>{say('answersBy')}</p>}
      <Known of={read} rows={6} isEmpty={(told) => told.requests.length === 0} empty={say('openRequestsNone')}>
        {(told) => (
          <CardList label={say('tabOpenRequests')} items={told.requests} keyOf={({ id }) => id} height={210}>
            {(one) => (
              <Request
                of={one}
                heading="h2"
                account={<Link to={`/account/${one.accountId}/trusted`}>{one.accountName ?? say('account')}</Link>}
              >
                {answers && <AnswerRequest of={one} again={read.again} />}
              </Request>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}
