import { BodyCheck, Closed, Text } from '../../apps/gateway/src/edge/json-schema';
import { filingOf } from '../../apps/gateway/src/filing/transmission';
import type { JsonFiling } from '../../apps/gateway/src/formats/json/json-filings';
import { ProtestFiled } from './protest.table';

const ProtestBody = Closed({ protestNumber: Text(14, 'Protest number') });
const protestBody = new BodyCheck(ProtestBody);

export const protestInJson: JsonFiling = {
  operationId: 'fileProtest',
  summary: 'Protest a decision',
  schema: ProtestBody,
  describes: 'The protest',
  read: (body) => {
    const { protestNumber } = protestBody.read(body);
    return (origin) => filingOf(ProtestFiled, { origin, protestNumber });
  },
};
